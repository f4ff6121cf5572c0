//! Tasks with an address of their own (`awsvpc`, and so FARGATE): where they may go, which address they get, which target they are.
//!
//! In: subnets, tasks, dice. Out: rooms that stand for subnets, network interfaces, targets. Never here: writing any of it.
//!
//! FARGATE has no container instances: each subnet is a room that always has space, its id in the place of an instance's. So zones
//! are spread over, and scaled in from, by the same rules as instances.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use model::ec2::Subnet;
use model::ecs::{
    Attribute, ContainerInstance, InstanceStatus, LastStatus, LaunchType, LoadBalancing, Reservation,
    Service, Task, TaskNetwork,
};
use model::{Dice, Tags, Time};

use crate::fleet::Fleet;

/// More than any task asks for, and far from where sums of it end.
const ENDLESS: i64 = i64::MAX / 4;
/// Addresses at the beginning of a block that EC2 keeps: network, router, name server, future use. The last one is kept, too.
const KEPT_BY_EC2: u32 = 4;

/// Where the tasks of one launch may go at all.
#[derive(Clone, Debug)]
pub enum Grounds {
    /// To container instances anywhere.
    Anywhere,
    /// To container instances in these zones.
    Zones(BTreeSet<String>),
    /// To subnets: FARGATE.
    Subnets(Vec<ContainerInstance>),
}

impl Grounds {
    /// For tasks of a launch type in a cluster, which have addresses of these subnets if they have any of their own.
    pub fn of(cluster: &str, launch_type: LaunchType, subnets: Option<&[Arc<Subnet>]>) -> Grounds {
        match (launch_type, subnets) {
            (LaunchType::Fargate, Some(subnets)) => Grounds::Subnets(rooms(cluster, subnets)),
            (LaunchType::Fargate, None) => Grounds::Subnets(Vec::new()),
            (_, Some(subnets)) => Grounds::Zones(zones(subnets)),
            (_, None) => Grounds::Anywhere,
        }
    }

    /// For tasks of a service, whose configuration names these subnets if it has one.
    pub fn of_service(service: &Service, subnets: &[Arc<Subnet>]) -> Grounds {
        Grounds::of(&service.cluster, service.launch_type, service.network.as_ref().map(|_| subnets))
    }

    /// What there is left, the cluster's instances and tasks given.
    pub fn fleet<'a>(
        &'a self,
        instances: impl IntoIterator<Item = &'a ContainerInstance>,
        tasks: impl IntoIterator<Item = &'a Task>,
    ) -> Fleet<'a> {
        match self {
            Grounds::Anywhere => Fleet::new(instances, tasks),
            Grounds::Zones(zones) => {
                let mut fleet = Fleet::new(instances, tasks);
                fleet.confine(zones);
                fleet
            }
            Grounds::Subnets(rooms) => Fleet::new(rooms, tasks),
        }
    }
}

/// Subnets as rooms for FARGATE tasks, never to be stored; one named twice is one.
pub fn rooms(cluster: &str, subnets: &[Arc<Subnet>]) -> Vec<ContainerInstance> {
    let by_id: BTreeMap<&str, &Subnet> = subnets.iter().map(|it| (it.id.as_str(), &**it)).collect();
    by_id.into_values().map(|subnet| room(cluster, subnet)).collect()
}

fn room(cluster: &str, subnet: &Subnet) -> ContainerInstance {
    ContainerInstance {
        scope: subnet.scope.clone(),
        cluster: cluster.to_owned(),
        id: subnet.id.clone(),
        ec2_instance_id: String::new(),
        zone: subnet.zone.clone(),
        address: Ipv4Addr::UNSPECIFIED,
        registered: Reservation { cpu: ENDLESS, memory: ENDLESS, ..Reservation::default() },
        attributes: Attribute::new(),
        status: InstanceStatus::Active,
        agent_connected: true,
        registered_at: Time(0),
        version: 1,
        tags: Tags::new(),
    }
}

/// The zones of subnets: container instances elsewhere take no task that is to have an address of them.
pub fn zones(subnets: &[Arc<Subnet>]) -> BTreeSet<String> {
    subnets.iter().map(|subnet| subnet.zone.clone()).collect()
}

/// Addresses that tasks have. Every task of the machine counts: subnets of all accounts share their blocks.
#[derive(Clone, Debug, Default)]
pub struct Addresses(BTreeSet<Ipv4Addr>);

impl Addresses {
    /// Those of tasks that are not STOPPED.
    pub fn of<'t>(tasks: impl IntoIterator<Item = &'t Task>) -> Addresses {
        let mut addresses = Addresses::default();
        tasks.into_iter().for_each(|task| addresses.meet(task));
        addresses
    }

    /// Takes note of a task that is there.
    pub(crate) fn meet(&mut self, task: &Task) {
        let network = task.network.as_ref().filter(|_| task.last != LastStatus::Stopped);
        self.0.extend(network.map(|network| network.address));
    }

    /// An interface for a task in a zone, its address taken; `None` when none of the subnets lies there and has one left.
    pub fn attach(&mut self, subnets: &[Arc<Subnet>], zone: &str, dice: &mut Dice) -> Option<TaskNetwork> {
        let (subnet, address) = subnets.iter().filter(|subnet| subnet.zone == zone).find_map(|subnet| {
            let (IpAddr::V4(start), prefix) = subnet.block.parts() else { return None };
            Some((subnet.id.clone(), self.free(start, prefix, dice)?))
        })?;
        self.0.insert(address);
        let interface = format!("eni-{}", dice.hex(17));
        Some(TaskNetwork { subnet, address, interface, attachment: dice.uuid() })
    }

    /// A free address of a block, from a random start so that one that was just given back is not used at once.
    fn free(&self, start: Ipv4Addr, prefix: u8, dice: &mut Dice) -> Option<Ipv4Addr> {
        let size = 1_u32.checked_shl(u32::from(32_u8.checked_sub(prefix)?))?;
        let count = size.checked_sub(KEPT_BY_EC2 + 1).filter(|count| *count > 0)?;
        let first = dice.below(count as usize) as u32;
        let candidates = (0..count).map(|step| KEPT_BY_EC2 + (first + step) % count);
        let mut addresses = candidates.map(|offset| Ipv4Addr::from_bits(start.to_bits() + offset));
        addresses.find(|address| !self.0.contains(address))
    }
}

/// The target a task is under a load balancing rule: its own address and the container's port, or its instance and the host port.
/// `instance` is the one it was placed on, if it is still there.
pub fn target<'a>(
    task: &Task,
    instance: Option<&'a ContainerInstance>,
    rule: &LoadBalancing,
) -> Option<(Cow<'a, str>, u16)> {
    match &task.network {
        Some(network) => Some((Cow::Owned(network.address.to_string()), rule.container_port)),
        None => {
            let port = task.host_port(&rule.container_name, rule.container_port)?;
            Some((Cow::Borrowed(&instance?.ec2_instance_id), port))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::Scope;
    use model::ec2::DefaultNetwork;

    fn in_zones(letters: &str) -> Vec<Arc<Subnet>> {
        let all = DefaultNetwork::of(&Scope::new("000000000000", "us-west-2").unwrap()).subnets;
        let of = |letter| all.iter().find(|subnet| subnet.zone.ends_with(letter)).unwrap();
        letters.chars().map(|letter| Arc::new(of(letter).clone())).collect()
    }

    #[test]
    fn a_room_stands_for_a_subnet_once() {
        let subnets = in_zones("bab");
        let rooms = rooms("demo", &subnets);
        assert_eq!(rooms.len(), 2);
        let is_one = |id: &String| subnets.iter().any(|subnet| subnet.id == *id);
        assert!(rooms.iter().all(|room| is_one(&room.id) && room.registered.cpu > 1 << 40));
        assert_eq!(zones(&subnets), ["us-west-2a", "us-west-2b"].map(str::to_owned).into());
    }

    #[test]
    fn every_address_of_a_block_is_given_once_and_the_kept_ones_never() {
        let (mut addresses, mut dice) = (Addresses::default(), Dice::new(7));
        let mut next = |zone: &str| addresses.attach(&in_zones("ab"), zone, &mut dice);
        let mut seen = BTreeSet::new();
        while let Some(network) = next("us-west-2b") {
            assert!(seen.insert(network.address));
        }
        assert_eq!(seen.len(), 4096 - 5);
        assert_eq!(seen.first(), Some(&Ipv4Addr::new(172, 31, 16, 4)));
        assert_eq!(seen.last(), Some(&Ipv4Addr::new(172, 31, 31, 254)));
        let other = next("us-west-2a").unwrap();
        assert_eq!((other.subnet, other.address.octets()[2] < 16), (in_zones("a")[0].id.clone(), true));
        assert_eq!(next("us-west-2c"), None, "no subnet there was named");
    }
}
