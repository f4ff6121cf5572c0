//! The history of a service, in AWS's words (ECS developer guide, "Service event messages").
//!
//! In: the steps just planned. Out: [`Step::Event`]s. A message that says what the last ones already say is not repeated.

use model::Time;
use model::ecs::{DeploymentStatus, RolloutState};
use model::elbv2::TargetState;

use super::{Plan, Situation, Step, fitness};
use crate::placement;

/// How long an identical message is suppressed, milliseconds.
const REPEAT_AFTER: i64 = 6 * 3_600_000;

/// Adds the events that this plan and this situation call for.
pub(super) fn tell(situation: &Situation<'_>, now: Time, plan: &mut Plan) {
    let mut told = Vec::new();
    started(plan, &mut told);
    registered(plan, &mut told);
    unhealthy(situation, plan, &mut told);
    stopped(plan, &mut told);
    unplaced(situation, now, plan, &mut told);
    completed(situation, plan, &mut told);
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

fn named(ids: &[&str]) -> String {
    let tasks: Vec<String> = ids.iter().map(|id| format!("(task {id})")).collect();
    tasks.join(" ")
}

fn started(plan: &Plan, told: &mut Vec<String>) {
    let ids: Vec<&str> = plan
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Start { task, .. } => Some(task.as_str()),
            _ => None,
        })
        .collect();
    if !ids.is_empty() {
        told.push(format!("has started {} tasks: {}.", ids.len(), named(&ids)));
    }
}

fn stopped(plan: &Plan, told: &mut Vec<String>) {
    let ids: Vec<&str> = plan
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Stop { task, .. } => Some(task.as_str()),
            _ => None,
        })
        .collect();
    if !ids.is_empty() {
        told.push(format!("has stopped {} running tasks: {}.", ids.len(), named(&ids)));
    }
}

/// One line for every target whose failing probes end a task.
fn unhealthy(situation: &Situation<'_>, plan: &Plan, told: &mut Vec<String>) {
    let ending =
        |id: &str| plan.steps.iter().any(|step| matches!(step, Step::Stop { task, .. } if task == id));
    for task in situation.tasks.iter().filter(|task| ending(&task.id)) {
        for rule in &situation.service.load_balancers {
            let Some((target, port)) = fitness::target_of(situation, task, rule) else { continue };
            let group = situation.groups.get(rule.target_group_arn.as_str());
            let health = group.and_then(|group| group.health.get(&(target, port)));
            if let Some(health) = health.filter(|health| health.state == TargetState::Unhealthy) {
                let why = health.description.as_deref().unwrap_or("Health checks failed");
                let arn = &rule.target_group_arn;
                told.push(format!(
                    "(task {}) (port {port}) is unhealthy in (target-group {arn}) due to (reason {why}).",
                    task.id
                ));
            }
        }
    }
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

fn unplaced(situation: &Situation<'_>, now: Time, plan: &Plan, told: &mut Vec<String>) {
    let starts = plan.steps.iter().filter(|step| matches!(step, Step::Start { .. })).count();
    let wants = plan.report.desired > plan.report.fit + plan.report.starting + starts;
    let message = match placement::closest(&plan.report.shortages) {
        Some(shortage) => format!(
            "was unable to place a task because no container instance met all of its requirements. The closest matching \
             (container-instance {}) {}. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
            shortage.instance,
            shortage.lack.event_words()
        ),
        None if wants && situation.fleet.rooms.is_empty() => {
            "was unable to place a task because no container instance met all of its requirements. \
             Reason: No Container Instances were found in your cluster."
                .to_owned()
        }
        None => return,
    };
    if !said_lately(situation, &message, now) {
        told.push(message);
    }
}

/// Whether the same was said within the last hours and nothing was placed since.
fn said_lately(situation: &Situation<'_>, message: &str, now: Time) -> bool {
    let recent = situation.events.iter().take_while(|event| now.since(event.at) < REPEAT_AFTER);
    let since_progress = recent.take_while(|event| !event.message.contains("has started"));
    since_progress.into_iter().any(|event| event.message.ends_with(message))
}

fn completed(situation: &Situation<'_>, plan: &Plan, told: &mut Vec<String>) {
    let planned = plan.steps.iter().find_map(|step| match step {
        Step::Deployments(deployments) => Some(deployments),
        _ => None,
    });
    let deployments = planned.unwrap_or(&situation.service.deployments);
    let Some(primary) = deployments.iter().find(|d| d.status == DeploymentStatus::Primary) else { return };
    if primary.rollout_state != RolloutState::Completed {
        return;
    }
    if planned.is_some()
        && situation.service.primary().is_some_and(|p| p.rollout_state != RolloutState::Completed)
    {
        told.push(format!("(deployment {}) deployment completed.", primary.id()));
    }
    let report = &plan.report;
    let quiet =
        report.fit + report.starting == report.desired && report.unfit + report.outdated + report.ending == 0;
    let steady = "has reached a steady state.";
    let newest_says_so = situation.events.first().is_some_and(|event| event.message.ends_with(steady));
    let changed = plan.steps.iter().any(|step| matches!(step, Step::Start { .. } | Step::Stop { .. }));
    if quiet && !changed && (!newest_says_so || !told.is_empty()) {
        told.push(steady.to_owned());
    }
}
