//! A task definition on the wire, with the members AWS fills in when the user leaves them out.

use model::ecs::{ContainerDefinition, PlacementConstraint, TaskDefinition, TaskDefinitionStatus};
use shapes::ecs as out;

use super::required_attributes::required_attributes;
use super::{pairs, time};
use crate::ecs::{container_settings, dependencies, fargate, health_check, volumes};

/// A task definition as RegisterTaskDefinition and DescribeTaskDefinition answer it.
pub(crate) fn task_definition(definition: &TaskDefinition) -> out::TaskDefinition {
    out::TaskDefinition {
        task_definition_arn: Some(definition.arn()),
        family: Some(definition.name.family.clone()),
        revision: Some(i64::from(definition.name.revision)),
        status: Some(definition.status.to_string()),
        network_mode: definition.network_mode.map(|mode| mode.to_string()),
        cpu: definition.cpu.map(|cpu| cpu.to_string()),
        memory: definition.memory.map(|memory| memory.to_string()),
        task_role_arn: definition.task_role_arn.clone(),
        execution_role_arn: definition.execution_role_arn.clone(),
        container_definitions: Some(definition.containers.iter().map(container).collect()),
        volumes: Some(definition.volumes.iter().map(volumes::write).collect()),
        requires_attributes: Some(required_attributes(definition)),
        placement_constraints: Some(definition.placement_constraints.iter().map(constraint).collect()),
        compatibilities: Some(fargate::compatibilities(definition).into_iter().map(str::to_owned).collect()),
        requires_compatibilities: some_unless_empty(&definition.requires_compatibilities),
        runtime_platform: definition.runtime_platform.clone().map(|platform| out::RuntimePlatform {
            cpu_architecture: platform.cpu_architecture,
            operating_system_family: platform.operating_system_family,
        }),
        registered_at: Some(time(definition.registered_at)),
        registered_by: Some(format!("arn:aws:iam::{}:root", definition.scope.account)),
        deregistered_at: definition
            .deregistered_at
            .filter(|_| definition.status != TaskDefinitionStatus::Active)
            .map(time),
        delete_requested_at: definition.delete_requested_at.map(time),
        ..Default::default()
    }
}

fn some_unless_empty(words: &[String]) -> Option<Vec<String>> {
    (!words.is_empty()).then(|| words.to_vec())
}

fn constraint(constraint: &PlacementConstraint) -> out::TaskDefinitionPlacementConstraint {
    let (kind, expression) = match constraint {
        PlacementConstraint::DistinctInstance => ("distinctInstance", None),
        PlacementConstraint::MemberOf(expression) => ("memberOf", Some(expression.clone())),
    };
    out::TaskDefinitionPlacementConstraint { r#type: Some(kind.to_owned()), expression }
}

fn container(container: &ContainerDefinition) -> out::ContainerDefinition {
    out::ContainerDefinition {
        name: Some(container.name.clone()),
        image: Some(container.image.clone()),
        cpu: Some(container.cpu),
        memory: container.memory,
        memory_reservation: container.memory_reservation,
        essential: Some(container.essential),
        port_mappings: Some(container.port_mappings.iter().map(port_mapping).collect()),
        entry_point: container.entry_point.clone(),
        command: container.command.clone(),
        environment: Some(pairs(&container.environment)),
        mount_points: Some(volumes::write_mount_points(&container.mount_points)),
        volumes_from: Some(volumes::write_volumes_from(&container.volumes_from)),
        system_controls: Some(vec![]),
        secrets: (!container.secrets.is_empty()).then(|| secrets(container)),
        log_configuration: container.log.as_ref().map(|log| out::LogConfiguration {
            log_driver: log.driver.clone(),
            options: (!log.options.is_empty()).then(|| log.options.clone()),
        }),
        working_directory: container.working_directory.clone(),
        user: container.user.clone(),
        hostname: container.hostname.clone(),
        stop_timeout: container.stop_timeout,
        start_timeout: container.start_timeout,
        health_check: container.health_check.as_ref().map(health_check::write),
        depends_on: dependencies::write(&container.depends_on),
        version_consistency: container.follows_tag.then(|| "disabled".to_owned()),
        restart_policy: container.restart_policy.as_ref().map(container_settings::write_restart_policy),
        ulimits: container_settings::write_ulimits(&container.ulimits),
        linux_parameters: container.linux_parameters.as_ref().map(container_settings::write_linux_parameters),
        readonly_root_filesystem: container.readonly_root_filesystem.then_some(true),
        docker_labels: (!container.docker_labels.is_empty()).then(|| container.docker_labels.clone()),
    }
}

fn secrets(container: &ContainerDefinition) -> Vec<out::Secret> {
    let each = container.secrets.iter();
    each.map(|secret| out::Secret { name: secret.name.clone(), value_from: secret.value_from.clone() })
        .collect()
}

fn port_mapping(mapping: &model::ecs::PortMapping) -> out::PortMapping {
    out::PortMapping {
        container_port: Some(i64::from(mapping.container_port)),
        host_port: Some(i64::from(mapping.host_port)),
        protocol: Some(mapping.protocol.to_string()),
        name: mapping.name.clone(),
        app_protocol: mapping.app_protocol.clone(),
    }
}
