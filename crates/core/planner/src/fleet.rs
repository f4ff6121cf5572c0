//! What every container instance of a cluster has left: derived from the instances and the tasks on them, never stored.
//!
//! In: instances and tasks of one cluster. Out: a [`Fleet`] that placement reads and reserves from. Never here: a choice.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use model::ecs::{ContainerInstance, InstanceStatus, LastStatus, Reservation, Task};

/// First port the scheduler hands out; below are static ports (Docker's common ephemeral range).
pub const FIRST_DYNAMIC_PORT: u16 = 32768;
/// Last port the scheduler hands out.
pub const LAST_DYNAMIC_PORT: u16 = 60999;

/// Version that agents report: instances are part of this product, so it is the product's.
pub const AGENT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// One instance and what it has left.
#[derive(Clone, Debug)]
pub struct Room<'a> {
    /// The instance.
    pub instance: &'a ContainerInstance,
    /// CPU units left.
    pub cpu: i64,
    /// MiB left.
    pub memory: i64,
    /// TCP host ports taken, reserved ones included.
    pub ports: BTreeSet<u16>,
    /// UDP host ports taken.
    pub udp_ports: BTreeSet<u16>,
    /// Whether the subnets a task may be in are all of other zones.
    pub elsewhere: bool,
    /// Tasks on it that are not STOPPED.
    pub tasks: usize,
    /// The same by task group.
    pub group_tasks: BTreeMap<&'a str, usize>,
}

impl<'a> Room<'a> {
    fn empty(instance: &'a ContainerInstance) -> Room<'a> {
        Room {
            instance,
            cpu: instance.registered.cpu,
            memory: instance.registered.memory,
            ports: instance.registered.ports.clone(),
            udp_ports: instance.registered.udp_ports.clone(),
            tasks: 0,
            elsewhere: false,
            group_tasks: BTreeMap::new(),
        }
    }

    /// Takes what a task of `group` reserves.
    pub fn take(&mut self, group: &'a str, reservation: &Reservation) {
        self.cpu -= reservation.cpu;
        self.memory -= reservation.memory;
        self.ports.extend(&reservation.ports);
        self.udp_ports.extend(&reservation.udp_ports);
        self.tasks += 1;
        *self.group_tasks.entry(group).or_default() += 1;
    }

    /// Tasks of one group on it.
    pub fn tasks_of(&self, group: &str) -> usize {
        self.group_tasks.get(group).copied().unwrap_or(0)
    }

    /// Whether it takes new tasks at all.
    pub fn is_open(&self) -> bool {
        self.instance.status == InstanceStatus::Active && self.instance.agent_connected
    }
}

/// The registered instances of one cluster, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Fleet<'a> {
    /// One room an instance.
    pub rooms: Vec<Room<'a>>,
    /// Where each instance is among the rooms: asked for every task of a cluster. The hasher has no seed, so nothing is random.
    places: HashMap<&'a str, usize, BuildHasherDefault<DefaultHasher>>,
}

impl<'a> Fleet<'a> {
    /// Counts every task that is not STOPPED against its instance.
    pub fn new(
        instances: impl IntoIterator<Item = &'a ContainerInstance>,
        tasks: impl IntoIterator<Item = &'a Task>,
    ) -> Fleet<'a> {
        let registered = instances.into_iter().filter(|i| i.status != InstanceStatus::Inactive);
        let mut rooms: Vec<Room<'a>> = registered.map(Room::empty).collect();
        rooms.sort_by(|one, other| one.instance.id.cmp(&other.instance.id));
        let places =
            rooms.iter().enumerate().map(|(index, room)| (room.instance.id.as_str(), index)).collect();
        let mut fleet = Fleet { rooms, places };
        for task in tasks.into_iter().filter(|task| task.last != LastStatus::Stopped) {
            if let Some(index) = fleet.index(&task.instance) {
                fleet.rooms[index].take(&task.group, &task.reservation);
            }
        }
        fleet
    }

    /// Keeps tasks out of every zone but these.
    pub fn confine(&mut self, zones: &BTreeSet<String>) {
        for room in &mut self.rooms {
            room.elsewhere = !zones.contains(&room.instance.zone);
        }
    }

    /// The room of an instance.
    pub fn room(&self, instance: &str) -> Option<&Room<'a>> {
        self.index(instance).map(|index| &self.rooms[index])
    }

    /// Where an instance is among the rooms.
    pub(crate) fn index(&self, instance: &str) -> Option<usize> {
        self.places.get(instance).copied()
    }
}

/// What an agent keeps of the instance's memory for itself and the system, MiB.
const SYSTEM_MEMORY: i64 = 32;

/// TCP ports that are never given to tasks: SSH, Docker, the agent (ECS API reference, `Resource` PORTS).
const RESERVED_PORTS: [u16; 5] = [22, 2375, 2376, 51678, 51679];

/// An EC2 instance as it joins a cluster: the resources of its type, the built-in attributes.
pub fn register(
    instance: &model::ec2::Instance,
    cluster: &str,
    id: String,
    now: model::Time,
) -> ContainerInstance {
    let (cores, memory) = model::ec2::instance_type(&instance.instance_type).unwrap_or((1, 1024));
    let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
    let built_in = [
        ("ecs.availability-zone", instance.zone.as_str()),
        ("ecs.instance-type", &instance.instance_type),
        ("ecs.ami-id", &instance.image_id),
        ("ecs.vpc-id", &instance.vpc_id),
        ("ecs.subnet-id", &instance.subnet_id),
        ("ecs.os-type", "linux"),
        ("ecs.os-family", "LINUX"),
        ("ecs.cpu-architecture", architecture),
    ];
    let attributes = built_in.into_iter().map(|(name, value)| (name.to_owned(), Some(value.to_owned())));
    ContainerInstance {
        scope: instance.scope.clone(),
        cluster: cluster.to_owned(),
        id,
        ec2_instance_id: instance.id.clone(),
        zone: instance.zone.clone(),
        address: instance.address,
        registered: Reservation {
            cpu: cores * 1024,
            memory: memory - SYSTEM_MEMORY,
            ports: RESERVED_PORTS.into(),
            udp_ports: BTreeSet::new(),
        },
        attributes: attributes.collect(),
        status: InstanceStatus::Active,
        agent_connected: true,
        registered_at: now,
        version: 1,
        tags: model::Tags::new(),
    }
}
