//! What a task gets of its own when it is launched: a network interface, a capacity provider.
//!
//! In: the rules of one launch and what other tasks have. Out: [`Origin`]s made ready. Never here: where a task goes.

use std::sync::Arc;

use model::Dice;
use model::ec2::Subnet;
use model::ecs::{CapacityProviderStrategyItem, DesiredStatus, LaunchType, Service, Task};

use crate::capacity::{self, Counts};
use crate::launch::Origin;
use crate::network::Addresses;

/// Hands out interfaces and providers to the tasks of one launch, one after another.
#[derive(Clone, Debug)]
pub struct Outfit<'a> {
    launch_type: LaunchType,
    strategy: &'a [CapacityProviderStrategyItem],
    subnets: Option<Vec<Arc<Subnet>>>,
    addresses: Addresses,
    counts: Counts,
}

impl<'a> Outfit<'a> {
    /// For tasks nobody counts with others: RunTask and StartTask; `subnets` are those they have addresses of. `tasks` are all of the machine; they are only looked at where
    /// an address is to be found.
    pub fn new<'t>(
        launch_type: LaunchType,
        strategy: &'a [CapacityProviderStrategyItem],
        subnets: Option<Vec<Arc<Subnet>>>,
        tasks: impl IntoIterator<Item = &'t Task>,
    ) -> Outfit<'a> {
        let addresses = subnets.as_ref().map(|_| Addresses::of(tasks)).unwrap_or_default();
        Outfit { launch_type, strategy, subnets, addresses, counts: Counts::new() }
    }

    /// For tasks of a service, whose configuration names these subnets if it has one: its strategy counts those of the newest deployment that are wanted.
    pub fn of_service<'t>(
        service: &'a Service,
        subnets: Vec<Arc<Subnet>>,
        tasks: impl IntoIterator<Item = &'t Task>,
    ) -> Outfit<'a> {
        let Service { launch_type, capacity_strategy, network, .. } = service;
        let mut outfit = Outfit::new(*launch_type, capacity_strategy, network.as_ref().map(|_| subnets), []);
        if network.is_some() || !capacity_strategy.is_empty() {
            tasks.into_iter().for_each(|task| outfit.meet(service, task));
        }
        outfit
    }

    /// Takes note of a task that is there.
    fn meet(&mut self, service: &Service, task: &Task) {
        self.addresses.meet(task);
        if let Some(provider) = task.capacity_provider.as_ref().filter(|_| is_newest(service, task)) {
            *self.counts.entry(provider.clone()).or_default() += 1;
        }
    }

    /// Completes the origin of a task that goes to a zone. Without a free address it has no interface; then it cannot start.
    pub fn complete(&mut self, origin: Origin, zone: &str, dice: &mut Dice) -> Origin {
        let addresses = &mut self.addresses;
        Origin {
            launch_type: self.launch_type,
            capacity_provider: capacity::next(self.strategy, &mut self.counts).map(str::to_owned),
            network: self.subnets.as_ref().and_then(|subnets| addresses.attach(subnets, zone, dice)),
            ..origin
        }
    }
}

/// Whether a task is a wanted one of the service's newest deployment.
fn is_newest(service: &Service, task: &Task) -> bool {
    let newest = service.primary().map(|primary| primary.number);
    (&task.scope, &task.cluster, task.service()) == (&service.scope, &service.cluster, Some(&service.name))
        && task.deployment == newest
        && task.desired == DesiredStatus::Running
}
