//! A task: what is wanted and seen of it, what it is worth, what its end waits for.

use control_plane::ec2::networks;
use ledger::World;
use model::ecs::{DesiredStatus, LastStatus, Service, StopReason, Task, TaskContainer};
use planner::network::Grounds;
use planner::service::fitness;
use planner::stopping::{Route, Stopping, stopping};
use serde_json::json;

use super::services::worth;
use super::{Explanation, Sight, moment, place, registrations};
use crate::reference::Reference;
use crate::services::{situation, tasks_of_cluster};
use crate::tasks::stop::routes;

pub(super) fn named(world: &World, id: &str, sight: Sight<'_>) -> Vec<Explanation> {
    let Some(named) = Reference::read(id, "task") else { return Vec::new() };
    let is_it = |task: &Task| task.id.starts_with(named.name) && named.is_in(&task.scope, &task.cluster);
    let found = world.all::<Task>().filter(|task| is_it(task));
    found.map(|task| one(world, task, sight)).collect()
}

fn one(world: &World, task: &Task, sight: Sight<'_>) -> Explanation {
    let routes = routes(sight.balancer, world, task, sight.now);
    let worth = worth_of(world, task, sight);
    let end = end(task, &routes, sight);
    let instance = super::instance(world, &task.scope, &task.cluster, &task.instance);
    let mut lines = vec![
        format!("wanted {}, seen {}, on instance {instance} in {}", task.desired, task.last, task.zone),
        format!("runs {} for {}", task.task_definition, task.group),
    ];
    lines.extend(worth.iter().map(|worth| format!("to its service: {worth}")));
    lines.extend(task.containers.iter().map(container));
    lines.extend(registrations::of(world, task));
    if let Some(reason) = &task.stopped_reason {
        lines.push(format!("ends because: {reason} ({})", reason.code()));
    }
    lines.extend(end.clone());
    Explanation {
        title: format!("task {} in cluster {} ({})", task.id, task.cluster, place(&task.scope)),
        lines,
        facts: json!({
            "task": task.id, "cluster": task.cluster, "group": task.group, "instance": task.instance,
            "ec2Instance": instance,
            "taskDefinition": task.task_definition.to_string(), "desiredStatus": task.desired, "lastStatus": task.last,
            "stopCode": task.stopped_reason.as_ref().map(StopReason::code),
            "stoppedReason": task.stopped_reason.as_ref().map(StopReason::to_string), "worth": worth, "end": end,
            "inFlight": routes.iter().map(|route| route.in_flight).sum::<usize>(),
            "containers": task.containers.iter().map(|it| json!({"name": it.name, "lastStatus": it.last,
                "exitCode": it.exit_code, "reason": it.reason, "health": it.health})).collect::<Vec<_>>(),
        }),
    }
}

/// What the scheduler makes of a task of a service.
fn worth_of(world: &World, task: &Task, sight: Sight<'_>) -> Option<String> {
    let name = task.service().filter(|_| task.last != LastStatus::Stopped)?;
    let service = world.get::<Service>(&Service::key_of(&task.scope, &task.cluster, name))?;
    let tasks = tasks_of_cluster(world, service);
    let grounds = Grounds::of_service(service, &networks::of_service(world, service));
    let situation = situation(world, service, &tasks, &grounds, sight.rules);
    Some(worth(&fitness(&situation, task, sight.now), sight.now))
}

fn container(container: &TaskContainer) -> String {
    let TaskContainer { name, image, last, exit_code, reason, .. } = container;
    let code = exit_code.map(|code| format!(", exit code {code}")).unwrap_or_default();
    let why = reason.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    format!("container {name} ({image}) {last}{code}{why}")
}

/// What the end of a task that should end waits for.
fn end(task: &Task, routes: &[Route], sight: Sight<'_>) -> Option<String> {
    if task.desired != DesiredStatus::Stopped || task.last == LastStatus::Stopped {
        return None;
    }
    let in_flight: usize = routes.iter().map(|route| route.in_flight).sum();
    Some(match stopping(task, routes, sight.now) {
        Stopping::Deregister => "its end waits: targets that lead to it are still registered".to_owned(),
        Stopping::Drain(until) if in_flight == 0 => {
            format!(
                "its end waits for the load balancers to let go of it, until {} at most",
                moment(until, sight.now)
            )
        }
        Stopping::Drain(until) => {
            format!(
                "its end waits: {in_flight} requests in flight, until {} at most",
                moment(until, sight.now)
            )
        }
        Stopping::Now if task.last >= LastStatus::Stopping => {
            "its containers were told to stop (SIGTERM) and have not ended yet".to_owned()
        }
        Stopping::Now => "its containers are told to stop now".to_owned(),
    })
}
