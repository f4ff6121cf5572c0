//! Which tasks are found under which name of Cloud Map, and what is said of them there.
//!
//! ```text
//! task wanted and RUNNING -> registered with its address (UNHEALTHY while its container checks have not passed)
//!   its end is wanted     -> taken out, before SIGTERM (see [`crate::stopping`])
//! ```
//! In: services with a registry, their tasks, the instances that are registered. Out: instances to write and to take out. Never here:
//! writing them, answers to name queries.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use model::cloud_map::{self, INIT_HEALTH, IPV4, Instance, PORT, RecordType};
use model::ecs::{
    ContainerInstance, DesiredStatus, HealthStatus, LastStatus, Service, ServiceRegistry, Task,
    TaskDefinition,
};
use model::{Key, Record, Time};

use crate::container_health::of_checks;

/// A task whose service has a registry, and what is to be known of it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Its service.
    pub service: &'a Service,
    /// The registry the service names.
    pub registry: &'a ServiceRegistry,
    /// The Cloud Map service that is.
    pub found_as: &'a cloud_map::Service,
    /// The task.
    pub task: &'a Task,
    /// What it runs.
    pub definition: &'a TaskDefinition,
    /// Where it runs.
    pub instance: Option<&'a ContainerInstance>,
}

/// One thing to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A new instance, or one that changed.
    Put(Instance),
    /// One that leads to no task any more.
    Remove(Instance),
}

/// Whether a task should be found: it runs and nobody wants its end.
pub fn is_found(task: &Task) -> bool {
    let runs = matches!(task.last, LastStatus::Activating | LastStatus::Running);
    runs && task.desired == DesiredStatus::Running
}

/// What to write so that exactly the running tasks are registered. Instances nobody's task is behind are left alone.
pub fn steps<'a>(
    candidates: impl Iterator<Item = Candidate<'a>>,
    present: impl Iterator<Item = &'a Instance>,
    now: Time,
) -> Vec<Step> {
    let present: BTreeMap<Key, &Instance> = present.map(|instance| (instance.key(), instance)).collect();
    let mut steps = Vec::new();
    let mut kept = BTreeSet::new();
    for candidate in candidates {
        let Some(wanted) = registration(&candidate, now) else { continue };
        let key = wanted.key();
        let is_checked = of_checks(candidate.definition, candidate.task).is_some();
        match present.get(&key) {
            Some(known) => steps.extend(brought_up(known, wanted, is_checked).map(Step::Put)),
            None => steps.push(Step::Put(wanted)),
        }
        kept.insert(key);
    }
    let of_tasks = present.into_iter().filter(|(key, known)| known.task.is_some() && !kept.contains(key));
    steps.extend(of_tasks.map(|(_, known)| Step::Remove(known.clone())));
    steps
}

/// The instance as it should be; `None` when it is so already. What a user added to it stays.
fn brought_up(known: &Instance, wanted: Instance, is_checked: bool) -> Option<Instance> {
    let mut attributes = known.attributes.clone();
    attributes.extend(wanted.attributes);
    // Where nobody checks the task, whoever spoke last is right.
    let health = if is_checked { wanted.health } else { wanted.health.and(known.health.or(wanted.health)) };
    let new = Instance { attributes, health, task: wanted.task, ..known.clone() };
    (new != *known).then_some(new)
}

/// What a task says of itself; `None` while it should not be found, or when it lacks what the records need.
fn registration(candidate: &Candidate<'_>, now: Time) -> Option<Instance> {
    let Candidate { found_as, task, .. } = *candidate;
    if !is_found(task) {
        return None;
    }
    let port = port_of(candidate);
    let needs_port = found_as.dns.as_ref().is_some_and(|dns| dns.record(RecordType::Srv).is_some());
    if needs_port && port.is_none() {
        return None;
    }
    let address = address_of(task, candidate.instance)?;
    let health = found_as.custom_health.then(|| health_of(candidate));
    Some(Instance {
        scope: found_as.scope.clone(),
        service: found_as.id.clone(),
        id: task.id.clone(),
        attributes: attributes(candidate, address, port, health),
        health,
        task: Some(format!("{}/{}", task.cluster, task.id)),
        creator_request_id: Some(task.id.clone()),
        created_at: now,
    })
}

/// What is told of a task: HEALTHY, unless its container checks have not passed.
fn health_of(candidate: &Candidate<'_>) -> HealthStatus {
    match of_checks(candidate.definition, candidate.task) {
        None | Some(HealthStatus::Healthy) => HealthStatus::Healthy,
        Some(_) => HealthStatus::Unhealthy,
    }
}

/// The address a task is reached at: its own, or that of its instance.
pub fn address_of(task: &Task, instance: Option<&ContainerInstance>) -> Option<Ipv4Addr> {
    let own = task.network.as_ref().map(|network| network.address);
    own.or_else(|| instance.map(|instance| instance.address))
}

/// The port told: the container's port at the task's own address, else the host port behind it, or the bare one the registry names.
fn port_of(candidate: &Candidate<'_>) -> Option<u16> {
    let registry = candidate.registry;
    match (&registry.container_name, registry.container_port) {
        (Some(_), Some(port)) if candidate.task.network.is_some() => Some(port),
        (Some(name), Some(port)) => candidate.task.host_port(name, port),
        _ => registry.port,
    }
}

fn attributes(
    candidate: &Candidate<'_>,
    address: Ipv4Addr,
    port: Option<u16>,
    health: Option<HealthStatus>,
) -> BTreeMap<String, String> {
    let Candidate { service, task, .. } = *candidate;
    let first = health.map(|_| first_health(candidate).to_string());
    let said = [
        (IPV4, Some(address.to_string())),
        (PORT, port.map(|port| port.to_string())),
        (INIT_HEALTH, first),
        ("AVAILABILITY_ZONE", Some(task.zone.clone())),
        ("REGION", Some(task.scope.region.to_string())),
        ("ECS_CLUSTER_NAME", Some(task.cluster.clone())),
        ("ECS_SERVICE_NAME", Some(service.name.clone())),
        ("ECS_TASK_DEFINITION_FAMILY", Some(task.task_definition.family.clone())),
        ("EC2_INSTANCE_ID", candidate.instance.map(|instance| instance.ec2_instance_id.clone())),
    ];
    said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// A task with checks is found healthy only after they passed; the others at once.
fn first_health(candidate: &Candidate<'_>) -> HealthStatus {
    match of_checks(candidate.definition, candidate.task) {
        None => HealthStatus::Healthy,
        Some(_) => HealthStatus::Unhealthy,
    }
}
