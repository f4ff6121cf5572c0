//! How instances compare under a placement strategy: where the next task goes, and where one is taken from first.
//!
//! In: rooms, strategies in order, how many tasks count on each room. Out: the rooms that rank first, ties included.
//! Never here: whether a task fits, dice.
//!
//! Every strategy is one number per instance, the less the better for a new task: tasks with the same attribute value for `spread`,
//! what is left for `binpack`. Taking a task away asks for the greatest number instead, so that what stays is as placement wants it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use model::ecs::PlacementStrategy;

use crate::fleet::Room;
use crate::placement::spread_value;

/// The numbers of every strategy, kept up to date as tasks come and go.
pub(crate) struct Ranking {
    levels: Vec<Level>,
}

/// What a level's numbers count.
#[derive(Clone, Copy)]
enum Unit {
    Tasks,
    Cpu,
    Memory,
}

/// One strategy: instances that share a value share a number.
struct Level {
    unit: Unit,
    value_of: Vec<usize>,
    numbers: Vec<i64>,
}

impl Level {
    fn new(rooms: &[Room<'_>], strategy: &PlacementStrategy, tasks: &[usize]) -> Option<Level> {
        match strategy {
            PlacementStrategy::Random => None,
            PlacementStrategy::BinpackCpu => Some(Level::left(rooms, Unit::Cpu, |room| room.cpu)),
            PlacementStrategy::BinpackMemory => Some(Level::left(rooms, Unit::Memory, |room| room.memory)),
            PlacementStrategy::Spread(field) => Some(Level::crowd(rooms, field, tasks)),
        }
    }

    fn left(rooms: &[Room<'_>], unit: Unit, left: impl Fn(&Room<'_>) -> i64) -> Level {
        Level { unit, value_of: (0..rooms.len()).collect(), numbers: rooms.iter().map(left).collect() }
    }

    fn crowd(rooms: &[Room<'_>], field: &str, tasks: &[usize]) -> Level {
        let mut values = BTreeMap::new();
        let mut level = Level { unit: Unit::Tasks, value_of: Vec::new(), numbers: Vec::new() };
        for (room, &tasks) in rooms.iter().zip(tasks) {
            let next = values.len();
            let value = *values.entry(spread_value(room, field)).or_insert(next);
            level.value_of.push(value);
            level.numbers.resize(values.len(), 0);
            level.numbers[value] += tasks as i64;
        }
        level
    }

    fn number(&self, room: usize) -> i64 {
        self.numbers[self.value_of[room]]
    }
}

impl Ranking {
    /// `tasks` says how many tasks count on a room for `spread`.
    pub(crate) fn new<'a>(
        rooms: &[Room<'a>],
        strategies: &[PlacementStrategy],
        tasks: impl Fn(&Room<'a>) -> usize,
    ) -> Ranking {
        let tasks: Vec<usize> = rooms.iter().map(tasks).collect();
        let levels = strategies.iter().filter_map(|strategy| Level::new(rooms, strategy, &tasks));
        Ranking { levels: levels.collect() }
    }

    /// Books what came to a room (or, negative, went): tasks that count, CPU units and MiB left.
    pub(crate) fn change(&mut self, room: usize, tasks: i64, cpu: i64, memory: i64) {
        for level in &mut self.levels {
            let amount = match level.unit {
                Unit::Tasks => tasks,
                Unit::Cpu => cpu,
                Unit::Memory => memory,
            };
            level.numbers[level.value_of[room]] += amount;
        }
    }

    /// Those of the candidates a new task goes to first.
    pub(crate) fn least(&self, candidates: &[usize]) -> Vec<usize> {
        self.first(candidates, Ordering::Less)
    }

    /// Those of the candidates a task is taken from first.
    pub(crate) fn greatest(&self, candidates: &[usize]) -> Vec<usize> {
        self.first(candidates, Ordering::Greater)
    }

    fn first(&self, candidates: &[usize], better: Ordering) -> Vec<usize> {
        let mut ties: Vec<usize> = Vec::new();
        for &room in candidates {
            match ties.first().map(|&best| self.compare(room, best)) {
                Some(Ordering::Equal) => ties.push(room),
                Some(order) if order != better => {}
                _ => {
                    ties.clear();
                    ties.push(room);
                }
            }
        }
        ties
    }

    fn compare(&self, one: usize, other: usize) -> Ordering {
        let orders = self.levels.iter().map(|level| level.number(one).cmp(&level.number(other)));
        orders.fold(Ordering::Equal, Ordering::then)
    }
}
