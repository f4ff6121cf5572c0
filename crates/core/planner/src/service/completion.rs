//! Whether a deployment is done and a service steady.
//!
//! ```text
//! IN_PROGRESS -> COMPLETED: as many running (and, where they are probed, healthy) tasks as wanted, nothing left of older deployments
//! ```
//! In: a census. Out: the deployments as they stand now. Never here: a start or a stop.

use model::Time;
use model::ecs::{Deployment, DeploymentStatus, LastStatus, RolloutState, Task};

use super::census::Census;
use super::fitness::{Fitness, fitness};
use super::{Plan, Situation, Step};

/// Drops deployments that have no task left and moves the newest one towards COMPLETED.
pub(super) fn deployments(situation: &Situation<'_>, census: &Census<'_>, now: Time, plan: &mut Plan) {
    plan.report.steady = is_steady(situation, census);
    let mut kept: Vec<Deployment> = situation.service.deployments.clone();
    kept.retain(|deployment| {
        deployment.status == DeploymentStatus::Primary || has_tasks(situation, deployment)
    });
    let primary = kept.iter_mut().find(|deployment| deployment.status == DeploymentStatus::Primary);
    let done = |primary: &&mut Deployment| primary.rollout_state == RolloutState::InProgress;
    if let Some(primary) = primary.filter(done).filter(|_| plan.report.steady) {
        primary.rollout_state = RolloutState::Completed;
        primary.rollout_state_reason = format!("ECS deployment {} completed.", primary.id());
        primary.updated_at = now;
    }
    if kept != situation.service.deployments {
        plan.steps.push(Step::Deployments(kept));
    }
}

/// All that is wanted runs, and nothing else is left.
fn is_steady(situation: &Situation<'_>, census: &Census<'_>) -> bool {
    let current = census.fit.len() + census.starting.len();
    current == census.desired
        && census.total() == current
        && census.starting.iter().all(|task| will_be_fit(situation, task))
}

/// Without any check a RUNNING task completes a deployment; the settling time only guards the tasks it replaces.
fn will_be_fit(situation: &Situation<'_>, task: &Task) -> bool {
    fitness(situation, task, Time(i64::MAX)) == Fitness::Fit
}

fn has_tasks(situation: &Situation<'_>, deployment: &Deployment) -> bool {
    let mut present = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
    present.any(|task| task.deployment == Some(deployment.number))
}
