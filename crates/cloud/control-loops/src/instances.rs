//! What an agent on every EC2 instance does: joins the cluster its user data names, and is missed when the instance is gone.

use std::sync::Arc;

use ledger::{Ledger, Txn, World};
use model::ec2::{Instance, InstanceState};
use model::ecs::{Cluster, ClusterStatus, ContainerInstance, InstanceStatus, LastStatus, StopReason, Task};
use model::{Record, Time};

use crate::clock::dice;
use crate::pen;
use crate::turn::{Round, Turns};

/// Runs the loop.
pub async fn run(turns: Turns) {
    let ledger = turns.ledger.clone();
    let interest = |world: &World| {
        world.changed::<Instance>() + world.changed::<Cluster>() + world.changed::<ContainerInstance>()
    };
    let none = None::<tokio::sync::watch::Receiver<()>>;
    turns.run("instances", interest, none, |world, now| round(&ledger, world, now)).await;
}

/// One round over all EC2 instances.
pub fn round(ledger: &Ledger, world: &Arc<World>, now: Time) -> Round {
    let mut round = Round::default();
    for instance in world.all::<Instance>() {
        let member = membership(world, instance);
        match (instance.state, member) {
            (InstanceState::Running, None) if wants_to_join(world, instance) => {
                let joined = pen::write(ledger, |txn| join(txn, instance, now));
                if joined {
                    round.note(format!("{} joined its cluster", instance.id));
                }
            }
            (InstanceState::Running, Some(member)) if !member.agent_connected => {
                pen::write(ledger, |txn| reconnect(txn, member, true));
                round.note(format!("the agent of {} is back", instance.id));
            }
            (InstanceState::Stopping | InstanceState::Stopped, Some(member)) if member.agent_connected => {
                pen::write(ledger, |txn| {
                    end_tasks(txn, member, |instance| StopReason::HostStopped { instance }, now);
                    reconnect(txn, member, false);
                });
                round.note(format!("{} was stopped", instance.id));
            }
            (InstanceState::Terminated, Some(member)) => {
                pen::write(ledger, |txn| lose(txn, member, now));
                round.note(format!("{} was terminated", instance.id));
            }
            _ => {}
        }
    }
    round
}

/// Its registration that is still in force.
fn membership<'w>(world: &'w World, instance: &Instance) -> Option<&'w Arc<ContainerInstance>> {
    let mut members = world.scan::<ContainerInstance>(&instance.scope);
    members.find(|member| member.ec2_instance_id == instance.id && member.status != InstanceStatus::Inactive)
}

/// The cluster its user data names, if that exists. A registration the user took back is not made again.
fn wants_to_join(world: &World, instance: &Instance) -> bool {
    let was_member =
        world.scan::<ContainerInstance>(&instance.scope).any(|m| m.ec2_instance_id == instance.id);
    !was_member && cluster_of(world, instance).is_some()
}

fn cluster_of(world: &World, instance: &Instance) -> Option<String> {
    let name = instance.ecs_cluster()?;
    let cluster = world.get::<Cluster>(&Cluster::key_of(&instance.scope, &name))?;
    (cluster.status == ClusterStatus::Active).then_some(name)
}

fn join(txn: &mut Txn, instance: &Instance, now: Time) -> bool {
    let Some(present) = txn.get::<Instance>(&instance.key()).cloned() else { return false };
    let world = txn.world();
    if present.state != InstanceState::Running || membership(world, &present).is_some() {
        return false;
    }
    let Some(cluster) = cluster_of(world, &present) else { return false };
    let id = dice(now, world.generation(), &present.id).hex(32);
    txn.put(planner::fleet::register(&present, &cluster, id, now));
    true
}

/// The instance is gone, and its tasks with it.
fn lose(txn: &mut Txn, member: &ContainerInstance, now: Time) {
    end_tasks(txn, member, |instance| StopReason::HostTerminated { instance }, now);
    txn.update::<ContainerInstance, _>(&member.key(), |member| {
        member.status = InstanceStatus::Inactive;
        member.agent_connected = false;
        member.version += 1;
    });
}

/// Its tasks end with it, at once and without draining.
fn end_tasks(txn: &mut Txn, member: &ContainerInstance, why: fn(String) -> StopReason, now: Time) {
    let prefix = format!("{}/", member.cluster);
    let tasks = txn.scan_prefix::<Task>(&member.scope, &prefix);
    let lost: Vec<Task> = tasks
        .filter(|task| task.instance == member.id && task.last != LastStatus::Stopped)
        .map(|task| (**task).clone())
        .collect();
    for mut task in lost {
        task.want_stopped(why(member.ec2_instance_id.clone()), now);
        txn.put(task);
    }
}

/// A registration outlives the times its instance is switched off.
fn reconnect(txn: &mut Txn, member: &ContainerInstance, connected: bool) {
    txn.update::<ContainerInstance, _>(&member.key(), |member| {
        member.agent_connected = connected;
        member.version += 1;
    });
}
