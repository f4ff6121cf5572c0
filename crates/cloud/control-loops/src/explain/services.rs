//! A service: what the planner counts, what it waits for, what every instance lacks.

use control_plane::ec2::networks;
use ledger::World;
use model::ecs::{
    Deployment, LastStatus, PlacementConstraint, Service, ServiceDeployment, ServiceRevision, ServiceStatus,
    StopReason, Task,
};
use model::{Arn, Time};
use planner::network::Grounds;
use planner::placement::{Lack, Shortage};
use planner::service::{self, Fitness, Plan, Report, Situation, Step, fitness};
use serde_json::{Value, json};

use super::{Explanation, Sight, moment, place};
use crate::clock::dice;
use crate::reference::Reference;
use crate::services::{situation, tasks_of_cluster};

/// How many ended tasks are named.
const ENDED: usize = 3;

pub(super) fn named(world: &World, name: &str, cluster: Option<&str>, sight: Sight<'_>) -> Vec<Explanation> {
    let Some(named) = Reference::read(name, "service") else { return Vec::new() };
    let wanted = |service: &&Service| {
        let place = named.is_in(&service.scope, &service.cluster);
        service.name == named.name && place && cluster.is_none_or(|cluster| cluster == service.cluster)
    };
    let found = world.all::<Service>().map(|service| &**service).filter(wanted);
    found.map(|service| one(world, service, sight)).collect()
}

/// The service a deployment is of.
pub(super) fn of_deployment(world: &World, id: &str, sight: Sight<'_>) -> Vec<Explanation> {
    let number = number(world, id);
    let is_it = |deployment: &&Deployment| Some(deployment.number) == number;
    let found = world.all::<Service>().filter_map(|service| {
        let deployment = service.deployments.iter().find(is_it)?;
        let mut explained = one(world, service, sight);
        explained.title = format!("deployment {} of {}", deployment.id(), explained.title);
        Some(explained)
    });
    found.collect()
}

/// The number of a deployment, which is that of the revision it brings.
fn number(world: &World, id: &str) -> Option<u64> {
    if Arn::parse(id).is_none() {
        return id.strip_prefix("ecs-svc/").unwrap_or(id).parse().ok();
    }
    let deployment = world.all::<ServiceDeployment>().find(|it| it.arn() == id);
    let revision = || world.all::<ServiceRevision>().find(|it| it.arn() == id);
    deployment.map(|it| it.target).or_else(|| revision().map(|it| it.number))
}

fn one(world: &World, service: &Service, sight: Sight<'_>) -> Explanation {
    let tasks = tasks_of_cluster(world, service);
    let grounds = Grounds::of_service(service, &networks::of_service(world, service));
    let situation = situation(world, service, &tasks, &grounds, sight.rules);
    // Dice only choose among equals: the reasons are the same for all.
    let plan = service::plan(situation.clone(), sight.now, &mut dice(sight.now, 0, &service.name));
    let mut lines: Vec<String> = service.deployments.iter().map(deployment).collect();
    lines.extend(counts(service, &plan.report));
    lines.extend(waits(world, &situation, &plan, sight.now));
    lines.extend(super::scaling::lines(world, service, sight));
    lines.extend(present(world, &situation, sight.now));
    lines.extend(ended(&situation));
    Explanation {
        title: format!(
            "service {} in cluster {} ({}), {}",
            service.name,
            service.cluster,
            place(&service.scope),
            service.status
        ),
        lines,
        facts: facts(world, &situation, &plan, sight.now),
    }
}

fn deployment(deployment: &Deployment) -> String {
    format!(
        "{} {} {} {}: {}",
        deployment.id(),
        deployment.status,
        deployment.task_definition,
        deployment.rollout_state,
        deployment.rollout_state_reason
    )
}

fn counts(service: &Service, report: &Report) -> Vec<String> {
    if service.status != ServiceStatus::Active {
        return Vec::new();
    }
    let Report { desired, fit, starting, unfit, outdated, ending, .. } = report;
    let mut lines = vec![format!(
        "wants {desired}: {fit} fit, {starting} starting, {unfit} failing checks, {outdated} to be replaced, {ending} ending"
    )];
    if let Some(breaker) = report.breaker {
        let counted = if breaker.in_a_row { " in a row" } else { ", healthy tasks take none back" };
        lines.push(format!("circuit breaker: {} of {} failures{counted}", breaker.failed, breaker.threshold));
    }
    lines
}

/// What stands between the service and a steady state.
fn waits(world: &World, situation: &Situation<'_>, plan: &Plan, now: Time) -> Vec<String> {
    let report = &plan.report;
    let mut lines = Vec::new();
    let mut say = |so: bool, line: String| {
        if so {
            lines.push(line);
        }
    };
    say(report.steady, "steady: nothing is left to do".to_owned());
    say(report.given_up, "starts nothing: the circuit breaker gave the newest deployment up".to_owned());
    if let Some(until) = report.held_until {
        say(true, format!("starts nothing until {}: its last tasks failed", moment(until, now)));
    }
    say(
        report.stuck,
        "can neither start nor stop a task: minimumHealthyPercent and maximumPercent leave no room"
            .to_owned(),
    );
    say(
        report.protected > 0,
        format!("{} tasks that should go are protected from scale-in", report.protected),
    );
    if let Some(zones) = &report.uneven {
        say(true, format!("moves tasks to zones that have fewer: {zones}"));
    }
    say(report.unplaced > 0, format!("no container instance has room for {} of its tasks", report.unplaced));
    say(
        report.unplaced > 0 && situation.fleet.rooms.is_empty(),
        "the cluster has no container instance".to_owned(),
    );
    lines.extend(report.shortages.iter().map(|it| shortage(world, situation.service, it)));
    let (starts, stops) = steps(plan);
    if starts + stops > 0 {
        lines.push(format!("is about to start {starts} and to stop {stops}"));
    }
    lines.extend(plan.look_again.map(|time| format!("looks again at {}", moment(time, now))));
    lines
}

fn steps(plan: &Plan) -> (usize, usize) {
    let count = |is: fn(&Step) -> bool| plan.steps.iter().filter(|step| is(step)).count();
    (count(|step| matches!(step, Step::Start { .. })), count(|step| matches!(step, Step::Stop { .. })))
}

fn shortage(world: &World, service: &Service, shortage: &Shortage) -> String {
    let instance = super::instance(world, &service.scope, &service.cluster, &shortage.instance);
    format!("  instance {instance}: {}", lack(&shortage.lack))
}

fn lack(lack: &Lack) -> String {
    let missing = |what: &str, needed: i64, free: i64| {
        format!("{needed} {what} needed, {free} free: {} missing", needed - free)
    };
    match lack {
        Lack::Draining => "DRAINING takes no new tasks".to_owned(),
        Lack::Agent => "its agent is not connected".to_owned(),
        Lack::Location => "it is in none of the zones of the task's subnets".to_owned(),
        Lack::Cpu { needed, free } => missing("CPU units", *needed, *free),
        Lack::Memory { needed, free } => missing("MiB of memory", *needed, *free),
        Lack::Port(0) => "no dynamic host port is left".to_owned(),
        Lack::Port(port) => format!("host port {port} is taken"),
        Lack::Constraint(PlacementConstraint::DistinctInstance) => {
            "distinctInstance: a task of the group is there already".to_owned()
        }
        Lack::Constraint(PlacementConstraint::MemberOf(expression)) => {
            format!("memberOf {expression} does not hold")
        }
    }
}

/// Tasks that are not STOPPED, with what each is worth.
fn present(world: &World, situation: &Situation<'_>, now: Time) -> Vec<String> {
    let tasks = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
    let line = |task: &&Task| {
        let mut worth = worth(&fitness(situation, task, now), now);
        if let Some(until) = task.protected_until.filter(|until| now < *until) {
            worth.push_str(&format!(", protected from scale-in until {}", moment(until, now)));
        }
        let (id, definition, last) = (&task.id, &task.task_definition, task.last);
        let instance = super::instance(world, &task.scope, &task.cluster, &task.instance);
        format!("task {id} {definition} {last} on {instance}: {worth}")
    };
    tasks.map(line).collect()
}

pub(super) fn worth(fitness: &Fitness, now: Time) -> String {
    match fitness {
        Fitness::Starting(Some(moment)) => {
            format!("starting, may count from {}", super::moment(*moment, now))
        }
        Fitness::Starting(None) => "starting, does not count yet".to_owned(),
        Fitness::Fit => "fit".to_owned(),
        Fitness::Unfit(reason) => format!("does not count: {reason}"),
        Fitness::Ending => "ending".to_owned(),
    }
}

/// The last tasks that ended, newest first.
fn ended(situation: &Situation<'_>) -> Vec<String> {
    let mut ended: Vec<&Task> =
        situation.tasks.iter().copied().filter(|task| task.stopped_at.is_some()).collect();
    ended.sort_by_key(|task| std::cmp::Reverse(task.stopped_at));
    let line = |task: &Task| {
        let why = task.stopped_reason.as_ref().map(StopReason::to_string);
        let why = why.unwrap_or_else(|| "no reason is known".to_owned());
        let at = task.stopped_at.map(Time::iso8601).unwrap_or_default();
        format!("ended {at}: task {} {}: {why}", task.id, task.task_definition)
    };
    ended.into_iter().take(ENDED).map(line).collect()
}

fn facts(world: &World, situation: &Situation<'_>, plan: &Plan, now: Time) -> Value {
    let (service, report) = (situation.service, &plan.report);
    let (starts, stops) = steps(plan);
    let tasks = situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped).map(|task| {
        let ec2 = super::instance(world, &task.scope, &task.cluster, &task.instance);
        json!({"id": task.id, "lastStatus": task.last, "desiredStatus": task.desired, "instance": task.instance,
               "ec2Instance": ec2, "deployment": task.deployment, "worth": worth(&fitness(situation, task, now), now)})
    });
    json!({
        "service": service.name, "cluster": service.cluster, "status": service.status,
        "account": service.scope.account.as_str(), "region": service.scope.region.as_str(),
        "deployments": service.deployments.iter().map(|it| json!({
            "id": it.id(), "status": it.status, "taskDefinition": it.task_definition.to_string(),
            "rolloutState": it.rollout_state, "reason": it.rollout_state_reason})).collect::<Vec<_>>(),
        "desired": report.desired, "fit": report.fit, "starting": report.starting, "unfit": report.unfit,
        "outdated": report.outdated, "ending": report.ending, "steady": report.steady, "stuck": report.stuck,
        "givenUp": report.given_up, "unplaced": report.unplaced, "protected": report.protected,
        "circuitBreaker": report.breaker.map(|it| {
            json!({"failed": it.failed, "threshold": it.threshold, "inARow": it.in_a_row})
        }),
        "shortages": report.shortages.iter().map(|it| shortage_fact(world, service, it)).collect::<Vec<_>>(),
        "heldUntil": report.held_until.map(Time::iso8601), "lookAgain": plan.look_again.map(Time::iso8601),
        "aboutToStart": starts, "aboutToStop": stops, "tasks": tasks.collect::<Vec<_>>(),
    })
}

fn shortage_fact(world: &World, service: &Service, shortage: &Shortage) -> Value {
    let (needed, free) = match shortage.lack {
        Lack::Cpu { needed, free } | Lack::Memory { needed, free } => (Some(needed), Some(free)),
        _ => (None, None),
    };
    let reason = shortage.lack.failure_reason();
    let ec2 = super::instance(world, &service.scope, &service.cluster, &shortage.instance);
    json!({"instance": shortage.instance, "ec2Instance": ec2, "reason": reason, "needed": needed, "free": free, "words": lack(&shortage.lack)})
}
