//! Where what tasks wrote is found in CloudWatch Logs: the streams of a service's tasks, of one task, or of all. In: a world, a name. Out:
//! log streams, those of the newest tasks first. Never here: what is in them.

use ledger::World;
use model::ecs::{Service, Task, TaskContainer, TaskDefinition};
use model::logs::LogStream;
use serde::Serialize;

use super::start::{log_scope, stream_name};
use crate::reference::Reference;

/// Tasks whose streams are told of.
const MOST_TASKS: usize = 100;

/// The log stream of one container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogSource {
    /// Account of the log group.
    pub account: String,
    /// Region of the log group.
    pub region: String,
    /// Name of the log group.
    pub group: String,
    /// Name of the stream.
    pub stream: String,
    /// The service of the task, or what it runs.
    pub of: String,
    /// Id of the task.
    pub task: String,
}

/// The streams of what is called so: a service, else tasks by id or the beginning of it, else tasks by the family they run; by name,
/// `CLUSTER/NAME` or ARN. Without a name those of all tasks. `None` when nothing is called so; a service may have no stream yet.
pub fn log_sources(world: &World, name: Option<&str>) -> Option<Vec<LogSource>> {
    let Some(name) = name else { return Some(sources(world, |_| true)) };
    let service = Reference::read(name, "service");
    if let Some(service) = service {
        let is_its =
            |task: &Task| task.service() == Some(service.name) && service.is_in(&task.scope, &task.cluster);
        let is_it = |it: &Service| it.name == service.name && service.is_in(&it.scope, &it.cluster);
        if world.all::<Service>().any(|it| is_it(it)) || world.all::<Task>().any(|task| is_its(task)) {
            return Some(sources(world, is_its));
        }
    }
    let task = Reference::read(name, "task")?;
    let has_id = |it: &Task| it.id.starts_with(task.name) && task.is_in(&it.scope, &it.cluster);
    let runs_it = |it: &Task| it.task_definition.family == task.name && task.is_in(&it.scope, &it.cluster);
    if world.all::<Task>().any(|task| has_id(task)) {
        return Some(sources(world, has_id));
    }
    world.all::<Task>().any(|task| runs_it(task)).then(|| sources(world, runs_it))
}

fn sources(world: &World, is_meant: impl Fn(&Task) -> bool) -> Vec<LogSource> {
    let mut tasks: Vec<&Task> =
        world.all::<Task>().map(|task| &**task).filter(|task| is_meant(task)).collect();
    tasks.sort_by_key(|task| (std::cmp::Reverse(task.created_at), &task.id));
    tasks.into_iter().take(MOST_TASKS).flat_map(|task| of_task(world, task)).collect()
}

fn of_task(world: &World, task: &Task) -> Vec<LogSource> {
    let Some(definition) = world.get::<TaskDefinition>(&task.task_definition.key(&task.scope)) else {
        return Vec::new();
    };
    let containers = definition.containers.iter().filter_map(|container| {
        let log = container.log.as_ref().filter(|log| log.driver == "awslogs")?;
        let runs = task.containers.iter().find(|runs| runs.name == container.name);
        let named_by_id = || runs.and_then(|runs: &TaskContainer| runs.runtime_id.clone());
        let scope = log_scope(task, log).ok()?;
        let group = log.options.get("awslogs-group")?.clone();
        let stream = stream_name(task, &container.name, log).or_else(named_by_id)?;
        // It comes to be when the task starts, and may have been deleted since.
        world.get::<LogStream>(&LogStream::key_of(&scope, &group, &stream))?;
        Some(LogSource {
            account: scope.account.as_str().to_owned(),
            region: scope.region.as_str().to_owned(),
            group,
            stream,
            of: task.service().unwrap_or(&task.task_definition.family).to_owned(),
            task: task.id.clone(),
        })
    });
    containers.collect()
}
