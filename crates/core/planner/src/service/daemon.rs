//! The instances a DAEMON service covers: every ACTIVE one its constraints allow has one task, and no other has any.
//!
//! In: a service's definition and constraints, the fleet. Out: [`Posts`]. Never here: a start or a stop.
//!
//! ```text
//! vacant -> started -> (update: stopped, then vacant again)      instance DRAINING or no longer allowed: its task ends
//! ```

use std::collections::BTreeSet;

use model::ecs::{InstanceStatus, LastStatus, PlacementConstraint, Service, Task, TaskDefinition};

use super::Situation;
use crate::fleet::{Fleet, Room};
use crate::placement::{self, Shortage};

/// Where a DAEMON service wants its tasks, by instance id.
pub(super) struct Posts<'a> {
    wanted: BTreeSet<&'a str>,
    occupied: BTreeSet<&'a str>,
}

impl<'a> Posts<'a> {
    pub(super) fn of(situation: &Situation<'a>) -> Posts<'a> {
        let service = situation.service;
        let present = || situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped);
        let definition =
            service.primary().and_then(|primary| situation.definitions.get(&primary.task_definition));
        let Some(definition) = definition else {
            return Posts { wanted: BTreeSet::new(), occupied: BTreeSet::new() };
        };
        // The service's own tasks do not count: they must not keep it from, or lead it to, where it already is.
        let mut fleet = situation.fleet.clone();
        let group = service.group();
        for room in &mut fleet.rooms {
            let own = room.group_tasks.remove(group.as_str()).unwrap_or(0);
            room.tasks = room.tasks.saturating_sub(own);
        }
        Posts {
            wanted: wanted(service, definition, &fleet).map(|room| room.instance.id.as_str()).collect(),
            occupied: present().map(|task| task.instance.as_str()).collect(),
        }
    }

    /// How many tasks the service wants.
    pub(super) fn count(&self) -> usize {
        self.wanted.len()
    }

    /// How many of them may be started now.
    pub(super) fn vacant(&self) -> usize {
        self.wanted.difference(&self.occupied).count()
    }

    /// Whether a task is where one is wanted.
    pub(super) fn want(&self, task: &Task) -> bool {
        self.wanted.contains(task.instance.as_str())
    }

    /// What the vacant instances lack; the others have their task.
    pub(super) fn of_vacant(&self, mut shortages: Vec<Shortage>) -> Vec<Shortage> {
        shortages.retain(|shortage| {
            let id = shortage.instance.as_str();
            self.wanted.contains(id) && !self.occupied.contains(id)
        });
        shortages
    }
}

/// The instances that are to have a task; `fleet` is without the service's own tasks.
fn wanted<'f, 'a>(
    service: &'f Service,
    definition: &'f TaskDefinition,
    fleet: &'f Fleet<'a>,
) -> impl Iterator<Item = &'f Room<'a>> {
    let conditions = placement::conditions(definition, &service.constraints);
    let group = service.group();
    let active = fleet.rooms.iter().filter(|room| room.instance.status == InstanceStatus::Active);
    active.filter(move |room| {
        !room.elsewhere && conditions.iter().all(|condition| condition.holds(room, &group))
    })
}

/// How many tasks a DAEMON service wants; `fleet` is without its own tasks.
pub fn daemon_count(service: &Service, definition: &TaskDefinition, fleet: &Fleet<'_>) -> usize {
    wanted(service, definition, fleet).count()
}

/// The service's constraints and the one every daemon has.
pub(super) fn constraints(service: &Service) -> Vec<PlacementConstraint> {
    let own = service.constraints.iter().cloned();
    own.chain([PlacementConstraint::DistinctInstance]).collect()
}
