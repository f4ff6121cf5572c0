//! Opens, for connections out of tasks, the ports something here listens on: listeners of load balancers and host ports of tasks.
//! The web's and the cloud's own ports are open from the start; all others stay closed.

use std::collections::BTreeSet;
use std::sync::Arc;

use container_runtime::linux::LinuxRuntime;
use control_loops::turn::{Round, Turns};
use ledger::World;
use model::ecs::{LastStatus, Task};
use model::elbv2::Listener;

/// Runs the loop.
pub(crate) async fn run(turns: Turns, runtime: Arc<LinuxRuntime>) {
    let mut open = BTreeSet::new();
    let interest = |world: &World| world.changed::<Listener>() + world.changed::<Task>();
    let none = None::<tokio::sync::watch::Receiver<()>>;
    turns
        .run("ways-out", interest, none, |world, _| {
            let mut round = Round::default();
            for port in wanted(world).difference(&open).copied().collect::<Vec<_>>() {
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
