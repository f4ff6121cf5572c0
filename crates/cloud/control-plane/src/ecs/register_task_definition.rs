//! RegisterTaskDefinition: checks the whole definition and gives it the family's next revision.

use std::collections::BTreeSet;

use ledger::{Txn, World};
use model::Scope;
use model::ecs::{
    ContainerDefinition, NetworkMode, PortMapping, RuntimePlatform, Secret, TaskDefinition,
    TaskDefinitionRef, TaskDefinitionStatus, Transport,
};
use shapes::Error;
use shapes::ecs::{
    self as wire, RegisterTaskDefinition, RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse,
    errors,
};

use super::refuse;
use super::{
    container_settings, dependencies, fargate, find, health_check, log_options, placement_rules, tags, view,
    volumes,
};
use crate::Caller;
use crate::table::Write;

/// Containers a definition may have (ECS quotas).
const MOST_CONTAINERS: usize = 10;
/// Smallest hard memory limit, MiB (ECS API reference).
const LEAST_MEMORY: i64 = 6;

impl Write for RegisterTaskDefinition {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RegisterTaskDefinitionRequest,
    ) -> Result<RegisterTaskDefinitionResponse, Error> {
        find::check_name("family", &input.family)?;
        let network_mode = network_mode(input.network_mode.as_deref())?;
        let memory = task_size("memory", input.memory.as_deref())?;
        let containers = containers(
            input.container_definitions,
            network_mode.unwrap_or(NetworkMode::Bridge),
            memory.is_some(),
        )?;
        let volumes = volumes::read(input.volumes)?;
        volumes::check(&containers, &volumes)?;
        let definition = TaskDefinition {
            scope: caller.scope.clone(),
            name: next_revision(txn.world(), &caller.scope, input.family),
            status: TaskDefinitionStatus::Active,
            network_mode,
            cpu: task_size("cpu", input.cpu.as_deref())?,
            memory,
            task_role_arn: input.task_role_arn.filter(|arn| !arn.is_empty()),
            execution_role_arn: input.execution_role_arn.filter(|arn| !arn.is_empty()),
            requires_compatibilities: input.requires_compatibilities.unwrap_or_default(),
            runtime_platform: runtime_platform(input.runtime_platform)?,
            placement_constraints: placement_rules::definition_constraints(input.placement_constraints)?,
            containers,
            volumes,
            registered_at: caller.now,
            deregistered_at: None,
            delete_requested_at: None,
            tags: tags::read(input.tags)?,
        };
        fargate::check(&definition)?;
        let answer = RegisterTaskDefinitionResponse {
            task_definition: Some(view::task_definition(&definition)),
            tags: Some(tags::write(&definition.tags)),
        };
        txn.put(definition);
        Ok(answer)
    }
}

/// Revisions only grow, also when earlier ones were deregistered.
fn next_revision(world: &World, scope: &Scope, family: String) -> TaskDefinitionRef {
    let last = find::revisions(world, scope, &family).next().map_or(0, |definition| definition.name.revision);
    TaskDefinitionRef { family, revision: last + 1 }
}

fn network_mode(given: Option<&str>) -> Result<Option<NetworkMode>, Error> {
    match given.filter(|mode| !mode.is_empty()) {
        None => Ok(None),
        Some("bridge") => Ok(Some(NetworkMode::Bridge)),
        Some("none") => Ok(Some(NetworkMode::None)),
        Some("host") => Ok(Some(NetworkMode::Host)),
        Some("awsvpc") => Ok(Some(NetworkMode::Awsvpc)),
        Some(other) => Err(errors::client_exception(format!("Invalid network mode: {other}"))),
    }
}

/// CPU units (`256`, `.25 vCPU`) or MiB (`512`, `0.5 GB`) of the whole task.
fn task_size(member: &str, given: Option<&str>) -> Result<Option<i64>, Error> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let lower = text.to_ascii_lowercase();
    let scaled = ["vcpu", "gb"].iter().find_map(|unit| lower.strip_suffix(unit));
    let size = match scaled {
        Some(number) => number.trim().parse::<f64>().ok().map(|number| (number * 1024.0) as i64),
        None => lower.parse().ok(),
    };
    let bad = || errors::client_exception(format!("Invalid '{member}' setting for task: {text}"));
    size.filter(|size| *size > 0).map(Some).ok_or_else(bad)
}

/// The platform asked for must be this machine's: images for another one could be registered and never run.
fn runtime_platform(given: Option<wire::RuntimePlatform>) -> Result<Option<RuntimePlatform>, Error> {
    let Some(given) = given else { return Ok(None) };
    let filled = |word: Option<String>| word.filter(|word| !word.is_empty());
    let (cpu_architecture, operating_system_family) =
        (filled(given.cpu_architecture), filled(given.operating_system_family));
    let own = if cfg!(target_arch = "aarch64") { "ARM64" } else { "X86_64" };
    match (cpu_architecture.as_deref(), operating_system_family.as_deref()) {
        (Some(other @ ("X86_64" | "ARM64")), _) if other != own => {
            Err(refuse::not_in_product(&format!("cpuArchitecture {other} on a machine that is {own}")))
        }
        (Some(other), _) if other != own => {
            Err(errors::client_exception(format!("Invalid cpuArchitecture: {other}")))
        }
        (_, Some(other)) if other != "LINUX" => {
            Err(refuse::not_in_product(&format!("operatingSystemFamily {other}")))
        }
        _ => Ok(Some(RuntimePlatform { cpu_architecture, operating_system_family })),
    }
}

fn containers(
    given: Vec<wire::ContainerDefinition>,
    mode: NetworkMode,
    task_memory: bool,
) -> Result<Vec<ContainerDefinition>, Error> {
    if given.is_empty() {
        return Err(errors::client_exception("Container list cannot be empty."));
    }
    if given.len() > MOST_CONTAINERS {
        return Err(errors::client_exception(format!(
            "Too many containers: at most {MOST_CONTAINERS} are allowed."
        )));
    }
    let containers: Vec<_> =
        given.into_iter().map(|one| container(one, mode, task_memory)).collect::<Result<_, _>>()?;
    let names: BTreeSet<&str> = containers.iter().map(|container| container.name.as_str()).collect();
    if names.len() < containers.len() {
        return Err(errors::client_exception("Container names must be unique within a task definition."));
    }
    if !containers.iter().any(|container| container.essential) {
        return Err(errors::client_exception("At least one container should be essential."));
    }
    dependencies::check(&containers)?;
    Ok(containers)
}

fn container(
    given: wire::ContainerDefinition,
    mode: NetworkMode,
    task_memory: bool,
) -> Result<ContainerDefinition, Error> {
    let name = given.name.unwrap_or_default();
    if name.is_empty() {
        return Err(errors::client_exception("Container.name should not be null or empty."));
    }
    find::check_name("container name", &name)?;
    if mode == NetworkMode::Awsvpc && given.hostname.as_ref().is_some_and(|it| !it.is_empty()) {
        let text = "hostname is not supported on container when networkMode=awsvpc.";
        return Err(errors::client_exception(text));
    }
    let mappings = given.port_mappings.unwrap_or_default().into_iter();
    let restart_policy = given.restart_policy.map(|policy| container_settings::restart_policy(&name, policy));
    let linux_parameters = given.linux_parameters.map(|it| container_settings::linux_parameters(&name, it));
    let container = ContainerDefinition {
        image: image(given.image)?,
        cpu: given.cpu.unwrap_or(0),
        memory: given.memory,
        memory_reservation: given.memory_reservation,
        essential: given.essential.unwrap_or(true),
        port_mappings: mappings.map(|mapping| port_mapping(mapping, mode)).collect::<Result<_, _>>()?,
        entry_point: given.entry_point.filter(|words| !words.is_empty()),
        command: given.command.filter(|words| !words.is_empty()),
        environment: given.environment.unwrap_or_default().into_iter().filter_map(pair).collect(),
        secrets: given.secrets.unwrap_or_default().into_iter().map(secret).collect::<Result<_, _>>()?,
        log: given.log_configuration.map(log_options::read).transpose()?,
        working_directory: given.working_directory,
        user: given.user,
        hostname: given.hostname,
        stop_timeout: container_settings::timeout(&name, "stopTimeout", given.stop_timeout)?,
        start_timeout: container_settings::timeout(&name, "startTimeout", given.start_timeout)?,
        readonly_root_filesystem: given.readonly_root_filesystem.unwrap_or(false),
        docker_labels: given.docker_labels.unwrap_or_default(),
        health_check: given.health_check.map(|check| health_check::read(&name, check)).transpose()?,
        depends_on: dependencies::read(&name, given.depends_on)?,
        follows_tag: follows_tag(given.version_consistency.as_deref())?,
        mount_points: volumes::mount_points(&name, given.mount_points)?,
        volumes_from: volumes::volumes_from(given.volumes_from),
        restart_policy: restart_policy.transpose()?,
        ulimits: container_settings::ulimits(&name, given.ulimits)?,
        linux_parameters: linux_parameters.transpose()?,
        name,
    };
    check_memory(&container, task_memory)?;
    Ok(container)
}

fn follows_tag(version_consistency: Option<&str>) -> Result<bool, Error> {
    match version_consistency {
        None | Some("enabled") => Ok(false),
        Some("disabled") => Ok(true),
        Some(other) => Err(errors::client_exception(format!("Invalid versionConsistency: {other}"))),
    }
}

fn check_memory(container: &ContainerDefinition, task_memory: bool) -> Result<(), Error> {
    let invalid = |why: &str| {
        Err(errors::client_exception(format!("Invalid setting for container '{}'. {why}", container.name)))
    };
    match (container.memory, container.memory_reservation) {
        (None, None) if !task_memory => {
            invalid("At least one of 'memory' or 'memoryReservation' must be specified.")
        }
        (Some(hard), Some(soft)) if soft > hard => {
            invalid("'memoryReservation' must be less than or equal to 'memory'.")
        }
        (Some(hard), _) if hard < LEAST_MEMORY => invalid("'memory' must be at least 6 MiB."),
        _ if container.cpu < 0 => invalid("'cpu' must not be negative."),
        _ => Ok(()),
    }
}

fn image(given: Option<String>) -> Result<String, Error> {
    let image = given.unwrap_or_default();
    if image.is_empty() {
        return Err(errors::client_exception("Container.image should not be null or empty."));
    }
    let good = |c: char| c.is_ascii_alphanumeric() || "_-.:/@".contains(c);
    if image.len() > 255 || !image.chars().all(good) {
        return Err(errors::client_exception("Container.image contains invalid characters."));
    }
    Ok(image)
}

fn port_mapping(given: wire::PortMapping, mode: NetworkMode) -> Result<PortMapping, Error> {
    if mode == NetworkMode::None {
        return Err(errors::client_exception("Port mappings are not allowed when networkMode=none."));
    }
    let port = |name: &str, port: Option<i64>, least: i64| {
        let port = port.unwrap_or(0);
        let bad = || {
            errors::client_exception(format!(
                "Invalid '{name}' setting: {port}. It must be between {least} and 65535."
            ))
        };
        if port < least { Err(bad()) } else { u16::try_from(port).map_err(|_| bad()) }
    };
    let protocol = match given.protocol.as_deref().filter(|protocol| !protocol.is_empty()) {
        None | Some("tcp") => Transport::Tcp,
        Some("udp") => return Err(refuse::not_in_product("protocol udp")),
        Some(other) => return Err(errors::client_exception(format!("Invalid protocol: {other}"))),
    };
    let container_port = port("containerPort", given.container_port, 1)?;
    let host_port = match (mode, port("hostPort", given.host_port, 0)?) {
        (NetworkMode::Host | NetworkMode::Awsvpc, 0) => container_port,
        (NetworkMode::Host | NetworkMode::Awsvpc, host_port) if host_port != container_port => {
            return Err(errors::client_exception(format!(
                "When networkMode={mode}, the host ports and container ports in port mappings must match."
            )));
        }
        (_, host_port) => host_port,
    };
    let (name, app_protocol) = (given.name, given.app_protocol);
    Ok(PortMapping { container_port, host_port, protocol, name, app_protocol })
}

fn pair(given: wire::KeyValuePair) -> Option<(String, String)> {
    given.name.map(|name| (name, given.value.unwrap_or_default()))
}

fn secret(given: wire::Secret) -> Result<Secret, Error> {
    if given.value_from.contains(":secretsmanager:") {
        return Err(refuse::not_in_product("a secret from Secrets Manager"));
    }
    Ok(Secret { name: given.name, value_from: given.value_from })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ledger::{Ledger, Storage};

    fn input(family: &str) -> RegisterTaskDefinitionRequest {
        let container = wire::ContainerDefinition {
            name: Some("web".into()),
            image: Some("localhost:4566/web:latest".into()),
            memory_reservation: Some(128),
            ..Default::default()
        };
        RegisterTaskDefinitionRequest {
            family: family.into(),
            container_definitions: vec![container],
            ..Default::default()
        }
    }

    fn register(
        ledger: &Ledger,
        input: RegisterTaskDefinitionRequest,
    ) -> Result<wire::TaskDefinition, Error> {
        let mut caller = Caller::example();
        let answer = ledger.transact(|txn| RegisterTaskDefinition::write(txn, &mut caller, input))?;
        Ok(answer.0.task_definition.unwrap())
    }

    #[test]
    fn revisions_grow_and_absent_members_get_their_defaults() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        assert_eq!(register(&ledger, input("web")).unwrap().revision, Some(1));
        let second = register(&ledger, input("web")).unwrap();
        assert_eq!(second.revision, Some(2));
        let container = &second.container_definitions.unwrap()[0];
        assert_eq!((container.essential, container.cpu), (Some(true), Some(0)));
        assert_eq!(register(&ledger, input("web-2")).unwrap().revision, Some(1));
    }

    #[test]
    fn no_memory_is_refused_in_the_words_of_aws() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let mut bad = input("web");
        bad.container_definitions[0].memory_reservation = None;
        let error = register(&ledger, bad).unwrap_err();
        assert_eq!(error.code, "ClientException");
        let text = "Invalid setting for container 'web'. At least one of 'memory' or 'memoryReservation' must be specified.";
        assert_eq!(error.message, text);
    }

    #[test]
    fn task_sizes_may_carry_units() {
        assert_eq!(task_size("cpu", Some(".25 vCPU")).unwrap(), Some(256));
        assert_eq!(task_size("memory", Some("0.5GB")).unwrap(), Some(512));
        assert!(task_size("memory", Some("much")).is_err());
    }
}
