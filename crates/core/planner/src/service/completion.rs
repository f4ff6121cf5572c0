//! Whether a deployment is done and a service steady.
//!
//! ```text
//! IN_PROGRESS -> COMPLETED: as many tasks as wanted have come up (healthy where they are probed, running for a moment where not),
//!                           nothing left of older deployments
//! ```
//! A program that ends right after its start is RUNNING for a moment, again and again. Its deployment is not COMPLETED by that, nothing
//! falls back to it, and its service tells of no steady state. A deployment that had come up when the next one began counts as
//! COMPLETED too: there is something to fall back to.
//!
//! In: a census. Out: the deployments as they stand now. Never here: a start or a stop.

use model::Time;
use model::ecs::{Deployment, DeploymentStatus, LastStatus, RolloutState, StopReason, Task};

use super::census::Census;
use super::fitness::{Fitness, fitness, is_probed, is_running};
use super::{Plan, Situation, Step};

/// Milliseconds a task nobody probes must have run before it completes a deployment, while none of that deployment has ended by itself
/// sooner than the settling time. After that the settling time decides.
const PROOF: i64 = 1_000;

/// Drops deployments that have no task left and moves the others towards COMPLETED.
pub(super) fn deployments(situation: &Situation<'_>, census: &Census<'_>, now: Time, plan: &mut Plan) {
    let mut kept: Vec<Deployment> = situation.service.deployments.clone();
    kept.retain(|deployment| {
        deployment.status == DeploymentStatus::Primary || has_tasks(situation, deployment)
    });
    for deployment in &mut kept {
        let up = has_come_up(situation, deployment.number, census.desired, now, plan);
        let done = if deployment.status == DeploymentStatus::Primary {
            plan.report.steady = up && is_alone(census);
            plan.report.steady
        } else {
            up
        };
        if done && deployment.rollout_state == RolloutState::InProgress {
            deployment.rollout_state = RolloutState::Completed;
            deployment.rollout_state_reason = format!("ECS deployment {} completed.", deployment.id());
            deployment.updated_at = now;
        }
    }
    if kept != situation.service.deployments {
        plan.steps.push(Step::Deployments(kept));
    }
}

/// As many tasks of the newest deployment as wanted, and nothing else.
fn is_alone(census: &Census<'_>) -> bool {
    let current = census.fit.len() + census.starting.len();
    current == census.desired && census.total() == current
}

/// Whether as many of its tasks as the service wants have come up.
fn has_come_up(
    situation: &Situation<'_>,
    deployment: u64,
    desired: usize,
    now: Time,
    plan: &mut Plan,
) -> bool {
    let own: Vec<&Task> =
        situation.tasks.iter().copied().filter(|task| task.deployment == Some(deployment)).collect();
    let proof = proof(situation, &own);
    let up = own.into_iter().filter(|task| match fitness(situation, task, now) {
        Fitness::Fit => true,
        Fitness::Starting(_) if is_running(task) && !is_probed(situation, task) => {
            let proven_at = task.started_at.unwrap_or(now).plus(proof);
            if now < proven_at {
                plan.by(proven_at);
            }
            now >= proven_at
        }
        _ => false,
    });
    up.count() >= desired
}

/// How long a task of these that nobody probes must run to have come up.
fn proof(situation: &Situation<'_>, own: &[&Task]) -> i64 {
    let settle = situation.rules.settle;
    let crashed = own.iter().any(|task| {
        let lasted = task.started_at.zip(task.stopping_at.or(task.stopped_at));
        task.stopped_reason == Some(StopReason::EssentialContainerExited)
            && lasted.is_some_and(|(started, ended)| ended.since(started) < settle)
    });
    if crashed { settle } else { settle.min(PROOF) }
}

fn has_tasks(situation: &Situation<'_>, deployment: &Deployment) -> bool {
    let mut present = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
    present.any(|task| task.deployment == Some(deployment.number))
}
