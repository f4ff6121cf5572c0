//! A cluster on the wire.

use ledger::World;
use model::ecs::{
    Cluster, ContainerInstance, InstanceStatus, LastStatus, LaunchType, Service, ServiceStatus, Task,
};
use shapes::ecs as out;

use super::Include;
use crate::ecs::{capacity_providers, cluster_settings, tags};

/// A cluster with its counts, which are derived.
pub(crate) fn cluster(world: &World, cluster: &Cluster, include: Include) -> out::Cluster {
    let named = |state: &str| format!("{}/{state}", cluster.name);
    let tasks = |state: &str| Some(world.counted::<Task>(&cluster.scope, &named(state)) as i64);
    let instances =
        |status: InstanceStatus| world.counted::<ContainerInstance>(&cluster.scope, &named(status.as_str()));
    let registered = (instances(InstanceStatus::Active) + instances(InstanceStatus::Draining)) as i64;
    let active = world.counted::<Service>(&cluster.scope, &named(ServiceStatus::Active.as_str())) as i64;
    out::Cluster {
        cluster_arn: Some(cluster.arn()),
        cluster_name: Some(cluster.name.clone()),
        status: Some(cluster.status.to_string()),
        registered_container_instances_count: Some(registered),
        running_tasks_count: tasks(Task::RUNNING),
        pending_tasks_count: tasks(Task::PENDING),
        active_services_count: Some(active),
        statistics: Some(if include.statistics { statistics(world, cluster) } else { vec![] }),
        tags: Some(if include.tags { tags::write(&cluster.tags) } else { vec![] }),
        settings: Some(if include.settings { cluster_settings::write(&cluster.settings) } else { vec![] }),
        capacity_providers: Some(cluster.capacity_providers.clone()),
        default_capacity_provider_strategy: Some(capacity_providers::write_strategy(
            &cluster.default_strategy,
        )),
        configuration: cluster
            .exec
            .as_ref()
            .filter(|_| include.configurations)
            .map(cluster_settings::write_exec),
        ..Default::default()
    }
}

/// Counts by launch type, in the order AWS lists them.
fn statistics(world: &World, cluster: &Cluster) -> Vec<out::KeyValuePair> {
    let prefix = format!("{}/", cluster.name);
    let tasks: Vec<&Task> = world.scan_prefix::<Task>(&cluster.scope, &prefix).map(|task| &**task).collect();
    let services: Vec<&Service> =
        world.scan_prefix::<Service>(&cluster.scope, &prefix).map(|service| &**service).collect();
    let kinds =
        [(LaunchType::Ec2, "EC2"), (LaunchType::Fargate, "Fargate"), (LaunchType::External, "External")];
    let running = |task: &Task| task.last == LastStatus::Running;
    let pending = |task: &Task| task.last < LastStatus::Running;
    let of_tasks = |state: &str, is: fn(&Task) -> bool| {
        let count = |kind| tasks.iter().filter(|task| task.launch_type == kind && is(task)).count();
        kinds.map(|(kind, word)| pair(format!("{state}{word}TasksCount"), count(kind)))
    };
    let of_services = |state: &str, is: ServiceStatus| {
        let count = |kind| services.iter().filter(|it| it.launch_type == kind && it.status == is).count();
        kinds.map(|(kind, word)| pair(format!("{state}{word}ServiceCount"), count(kind)))
    };
    let tables = [
        of_tasks("running", running),
        of_tasks("pending", pending),
        of_services("active", ServiceStatus::Active),
        of_services("draining", ServiceStatus::Draining),
    ];
    tables.into_iter().flatten().collect()
}

fn pair(name: String, count: usize) -> out::KeyValuePair {
    out::KeyValuePair { name: Some(name), value: Some(count.to_string()) }
}
