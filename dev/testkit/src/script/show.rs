//! What `show` and `explain` print: services, deployments and events as DescribeServices answers, tasks, targets and instances as they are.
//!
//! In: a world and names. Out: lines. Never here: ids that differ from run to run.

use control_loops::explain::{self, Question, Sight};
use model::ecs::{ContainerInstance, LastStatus, Task};
use model::elbv2::{Target, TargetHealth, TargetState};
use model::{Pace, Record};
use planner::service::Rules;
use shapes::ecs::{self, DescribeServices};

use super::arguments::Arguments;
use super::commands::CLUSTER;
use super::{Printed, Stage, discovery, history, scaling};

/// `show service NAME|events NAME|history NAME|tasks [all]|containers TASK|targets|found NAME|instances|scaling NAME [all]`
pub(super) fn run(stage: &mut Stage, arguments: &Arguments) -> Printed {
    stage.names.learn(&stage.cloud.world());
    match arguments.word(0)? {
        "service" => service(stage, arguments.word(1)?),
        "images" => Ok(history::images(stage)),
        "history" => history::show(stage, arguments.word(1)?),
        "events" => events(stage, arguments.word(1)?),
        "tasks" => Ok(tasks(stage, arguments.says("all"))),
        "containers" => containers(stage, arguments.word(1)?),
        "targets" => Ok(targets(stage)),
        "found" => discovery::found(stage, arguments.word(1)?),
        "instances" => Ok(instances(stage)),
        "scaling" => scaling::show(stage, arguments),
        other => Err(format!("there is no {other:?} to show")),
    }
}

/// `explain service NAME|task TASK|targets BALANCER`: the reasons, without titles.
pub(super) fn explain(stage: &mut Stage, arguments: &Arguments) -> Printed {
    stage.names.learn(&stage.cloud.world());
    let name = arguments.word(1)?.to_owned();
    let question = match arguments.word(0)? {
        "service" => Question::Service { name, cluster: Some(CLUSTER.to_owned()) },
        "task" => Question::Task(stage.task(&name)?.id),
        "targets" => Question::Targets(name),
        other => return Err(format!("there is no {other:?} to explain")),
    };
    let sight = Sight {
        now: stage.cloud.now(),
        rules: Rules::default(),
        balancer: None,
        metrics: Some(&stage.cloud.metrics),
        pace: Pace::HONEST,
    };
    let explained = explain::explain(&stage.cloud.world(), &question, sight);
    Ok(explained
        .iter()
        .flat_map(|it| &it.lines)
        .map(|line| stage.names.read(&stage.without_ids(line)))
        .collect())
}

fn describe(stage: &mut Stage, name: &str) -> Result<ecs::Service, String> {
    let cluster = Some(CLUSTER.to_owned());
    let input =
        ecs::DescribeServicesRequest { cluster, services: vec![name.to_owned()], ..Default::default() };
    let described = stage.cloud.read::<DescribeServices>(input).map_err(|error| error.message)?;
    described.services.and_then(|mut all| all.pop()).ok_or_else(|| format!("there is no service {name}"))
}

/// The service, then its deployments, newest first.
fn service(stage: &mut Stage, name: &str) -> Printed {
    let service = describe(stage, name)?;
    let count = |count: Option<i64>| count.unwrap_or(0);
    let mut lines = vec![format!(
        "{name} {}: {} wanted, {} running, {} pending",
        service.status.unwrap_or_default(),
        count(service.desired_count),
        count(service.running_count),
        count(service.pending_count),
    )];
    for deployment in service.deployments.unwrap_or_default() {
        let definition = deployment.task_definition.unwrap_or_default();
        let line = format!(
            "  {} {} {} {}: {} running, {} pending, {} failed",
            deployment.id.unwrap_or_default(),
            deployment.status.unwrap_or_default(),
            definition.rsplit('/').next().unwrap_or_default(),
            deployment.rollout_state.unwrap_or_default(),
            count(deployment.running_count),
            count(deployment.pending_count),
            count(deployment.failed_tasks),
        );
        lines.push(stage.names.read(&line));
    }
    Ok(lines)
}

/// The events since they were last shown, oldest first.
fn events(stage: &mut Stage, name: &str) -> Printed {
    let events = describe(stage, name)?.events.unwrap_or_default();
    let shown = stage.shown.insert(name.to_owned(), events.len()).unwrap_or(0);
    let fresh = events.into_iter().rev().skip(shown);
    let line = |event: ecs::ServiceEvent| {
        let at = event.created_at.map_or(0, |at| (at.seconds() * 1000.0).round() as i64);
        format!("{} {}", stage.at(model::Time(at)), stage.names.read(&event.message.unwrap_or_default()))
    };
    Ok(fresh.map(line).collect())
}

/// Tasks that are not STOPPED, or all of them, in the order they came to be.
fn tasks(stage: &Stage, all: bool) -> Vec<String> {
    let world = stage.cloud.world();
    let shown = world.all::<Task>().filter(|task| all || task.last != LastStatus::Stopped);
    let mut tasks: Vec<_> = shown.collect();
    tasks.sort_by_key(|task| (task.created_at, stage.names.of(&task.id)));
    let line = |task: &&std::sync::Arc<Task>| {
        let (name, instance) = (stage.names.of(&task.id), stage.names.of(&task.instance));
        let why = task
            .stopped_reason
            .as_ref()
            .map(|reason| format!(" ({})", stage.names.read(&reason.to_string())));
        let (definition, last, why) = (&task.task_definition, task.last, why.unwrap_or_default());
        let from = task.capacity_provider.as_ref().map(|provider| format!(" from {provider}"));
        format!("{name} {definition} {last} on {instance} in {}{}{why}", task.zone, from.unwrap_or_default())
    };
    tasks.iter().map(line).collect()
}

/// The health of a task as DescribeTasks answers it, then its containers.
fn containers(stage: &mut Stage, name: &str) -> Printed {
    let record = stage.task(name)?;
    let tasks = vec![record.id];
    let input = ecs::DescribeTasksRequest { cluster: Some(CLUSTER.to_owned()), tasks, ..Default::default() };
    let described = stage.cloud.read::<ecs::DescribeTasks>(input).map_err(|error| error.message)?;
    let task = described.tasks.and_then(|mut all| all.pop()).ok_or_else(|| format!("there is no {name}"))?;
    let word = |word: Option<String>| word.unwrap_or_default();
    let mut lines = vec![format!("{name} {} {}", word(task.last_status), word(task.health_status))];
    for container in task.containers.unwrap_or_default() {
        let restarts = record.containers.iter().find(|it| Some(&it.name) == container.name.as_ref());
        let restarts = restarts.map(|it| it.restart_count).filter(|count| *count > 0);
        let restarts = restarts.map(|count| format!(" restarted {count} times"));
        let code = container.exit_code.map(|code| format!(" exit code {code}"));
        let reason = container.reason.map(|reason| format!(" ({reason})"));
        lines.push(format!(
            "  {} {} {}{}{}{}",
            word(container.name),
            word(container.last_status),
            word(container.health_status),
            word(restarts),
            word(code),
            word(reason),
        ));
    }
    Ok(lines)
}

fn targets(stage: &Stage) -> Vec<String> {
    let world = stage.cloud.world();
    let line = |target: &std::sync::Arc<Target>| {
        let health = world.get::<TargetHealth>(&target.key());
        let state = health.map_or(TargetState::Initial, |health| health.state);
        let why = health.and_then(|health| health.description.clone()).map(|why| format!(" ({why})"));
        let task = target.task.as_deref().and_then(|task| task.rsplit('/').next()).unwrap_or_default();
        let (task, instance) = (stage.names.of(task), stage.names.of(&target.id));
        format!("{}: {task} on {instance} {state}{}", target.target_group, why.unwrap_or_default())
    };
    let mut lines: Vec<String> = world.all::<Target>().map(line).collect();
    lines.sort();
    lines
}

fn instances(stage: &Stage) -> Vec<String> {
    let world = stage.cloud.world();
    let line = |instance: &std::sync::Arc<ContainerInstance>| {
        let on_it =
            |task: &&std::sync::Arc<Task>| task.instance == instance.id && task.last != LastStatus::Stopped;
        let tasks = world.all::<Task>().filter(on_it).count();
        format!("{} {} {}: {tasks} tasks", stage.names.of(&instance.id), instance.zone, instance.status)
    };
    let mut lines: Vec<String> = world.all::<ContainerInstance>().map(line).collect();
    lines.sort();
    lines
}
