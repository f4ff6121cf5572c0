//! Registers the running tasks of services in Cloud Map, and takes out those that run no longer.
//!
//! In: services with a registry, their tasks, what is registered. Out: Cloud Map's instance records. Never here: which tasks these are
//! (`planner::discovery`), the way out of a task that is stopped in order (`tasks::stop` takes it out before SIGTERM).

use std::sync::Arc;

use ledger::{Ledger, Txn, World};
use model::cloud_map::{self, Instance};
use model::ecs::{
    ContainerInstance, Service, ServiceRegistry, ServiceRevision, ServiceStatus, Task, TaskDefinition,
};
use model::{Arn, Record, Time};
use planner::discovery::{Candidate, Step, steps};

use crate::pen;
use crate::turn::{Round, Turns};

/// Runs the loop.
pub async fn run(turns: Turns) {
    let ledger = turns.ledger.clone();
    let interest = |world: &World| {
        world.changed::<Task>()
            + world.changed::<Service>()
            + world.changed::<cloud_map::Service>()
            + world.changed::<Instance>()
    };
    let none = None::<tokio::sync::watch::Receiver<()>>;
    turns.run("discovery", interest, none, |world, now| round(&ledger, world, now)).await;
}

/// One round over all services that have a registry.
pub fn round(ledger: &Ledger, world: &Arc<World>, now: Time) -> Round {
    let mut round = Round { trouble: trouble(world), ..Round::default() };
    if decide(world, now).is_empty() {
        return round;
    }
    let (put, removed) = pen::write(ledger, |txn| carry_out(txn, now));
    round.note(format!("{put} tasks registered or changed, {removed} taken out"));
    round
}

/// What is to be written in a world.
fn decide(world: &World, now: Time) -> Vec<Step> {
    let candidates = registrations(world).flat_map(|registration| registration.candidates(world));
    steps(candidates, world.all::<Instance>().map(|instance| &**instance), now)
}

/// A deployment whose tasks are registered somewhere.
struct Registration<'w> {
    service: &'w Service,
    deployment: u64,
    registry: &'w ServiceRegistry,
}

/// What each deployment of each service asks for: a task stays where its own deployment had it registered.
fn registrations(world: &World) -> impl Iterator<Item = Registration<'_>> {
    let services = world.all::<Service>().filter(|service| service.status != ServiceStatus::Inactive);
    services.flat_map(move |service| {
        service.deployments.iter().flat_map(move |deployment| {
            let Service { scope, cluster, name, .. } = &**service;
            let revision = ServiceRevision::key_of(scope, cluster, name, deployment.number);
            let revision = world.get::<ServiceRevision>(&revision);
            let registries = revision.map_or(&service.registries, |then| &then.settings.registries);
            let deployment = deployment.number;
            registries.iter().map(move |registry| Registration { service, deployment, registry })
        })
    })
}

impl<'w> Registration<'w> {
    /// Every task of the deployment; none while the registry is not there.
    fn candidates(self, world: &'w World) -> impl Iterator<Item = Candidate<'w>> {
        let found_as = self.found_as(world);
        let Registration { service, deployment, registry } = self;
        let tasks = found_as.map(|found_as| {
            let tasks = world.scan_prefix::<Task>(&service.scope, &format!("{}/", service.cluster));
            let own = tasks.filter(move |task| {
                task.deployment == Some(deployment) && task.service() == Some(&service.name)
            });
            own.filter_map(move |task| {
                let definition = world.get::<TaskDefinition>(&task.task_definition.key(&task.scope))?;
                let instance = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
                let instance = world.get::<ContainerInstance>(&instance).map(|instance| &**instance);
                Some(Candidate { service, registry, found_as, task, definition, instance })
            })
        });
        tasks.into_iter().flatten()
    }

    fn found_as(&self, world: &'w World) -> Option<&'w cloud_map::Service> {
        let id = Arn::parse(&self.registry.registry_arn)?.resource.strip_prefix("service/")?;
        let key = cloud_map::Service::key_of(&self.service.scope, id);
        world.get::<cloud_map::Service>(&key).map(|found| &**found)
    }
}

/// A registry was deleted under its service.
fn trouble(world: &World) -> Option<String> {
    let lost = registrations(world).find(|registration| registration.found_as(world).is_none())?;
    let Registration { service, registry, .. } = lost;
    Some(format!("tasks of service {} cannot be registered: {} is gone", service.name, registry.registry_arn))
}

/// Decides again on what the transaction sees, and writes that: how many were put and how many removed.
fn carry_out(txn: &mut Txn, now: Time) -> (usize, usize) {
    let (mut put, mut removed) = (0, 0);
    for step in decide(&txn.world().clone(), now) {
        match step {
            Step::Put(instance) => put += usize::from(write(txn, instance)),
            Step::Remove(instance) => {
                remove(txn, &instance);
                removed += 1;
            }
        }
    }
    (put, removed)
}

/// `false` when the service is full.
fn write(txn: &mut Txn, instance: Instance) -> bool {
    let prefix = format!("{}/", instance.service);
    let is_new = txn.get::<Instance>(&instance.key()).is_none();
    let count = txn.scan_prefix::<Instance>(&instance.scope, &prefix).count();
    if is_new && count >= cloud_map::Service::MOST_INSTANCES {
        return false;
    }
    changed(txn, &instance);
    txn.put(instance)
}

fn remove(txn: &mut Txn, instance: &Instance) {
    changed(txn, instance);
    txn.remove::<Instance>(&instance.key());
}

fn changed(txn: &mut Txn, instance: &Instance) {
    let service = cloud_map::Service::key_of(&instance.scope, &instance.service);
    txn.update::<cloud_map::Service, _>(&service, cloud_map::Service::instances_changed);
}

/// What a task is registered as.
pub(crate) fn registered<'w>(world: &'w World, task: &Task) -> impl Iterator<Item = &'w Arc<Instance>> {
    let name = format!("{}/{}", task.cluster, task.id);
    world.scan::<Instance>(&task.scope).filter(move |instance| instance.task.as_deref() == Some(&name))
}

/// Takes a task out of all it is registered as.
pub(crate) fn forget(txn: &mut Txn, task: &Task) {
    let all: Vec<Arc<Instance>> = registered(txn.world(), task).cloned().collect();
    for instance in all {
        remove(txn, &instance);
    }
}
