//! Containers that wait for others of their task: starts those whose `dependsOn` is fulfilled, ends a task whose order cannot be kept.

use ledger::World;
use model::ecs::{Task, TaskDefinition};
use model::{Record, Time};
use planner::start_order;

use super::{Agent, observe, runtime_id};
use crate::pen;
use crate::turn::Round;

/// Brings a task that was handed to the runtime one step nearer to RUNNING.
pub(crate) fn go_on(agent: &Agent, world: &World, task: &Task, now: Time, round: &mut Round) {
    let key = task.task_definition.key(&task.scope);
    let Some(definition) = world.get::<TaskDefinition>(&key) else { return };
    let turn = start_order::turn(definition, task, now);
    if let Some((container, why)) = turn.failed {
        pen::write(&agent.ledger, |txn| {
            txn.update::<Task, _>(&task.key(), |task| observe::fail(task, Some(&container), &why, now))
        });
        round.note(format!("{}: {why}", task.id));
        return;
    }
    for container in &turn.start {
        agent.runtime.start_held(&runtime_id(task), container);
        round.note(format!("{}: {container} waits no longer", task.id));
    }
    if let Some(time) = turn.look_again {
        round.by(time);
    }
}
