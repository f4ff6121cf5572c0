//! What the engine of operations is told of the machine: time, randomness, where load balancers' ports are. Never here: an operation.

use std::sync::Arc;

use control_loops::clock::Clock;
use control_loops::doors::Doors;
use control_plane::entries;
use kernel::{Engine, MovedPorts, Randomness, Settings, Surroundings};
use ledger::{Books, Ledger};
use model::Time;

use crate::config::Config;
use crate::random;

struct Machine {
    clock: Arc<dyn Clock>,
    doors: Doors,
}

impl Surroundings for Machine {
    fn now(&self) -> Time {
        self.clock.now()
    }

    fn random(&self) -> Randomness {
        Randomness::of(&random::bytes())
    }

    fn moved_ports(&self) -> Arc<MovedPorts> {
        self.doors.moved()
    }
}

/// The engine of all operations of this product over this memory.
pub(crate) fn engine(
    memory: (Ledger, Books),
    doors: &Doors,
    clock: &Arc<dyn Clock>,
    config: &Config,
) -> Arc<Engine> {
    let settings =
        Settings { port: config.port, balancer_names: config.balancer_names.clone(), pace: config.pace };
    let machine = Machine { clock: Arc::clone(clock), doors: doors.clone() };
    Arc::new(Engine::new(entries(), memory, settings, Box::new(machine)))
}
