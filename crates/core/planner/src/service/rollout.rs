//! How many tasks to start now, within the two limits of a deployment.
//!
//! In: a [`Situation`]. Out: steps in a [`Plan`]. Never here: which tasks go (`retire`), whether a deployment is done (`completion`).
//!
//! The limits, with AWS's rounding: at least `ceil(desired x minimumHealthyPercent)` fit tasks stay, at most
//! `floor(desired x maximumPercent)` tasks that are not STOPPED exist.

use model::ecs::{LastStatus, ServiceStatus, Task};
use model::{Dice, Time};

use super::census::Census;
use super::fitness::is_wanted;
use super::retire::{self, Budget};
use super::{Plan, Situation, Step, breaker, completion, daemon, holding, victims, zones};
use crate::placement::{Need, Placement, Placer, Shortage};

/// How many tasks must stay fit, and how many may exist.
fn limits(situation: &Situation<'_>, desired: usize) -> (usize, usize) {
    let (service, desired) = (situation.service, desired as i64);
    let minimum = (desired * service.configuration.minimum_healthy_percent + 99) / 100;
    let maximum = desired * service.configuration.maximum_percent / 100;
    (minimum.max(0) as usize, maximum.max(0) as usize)
}

/// One round of an ACTIVE service.
pub(super) fn advance(situation: &Situation<'_>, now: Time, dice: &mut Dice, plan: &mut Plan) {
    let census = Census::take(situation, now, plan);
    let desired = census.desired;
    plan.report.breaker = breaker::watched(situation, desired);
    if let Some(deployments) = breaker::trip(situation, plan.report.breaker, now) {
        plan.steps.push(Step::Deployments(deployments));
        return;
    }
    let given_up = breaker::has_given_up(situation.service);
    plan.report.given_up = given_up;
    let (minimum, maximum) = limits(situation, desired);
    let wanted = if given_up { 0 } else { desired };
    let missing = wanted.saturating_sub(census.fit.len() + census.starting.len());
    // One daemon task an instance: an ending one still has its place, and one elsewhere takes none.
    let vacant = census.posts.as_ref().map(|posts| posts.vacant());
    let room = vacant.unwrap_or(maximum.saturating_sub(census.total()));
    let started = match missing {
        0 => even_out(situation, &census, room, now, dice, plan),
        _ => start(situation, &census, missing.min(room), now, dice, plan),
    };
    // More tasks are needed, and neither the maximum nor the instances leave room for one.
    let cramped = room == 0 || plan.report.unplaced > 0;
    let starved = missing > 0 && started == 0 && cramped;
    let moving = zones::moving(situation, &census, now);
    let stopped =
        retire::stop(situation, &census, Budget { desired, minimum, starved, given_up, moving }, plan);
    let waiting = census.starting.len() + census.unfit.len() + census.ending;
    let held = plan.report.protected > 0;
    plan.report.stuck = missing > 0 && room == 0 && started + stopped + waiting == 0 && !held;
    completion::deployments(situation, &census, now, plan);
}

/// Starts tasks in zones that have fewer, so that as many in zones with more may go; says how many.
fn even_out(
    situation: &Situation<'_>,
    census: &Census<'_>,
    room: usize,
    now: Time,
    dice: &mut Dice,
    plan: &mut Plan,
) -> usize {
    let Some(mut zones) = zones::at_rest(situation, census, now) else { return 0 };
    let before = zones.clone();
    let moves = zones.moves().min(room);
    let helps = |placement: &Placement| zones.move_to(&placement.zone);
    let started = match moves > 0 && !is_held(situation, census.desired, now, plan) {
        true => place(situation, census, moves, helps, dice, plan).unwrap_or_else(|(placed, _)| placed),
        false => 0,
    };
    plan.report.uneven = (started > 0).then(|| before.words());
    plan.report.even = before.are_even().then(|| before.words());
    started
}

/// Starts up to `count` tasks of the newest deployment; says how many found a place.
fn start(
    situation: &Situation<'_>,
    census: &Census<'_>,
    count: usize,
    now: Time,
    dice: &mut Dice,
    plan: &mut Plan,
) -> usize {
    if count == 0 || is_held(situation, census.desired, now, plan) {
        return 0;
    }
    match place(situation, census, count, |_| true, dice, plan) {
        Ok(placed) => placed,
        Err((placed, shortages)) => {
            plan.report.shortages = match &census.posts {
                Some(posts) => posts.of_vacant(shortages),
                None => shortages,
            };
            plan.report.unplaced = count - placed;
            placed
        }
    }
}

/// Places up to `count` tasks, as long as each place is of use; says how many found one, and for the first that found none, why.
fn place(
    situation: &Situation<'_>,
    census: &Census<'_>,
    count: usize,
    mut is_of_use: impl FnMut(&Placement) -> bool,
    dice: &mut Dice,
    plan: &mut Plan,
) -> Result<usize, (usize, Vec<Shortage>)> {
    let service = situation.service;
    let Some(primary) = service.primary() else { return Ok(0) };
    let Some(definition) = situation.definitions.get(&primary.task_definition) else { return Ok(0) };
    let (group, strategy) = (service.group(), victims::strategy(service));
    let constraints = &match census.posts {
        Some(_) => daemon::constraints(service),
        None => service.constraints.clone(),
    };
    let need = Need { definition, overrides: &[], group: &group, constraints, strategy: &strategy };
    // The fleet borrows the names of the groups it counts; this round's own are counted in a copy that lives as long as they do.
    let mut fleet = situation.fleet.clone();
    // What stays is to be balanced: tasks that end or are to be replaced do not count.
    let staying = victims::by_room(&situation.fleet, census.fit.iter().chain(&census.starting).copied());
    let mut placer = Placer::new(&mut fleet, &need, &staying);
    for placed in 0..count {
        let placement = placer.place(dice).map_err(|shortages| (placed, shortages))?;
        if !is_of_use(&placement) {
            return Ok(placed);
        }
        plan.steps.push(Step::Start {
            task: dice.hex(32),
            deployment: primary.number,
            task_definition: primary.task_definition.clone(),
            placement,
        });
    }
    Ok(count)
}

/// Whether nothing is started because the last tasks came to nothing.
fn is_held(situation: &Situation<'_>, desired: usize, now: Time, plan: &mut Plan) -> bool {
    let newest = situation.service.primary().map(|primary| primary.number);
    let hold = newest.and_then(|number| holding::hold(situation, number, desired, now));
    let Some(hold) = hold.filter(|hold| hold.until > now) else { return false };
    plan.report.held_until = Some(hold.until);
    plan.report.failing_waves = if hold.never_ran { hold.waves } else { 0 };
    plan.by(hold.until);
    true
}

/// One round of a deleted service: every task ends, then the service is INACTIVE.
pub(super) fn wind_down(situation: &Situation<'_>, plan: &mut Plan) {
    let reason = retire::scaling_reason(situation);
    let present = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
    let present: Vec<&&Task> = present.collect();
    for task in present.iter().filter(|task| is_wanted(task)) {
        plan.steps.push(Step::Stop { task: task.id.clone(), reason: reason.clone() });
    }
    if present.is_empty() {
        plan.steps.push(Step::Deployments(Vec::new()));
        plan.steps.push(Step::Status(ServiceStatus::Inactive));
    }
}
