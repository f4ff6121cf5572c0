//! The history of a service, in AWS's words (ECS developer guide, "Service event messages").
//!
//! In: the steps just planned. Out: [`Step::Event`]s. A message that says what the last ones already say is not repeated.

use std::collections::BTreeSet;

use model::Time;
use model::ecs::{Deployment, DeploymentStatus, LastStatus, LoadBalancing, RolloutState, Task};
use model::elbv2::TargetState;

use super::breaker::never_ran;
use super::{Plan, Situation, Step, fitness};
use crate::placement;

/// How long an identical message is suppressed, milliseconds.
const REPEAT_AFTER: i64 = 6 * 3_600_000;
/// How many tasks one message names: ECS starts and stops in batches, and a message stays readable.
const NAMED: usize = 10;
/// What every round without anything to do comes to in the end.
const STEADY: &str = "has reached a steady state.";
/// How the event of even zones begins.
const EVEN: &str = "is AZ balanced with ";
/// How the event of uneven zones begins.
const UNEVEN: &str = "is not AZ balanced with ";

/// Adds the events that this plan and this situation call for.
pub(super) fn tell(situation: &Situation<'_>, now: Time, plan: &mut Plan) {
    let mut told = Vec::new();
    zones(situation, now, plan, &mut told);
    started(plan, &mut told);
    registered(plan, &mut told);
    failing(situation, plan, &mut told);
    stopped(plan, &mut told);
    hindered(situation, now, plan, &mut told);
    given_up(situation, plan, &mut told);
    rolling_back(situation, plan, &mut told);
    completed(situation, now, plan, &mut told);
    write(situation, told, plan);
}

/// Adds the events of a deleted service.
pub(super) fn tell_end(situation: &Situation<'_>, plan: &mut Plan) {
    let mut told = Vec::new();
    stopped(plan, &mut told);
    write(situation, told, plan);
}

fn write(situation: &Situation<'_>, told: Vec<String>, plan: &mut Plan) {
    let name = &situation.service.name;
    plan.steps.extend(told.into_iter().map(|message| Step::Event(format!("(service {name}) {message}"))));
}

/// The event for targets that left their group.
pub fn deregistered(service: &str, count: usize, target_group_arn: &str) -> String {
    format!("(service {service}) deregistered {count} targets in (target-group {target_group_arn})")
}

/// The event for tasks that now only finish their requests.
pub fn begun_draining(service: &str, deployment: u64, count: usize) -> String {
    format!(
        "(service {service}, taskSet ecs-svc/{deployment}) has begun draining connections on {count} tasks."
    )
}

/// One message for every ten tasks: `has VERB N tasks: (task ID) (task ID).`
fn batches(verb: &str, noun: &str, ids: &[&str], told: &mut Vec<String>) {
    for batch in ids.chunks(NAMED) {
        let named: Vec<String> = batch.iter().map(|id| format!("(task {id})")).collect();
        told.push(format!("has {verb} {} {noun}: {}.", batch.len(), named.join(" ")));
    }
}

fn started(plan: &Plan, told: &mut Vec<String>) {
    let starts = plan.steps.iter().filter_map(|step| match step {
        Step::Start { task, .. } => Some(task.as_str()),
        _ => None,
    });
    batches("started", "tasks", &starts.collect::<Vec<_>>(), told);
}

fn stopped_ids(plan: &Plan) -> impl Iterator<Item = &str> {
    plan.steps.iter().filter_map(|step| match step {
        Step::Stop { task, .. } => Some(task.as_str()),
        _ => None,
    })
}

fn stopped(plan: &Plan, told: &mut Vec<String>) {
    batches("stopped", "running tasks", &stopped_ids(plan).collect::<Vec<_>>(), told);
}

/// One line for every failing check of a task that ends.
fn failing(situation: &Situation<'_>, plan: &Plan, told: &mut Vec<String>) {
    let ending: BTreeSet<&str> = stopped_ids(plan).collect();
    for task in situation.tasks.iter().filter(|task| task.last < LastStatus::Deactivating) {
        let contained = fitness::fails_container_checks(situation, task)
            .then(|| format!("(task {}) failed container health checks.", task.id));
        let rules = situation.service.load_balancers.iter();
        let mut lines = contained.into_iter().chain(rules.filter_map(|it| unhealthy(situation, task, it)));
        // Few tasks fail a check and many may end: what is rare is asked first.
        if let Some(first) = lines.next().filter(|_| ending.contains(task.id.as_str())) {
            told.extend(std::iter::once(first).chain(lines));
        }
    }
}

/// The line for a target that fails its probes.
fn unhealthy(situation: &Situation<'_>, task: &Task, rule: &LoadBalancing) -> Option<String> {
    let (target, port) = fitness::target_of(situation, task, rule)?;
    let group = situation.groups.get(rule.target_group_arn.as_str())?;
    let health =
        group.health.get(&(target.as_ref(), port)).filter(|health| health.state == TargetState::Unhealthy)?;
    let why = health.description.as_deref().unwrap_or("Health checks failed");
    let (id, arn) = (&task.id, &rule.target_group_arn);
    Some(format!("(task {id}) (port {port}) is unhealthy in (target-group {arn}) due to (reason {why})."))
}

fn registered(plan: &Plan, told: &mut Vec<String>) {
    let mut registered: Vec<(&str, usize)> = Vec::new();
    for step in &plan.steps {
        if let Step::Register { target_group_arn, .. } = step {
            match registered.iter_mut().find(|(arn, _)| arn == target_group_arn) {
                Some((_, count)) => *count += 1,
                None => registered.push((target_group_arn, 1)),
            }
        }
    }
    told.extend(
        registered.iter().map(|(arn, count)| format!("registered {count} targets in (target-group {arn})")),
    );
}

/// What keeps the service from its desired count, said once until something changes.
fn hindered(situation: &Situation<'_>, now: Time, plan: &Plan, told: &mut Vec<String>) {
    if let Some(message) =
        unplaced(situation, plan).filter(|it| !said_since(situation, it, "has started", now))
    {
        told.push(message);
    }
    if plan.report.stuck {
        let message = "was unable to stop or start tasks during a deployment because of the service deployment configuration. \
                       Update the minimumHealthyPercent or maximumPercent value and try again.";
        if !said_since(situation, message, "has started", now) {
            told.push(message.to_owned());
        }
    }
    if let Some(message) = not_launched(situation, plan).filter(|it| !said_since(situation, it, STEADY, now))
    {
        told.push(message);
    }
    // A single bad start is no news; from the third time in a row it is.
    let message = "is unable to consistently start tasks successfully.";
    if plan.report.failing_waves >= 2 && !said_since(situation, message, STEADY, now) {
        told.push(message.to_owned());
    }
}

/// Why the newest task of the newest deployment never ran, if that is how it came out.
fn not_launched(situation: &Situation<'_>, plan: &Plan) -> Option<String> {
    let primary = situation.service.primary().filter(|_| !plan.report.given_up)?;
    let own = situation.tasks.iter().filter(|task| task.deployment == Some(primary.number));
    let newest = own.max_by_key(|task| (task.created_at, &task.id)).filter(|task| never_ran(task))?;
    Some(format!("failed to launch a task with (error {}).", newest.stopped_reason.as_ref()?))
}

fn unplaced(situation: &Situation<'_>, plan: &Plan) -> Option<String> {
    if plan.report.unplaced == 0 {
        return None;
    }
    let met = "was unable to place a task because no container instance met all of its requirements.";
    if situation.fleet.rooms.is_empty() {
        return Some(format!("{met} Reason: No Container Instances were found in your cluster."));
    }
    let shortage = placement::closest(&plan.report.shortages)?;
    Some(format!(
        "{met} The closest matching (container-instance {}) {}. For more information, see the Troubleshooting section of the \
         Amazon ECS Developer Guide.",
        shortage.instance,
        shortage.lack.event_words()
    ))
}

/// Whether the same was said within the last hours and nothing that takes it back was said since.
fn said_since(situation: &Situation<'_>, message: &str, taken_back: &str, now: Time) -> bool {
    let recent = situation.events.iter().take_while(|event| now.since(event.at) < REPEAT_AFTER);
    let mut since = recent.take_while(|event| !event.message.contains(taken_back));
    since.any(|event| event.message.ends_with(message))
}

/// What the circuit breaker did in this plan.
fn given_up(situation: &Situation<'_>, plan: &Plan, told: &mut Vec<String>) {
    let Some(before) = situation.service.primary().filter(|it| it.rollout_state != RolloutState::Failed)
    else {
        return;
    };
    let planned = planned_deployments(plan).unwrap_or_default();
    let failed = |it: &Deployment| it.number == before.number && it.rollout_state == RolloutState::Failed;
    if planned.iter().any(failed) {
        told.push(format!("(deployment {}) deployment failed: tasks failed to start.", before.id()));
    }
}

/// That an earlier deployment comes back, whoever wanted it: said once.
fn rolling_back(situation: &Situation<'_>, plan: &Plan, told: &mut Vec<String>) {
    let planned = planned_deployments(plan).unwrap_or_default();
    let planned = planned.iter().find(|it| it.status == DeploymentStatus::Primary);
    let comes_back = |it: &&Deployment| it.is_rollback && it.rollout_state == RolloutState::InProgress;
    let present = situation.service.primary().filter(comes_back);
    let Some(back) = present.or(planned.filter(comes_back)) else { return };
    let message = format!("rolling back to deployment {}.", back.id());
    let mut since = situation.events.iter().take_while(|event| event.at >= back.updated_at);
    if !since.any(|event| event.message.ends_with(&message)) {
        told.push(message);
    }
}

fn planned_deployments(plan: &Plan) -> Option<&[Deployment]> {
    plan.steps.iter().find_map(|step| match step {
        Step::Deployments(deployments) => Some(deployments.as_slice()),
        _ => None,
    })
}

/// That tasks begin to move between zones, and that the zones are even again.
fn zones(situation: &Situation<'_>, now: Time, plan: &Plan, told: &mut Vec<String>) {
    if let Some(zones) = &plan.report.uneven {
        let message = format!("is not AZ balanced with {zones}. AZ Rebalancing in progress.");
        if !said_since(situation, &message, EVEN, now) {
            told.push(message);
        }
    }
    let newest = situation.events.iter().find(|it| it.message.contains(EVEN) || it.message.contains(UNEVEN));
    let was_uneven = newest.is_some_and(|event| event.message.contains(UNEVEN));
    if let Some(zones) = plan.report.even.as_ref().filter(|_| was_uneven) {
        told.push(format!("{EVEN}{zones}."));
    }
}

/// The end of a deployment, and the end of every other change; from time to time that nothing has changed.
fn completed(situation: &Situation<'_>, now: Time, plan: &mut Plan, told: &mut Vec<String>) {
    let before = situation.service.primary().map(|primary| primary.rollout_state);
    let deployments = planned_deployments(plan).unwrap_or(&situation.service.deployments);
    let Some(primary) = deployments.iter().find(|d| d.status == DeploymentStatus::Primary) else { return };
    if primary.rollout_state != RolloutState::Completed {
        return;
    }
    if before != Some(RolloutState::Completed) {
        told.push(format!("(deployment {}) deployment completed.", primary.id()));
    }
    let newest = situation.events.first().filter(|event| event.message.ends_with(STEADY));
    let newest_says_so = newest.is_some_and(|event| now.since(event.at) < REPEAT_AFTER);
    let changed = plan.steps.iter().any(|step| matches!(step, Step::Start { .. } | Step::Stop { .. }));
    if !plan.report.steady || changed {
        return;
    }
    match newest.filter(|_| newest_says_so && told.is_empty()) {
        Some(said) => plan.by(said.at.plus(REPEAT_AFTER)),
        None => {
            told.push(STEADY.to_owned());
            plan.by(now.plus(REPEAT_AFTER));
        }
    }
}
