//! A container instance on the wire: what it registered, and what the tasks on it leave.

use std::collections::BTreeSet;

use ledger::World;
use model::ecs::{ContainerInstance, DesiredStatus, LastStatus, Resources, Task};
use planner::fleet::Fleet;
use shapes::ecs as out;

use super::{Include, time};
use crate::ecs::tags;

/// A container instance with its remaining resources, which are derived.
pub(crate) fn container_instance(
    world: &World,
    instance: &ContainerInstance,
    include: Include,
) -> out::ContainerInstance {
    let prefix = format!("{}/", instance.cluster);
    let on_it = |task: &&Task| task.instance == instance.id && task.last != LastStatus::Stopped;
    let tasks = world.scan_prefix::<Task>(&instance.scope, &prefix).map(|task| &**task);
    let tasks: Vec<&Task> = tasks.filter(on_it).collect();
    let fleet = Fleet::new([instance], tasks.iter().copied());
    let remaining = fleet.rooms.first().map(|room| Resources {
        cpu: room.cpu,
        memory: room.memory,
        ports: room.ports.clone(),
        udp_ports: room.udp_ports.clone(),
    });
    let running =
        tasks.iter().filter(|t| t.last >= LastStatus::Running && t.desired == DesiredStatus::Running);
    let pending = tasks.iter().filter(|task| task.last < LastStatus::Running).count() as i64;
    out::ContainerInstance {
        container_instance_arn: Some(instance.arn()),
        ec2_instance_id: Some(instance.ec2_instance_id.clone()),
        version: Some(instance.version),
        version_info: Some(out::VersionInfo {
            agent_version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            agent_hash: None,
            docker_version: None,
        }),
        registered_resources: Some(resources(&instance.registered)),
        remaining_resources: Some(resources(&remaining.unwrap_or_default())),
        status: Some(instance.status.to_string()),
        agent_connected: Some(instance.agent_connected),
        running_tasks_count: Some(running.count() as i64),
        pending_tasks_count: Some(pending),
        attributes: Some(attributes(instance)),
        attachments: Some(vec![]),
        health_status: include.health.then(|| health(instance)),
        registered_at: Some(time(instance.registered_at)),
        tags: Some(if include.tags { tags::write(&instance.tags) } else { vec![] }),
        ..Default::default()
    }
}

/// The runtime of an instance is this product's own: it answers as long as the instance is connected.
fn health(instance: &ContainerInstance) -> out::ContainerInstanceHealthStatus {
    let status = || Some(if instance.agent_connected { "OK" } else { "INSUFFICIENT_DATA" }.to_owned());
    let runtime = out::InstanceHealthCheckResult {
        r#type: Some("CONTAINER_RUNTIME".to_owned()),
        status: status(),
        last_status_change: Some(time(instance.registered_at)),
        ..Default::default()
    };
    out::ContainerInstanceHealthStatus { overall_status: status(), details: Some(vec![runtime]) }
}

fn attributes(instance: &ContainerInstance) -> Vec<out::Attribute> {
    let each = instance.attributes.iter();
    each.map(|(name, value)| out::Attribute {
        name: name.clone(),
        value: value.clone(),
        ..Default::default()
    })
    .collect()
}

fn resources(amounts: &Resources) -> Vec<out::Resource> {
    let number = |name: &str, value: i64| out::Resource {
        name: Some(name.to_owned()),
        r#type: Some("INTEGER".to_owned()),
        integer_value: Some(value),
        double_value: Some(0.0),
        long_value: Some(0),
        string_set_value: None,
    };
    let ports = |name: &str, ports: &BTreeSet<u16>| out::Resource {
        r#type: Some("STRINGSET".to_owned()),
        string_set_value: Some(ports.iter().map(u16::to_string).collect()),
        ..number(name, 0)
    };
    vec![
        number("CPU", amounts.cpu),
        number("MEMORY", amounts.memory),
        ports("PORTS", &amounts.ports),
        ports("PORTS_UDP", &amounts.udp_ports),
    ]
}
