//! How many tasks to start and to stop now.
//!
//! The two limits of a deployment, with AWS's rounding: at least `ceil(desired x minimumHealthyPercent)` fit tasks stay,
//! at most `floor(desired x maximumPercent)` tasks that are not STOPPED exist.

use model::ecs::{
    Deployment, DeploymentStatus, InstanceStatus, LastStatus, RolloutState, ServiceStatus, StopCode, Task,
};
use model::{Dice, Time};

use super::fitness::{Fitness, fitness, is_running, is_wanted};
use super::victims;
use super::{Plan, Situation, Step};
use crate::placement::{self, Need};

/// The tasks of a service that are not STOPPED, by what they are worth.
#[derive(Default)]
struct Census<'a> {
    fit: Vec<&'a Task>,
    starting: Vec<&'a Task>,
    unfit: Vec<(&'a Task, String)>,
    /// Older deployments and draining instances: to be replaced; with whether it is fit.
    outdated: Vec<(&'a Task, bool)>,
    ending: usize,
}

impl<'a> Census<'a> {
    fn take(situation: &Situation<'a>, now: Time, plan: &mut Plan) -> Census<'a> {
        let mut census = Census::default();
        for &task in situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped) {
            let worth = fitness(situation, task, now);
            if let Fitness::Starting(Some(moment)) = worth {
                plan.by(moment);
            }
            census.count(situation, task, worth);
        }
        census
    }

    fn count(&mut self, situation: &Situation<'a>, task: &'a Task, worth: Fitness) {
        match worth {
            Fitness::Ending => self.ending += 1,
            worth if is_outdated(situation, task) => {
                // The settling time guards what replaces a task, not the task itself.
                let serving = situation.service.load_balancers.is_empty() && is_running(task);
                let fit = worth == Fitness::Fit || (serving && matches!(worth, Fitness::Starting(_)));
                self.outdated.push((task, fit));
            }
            Fitness::Fit => self.fit.push(task),
            Fitness::Starting(_) => self.starting.push(task),
            Fitness::Unfit(reason) => self.unfit.push((task, reason)),
        }
    }

    /// Fit tasks, outdated ones included: what the minimum speaks of.
    fn healthy(&self) -> usize {
        self.fit.len() + self.outdated.iter().filter(|(_, fit)| *fit).count()
    }

    /// Tasks that are not STOPPED: what the maximum speaks of.
    fn total(&self) -> usize {
        self.fit.len() + self.starting.len() + self.unfit.len() + self.outdated.len() + self.ending
    }
}

/// Not of the newest deployment, or on an instance that is being emptied.
fn is_outdated(situation: &Situation<'_>, task: &Task) -> bool {
    let newest = situation.service.primary().map(|deployment| deployment.number);
    let draining = || {
        let room = situation.fleet.room(&task.instance);
        room.is_none_or(|room| room.instance.status == InstanceStatus::Draining)
    };
    task.deployment != newest || draining()
}

/// How many tasks must stay fit, and how many may exist.
fn limits(situation: &Situation<'_>) -> (usize, usize) {
    let service = situation.service;
    let desired = service.desired_count.max(0);
    let minimum = (desired * service.configuration.minimum_healthy_percent + 99) / 100;
    let maximum = desired * service.configuration.maximum_percent / 100;
    (minimum.max(0) as usize, maximum.max(0) as usize)
}

/// One round of an ACTIVE service.
pub(super) fn advance(situation: &mut Situation<'_>, now: Time, dice: &mut Dice, plan: &mut Plan) {
    let census = Census::take(situation, now, plan);
    let (minimum, maximum) = limits(situation);
    let desired = situation.service.desired_count.max(0) as usize;
    plan.report.desired = desired;
    plan.report.fit = census.fit.len();
    plan.report.starting = census.starting.len();
    plan.report.unfit = census.unfit.len();
    plan.report.outdated = census.outdated.len();
    plan.report.ending = census.ending;

    let current = census.fit.len() + census.starting.len();
    let missing = desired.saturating_sub(current);
    let room = maximum.saturating_sub(census.total());
    let started = start(situation, missing.min(room), now, dice, plan);
    stop(situation, &census, Budget { desired, minimum, started, starved: missing > 0 && room == 0 }, plan);
    deployments(situation, &census, desired, now, plan);
}

/// Places up to `count` tasks of the newest deployment; says how many found a place.
fn start(situation: &mut Situation<'_>, count: usize, now: Time, dice: &mut Dice, plan: &mut Plan) -> usize {
    let service = situation.service;
    let Some(primary) = service.primary() else { return 0 };
    let Some(definition) = situation.definitions.get(&primary.task_definition) else { return 0 };
    if count == 0 {
        return 0;
    }
    if let Some(until) = held_until(&situation.tasks, primary).filter(|until| *until > now) {
        plan.report.held_until = Some(until);
        plan.by(until);
        return 0;
    }
    let group = service.group();
    let need = Need {
        definition,
        overrides: &[],
        group: &group,
        constraints: &service.constraints,
        strategy: &victims::strategy(service),
    };
    // The fleet borrows the group names of the tasks it counts; reservations of this round are counted in a copy that lives as long as this one.
    let mut fleet = situation.fleet.clone();
    for placed in 0..count {
        match placement::place(&mut fleet, &need, dice) {
            Ok(placement) => plan.steps.push(Step::Start {
                task: dice.hex(32),
                deployment: primary.number,
                task_definition: primary.task_definition.clone(),
                placement,
            }),
            Err(shortages) => {
                plan.report.shortages = shortages;
                return placed;
            }
        }
    }
    count
}

/// What the stops of one round may spend.
struct Budget {
    desired: usize,
    minimum: usize,
    started: usize,
    /// More tasks are needed and the maximum leaves no room for them.
    starved: bool,
}

fn stop(situation: &Situation<'_>, census: &Census<'_>, budget: Budget, plan: &mut Plan) {
    let scaling = scaling_reason(situation);
    let mut stop = |task: &Task, reason: &str| {
        let (task, code) = (task.id.clone(), StopCode::ServiceSchedulerInitiated);
        plan.steps.push(Step::Stop { task, code, reason: reason.to_owned() });
    };
    // Unfit tasks make way when their replacements are fit, or when there is no room to start replacements first.
    let replaced = census.fit.len() >= budget.desired || (budget.starved && budget.started == 0);
    for (task, reason) in census.unfit.iter().filter(|_| replaced) {
        stop(task, reason);
    }
    // Outdated tasks that are not fit protect nothing; fit ones go as far as the minimum allows.
    for (task, _) in census.outdated.iter().filter(|(_, fit)| !fit) {
        stop(task, &scaling);
    }
    let spare = census.healthy().saturating_sub(budget.minimum);
    let outdated: Vec<&Task> =
        census.outdated.iter().filter(|(_, fit)| *fit).map(|(task, _)| *task).collect();
    for task in victims::choose(situation, &outdated, spare) {
        stop(task, &scaling);
    }
    // Scale-in: starting tasks first, they serve nobody yet.
    let excess = (census.fit.len() + census.starting.len()).saturating_sub(budget.desired);
    for task in victims::scale_in(situation, &census.starting, &census.fit, excess) {
        stop(task, &scaling);
    }
}

/// The reason ECS gives for scale-in and replacement: it names the newest deployment.
fn scaling_reason(situation: &Situation<'_>) -> String {
    let id = situation.service.primary().map(Deployment::id).unwrap_or_default();
    format!("Scaling activity initiated by (deployment {id})")
}

/// Drops deployments that have no task left and moves the newest one towards COMPLETED.
fn deployments(situation: &Situation<'_>, census: &Census<'_>, desired: usize, now: Time, plan: &mut Plan) {
    let has_tasks = |deployment: &&Deployment| {
        let mut alive = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
        deployment.status == DeploymentStatus::Primary
            || alive.any(|task| task.deployment == Some(deployment.number))
    };
    let mut kept: Vec<Deployment> = situation.service.deployments.iter().filter(has_tasks).cloned().collect();
    let running = census.fit.iter().chain(&census.starting).filter(|task| counts_as_steady(situation, task));
    let steady = running.count() == desired && census.outdated.is_empty() && census.unfit.is_empty();
    let done = steady && census.ending == 0 && kept_alone(situation, census);
    let primary = kept.iter_mut().find(|deployment| deployment.status == DeploymentStatus::Primary);
    if let Some(primary) = primary.filter(|p| done && p.rollout_state == RolloutState::InProgress) {
        primary.rollout_state = RolloutState::Completed;
        primary.rollout_state_reason = format!("ECS deployment {} completed.", primary.id());
        primary.updated_at = now;
    }
    if kept != situation.service.deployments {
        plan.steps.push(Step::Deployments(kept));
    }
}

/// Without a load balancer a RUNNING task completes a deployment; the settling time only guards the tasks it replaces.
fn counts_as_steady(situation: &Situation<'_>, task: &Task) -> bool {
    task.last == LastStatus::Running
        && (situation.service.load_balancers.is_empty() || is_fit_now(situation, task))
}

fn is_fit_now(situation: &Situation<'_>, task: &Task) -> bool {
    fitness(situation, task, Time(i64::MAX)) == Fitness::Fit
}

fn kept_alone(situation: &Situation<'_>, census: &Census<'_>) -> bool {
    let newest = situation.service.primary().map(|deployment| deployment.number);
    census.outdated.is_empty()
        && situation.tasks.iter().filter(|t| t.last != LastStatus::Stopped).all(|t| t.deployment == newest)
}

/// Tasks in a row, up to now, that a deployment started and that never ran, with when the last of them ended.
pub fn failed_tasks(tasks: &[&Task], deployment: u64) -> (usize, Option<Time>) {
    let mut own: Vec<&&Task> = tasks.iter().filter(|task| task.deployment == Some(deployment)).collect();
    own.sort_by_key(|task| std::cmp::Reverse((task.created_at, &task.id)));
    let finished = own.iter().filter(|task| task.started_at.is_some() || task.last == LastStatus::Stopped);
    let failed =
        |task: &&&&Task| task.started_at.is_none() && task.stop_code == Some(StopCode::TaskFailedToStart);
    let failures: Vec<_> = finished.take_while(failed).collect();
    (failures.len(), failures.iter().filter_map(|task| task.stopped_at).max())
}

/// Longest wait between starts of tasks that never run (ECS developer guide, "Service throttle logic").
const LONGEST_HOLD: i64 = 15 * 60_000;

/// Until when starts are held back: the wait doubles with each task in a row that never ran.
fn held_until(tasks: &[&Task], deployment: &Deployment) -> Option<Time> {
    let (failures, last) = failed_tasks(tasks, deployment.number);
    let wait = (1000i64 << failures.saturating_sub(1).min(20)).min(LONGEST_HOLD);
    last.filter(|_| failures > 0).map(|last| last.plus(wait))
}

/// One round of a deleted service: every task ends, then the service is INACTIVE.
pub(super) fn wind_down(situation: &Situation<'_>, plan: &mut Plan) {
    let reason = scaling_reason(situation);
    let present = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
    let present: Vec<&&Task> = present.collect();
    for task in present.iter().filter(|task| is_wanted(task)) {
        let (task, code) = (task.id.clone(), StopCode::ServiceSchedulerInitiated);
        plan.steps.push(Step::Stop { task, code, reason: reason.clone() });
    }
    if present.is_empty() {
        plan.steps.push(Step::Deployments(Vec::new()));
        plan.steps.push(Step::Status(ServiceStatus::Inactive));
    }
}
