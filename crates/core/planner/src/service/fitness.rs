//! What a task is worth to its service at the moment.
//!
//! ```text
//! STARTING -> FIT <-> UNFIT     ENDING: its end is wanted or seen, whatever else is true of it
//! ```

use std::borrow::Cow;

use model::Time;
use model::ecs::{DesiredStatus, HealthStatus, LastStatus, LoadBalancing, StopReason, Task};
use model::elbv2::TargetState;

use super::Situation;
use crate::{container_health, network};

/// What a task is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// On its way; with time alone it may become fit at the given moment.
    Starting(Option<Time>),
    /// Counts towards the minimum.
    Fit,
    /// Fails its checks; the reason a stop of it will carry.
    Unfit(StopReason),
    /// Its end is wanted.
    Ending,
}

/// Tasks whose end is not wanted.
pub(super) fn alive<'s, 'a>(situation: &'s Situation<'a>) -> impl Iterator<Item = &'a Task> + use<'s, 'a> {
    situation.tasks.iter().copied().filter(|task| is_wanted(task))
}

/// Whether its end is neither wanted nor seen.
pub(super) fn is_wanted(task: &Task) -> bool {
    task.desired == DesiredStatus::Running && task.last < LastStatus::Deactivating
}

/// Whether all its containers were started and none of its ends has begun.
pub(super) fn is_running(task: &Task) -> bool {
    task.last == LastStatus::Running
}

/// The target a task is under a load balancing rule.
pub(super) fn target_of<'a>(
    situation: &Situation<'a>,
    task: &Task,
    rule: &LoadBalancing,
) -> Option<(Cow<'a, str>, u16)> {
    let room = situation.fleet.room(&task.instance);
    network::target(task, room.map(|room| room.instance), rule)
}

/// What a task is worth now.
pub fn fitness(situation: &Situation<'_>, task: &Task, now: Time) -> Fitness {
    if !is_wanted(task) {
        return Fitness::Ending;
    }
    let grace = situation.service.health_check_grace_period.unwrap_or(0) * 1000;
    let graced_until = task.started_at.unwrap_or(task.created_at).plus(grace);
    if let Some(bad) = failed_check(situation, task) {
        return if now < graced_until { Fitness::Starting(Some(graced_until)) } else { Fitness::Unfit(bad) };
    }
    let Some(started) = task.started_at.filter(|_| is_running(task)) else { return Fitness::Starting(None) };
    if !is_probed(situation, task) {
        return settled(situation, started, now);
    }
    if passes_checks(situation, task) { Fitness::Fit } else { Fitness::Starting(None) }
}

/// Whether every load balancer and every container check there is says that the task is healthy.
pub(super) fn passes_checks(situation: &Situation<'_>, task: &Task) -> bool {
    let balanced = situation.service.load_balancers.iter().all(|rule| is_healthy(situation, task, rule));
    balanced && container_checks(situation, task).is_none_or(|health| health == HealthStatus::Healthy)
}

/// Whether a load balancer or a health check of an essential container says how the task does.
pub(super) fn is_probed(situation: &Situation<'_>, task: &Task) -> bool {
    !situation.service.load_balancers.is_empty() || container_checks(situation, task).is_some()
}

/// What the health checks of its essential containers come to, if there are any.
fn container_checks(situation: &Situation<'_>, task: &Task) -> Option<HealthStatus> {
    container_health::of_checks(situation.definitions.get(&task.task_definition)?, task)
}

/// A task nobody probes counts once it has run for a while.
fn settled(situation: &Situation<'_>, started: Time, now: Time) -> Fitness {
    let settled_at = started.plus(situation.rules.settle);
    if now >= settled_at { Fitness::Fit } else { Fitness::Starting(Some(settled_at)) }
}

fn is_healthy(situation: &Situation<'_>, task: &Task, rule: &LoadBalancing) -> bool {
    state(situation, task, rule) == Some(TargetState::Healthy)
}

fn state(situation: &Situation<'_>, task: &Task, rule: &LoadBalancing) -> Option<TargetState> {
    let (target, port) = target_of(situation, task, rule)?;
    situation.groups.get(rule.target_group_arn.as_str())?.state(&target, port)
}

/// Whether a container without which it is of no use is UNHEALTHY; also while it waits for that container.
pub(super) fn fails_container_checks(situation: &Situation<'_>, task: &Task) -> bool {
    container_checks(situation, task) == Some(HealthStatus::Unhealthy)
}

/// Whether a check of it fails now, grace period or not.
pub(super) fn fails_checks(situation: &Situation<'_>, task: &Task) -> bool {
    failed_check(situation, task).is_some()
}

/// The reason a task is to be stopped for, when a check of it fails (ECS developer guide, "Stopped tasks error codes").
fn failed_check(situation: &Situation<'_>, task: &Task) -> Option<StopReason> {
    if fails_container_checks(situation, task) {
        return Some(StopReason::FailedContainerHealthChecks);
    }
    if !is_running(task) {
        // What probes say of its ports is still about the task that had them before.
        return None;
    }
    let mut rules = situation.service.load_balancers.iter();
    let failing = rules.find(|rule| state(situation, task, rule) == Some(TargetState::Unhealthy))?;
    Some(StopReason::FailedBalancerHealthChecks { target_group_arn: failing.target_group_arn.clone() })
}
