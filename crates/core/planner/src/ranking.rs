//! How instances compare under a placement strategy: where the next task goes, and where one is taken from first.
//!
//! In: rooms, strategies in order, how many tasks count on each room. Out: the rooms that rank first, ties included.
//! Never here: whether a task fits, dice.
//!
//! Every strategy is one number per instance, the less the better for a new task: tasks with the same attribute value for `spread`,
//! what is left for `binpack`. Taking a task away asks for the greatest number instead, so that what stays is as placement wants it.

use std::collections::BTreeMap;

use model::ecs::PlacementStrategy;

use crate::fleet::Room;
use crate::placement::spread_value;

/// Bits between the numbers of two strategies in a key: a number stays below 2^24 tasks, CPU units or MiB, and ECS takes five strategies.
const STEP: u32 = 25;

/// The rank of every room, kept up to date as tasks come and go.
pub(crate) struct Ranking {
    /// One key a room: the numbers of all strategies, the first one weighing most.
    keys: Vec<i128>,
    levels: Vec<Level>,
}

/// What a strategy's numbers count.
#[derive(Clone, Copy)]
enum Unit {
    Tasks,
    Cpu,
    Memory,
}

/// One strategy.
struct Level {
    unit: Unit,
    /// What one task, CPU unit or MiB adds to a key.
    weight: i128,
    /// For every room, the rooms that share its number; `None` when it has a number of its own.
    sharing: Option<Sharing>,
}

/// Rooms by the value of an attribute.
struct Sharing {
    value_of: Vec<usize>,
    rooms_of: Vec<Vec<usize>>,
}

impl Sharing {
    fn new(rooms: &[Room<'_>], field: &str) -> Sharing {
        let mut values = BTreeMap::new();
        let mut sharing = Sharing { value_of: Vec::new(), rooms_of: Vec::new() };
        for (index, room) in rooms.iter().enumerate() {
            let next = values.len();
            let value = *values.entry(spread_value(room, field)).or_insert(next);
            sharing.value_of.push(value);
            sharing.rooms_of.resize(values.len(), Vec::new());
            sharing.rooms_of[value].push(index);
        }
        sharing
    }
}

impl Level {
    fn new(rooms: &[Room<'_>], strategy: &PlacementStrategy) -> Option<Level> {
        let (unit, sharing) = match strategy {
            PlacementStrategy::Random => return None,
            PlacementStrategy::BinpackCpu => (Unit::Cpu, None),
            PlacementStrategy::BinpackMemory => (Unit::Memory, None),
            PlacementStrategy::Spread(field) => (Unit::Tasks, Some(Sharing::new(rooms, field))),
        };
        Some(Level { unit, weight: 0, sharing })
    }

    /// Adds to the number of a room and of those that share it.
    fn add(&self, keys: &mut [i128], room: usize, amount: i64) {
        let amount = self.weight * i128::from(amount);
        match &self.sharing {
            None => keys[room] += amount,
            Some(Sharing { value_of, rooms_of }) => {
                rooms_of[value_of[room]].iter().for_each(|&sharing| keys[sharing] += amount);
            }
        }
    }
}

impl Ranking {
    /// `tasks` says how many tasks count on a room for `spread`.
    pub(crate) fn new<'a>(
        rooms: &[Room<'a>],
        strategies: &[PlacementStrategy],
        tasks: impl Fn(&Room<'a>) -> usize,
    ) -> Ranking {
        let mut levels: Vec<Level> = strategies.iter().filter_map(|it| Level::new(rooms, it)).collect();
        for (place, level) in levels.iter_mut().rev().take(5).enumerate() {
            level.weight = 1 << (STEP * place as u32);
        }
        let mut ranking = Ranking { keys: vec![0; rooms.len()], levels };
        for (index, room) in rooms.iter().enumerate() {
            ranking.change(index, tasks(room) as i64, room.cpu, room.memory);
        }
        ranking
    }

    /// Books what came to a room (or, negative, went): tasks that count, CPU units and MiB left.
    pub(crate) fn change(&mut self, room: usize, tasks: i64, cpu: i64, memory: i64) {
        for level in &self.levels {
            let amount = match level.unit {
                Unit::Tasks => tasks,
                Unit::Cpu => cpu,
                Unit::Memory => memory,
            };
            if amount != 0 {
                level.add(&mut self.keys, room, amount);
            }
        }
    }

    /// Those of the candidates a new task goes to first.
    pub(crate) fn least(&self, candidates: &[usize]) -> Vec<usize> {
        self.with(candidates, candidates.iter().map(|&room| self.keys[room]).min())
    }

    /// Those of the candidates a task is taken from first.
    pub(crate) fn greatest(&self, candidates: &[usize]) -> Vec<usize> {
        self.with(candidates, candidates.iter().map(|&room| self.keys[room]).max())
    }

    fn with(&self, candidates: &[usize], key: Option<i128>) -> Vec<usize> {
        candidates.iter().copied().filter(|&room| Some(self.keys[room]) == key).collect()
    }
}
