//! Opens, for connections out of tasks, the ports something here listens on: listeners of load balancers and host ports of tasks.
//! The web's and the cloud's own ports are open from the start; all others stay closed.

use std::collections::BTreeSet;
use std::sync::Arc;

use container_runtime::linux::LinuxRuntime;
use control_loops::doors::Doors;
use control_loops::turn::{Round, Turns};
use ledger::World;
use model::ecs::{LastStatus, Task};
use model::elbv2::Listener;

/// Runs the loop.
pub(crate) async fn run(turns: Turns, runtime: Arc<LinuxRuntime>, doors: Doors) {
    let mut open = BTreeSet::new();
    let interest = |world: &World| world.changed::<Listener>() + world.changed::<Task>();
    turns
        .run("ways-out", interest, Some(doors.changes()), |world, _| {
            let mut round = Round::default();
            // A load balancer that is called by its address is called with the port that is open there.
            let stand_ins = doors.moved().values().copied().collect();
            for port in (&wanted(world) | &stand_ins).difference(&open).copied().collect::<Vec<_>>() {
                let runtime = Arc::clone(&runtime);
                tokio::spawn(async move {
                    if let Err(error) = runtime.open_egress_port(port).await {
                        tracing::warn!(port, %error, "tasks cannot reach this port of others");
                    }
                });
                open.insert(port);
                round.note(format!("opened port {port}"));
            }
            round
        })
        .await;
}

fn wanted(world: &World) -> BTreeSet<u16> {
    let running = world.all::<Task>().filter(|task| task.last != LastStatus::Stopped);
    let listeners = world.all::<Listener>().map(|listener| listener.port);
    running.flat_map(|task| task.reservation.ports.iter().copied()).chain(listeners).collect()
}
