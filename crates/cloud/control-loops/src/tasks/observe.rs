//! What the runtime reports, as the task's observed status: it only ever moves forward. A report that is heard again, since an earlier life
//! of this process was killed with it, changes nothing.

use std::sync::Arc;
use std::time::Duration;

use container_runtime::{TaskEvent, TaskId};
use ledger::{Durable, Txn};
use model::Scope;
use model::Time;
use model::ecs::{DesiredStatus, HealthStatus, LastStatus, StopReason, Task, TaskContainer, TaskDefinition};
use tokio::sync::mpsc;

use super::{Agent, runtime_id};
use crate::clock::Clock;
use crate::pen;

/// Events written in one transaction at most.
const BATCH: usize = 256;
/// How often to look for log messages that are whole.
const MESSAGES: Duration = Duration::from_secs(1);

/// Writes down events until the runtime is gone.
pub async fn run(agent: Agent, clock: Arc<dyn Clock>, mut events: mpsc::Receiver<TaskEvent>) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut ticks = tokio::time::interval(MESSAGES);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            count = events.recv_many(&mut batch, BATCH) => {
                if count == 0 {
                    return;
                }
                let now = clock.now();
                let streams = follow_logs(&agent, &batch);
                // Nobody tells it again: an end that is not kept would be a task that runs for ever.
                pen::keep(&agent.ledger, |txn| write(&agent, txn, &batch, &streams, now)).await;
                // Now that an end is on disk, the runtime need not keep it for a next life.
                over(&batch).iter().for_each(|task| agent.runtime.forget(task));
                batch.clear();
            }
            _ = ticks.tick() => agent.logs.send_overdue(),
        }
    }
}

/// The tasks whose last event is among these.
pub fn over(batch: &[TaskEvent]) -> Vec<TaskId> {
    let last = |event: &&TaskEvent| matches!(event, TaskEvent::TaskStopped { .. });
    batch.iter().filter(last).map(|event| event.task().clone()).collect()
}

/// Writes down some events, in order; the promise is kept when they are on disk.
pub fn book(agent: &Agent, batch: &[TaskEvent], now: Time) -> Durable {
    let streams = follow_logs(agent, batch);
    agent.ledger.write(|txn| write(agent, txn, batch, &streams, now)).1
}

fn write(agent: &Agent, txn: &mut Txn, batch: &[TaskEvent], streams: &[NewStream], now: Time) {
    for (scope, group, name) in streams {
        if super::start::create_stream(txn, scope, group, name, now) {
            agent.logs.announce((scope, group, name), now);
        }
    }
    for event in batch {
        let Some(task) = find(txn, event) else { continue };
        let definition = txn.get::<TaskDefinition>(&task.task_definition.key(&task.scope)).cloned();
        let mut task = (*task).clone();
        apply(&mut task, definition.as_deref(), event, now);
        txn.put(task);
    }
}

/// A log stream to be created: where, group, name.
type NewStream = (Scope, String, String);

/// A stream named after the container's id exists from the moment that id does; the routes of a task go with it.
fn follow_logs(agent: &Agent, batch: &[TaskEvent]) -> Vec<NewStream> {
    let mut streams = Vec::new();
    for event in batch {
        match event {
            TaskEvent::ContainerStarted { task, container, runtime_id, .. } => {
                let named = agent.logs.name(task, container, runtime_id);
                streams.extend(named.map(|(scope, group)| (scope, group, runtime_id.clone())));
            }
            TaskEvent::ContainerRestarted { task, container, .. }
            | TaskEvent::ContainerExited { task, container, .. } => {
                agent.logs.finish(task, container);
            }
            TaskEvent::TaskStopped { task } => agent.logs.close(task),
            _ => {}
        }
    }
    streams
}

/// The task an event is about.
fn find(txn: &Txn, event: &TaskEvent) -> Option<Arc<Task>> {
    let task = txn.get::<Task>(&super::task_key(event.task())?)?;
    debug_assert!(runtime_id(task) == *event.task());
    Some(Arc::clone(task))
}

/// One event's effect on the task.
pub(crate) fn apply(task: &mut Task, definition: Option<&TaskDefinition>, event: &TaskEvent, now: Time) {
    match event {
        TaskEvent::Pulling { .. } => {}
        TaskEvent::Pulled { .. } => task.pull_stopped_at = Some(now),
        TaskEvent::ContainerStarted { container, runtime_id, .. } => {
            started(task, container, runtime_id, now)
        }
        TaskEvent::ContainerRestarted { container, .. } => restarted(task, container, now),
        TaskEvent::ContainerExited { container, exit_code, oom, reason, .. } => {
            let reason = match (oom, reason) {
                (true, _) => Some("OutOfMemoryError: Container killed due to memory usage".to_owned()),
                (false, reason) => reason.clone(),
            };
            exited(task, definition, container, i64::from(*exit_code), reason, now);
        }
        TaskEvent::TaskStartFailed { container, error, .. } => {
            fail(task, container.as_deref(), &error.to_string(), now);
            let failed = task.containers.iter_mut().find(|it| Some(&it.name) == container.as_ref());
            if let (Some(container), Some(code)) = (failed, error.exit_code) {
                container.exit_code = Some(i64::from(code));
            }
        }
        TaskEvent::TaskStopped { .. } => stopped(task, now),
    }
}

fn started(task: &mut Task, name: &str, runtime_id: &str, now: Time) {
    let known =
        |it: &TaskContainer| it.last >= LastStatus::Running && it.runtime_id.as_deref() == Some(runtime_id);
    let own = task.containers.iter_mut().find(|container| container.name == name);
    if let Some(container) = own.filter(|own| !known(own)) {
        container.last = container.last.max(LastStatus::Running);
        container.runtime_id = Some(runtime_id.to_owned());
        container.started_at = Some(now);
    }
    let all = task.containers.iter().all(|container| container.last >= LastStatus::Running);
    if all && task.observe(LastStatus::Running) {
        task.started_at = Some(now);
    }
}

/// The same container runs again: what its health checks said is about its former life.
fn restarted(task: &mut Task, name: &str, now: Time) {
    if let Some(container) = task.containers.iter_mut().find(|container| container.name == name) {
        container.restart_count += 1;
        container.started_at = Some(now);
        container.health = HealthStatus::Unknown;
        container.health_report = None;
        task.version += 1;
    }
}

fn exited(
    task: &mut Task,
    definition: Option<&TaskDefinition>,
    name: &str,
    exit_code: i64,
    reason: Option<String>,
    now: Time,
) {
    let own = task.containers.iter_mut().find(|container| container.name == name);
    if let Some(container) = own.filter(|own| own.last != LastStatus::Stopped) {
        container.last = LastStatus::Stopped;
        container.exit_code = Some(exit_code);
        container.reason = reason.or(container.reason.take());
        task.version += 1;
    }
    let defined = definition.and_then(|definition| definition.container(name));
    if defined.is_none_or(|defined| defined.essential) && task.desired == DesiredStatus::Running {
        task.want_stopped(StopReason::EssentialContainerExited, now);
        task.execution_stopped_at = Some(now);
    }
    if task.containers.iter().all(|container| container.last == LastStatus::Stopped) {
        task.execution_stopped_at.get_or_insert(now);
        // The runtime takes the interface down now.
        if task.network.is_some() && task.desired == DesiredStatus::Stopped {
            task.observe(LastStatus::Deprovisioning);
        }
    }
}

/// The task could not be started: the cause stands with the container it concerns, and is why the task stopped.
pub(crate) fn fail(task: &mut Task, container: Option<&str>, reason: &str, now: Time) {
    let mut concerned: Vec<_> =
        task.containers.iter_mut().filter(|c| container.is_none_or(|name| c.name == name)).collect();
    let text: String = reason.chars().take(1024).collect();
    for container in &mut concerned {
        container.reason = Some(text.clone());
    }
    task.want_stopped(StopReason::FailedToStart(text), now);
}

/// The task is over; unless it was known before why, an essential container ended.
pub(crate) fn stopped(task: &mut Task, now: Time) {
    for container in &mut task.containers {
        container.last = LastStatus::Stopped;
    }
    if task.desired == DesiredStatus::Running {
        task.want_stopped(StopReason::EssentialContainerExited, now);
    }
    task.execution_stopped_at.get_or_insert(now);
    if task.observe(LastStatus::Stopped) {
        task.stopped_at = Some(now);
    }
}
