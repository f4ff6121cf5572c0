//! Which container instance a task goes to: filter (status, resources, ports, constraints), then rank by strategy, then take the first.
//!
//! In: a [`Fleet`], what the task needs, dice for ties. Out: a [`Placement`], or for every instance what it lacks.
//! Never here: writing a task.
//! Order of the filters as in the ECS developer guide, "Task placement": resources, constraints, strategy.

use std::collections::BTreeSet;

use model::Dice;
use model::ecs::{
    ContainerOverride, NetworkBinding, NetworkMode, PlacementConstraint, PlacementStrategy, Reservation,
    TaskDefinition, Transport,
};

use crate::fleet::{FIRST_DYNAMIC_PORT, Fleet, LAST_DYNAMIC_PORT, Room};
use crate::query::Query;
use crate::ranking::Ranking;

/// What is to be placed.
#[derive(Clone, Debug)]
pub struct Need<'a> {
    /// What the task runs.
    pub definition: &'a TaskDefinition,
    /// Changes to its containers.
    pub overrides: &'a [ContainerOverride],
    /// Task group: spread and distinctInstance count tasks of the same group.
    pub group: &'a str,
    /// Binding rules, those of the definition not included.
    pub constraints: &'a [PlacementConstraint],
    /// Preferences in order; empty means anywhere.
    pub strategy: &'a [PlacementStrategy],
}

/// Where a task goes and what it takes there.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Id of the instance.
    pub instance: String,
    /// Its zone.
    pub zone: String,
    /// Host ports, one list a container in the order of the definition.
    pub bindings: Vec<Vec<NetworkBinding>>,
    /// All it takes.
    pub reservation: Reservation,
}

/// What one instance lacks; the first thing found in the order of the filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It is DRAINING.
    Draining,
    /// Its agent is not connected.
    Agent,
    /// It is in none of the zones of the task's subnets.
    Location,
    /// Fewer CPU units than needed.
    Cpu {
        /// Units the task needs.
        needed: i64,
        /// Units left.
        free: i64,
    },
    /// Less memory than needed.
    Memory {
        /// MiB the task needs.
        needed: i64,
        /// MiB left.
        free: i64,
    },
    /// A static host port is taken, or no dynamic one is left (port 0).
    Port(u16),
    /// A constraint does not hold.
    Constraint(PlacementConstraint),
}

impl Lack {
    /// The reason RunTask gives, for example `RESOURCE:MEMORY` (ECS developer guide, "API failure reasons").
    pub fn failure_reason(&self) -> &'static str {
        match self {
            Lack::Cpu { .. } => "RESOURCE:CPU",
            Lack::Memory { .. } => "RESOURCE:MEMORY",
            Lack::Port(_) => "RESOURCE:PORTS",
            Lack::Agent => "AGENT",
            Lack::Location => "LOCATION",
            Lack::Draining => "INACTIVE",
            Lack::Constraint(_) => "ATTRIBUTE",
        }
    }

    /// What the service event says of the closest instance ("Service event messages").
    pub fn event_words(&self) -> &'static str {
        match self {
            Lack::Cpu { .. } => "has insufficient CPU units available",
            Lack::Memory { .. } => "has insufficient memory available",
            Lack::Port(_) => "is already using a port required by your task",
            Lack::Agent => "encountered error \"AGENT\"",
            Lack::Location => "encountered error \"LOCATION\"",
            Lack::Draining => "encountered error \"INACTIVE\"",
            Lack::Constraint(_) => "is missing an attribute required by your task",
        }
    }

    /// How far through the filters the instance came: the closest match comes farthest.
    fn closeness(&self) -> u8 {
        match self {
            Lack::Draining => 0,
            Lack::Agent => 1,
            Lack::Location => 2,
            Lack::Cpu { .. } => 3,
            Lack::Memory { .. } => 4,
            Lack::Port(_) => 5,
            Lack::Constraint(_) => 6,
        }
    }
}

/// An instance that was passed over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// Id of the instance.
    pub instance: String,
    /// What it lacks.
    pub lack: Lack,
}

/// The instance that came closest, as the service event names it.
pub fn closest(shortages: &[Shortage]) -> Option<&Shortage> {
    // The first of equals, so that the message does not change from round to round.
    shortages.iter().rev().max_by_key(|shortage| shortage.lack.closeness())
}

/// CPU units and MiB a task of this definition reserves; task-level values stand for the sum of the containers.
pub fn size(definition: &TaskDefinition, overrides: &[ContainerOverride]) -> (i64, i64) {
    let changed = |name: &str| overrides.iter().find(|change| change.name == name);
    let cpu_of = |c: &model::ecs::ContainerDefinition| changed(&c.name).and_then(|o| o.cpu).unwrap_or(c.cpu);
    let memory_of = |c: &model::ecs::ContainerDefinition| {
        let change = changed(&c.name).and_then(|o| o.memory_reservation.or(o.memory));
        change.unwrap_or_else(|| c.reserved_memory())
    };
    let cpu = definition.cpu.unwrap_or_else(|| definition.containers.iter().map(cpu_of).sum());
    let memory = definition.memory.unwrap_or_else(|| definition.containers.iter().map(memory_of).sum());
    (cpu, memory)
}

/// Finds an instance and reserves there; on failure says what each instance lacks.
pub fn place<'a>(
    fleet: &mut Fleet<'a>,
    need: &Need<'a>,
    dice: &mut Dice,
) -> Result<Placement, Vec<Shortage>> {
    let tasks: Vec<usize> = fleet.rooms.iter().map(|room| room.tasks_of(need.group)).collect();
    Placer::new(fleet, need, &tasks).place(dice)
}

/// Places tasks with the same needs, one after another: what fits and how it ranks is worked out once and then kept up to date.
pub(crate) struct Placer<'n, 'a> {
    fleet: &'n mut Fleet<'a>,
    need: &'n Need<'a>,
    size: (i64, i64),
    constraints: Vec<Condition<'n>>,
    /// Its candidates are the instances that lack nothing.
    ranking: Ranking,
}

impl<'n, 'a> Placer<'n, 'a> {
    /// `tasks` says of every room how many tasks on it count for `spread`.
    pub(crate) fn new(fleet: &'n mut Fleet<'a>, need: &'n Need<'a>, tasks: &[usize]) -> Placer<'n, 'a> {
        let (cpu, memory) = size(need.definition, need.overrides);
        let constraints = conditions(need.definition, need.constraints);
        let mut ranking = Ranking::new(&fleet.rooms, need.strategy, tasks);
        for (index, room) in fleet.rooms.iter().enumerate() {
            if lack(room, need, &constraints, cpu, memory).is_none() {
                ranking.admit(index, 0);
            }
        }
        Placer { fleet, need, size: (cpu, memory), constraints, ranking }
    }

    /// Places the next task; on failure says what each instance lacks.
    pub(crate) fn place(&mut self, dice: &mut Dice) -> Result<Placement, Vec<Shortage>> {
        let ties = self.ranking.least();
        // Without any nothing is thrown: what comes after must not depend on what found no place.
        let thrown = if ties.len() == 0 { None } else { ties.nth(dice.below(ties.len())) };
        let Some(index) = thrown else { return Err(self.shortages()) };
        let (cpu, memory) = self.size;
        let room = &mut self.fleet.rooms[index];
        let bindings = bind(room, self.need.definition, dice);
        let reservation = reservation(cpu, memory, &bindings);
        room.take(self.need.group, &reservation);
        self.ranking.change(index, 1, -cpu, -memory);
        if lack(room, self.need, &self.constraints, cpu, memory).is_some() {
            self.ranking.dismiss(index);
        }
        let (instance, zone) = (room.instance.id.clone(), room.instance.zone.clone());
        Ok(Placement { instance, zone, bindings, reservation })
    }

    fn shortages(&self) -> Vec<Shortage> {
        let (cpu, memory) = self.size;
        let lacking = self.fleet.rooms.iter().filter_map(|room| {
            let lack = lack(room, self.need, &self.constraints, cpu, memory)?;
            Some(Shortage { instance: room.instance.id.clone(), lack })
        });
        lacking.collect()
    }
}

/// The first thing an instance lacks for a task, if anything.
fn lack(
    room: &Room<'_>,
    need: &Need<'_>,
    constraints: &[Condition<'_>],
    cpu: i64,
    memory: i64,
) -> Option<Lack> {
    if room.instance.status != model::ecs::InstanceStatus::Active {
        return Some(Lack::Draining);
    }
    if !room.instance.agent_connected {
        return Some(Lack::Agent);
    }
    if room.elsewhere {
        return Some(Lack::Location);
    }
    if cpu > 0 && cpu > room.cpu {
        return Some(Lack::Cpu { needed: cpu, free: room.cpu });
    }
    if memory > room.memory {
        return Some(Lack::Memory { needed: memory, free: room.memory });
    }
    if let Some(port) = taken_port(room, need.definition) {
        return Some(Lack::Port(port));
    }
    let broken = constraints.iter().find(|constraint| !constraint.holds(room, need.group))?;
    Some(Lack::Constraint(broken.constraint.clone()))
}

/// A constraint, its expression read.
pub(crate) struct Condition<'c> {
    constraint: &'c PlacementConstraint,
    query: Option<Query>,
}

impl Condition<'_> {
    /// Whether it lets another task of the group onto an instance.
    pub(crate) fn holds(&self, room: &Room<'_>, group: &str) -> bool {
        match self.constraint {
            PlacementConstraint::DistinctInstance => room.tasks_of(group) == 0,
            // Malformed expressions are refused when they are given; one that came here all the same holds for no instance.
            PlacementConstraint::MemberOf(_) => self.query.as_ref().is_some_and(|query| query.holds(room)),
        }
    }
}

/// The constraints of a definition and further ones, read once for all instances.
pub(crate) fn conditions<'c>(
    definition: &'c TaskDefinition,
    further: &'c [PlacementConstraint],
) -> Vec<Condition<'c>> {
    let all = definition.placement_constraints.iter().chain(further);
    let read = |constraint: &'c PlacementConstraint| match constraint {
        PlacementConstraint::MemberOf(text) => Condition { constraint, query: Query::read(text).ok() },
        PlacementConstraint::DistinctInstance => Condition { constraint, query: None },
    };
    all.map(read).collect()
}

/// Static and dynamic host ports of a definition in order: `(container port, wanted host port, protocol)`.
fn wanted_ports(definition: &TaskDefinition) -> impl Iterator<Item = &model::ecs::PortMapping> {
    let mapped = matches!(definition.network_mode(), NetworkMode::Bridge | NetworkMode::Host);
    definition.containers.iter().flat_map(|c| &c.port_mappings).filter(move |_| mapped)
}

/// A static port that is taken, or 0 when there are fewer free dynamic ports than mappings.
fn taken_port(room: &Room<'_>, definition: &TaskDefinition) -> Option<u16> {
    let taken = |transport| match transport {
        Transport::Tcp => &room.ports,
        Transport::Udp => &room.udp_ports,
    };
    let clash =
        wanted_ports(definition).find(|m| m.host_port != 0 && taken(m.protocol).contains(&m.host_port));
    if let Some(mapping) = clash {
        return Some(mapping.host_port);
    }
    let dynamic = wanted_ports(definition).filter(|m| m.host_port == 0).count();
    let range = FIRST_DYNAMIC_PORT..=LAST_DYNAMIC_PORT;
    if room.ports.len() + dynamic <= range.len() {
        // Enough are left even if all that are taken were dynamic: the usual case, without counting them.
        return None;
    }
    let free = range.len() - room.ports.range(range).count();
    (dynamic > free).then_some(0)
}

/// The value by which an instance is counted for `spread` over a field.
pub fn spread_value<'r>(room: &'r Room<'_>, field: &str) -> &'r str {
    match field {
        "instanceId" | "host" => &room.instance.id,
        "attribute:ecs.availability-zone" => &room.instance.zone,
        _ => {
            let name = field.strip_prefix("attribute:").unwrap_or(field);
            room.instance.attributes.get(name).and_then(Option::as_deref).unwrap_or("")
        }
    }
}

/// Host ports for every container: static ones as asked, dynamic ones from a random start so that a freed port is not reused at once.
fn bind(room: &Room<'_>, definition: &TaskDefinition, dice: &mut Dice) -> Vec<Vec<NetworkBinding>> {
    let mapped = matches!(definition.network_mode(), NetworkMode::Bridge | NetworkMode::Host);
    let mut given = BTreeSet::new();
    let bind_one = |mapping: &model::ecs::PortMapping, dice: &mut Dice, given: &mut BTreeSet<u16>| {
        let host_port = match mapping.host_port {
            0 => free_port(room, given, dice),
            port => port,
        };
        given.insert(host_port);
        NetworkBinding { container_port: mapping.container_port, host_port, protocol: mapping.protocol }
    };
    let mut containers = Vec::with_capacity(definition.containers.len());
    for container in &definition.containers {
        let mappings = container.port_mappings.iter().filter(|_| mapped);
        containers.push(mappings.map(|mapping| bind_one(mapping, dice, &mut given)).collect());
    }
    containers
}

/// A dynamic port that nobody on the instance has; `lack` has made sure there is one.
fn free_port(room: &Room<'_>, given: &BTreeSet<u16>, dice: &mut Dice) -> u16 {
    let count = usize::from(LAST_DYNAMIC_PORT - FIRST_DYNAMIC_PORT) + 1;
    let start = dice.below(count);
    let candidates = (0..count).map(|step| FIRST_DYNAMIC_PORT + ((start + step) % count) as u16);
    let mut free = candidates
        .filter(|port| !room.ports.contains(port) && !room.udp_ports.contains(port) && !given.contains(port));
    free.next().unwrap_or(FIRST_DYNAMIC_PORT)
}

fn reservation(cpu: i64, memory: i64, bindings: &[Vec<NetworkBinding>]) -> Reservation {
    let ports = |transport| {
        let all = bindings.iter().flatten().filter(move |binding| binding.protocol == transport);
        all.map(|binding| binding.host_port).collect()
    };
    Reservation { cpu, memory, ports: ports(Transport::Tcp), udp_ports: ports(Transport::Udp) }
}
