//! What a task definition asks of an agent, as AWS derives it from the members it has. In: a definition. Out: attribute names.
//! Never here: placement; every instance of this product can do all that a definition can be registered with.

use std::collections::BTreeSet;

use model::ecs::{ContainerDefinition, NetworkMode, TaskDefinition, VolumeSource};
use shapes::ecs as out;

const AGENT: &str = "com.amazonaws.ecs.capability.";
const ECS: &str = "ecs.capability.";

/// The attributes, in the order of their names.
pub(crate) fn required_attributes(definition: &TaskDefinition) -> Vec<out::Attribute> {
    let mut names = BTreeSet::new();
    let mut ask = |prefix: &str, name: &str| {
        names.insert(format!("{prefix}{name}"));
    };
    if definition.task_role_arn.is_some() {
        ask(AGENT, "task-iam-role");
        ask(AGENT, "docker-remote-api.1.17");
    }
    if definition.network_mode == Some(NetworkMode::Awsvpc) {
        ask(ECS, "task-eni");
        ask(AGENT, "docker-remote-api.1.18");
    }
    if definition.cpu.is_some() || definition.memory.is_some() {
        ask(ECS, "task-cpu-mem-limit");
    }
    if definition.volumes.iter().any(|volume| matches!(volume.source, VolumeSource::Docker(_))) {
        ask(AGENT, "docker-plugin.local");
        ask(AGENT, "docker-remote-api.1.25");
    }
    let executed = definition.execution_role_arn.is_some();
    definition.containers.iter().for_each(|container| of_container(container, executed, &mut ask));
    names.into_iter().map(|name| out::Attribute { name, ..Default::default() }).collect()
}

fn of_container(container: &ContainerDefinition, executed: bool, ask: &mut impl FnMut(&str, &str)) {
    if is_of_ecr(&container.image) {
        ask(AGENT, "ecr-auth");
        ask(AGENT, "docker-remote-api.1.19");
        if executed {
            ask(ECS, "execution-role-ecr-pull");
        }
    }
    if let Some(log) = &container.log {
        ask(AGENT, &format!("logging-driver.{}", log.driver));
        ask(AGENT, if log.driver == "awslogs" { "docker-remote-api.1.19" } else { "docker-remote-api.1.18" });
        if executed && log.driver == "awslogs" {
            ask(ECS, "execution-role-awslogs");
        }
    }
    if container.memory_reservation.is_some() {
        ask(AGENT, "docker-remote-api.1.21");
    }
    if container.health_check.is_some() {
        ask(ECS, "container-health-check");
        ask(AGENT, "docker-remote-api.1.24");
    }
    if !container.depends_on.is_empty() {
        ask(ECS, "container-ordering");
    }
    if container.restart_policy.as_ref().is_some_and(|policy| policy.enabled) {
        ask(ECS, "container-restart-policy");
    }
    if !container.secrets.is_empty() {
        ask(ECS, "secrets.ssm.environment-variables");
    }
}

/// `ACCOUNT.dkr.ecr.REGION.amazonaws.com/...`
fn is_of_ecr(image: &str) -> bool {
    let host = image.split('/').next().unwrap_or_default();
    host.contains(".dkr.ecr.") && host.ends_with(".amazonaws.com")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::ecs::fixture::Desk;
    use shapes::ecs::{
        ContainerDefinition, LogConfiguration, RegisterTaskDefinition, RegisterTaskDefinitionRequest,
    };

    fn names(container: ContainerDefinition, execution_role_arn: Option<&str>) -> Vec<String> {
        let input = RegisterTaskDefinitionRequest {
            family: "f".to_owned(),
            container_definitions: vec![container],
            execution_role_arn: execution_role_arn.map(str::to_owned),
            ..Default::default()
        };
        let mut desk = Desk::with_instances(0);
        let definition = desk.write::<RegisterTaskDefinition>(input).unwrap().task_definition.unwrap();
        definition.requires_attributes.unwrap().into_iter().map(|attribute| attribute.name).collect()
    }

    fn plain() -> ContainerDefinition {
        ContainerDefinition {
            name: Some("c".to_owned()),
            image: Some("web".to_owned()),
            memory: Some(64),
            ..Default::default()
        }
    }

    #[test]
    fn they_follow_from_what_the_definition_has() {
        assert!(names(plain(), None).is_empty());
        let options = [("awslogs-group", "g"), ("awslogs-region", "us-west-2")];
        let log = LogConfiguration {
            log_driver: "awslogs".to_owned(),
            options: Some(options.map(|(key, value)| (key.to_owned(), value.to_owned())).into()),
        };
        let image = Some("000000000000.dkr.ecr.us-west-2.amazonaws.com/web:1".to_owned());
        let rich = ContainerDefinition { image, log_configuration: Some(log), ..plain() };
        let role = Some("arn:aws:iam::000000000000:role/execution");
        let expected = [
            "com.amazonaws.ecs.capability.docker-remote-api.1.19",
            "com.amazonaws.ecs.capability.ecr-auth",
            "com.amazonaws.ecs.capability.logging-driver.awslogs",
            "ecs.capability.execution-role-awslogs",
            "ecs.capability.execution-role-ecr-pull",
        ];
        assert_eq!(names(rich, role), expected);
    }
}
