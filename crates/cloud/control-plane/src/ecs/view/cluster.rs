//! A cluster on the wire.

use ledger::World;
use model::ecs::{Cluster, ContainerInstance, InstanceStatus, LastStatus, Service, ServiceStatus, Task};
use shapes::ecs as out;

use super::Include;
use crate::ecs::tags;

/// A cluster with its counts, which are derived.
pub(crate) fn cluster(world: &World, cluster: &Cluster, include: Include) -> out::Cluster {
    let prefix = format!("{}/", cluster.name);
    let tasks = || world.scan_prefix::<Task>(&cluster.scope, &prefix);
    let count =
        |status: fn(LastStatus) -> bool| Some(tasks().filter(|task| status(task.last)).count() as i64);
    let instances = world.scan_prefix::<ContainerInstance>(&cluster.scope, &prefix);
    let registered = instances.filter(|instance| instance.status != InstanceStatus::Inactive).count() as i64;
    let services = world.scan_prefix::<Service>(&cluster.scope, &prefix);
    let active = services.filter(|service| service.status == ServiceStatus::Active).count() as i64;
    out::Cluster {
        cluster_arn: Some(cluster.arn()),
        cluster_name: Some(cluster.name.clone()),
        status: Some(cluster.status.to_string()),
        registered_container_instances_count: Some(registered),
        running_tasks_count: count(|last| last == LastStatus::Running),
        pending_tasks_count: count(|last| last < LastStatus::Running),
        active_services_count: Some(active),
        statistics: Some(vec![]),
        tags: Some(if include.tags { tags::write(&cluster.tags) } else { vec![] }),
        settings: Some(if include.settings { settings(cluster) } else { vec![] }),
        capacity_providers: Some(cluster.capacity_providers.clone()),
        default_capacity_provider_strategy: Some(vec![]),
        ..Default::default()
    }
}

fn settings(cluster: &Cluster) -> Vec<out::ClusterSetting> {
    let each = cluster.settings.iter();
    each.map(|(name, value)| out::ClusterSetting { name: Some(name.clone()), value: Some(value.clone()) })
        .collect()
}
