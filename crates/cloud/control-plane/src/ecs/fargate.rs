//! What FARGATE asks of a task definition, and which launch types a definition is good for.
//!
//! In: a definition. Out: the first thing that is wrong with it, in AWS's words; its `compatibilities`. Never here: launching.
//! Source: ECS developer guide, "Task definition differences for Fargate".

use std::ops::RangeInclusive;

use model::ecs::{ContainerDefinition, NetworkMode, TaskDefinition, Volume, VolumeSource};
use shapes::Error;
use shapes::ecs::errors;

/// CPU units; the least and the most MiB that go with them, and the step between.
const SIZES: &[(i64, i64, i64, i64)] = &[
    (512, 1024, 4096, 1024),
    (1024, 2048, 8192, 1024),
    (2048, 4096, 16_384, 1024),
    (4096, 8192, 30_720, 1024),
    (8192, 16_384, 61_440, 4096),
    (16_384, 32_768, 122_880, 8192),
];

/// Seconds a container's start and stop may take (ECS API, `ContainerDefinition`).
const TIMEOUT: RangeInclusive<i64> = 2..=120;

/// Refuses a definition that asks to be valid for FARGATE and is not.
pub(crate) fn check(definition: &TaskDefinition) -> Result<(), Error> {
    match definition.requires_compatibilities.iter().find(|word| !is_known(word)) {
        Some(word) => return Err(errors::client_exception(format!("Invalid compatibility: {word}"))),
        None if !definition.requires_compatibilities.iter().any(|word| word == "FARGATE") => return Ok(()),
        None => {}
    }
    problem(definition).map_or(Ok(()), |text| Err(errors::client_exception(text)))
}

fn is_known(word: &str) -> bool {
    matches!(word, "EC2" | "FARGATE" | "EXTERNAL" | "MANAGED_INSTANCES")
}

/// The launch types a definition can be used with, as DescribeTaskDefinition shows them.
pub(crate) fn compatibilities(definition: &TaskDefinition) -> Vec<&'static str> {
    let external = definition.network_mode() != NetworkMode::Awsvpc;
    let asked = definition.requires_compatibilities.is_empty()
        || definition.requires_compatibilities.iter().any(|word| word == "FARGATE");
    let mut words = Vec::with_capacity(3);
    words.extend(external.then_some("EXTERNAL"));
    words.push("EC2");
    words.extend((asked && problem(definition).is_none()).then_some("FARGATE"));
    words
}

/// What keeps a definition from FARGATE.
fn problem(definition: &TaskDefinition) -> Option<String> {
    if definition.network_mode() != NetworkMode::Awsvpc {
        return Some("Fargate only supports network mode ‘awsvpc’.".to_owned());
    }
    let Some(cpu) = definition.cpu else {
        return Some("Fargate requires that 'cpu' be defined at the task level.".to_owned());
    };
    let Some(memory) = definition.memory else {
        return Some("Fargate requires that 'memory' be defined at the task level.".to_owned());
    };
    if !is_size(cpu, memory) {
        return Some(format!(
            "No Fargate configuration exists for given values: {cpu} CPU, {memory} memory."
        ));
    }
    if !definition.placement_constraints.is_empty() {
        return Some("Fargate does not support placement constraints.".to_owned());
    }
    if let Some(why) = definition.volumes.iter().find_map(not_a_volume) {
        return Some(why);
    }
    definition
        .containers
        .iter()
        .find_map(|container| not_a_setting(container).or_else(|| not_a_log(container)))
}

/// What of a container's settings FARGATE does not take. What no launch type of this product takes (`privileged`, `links`, devices, swap,
/// added capabilities, DNS servers, extra hosts, GPUs) was refused before.
fn not_a_setting(container: &ContainerDefinition) -> Option<String> {
    let invalid = |why: &str| Some(format!("Invalid setting for container '{}'. {why}", container.name));
    let linux = container.linux_parameters.as_ref();
    if linux.is_some_and(|linux| linux.shared_memory_size.is_some()) {
        return invalid("Fargate does not support 'linuxParameters.sharedMemorySize'.");
    }
    let timeouts = [("startTimeout", container.start_timeout), ("stopTimeout", container.stop_timeout)];
    let (name, _) = timeouts.iter().find(|(_, given)| given.is_some_and(|it| !TIMEOUT.contains(&it)))?;
    let (least, most) = (TIMEOUT.start(), TIMEOUT.end());
    invalid(&format!("'{name}' must be between {least} and {most} seconds in Fargate."))
}

/// Why FARGATE cannot keep the log of a container.
fn not_a_log(container: &ContainerDefinition) -> Option<String> {
    let log = container.log.as_ref()?;
    match log.driver.as_str() {
        "awslogs" if log.options.contains_key("awslogs-stream-prefix") => None,
        "awslogs" => Some("Log driver awslogs requires options: awslogs-stream-prefix".to_owned()),
        other => Some(format!("Fargate does not support log driver {other}.")),
    }
}

/// Why a volume cannot be FARGATE's, which has no instance to keep it.
fn not_a_volume(volume: &Volume) -> Option<String> {
    let member = match &volume.source {
        VolumeSource::Empty => return None,
        VolumeSource::Host(_) => "host.sourcePath",
        VolumeSource::Docker(_) => "dockerVolumeConfiguration",
    };
    Some(format!("{member} should not be set for volumes in Fargate."))
}

/// Whether FARGATE has tasks of this size.
fn is_size(cpu: i64, memory: i64) -> bool {
    if cpu == 256 {
        return matches!(memory, 512 | 1024 | 2048);
    }
    let size = SIZES.iter().find(|(units, ..)| *units == cpu);
    size.is_some_and(|(_, least, most, step)| (*least..=*most).contains(&memory) && memory % step == 0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::{Desk, awsvpc};
    use shapes::ecs::{self as wire, RegisterTaskDefinition, RegisterTaskDefinitionRequest};

    fn register(
        change: impl FnOnce(&mut RegisterTaskDefinitionRequest),
    ) -> Result<wire::TaskDefinition, String> {
        let mut input = awsvpc("own", &["FARGATE"]);
        change(&mut input);
        let registered = Desk::with_instances(0).write::<RegisterTaskDefinition>(input);
        registered.map(|it| it.task_definition.unwrap()).map_err(|error| error.message.to_string())
    }

    #[test]
    fn sizes_are_those_of_the_table() {
        for (cpu, memory) in
            [(256, 512), (256, 2048), (512, 4096), (1024, 3072), (4096, 30720), (16384, 40960)]
        {
            assert!(is_size(cpu, memory), "{cpu} {memory}");
        }
        for (cpu, memory) in [(256, 300), (256, 3072), (512, 512), (300, 1024), (8192, 17408), (4096, 31744)]
        {
            assert!(!is_size(cpu, memory), "{cpu} {memory}");
        }
    }

    #[test]
    fn what_fargate_lacks_is_said_in_the_words_of_aws() {
        let log = |options: &[(&str, &str)]| {
            let options = options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            Some(wire::LogConfiguration {
                log_driver: "awslogs".to_owned(),
                options: Some(options.collect()),
            })
        };
        let without_memory = |it: &mut RegisterTaskDefinitionRequest| {
            it.memory = None;
            it.container_definitions[0].memory = Some(128);
        };
        type Change<'a> = &'a dyn Fn(&mut RegisterTaskDefinitionRequest);
        let cases: [(Change<'_>, &str); 6] = [
            (&|it| it.network_mode = Some("bridge".into()), "Fargate only supports network mode ‘awsvpc’."),
            (&|it| it.cpu = None, "Fargate requires that 'cpu' be defined at the task level."),
            (&without_memory, "Fargate requires that 'memory' be defined at the task level."),
            (
                &|it| it.memory = Some("300".into()),
                "No Fargate configuration exists for given values: 256 CPU, 300 memory.",
            ),
            (
                &|it| it.container_definitions[0].log_configuration = log(&[("awslogs-group", "g")]),
                "Log driver awslogs requires options: awslogs-stream-prefix",
            ),
            (&|it| it.requires_compatibilities = Some(vec!["MOON".into()]), "Invalid compatibility: MOON"),
        ];
        for (change, words) in cases {
            assert_eq!(register(|it| change(it)).unwrap_err(), words);
        }
    }

    type Container = wire::ContainerDefinition;

    /// The first container changed.
    fn container(change: fn(&mut Container)) -> Result<wire::TaskDefinition, String> {
        register(|it| change(&mut it.container_definitions[0]))
    }

    #[test]
    fn volumes_of_an_instance_are_none_of_fargate() {
        let volume = |host: Option<&str>, docker: bool| wire::Volume {
            name: Some("data".into()),
            host: host.map(|path| wire::HostVolumeProperties { source_path: Some(path.into()) }),
            docker_volume_configuration: docker.then(wire::DockerVolumeConfiguration::default),
        };
        let with = |volume: wire::Volume| register(|it| it.volumes = Some(vec![volume]));
        let words = |member: &str| format!("{member} should not be set for volumes in Fargate.");
        assert_eq!(with(volume(Some("/srv"), false)).unwrap_err(), words("host.sourcePath"));
        assert_eq!(with(volume(None, true)).unwrap_err(), words("dockerVolumeConfiguration"));
        assert!(with(volume(None, false)).is_ok(), "an empty volume lives as long as its task");
    }

    #[test]
    fn settings_fargate_does_not_take_are_refused() {
        let shared = container(|it| {
            let linux = wire::LinuxParameters { shared_memory_size: Some(64), ..Default::default() };
            it.linux_parameters = Some(linux);
        });
        let words = "Invalid setting for container 'app'. Fargate does not support 'linuxParameters.sharedMemorySize'.";
        assert_eq!(shared.unwrap_err(), words);
        let words = "Invalid setting for container 'app'. 'stopTimeout' must be between 2 and 120 seconds in Fargate.";
        assert_eq!(container(|it| it.stop_timeout = Some(121)).unwrap_err(), words);
        assert!(container(|it| it.stop_timeout = Some(120)).is_ok());
        let words = "hostname is not supported on container when networkMode=awsvpc.";
        assert_eq!(container(|it| it.hostname = Some("web".into())).unwrap_err(), words);
        assert!(container(|it| it.start_timeout = Some(1)).unwrap_err().contains("'startTimeout'"));
    }

    #[test]
    fn compatibilities_are_what_a_definition_is_good_for() {
        let shown = |change: fn(&mut RegisterTaskDefinitionRequest)| {
            register(change).unwrap().compatibilities.unwrap()
        };
        assert_eq!(shown(|_| ()), ["EC2", "FARGATE"]);
        assert_eq!(shown(|it| it.requires_compatibilities = None), ["EC2", "FARGATE"]);
        assert_eq!(shown(|it| it.requires_compatibilities = Some(vec!["EC2".into()])), ["EC2"]);
        let bridge = |it: &mut RegisterTaskDefinitionRequest| {
            it.requires_compatibilities = None;
            it.network_mode = None;
        };
        assert_eq!(shown(bridge), ["EXTERNAL", "EC2"]);
    }
}
