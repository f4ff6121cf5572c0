//! Records as ECS shows them.

use ledger::World;
use model::ecs::{Cluster, ContainerInstance, InstanceStatus, LastStatus, Service, ServiceStatus, Task};
use model::{Arn, Scope, Time, arn::arn};
use shapes::Timestamp;
use shapes::ecs as out;

use super::tags;

/// Which optional parts an answer carries.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Include {
    /// `TAGS`
    pub tags: bool,
    /// `SETTINGS`
    pub settings: bool,
    /// `STATISTICS`
    pub statistics: bool,
}

impl Include {
    /// Everything, as the answers of creating calls carry it.
    pub const ALL: Include = Include { tags: true, settings: true, statistics: true };

    /// From the `include` member of a request.
    pub fn parse(words: Option<&[String]>) -> Include {
        let has = |word: &str| words.is_some_and(|words| words.iter().any(|given| given == word));
        Include { tags: has("TAGS"), settings: has("SETTINGS"), statistics: has("STATISTICS") }
    }
}

/// A moment on the wire.
pub(crate) fn time(time: Time) -> Timestamp {
    Timestamp::from_millis(time.0)
}

/// The failure of an identifier that names nothing.
pub(crate) fn missing(scope: &Scope, kind: &str, identifier: &str) -> out::Failure {
    let full = match Arn::parse(identifier) {
        Some(_) => identifier.to_owned(),
        None => arn(scope, "ecs", &format!("{kind}/{identifier}")),
    };
    out::Failure { arn: Some(full), reason: Some("MISSING".to_owned()), detail: None }
}

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
