//! The way out of a task: out of its target groups and Cloud Map, its requests finished, then SIGTERM and, in the end, SIGKILL.

use std::time::Duration;

use ledger::{Txn, World};
use load_balancer::Balancer;
use model::ecs::{LastStatus, Service, Task};
use model::elbv2::{Target, TargetGroup};
use model::{Record, Time};
use planner::service::{begun_draining, deregistered};
use planner::stopping::{Route, Stopping, stopping};

use super::{Agent, observe, runtime_id};
use crate::clock::dice;
use crate::discovery;
use crate::history;
use crate::pen;
use crate::turn::Round;

/// Seconds between SIGTERM and SIGKILL unless the container says otherwise (`ECS_CONTAINER_STOP_TIMEOUT`).
pub(super) const STOP_TIMEOUT: Duration = Duration::from_secs(30);
/// So long a target counts as withdrawn by nobody where no balancer says so (in tests and scripts), milliseconds.
const WITHDRAWAL: i64 = 50;
/// How soon to look whether the last request is finished, milliseconds.
const LOOK: i64 = 20;

/// Brings a task one step nearer to its end.
pub(crate) fn stop(agent: &Agent, world: &World, task: &Task, now: Time, round: &mut Round) {
    match stopping(task, &routes(agent.balancer.as_deref(), world, task, now), now) {
        Stopping::Deregister => {
            pen::write(&agent.ledger, |txn| deregister(txn, task, now));
            round.note(format!("{} leaves its target groups and registries", task.id));
            round.by(now.plus(WITHDRAWAL));
        }
        Stopping::Drain(end) => round.by(end.min(now.plus(LOOK))),
        Stopping::Now => now_or_never(agent, task, now, round),
    }
}

/// The targets that lead to a task.
fn targets_of<'w>(world: &'w World, task: &Task) -> impl Iterator<Item = &'w Target> {
    let name = format!("{}/{}", task.cluster, task.id);
    let targets = world.scan::<Target>(&task.scope).map(|target| &**target);
    targets.filter(move |target| target.task.as_deref() == Some(&name))
}

/// What the targets of a task, and the names it is found under, still ask of it.
pub(crate) fn routes(balancer: Option<&Balancer>, world: &World, task: &Task, now: Time) -> Vec<Route> {
    let names = discovery::registered(world, task).map(|_| Route::NAME);
    targets_of(world, task).map(|target| route(balancer, world, target, now)).chain(names).collect()
}

/// What the balancer says of a target: the record may be ahead of the table that requests go by.
pub(crate) fn route(balancer: Option<&Balancer>, world: &World, target: &Target, now: Time) -> Route {
    let group = world.get::<TargetGroup>(&TargetGroup::key_of(&target.scope, &target.target_group));
    let (withdrawn, in_flight) = match (balancer, group) {
        (Some(balancer), Some(group)) => {
            let (arn, id, port) = (group.arn(), &target.id, target.port);
            // In this order: what is withdrawn begins nothing any more, so that what is counted then is all there will be.
            let withdrawn = balancer.is_withdrawn(&arn, id, port);
            (withdrawn, balancer.in_flight(&arn, id, port).unwrap_or(0))
        }
        _ => (target.draining_since.is_some_and(|since| now.since(since) >= WITHDRAWAL), 0),
    };
    Route {
        draining_since: target.draining_since,
        delay: group.map_or(0, |group| group.deregistration_delay() * 1000),
        in_flight: in_flight as usize,
        withdrawn,
    }
}

/// Takes the task out of every group and registry it is in; its service tells of the groups.
fn deregister(txn: &mut Txn, task: &Task, now: Time) {
    discovery::forget(txn, task);
    let targets: Vec<Target> =
        targets_of(txn.world(), task).filter(|t| t.draining_since.is_none()).cloned().collect();
    let drains = !targets.is_empty();
    let mut told = Vec::new();
    for mut target in targets {
        let group = TargetGroup::key_of(&target.scope, &target.target_group);
        let arn = txn.get::<TargetGroup>(&group).map(|group| group.arn()).unwrap_or_default();
        target.draining_since = Some(now);
        txn.put(target);
        if let Some(service) = task.service() {
            told.push(deregistered(service, 1, &arn));
        }
    }
    if let (Some(service), Some(deployment), true) = (task.service(), task.deployment, drains) {
        told.push(begun_draining(service, deployment, 1));
    }
    txn.update::<Task, _>(&task.key(), |task| {
        if task.last == LastStatus::Running {
            task.observe(LastStatus::Deactivating);
        }
    });
    let service = task.service().map(|name| Service::key_of(&task.scope, &task.cluster, name));
    if let Some(service) = service.and_then(|key| txn.get::<Service>(&key).cloned()) {
        let mut dice = dice(now, txn.world().generation(), &task.id);
        history::tell(txn, &service, told, now, &mut dice);
    }
}

/// Tells the containers to stop, once; a task that was never handed to the runtime is simply over.
fn now_or_never(agent: &Agent, task: &Task, now: Time, round: &mut Round) {
    if task.last >= LastStatus::Stopping {
        return;
    }
    // The record of it may be one the disk did not take.
    let is_there = || agent.runtime.list().iter().any(|it| it.id == runtime_id(task));
    let handed = task.pull_started_at.is_some() || is_there();
    pen::write(&agent.ledger, |txn| {
        txn.update::<Task, _>(&task.key(), |task| {
            if handed {
                task.observe(LastStatus::Stopping);
            } else {
                observe::stopped(task, now);
            }
        })
    });
    if handed {
        agent.runtime.stop(&runtime_id(task), STOP_TIMEOUT);
    }
    round.note(format!("stopping {}", task.id));
}
