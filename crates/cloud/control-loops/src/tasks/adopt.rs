//! What becomes of the tasks an earlier life of this process had. In: the records, what the runtime inherited. Out: every task in one of
//! these ways. Never here: what an adopted task's containers did meanwhile; the runtime tells that as it always does.
//!
//! ```text
//!                              the runtime has it             the runtime has nothing of it
//! not STOPPED, handed over     adopted: goes on               lost: STOPPED, with the reason
//! not STOPPED, not handed over adopted: it had been, after    starts as any other
//!                              the last record on disk
//! STOPPED, or no record        ended
//! ```
//! A task is handed over once and never again, so none runs twice.

use std::collections::BTreeSet;

use container_runtime::TaskId;
use ledger::World;
use model::ecs::{ContainerInstance, InstanceStatus, LastStatus, StopReason, Task, TaskDefinition};
use model::{Record, Time};

use super::{Agent, observe, runtime_id, settings, start, stop};
use crate::pen;

/// How many tasks went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inheritance {
    /// They run on.
    pub adopted: usize,
    /// Nothing is left of them.
    pub lost: usize,
    /// They ran, and nobody wants them any more.
    pub unwanted: usize,
}

/// Decides about every task of an earlier life, and the shared volumes of instances that are gone. To be called once, before the loops
/// start.
pub fn take_over(agent: &Agent, now: Time) -> Inheritance {
    let world = agent.ledger.snapshot();
    let instances = world.all::<ContainerInstance>().filter(|it| it.status != InstanceStatus::Inactive);
    agent.runtime.keep_volumes(&instances.map(|instance| instance.id.clone()).collect());
    let mut there: BTreeSet<TaskId> = agent.runtime.inherited().into_iter().collect();
    let mut inheritance = Inheritance::default();
    for task in world.all::<Task>().filter(|task| task.last != LastStatus::Stopped) {
        if there.remove(&runtime_id(task)) {
            adopt(agent, &world, task, now);
            inheritance.adopted += 1;
        } else if task.pull_started_at.is_some() {
            let end = |task: &mut Task| {
                task.want_stopped(StopReason::RuntimeRestarted, now);
                observe::stopped(task, now);
            };
            pen::write(&agent.ledger, |txn| txn.update::<Task, _>(&task.key(), end));
            inheritance.lost += 1;
        }
    }
    for task in &there {
        agent.runtime.adopt(task, Default::default());
        agent.runtime.kill(task);
        inheritance.unwanted += 1;
    }
    inheritance
}

fn adopt(agent: &Agent, world: &World, task: &Task, now: Time) {
    let (id, key) = (runtime_id(task), task.task_definition.key(&task.scope));
    let definition = world.get::<TaskDefinition>(&key);
    pen::write(&agent.ledger, |txn| {
        txn.update::<Task, _>(&task.key(), |task| {
            task.observe(LastStatus::Pending);
            task.pull_started_at.get_or_insert(now);
        })
    });
    let containers = || definition.into_iter().flat_map(|definition| &definition.containers);
    for container in containers() {
        // What it says goes nowhere if the group was deleted meanwhile, as it would in a task that never lost its agent.
        if let Ok(Some(log)) = start::open_log(agent, world, task, container, &[]) {
            pen::write(&agent.ledger, |txn| log.create(agent, txn, now));
        }
    }
    let restarts = containers().filter_map(|it| Some((it.name.clone(), settings::restart(it)?)));
    agent.runtime.adopt(&id, restarts.collect());
    if task.last >= LastStatus::Stopping {
        // The signal was perhaps not sent any more.
        agent.runtime.stop(&id, stop::STOP_TIMEOUT);
    }
}
