//! Which tasks end now: unfit ones as their replacements come, outdated ones as far as the minimum allows, and what is too much.
//!
//! In: a census and what this round may spend. Out: [`Step::Stop`]s. Never here: a start.

use model::ecs::{StopReason, Task};

use super::census::{Census, Service};
use super::fitness::is_running;
use super::{Plan, Situation, Step, victims};

/// What the stops of one round may spend.
pub(super) struct Budget {
    /// Tasks the service wants.
    pub(super) desired: usize,
    /// Tasks that must stay fit.
    pub(super) minimum: usize,
    /// More tasks are needed, and neither the maximum nor the instances leave room for one.
    pub(super) starved: bool,
    /// The newest deployment was given up: nothing will replace what older ones left.
    pub(super) given_up: bool,
    /// Tasks on their way to other zones: so many more than wanted may exist.
    pub(super) moving: usize,
}

/// Plans the stops; says how many.
pub(super) fn stop(situation: &Situation<'_>, census: &Census<'_>, budget: Budget, plan: &mut Plan) -> usize {
    let scaling = scaling_reason(situation);
    let before = plan.steps.len();
    hold_protected(census, &budget, plan);
    for (task, reason) in census.unfit.iter().take(failing(census, &budget)) {
        write(task, reason, plan);
    }
    for task in outdated(situation, census, &budget).into_iter().chain(surplus(situation, census, &budget)) {
        write(task, &scaling, plan);
    }
    plan.steps.len() - before
}

fn write(task: &Task, reason: &StopReason, plan: &mut Plan) {
    plan.steps.push(Step::Stop { task: task.id.clone(), reason: reason.clone() });
}

/// How many unfit tasks make way: each whose replacement is fit, and, when replacements cannot be started first, one at a time.
/// Nothing replaces those of a deployment that was given up: they just end.
fn failing(census: &Census<'_>, budget: &Budget) -> usize {
    if budget.given_up {
        return census.unfit.len();
    }
    let unreplaced = budget.desired.saturating_sub(census.fit.len());
    let replaced = census.unfit.len().saturating_sub(unreplaced);
    let making_way = usize::from(budget.starved && census.ending == 0);
    replaced.max(making_way)
}

/// Outdated tasks that serve nobody protect nothing; the others go as far as the minimum allows, unsettled ones first.
fn outdated<'a>(situation: &Situation<'a>, census: &Census<'a>, budget: &Budget) -> Vec<&'a Task> {
    let mut going = census.unprotected(census.outdated_that_are(Service::Idle));
    if budget.given_up {
        return going;
    }
    let tiers =
        [Service::Fresh, Service::Fit].map(|service| census.unprotected(census.outdated_that_are(service)));
    let spare = census.healthy().saturating_sub(budget.minimum);
    going.extend(victims::choose(situation, &tiers, &census.fit, spare));
    going
}

/// How many tasks are too many.
fn excess(census: &Census<'_>, budget: &Budget) -> usize {
    (census.fit.len() + census.starting.len()).saturating_sub(budget.desired + budget.moving)
}

/// Scale-in: tasks that do not run yet first, then those not yet fit: they serve nobody yet. Those on their way to other zones stay.
fn surplus<'a>(situation: &Situation<'a>, census: &Census<'a>, budget: &Budget) -> Vec<&'a Task> {
    let excess = excess(census, budget);
    let starting = census.unprotected(census.starting.clone());
    let (running, pending): (Vec<_>, Vec<_>) = starting.into_iter().partition(|task| is_running(task));
    let fit = census.unprotected(census.fit.clone());
    if budget.moving == 0 {
        return victims::choose(situation, &[pending, running, fit], &census.protected, excess);
    }
    let unneeded = excess.min(census.starting.len().saturating_sub(budget.moving));
    let mut going = victims::choose(situation, &[pending, running], &census.fit, unneeded);
    going.extend(victims::choose(situation, &[fit], &census.protected, excess - unneeded));
    going
}

/// Notes which tasks only their protection keeps, and when it ends.
fn hold_protected(census: &Census<'_>, budget: &Budget, plan: &mut Plan) {
    let outdated = |task: &&Task| census.outdated.iter().any(|(it, _)| it.id == task.id);
    let too_many = excess(census, budget) > 0;
    let held: Vec<&Task> =
        census.protected.iter().copied().filter(|task| too_many || outdated(task)).collect();
    plan.report.protected = held.len();
    held.iter().filter_map(|task| task.protected_until).for_each(|until| plan.by(until));
}

/// The reason ECS gives for scale-in and replacement: it names the newest deployment.
pub(super) fn scaling_reason(situation: &Situation<'_>) -> StopReason {
    StopReason::ScalingActivity { deployment: situation.service.primary().map(|primary| primary.number) }
}
