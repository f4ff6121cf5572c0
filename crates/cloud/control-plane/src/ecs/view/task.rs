//! A task on the wire.

use ledger::World;
use model::arn::arn;
use model::ecs::{
    ContainerInstance, ContainerOverride, HealthStatus, LastStatus, Task, TaskContainer, TaskDefinition,
};
use planner::container_health::of_task;
use shapes::ecs as out;

use super::{Include, attachment, pairs, time};
use crate::ecs::tags;

/// A task as DescribeTasks and RunTask answer it.
pub(crate) fn task(world: &World, task: &Task, include: Include) -> out::Task {
    let definition = world.get::<TaskDefinition>(&task.task_definition.key(&task.scope));
    let definition = definition.map(|definition| &**definition);
    let health = definition.map_or(HealthStatus::Unknown, |definition| of_task(definition, task));
    let agent = match attachment::on_instance(task) {
        true => instance(world, task).is_some_and(|instance| instance.agent_connected),
        // FARGATE's agent answers from the moment it has the task.
        false => task.last > LastStatus::Provisioning,
    };
    let connected = task.last != LastStatus::Stopped && agent;
    out::Task {
        task_arn: Some(task.arn()),
        cluster_arn: Some(arn(&task.scope, "ecs", &format!("cluster/{}", task.cluster))),
        task_definition_arn: Some(task.task_definition.arn(&task.scope)),
        container_instance_arn: attachment::on_instance(task).then(|| ContainerInstanceName(task).arn()),
        availability_zone: Some(task.zone.clone()),
        group: Some(task.group.clone()),
        started_by: task.started_by.clone(),
        launch_type: task.capacity_provider.is_none().then(|| task.launch_type.to_string()),
        capacity_provider_name: task.capacity_provider.clone(),
        platform_version: attachment::platform_version(task),
        platform_family: attachment::platform_family(task),
        desired_status: Some(task.desired.to_string()),
        last_status: Some(task.last.to_string()),
        health_status: Some(health.to_string()),
        connectivity: Some(if connected { "CONNECTED" } else { "DISCONNECTED" }.to_owned()),
        connectivity_at: task.pull_started_at.map(time),
        cpu: Some(task.reservation.cpu.to_string()),
        memory: Some(task.reservation.memory.to_string()),
        containers: Some(task.containers.iter().map(|c| container(task, c, definition)).collect()),
        overrides: Some(overrides(task)),
        attachments: Some(attachment::attachments(task)),
        attributes: Some(vec![architecture()]),
        enable_execute_command: Some(false),
        created_at: Some(time(task.created_at)),
        pull_started_at: task.pull_started_at.map(time),
        pull_stopped_at: task.pull_stopped_at.map(time),
        started_at: task.started_at.map(time),
        stopping_at: task.stopping_at.map(time),
        execution_stopped_at: task.execution_stopped_at.map(time),
        stopped_at: task.stopped_at.map(time),
        stop_code: task.stopped_reason.as_ref().map(|reason| reason.code().to_string()),
        stopped_reason: task.stopped_reason.as_ref().map(ToString::to_string),
        version: Some(task.version),
        tags: Some(if include.tags { tags::write(&task.tags) } else { vec![] }),
        ..Default::default()
    }
}

/// The container instance a task names, which may be gone.
struct ContainerInstanceName<'a>(&'a Task);

impl ContainerInstanceName<'_> {
    fn arn(&self) -> String {
        arn(&self.0.scope, "ecs", &format!("container-instance/{}/{}", self.0.cluster, self.0.instance))
    }
}

fn instance<'w>(world: &'w World, task: &Task) -> Option<&'w ContainerInstance> {
    let key = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
    world.get::<ContainerInstance>(&key).map(|instance| &**instance)
}

fn architecture() -> out::Attribute {
    let name = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
    out::Attribute {
        name: "ecs.cpu-architecture".to_owned(),
        value: Some(name.to_owned()),
        ..Default::default()
    }
}

fn container(task: &Task, container: &TaskContainer, definition: Option<&TaskDefinition>) -> out::Container {
    let defined = definition.and_then(|definition| definition.container(&container.name));
    // What RunTask changed is what the container gets.
    let changed = task.overrides.iter().find(|change| change.name == container.name);
    let cpu = changed.and_then(|change| change.cpu).or(defined.map(|defined| defined.cpu));
    let memory = changed.and_then(|change| change.memory).or(defined.and_then(|defined| defined.memory));
    let reserved = changed
        .and_then(|change| change.memory_reservation)
        .or(defined.and_then(|defined| defined.memory_reservation));
    let id = format!("container/{}/{}/{}", task.cluster, task.id, container.id);
    out::Container {
        container_arn: Some(arn(&task.scope, "ecs", &id)),
        task_arn: Some(task.arn()),
        name: Some(container.name.clone()),
        image: Some(container.image.clone()),
        image_digest: container.image_digest.clone(),
        runtime_id: container.runtime_id.clone(),
        last_status: Some(container.last.to_string()),
        exit_code: container.exit_code,
        reason: container.reason.clone(),
        // Ports are bound from the moment the container is started.
        network_bindings: Some(if container.runtime_id.is_some() { bindings(container) } else { vec![] }),
        network_interfaces: Some(attachment::interfaces(task)),
        health_status: Some(container.health.to_string()),
        cpu: Some(cpu.unwrap_or(0).to_string()),
        memory: memory.map(|memory| memory.to_string()),
        memory_reservation: reserved.map(|memory| memory.to_string()),
        ..Default::default()
    }
}

fn bindings(container: &TaskContainer) -> Vec<out::NetworkBinding> {
    let each = container.bindings.iter();
    each.map(|binding| out::NetworkBinding {
        bind_ip: Some("0.0.0.0".to_owned()),
        container_port: Some(i64::from(binding.container_port)),
        host_port: Some(i64::from(binding.host_port)),
        protocol: Some(binding.protocol.to_string()),
        ..Default::default()
    })
    .collect()
}

fn overrides(task: &Task) -> out::TaskOverride {
    let changed = |name: &str| task.overrides.iter().find(|change| change.name == name);
    let shown = task
        .containers
        .iter()
        .map(|c| changed(&c.name).map_or_else(|| unchanged(&c.name), container_override));
    out::TaskOverride {
        container_overrides: Some(shown.collect()),
        inference_accelerator_overrides: Some(vec![]),
    }
}

fn unchanged(name: &str) -> out::ContainerOverride {
    out::ContainerOverride { name: Some(name.to_owned()), ..Default::default() }
}

fn container_override(change: &ContainerOverride) -> out::ContainerOverride {
    out::ContainerOverride {
        command: change.command.clone(),
        environment: (!change.environment.is_empty()).then(|| pairs(&change.environment)),
        cpu: change.cpu,
        memory: change.memory,
        memory_reservation: change.memory_reservation,
        ..unchanged(&change.name)
    }
}
