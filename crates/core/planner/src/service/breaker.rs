//! The circuit breaker: when a deployment whose tasks keep failing is given up, and what takes its place.
//!
//! ```text
//!                .-- a task fails: failed + 1
//!                v                  |
//!           IN_PROGRESS, failed ----+
//!                |   ^-- a task gets healthy: failed = 0, unless resetOnHealthyTask is false
//!                |
//!                '-- failed reaches the threshold --> FAILED: no task of it is started any more
//!                                                       '-- rollback --> what completed before is PRIMARY, IN_PROGRESS -> COMPLETED or FAILED
//! ```
//! The threshold is COUNT (so many), BOUNDED_PERCENT (so many percent of the tasks wanted now, 3 to 200 failures; 50 where nothing else
//! is asked for) or UNBOUNDED_PERCENT (the same without bounds), always one failure at least. Nothing is stored: failures are counted anew
//! from the tasks every time, so those that count are kept until the deployment is over ([`counts_against`]).
//!
//! In: a [`Situation`]. Out: the deployments after the trip. Never here: events (`narrative`), stops (`retire`).
//!
//! A task failed when it never ran, or was stopped because a check of it failed; one that ran, and where it is checked got
//! healthy, ends the row (ECS developer guide, "Deployment circuit breaker"). A program that runs and ends by itself is no failure there.

use model::Time;
use model::ecs::{
    CircuitBreaker, Deployment, DeploymentStatus, FailureThreshold, Fallback, LastStatus, RolloutState,
    Service, StopReason, Task, ThresholdType,
};

use super::Situation;
use super::fitness::{is_probed, is_running, passes_checks};
use super::holding::newest_first;

/// Fewest failures that end a deployment by BOUNDED_PERCENT, however few tasks it wants.
const FEWEST: usize = 3;
/// Most failures a deployment may have by BOUNDED_PERCENT, however many tasks it wants.
const MOST: usize = 200;

/// How near a deployment is to being given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breaker {
    /// Tasks that failed.
    pub failed: usize,
    /// So many end the deployment.
    pub threshold: usize,
    /// Whether only those are counted that no healthy task came after.
    pub in_a_row: bool,
}

/// Tasks of one deployment, up to now, that failed: in a row, or all of them where a healthy task takes none back. `proven` says of a task
/// whether it ends the row.
pub fn failed_tasks(rules: CircuitBreaker, own: &[&Task], proven: impl Fn(&Task) -> bool) -> usize {
    if !rules.reset_on_healthy_task {
        return own.iter().filter(|task| has_failed(task)).count();
    }
    let verdicts = newest_first(own).into_iter().filter_map(|task| match has_failed(task) {
        true => Some(true),
        false => proven(task).then_some(false),
    });
    verdicts.take_while(|failed| *failed).count()
}

/// Whether it ended before it had started.
pub(super) fn never_ran(task: &Task) -> bool {
    task.started_at.is_none()
        && task.last == LastStatus::Stopped
        && matches!(task.stopped_reason, Some(StopReason::FailedToStart(_)))
}

fn has_failed(task: &Task) -> bool {
    never_ran(task) || task.stopped_reason.as_ref().is_some_and(StopReason::is_failed_check)
}

/// Whether a task is a failure that the circuit breaker of its service still has to count: it must not be forgotten yet.
pub fn counts_against(service: &Service, task: &Task) -> bool {
    let under_way = |primary: &Deployment| {
        primary.rollout_state == RolloutState::InProgress && task.deployment == Some(primary.number)
    };
    service.configuration.circuit_breaker.enable
        && service.primary().is_some_and(under_way)
        && has_failed(task)
}

/// How many failures end a deployment that wants so many tasks; parts of a task count as a whole one.
pub fn threshold(rule: FailureThreshold, desired: usize) -> usize {
    let value = usize::try_from(rule.value).unwrap_or(0);
    let share = desired.saturating_mul(value).div_ceil(100);
    let failures = match rule.kind {
        ThresholdType::Count => value,
        ThresholdType::BoundedPercent => share.clamp(FEWEST, MOST),
        ThresholdType::UnboundedPercent => share,
    };
    failures.max(1)
}

/// Where the newest deployment stands, while it is under way and the service wants it watched.
pub(super) fn watched(situation: &Situation<'_>, desired: usize) -> Option<Breaker> {
    let service = situation.service;
    let primary = service.primary().filter(|primary| primary.rollout_state == RolloutState::InProgress)?;
    // A deployment that came back is judged by the tasks it started since.
    let own = |task: &&Task| task.deployment == Some(primary.number) && task.created_at >= primary.updated_at;
    let own: Vec<&Task> = situation.tasks.iter().copied().filter(own).collect();
    let proven = |task: &Task| match is_probed(situation, task) {
        true => is_running(task) && passes_checks(situation, task),
        false => task.started_at.is_some(),
    };
    let rules = service.configuration.circuit_breaker;
    rules.enable.then(|| Breaker {
        failed: failed_tasks(rules, &own, proven),
        threshold: threshold(rules.threshold, desired),
        in_a_row: rules.reset_on_healthy_task,
    })
}

/// Whether the newest deployment was given up.
pub(super) fn has_given_up(service: &Service) -> bool {
    service.primary().is_some_and(|primary| primary.rollout_state == RolloutState::Failed)
}

/// The deployments after giving up the newest one, if it is to be given up now.
pub(super) fn trip(
    situation: &Situation<'_>,
    breaker: Option<Breaker>,
    now: Time,
) -> Option<Vec<Deployment>> {
    breaker.filter(|breaker| breaker.failed >= breaker.threshold)?;
    let service = situation.service;
    let mut deployments = service.deployments.clone();
    let failed = deployments.iter_mut().find(|it| it.status == DeploymentStatus::Primary)?;
    give_up(failed, "ECS deployment circuit breaker: tasks failed to start.".to_owned(), now);
    if service.configuration.circuit_breaker.rollback && !failed.is_rollback {
        roll_back(&mut deployments, "ECS deployment circuit breaker", now);
    }
    Some(deployments)
}

/// The deployments of a service whose user stops the newest one; none when no deployment before it completed.
pub fn roll_back_for_user(service: &Service, now: Time) -> Option<Vec<Deployment>> {
    let mut deployments = service.deployments.clone();
    let stopped = deployments.iter_mut().find(|it| it.status == DeploymentStatus::Primary)?;
    let reason = format!("ECS deployment {} stopped by user.", stopped.id());
    give_up(stopped, reason, now);
    roll_back(&mut deployments, "ECS deployment stopped by user", now);
    let newest = deployments.iter().find(|it| it.status == DeploymentStatus::Primary)?;
    newest.is_rollback.then_some(deployments)
}

fn give_up(deployment: &mut Deployment, reason: String, now: Time) {
    deployment.rollout_state = RolloutState::Failed;
    deployment.rollout_state_reason = reason;
    deployment.updated_at = now;
}

/// Puts what completed last in front, under its own number: as it is while it has tasks, which then stay, or else anew.
fn roll_back(deployments: &mut Vec<Deployment>, why: &str, now: Time) {
    let completed = deployments.iter().position(|it| it.rollout_state == RolloutState::Completed);
    let back = match completed {
        Some(index) => Some(deployments.remove(index)),
        None => anew(deployments, now),
    };
    let Some(mut back) = back else { return };
    for older in deployments.iter_mut() {
        older.status = DeploymentStatus::Active;
    }
    back.status = DeploymentStatus::Primary;
    back.rollout_state = RolloutState::InProgress;
    back.rollout_state_reason = format!("{why}: rolling back to deploymentId {}.", back.id());
    back.updated_at = now;
    back.fallback = Some(back.as_fallback());
    back.is_rollback = true;
    deployments.insert(0, back);
}

/// The deployment to fall back to, all tasks of which are gone; none when no deployment of the service ever completed.
fn anew(deployments: &[Deployment], now: Time) -> Option<Deployment> {
    let failed = deployments.iter().find(|it| it.status == DeploymentStatus::Primary)?;
    let Fallback { number, task_definition } = failed.fallback.clone()?;
    Some(Deployment { number, task_definition, created_at: now, ..failed.clone() })
}

#[cfg(test)]
mod tests {
    use super::threshold;
    use model::ecs::{FailureThreshold, ThresholdType};

    const WANTED: [usize; 7] = [0, 1, 6, 7, 25, 400, 5_000];

    fn thresholds(kind: ThresholdType, value: i64) -> [usize; 7] {
        WANTED.map(|desired| threshold(FailureThreshold { kind, value }, desired))
    }

    #[test]
    fn the_threshold_is_half_of_the_wanted_tasks_between_3_and_200() {
        let defaults = WANTED.map(|desired| threshold(FailureThreshold::DEFAULT, desired));
        assert_eq!(defaults, [3, 3, 3, 4, 13, 200, 200]);
        assert_eq!(thresholds(ThresholdType::BoundedPercent, 10), [3, 3, 3, 3, 3, 40, 200]);
    }

    #[test]
    fn a_count_is_itself_and_an_unbounded_share_at_least_one_failure() {
        assert_eq!(thresholds(ThresholdType::Count, 7), [7; 7]);
        assert_eq!(thresholds(ThresholdType::UnboundedPercent, 10), [1, 1, 1, 1, 3, 40, 500]);
        assert_eq!(thresholds(ThresholdType::UnboundedPercent, 200), [1, 2, 12, 14, 50, 800, 10_000]);
    }
}
