//! How instances compare under a placement strategy: where the next task goes, and where one is taken from first.
//!
//! In: rooms, strategies in order, how many tasks count on each room, which rooms are candidates. Out: the candidates that rank first.
//! Never here: whether a task fits, dice.
//!
//! Every strategy is one number per instance, the less the better for a new task: tasks with the same attribute value for `spread`,
//! what is left for `binpack`. Taking a task away asks for the greatest number instead, so that what stays is as placement wants it.
//!
//! ```text
//! key of a room = numbers of its class (attribute values shared with other rooms)  +  numbers of its own (instance, CPU, MiB left)
//!
//!   class us-west-2a: 7 tasks    own 0: rooms 3, 9    own 1: room 6
//!   class us-west-2b: 6 tasks    own 0: room 4        own 2: rooms 1, 7
//! ```
//! A task changes the number of a whole zone at once: that is one number of a class, and only its own room moves within the order of
//! its class. So the next task costs a look at every class and the logarithm of the rooms, not a look at every room.

use std::collections::BTreeMap;

use model::ecs::PlacementStrategy;

use crate::fleet::Room;
use crate::placement::spread_value;

/// Bits between the numbers of two strategies in a key: a number stays below 2^24 tasks, CPU units or MiB, and ECS takes five strategies.
const STEP: u32 = 25;

/// The rank of every room, kept up to date as tasks come and go.
pub(crate) struct Ranking {
    levels: Vec<Level>,
    /// One a room: the numbers it shares with no other room, the first strategy weighing most.
    own: Vec<i128>,
    class_of: Vec<usize>,
    classes: Vec<Class>,
    /// Of every candidate, what it was admitted with.
    admitted: Vec<Option<usize>>,
}

/// Rooms that agree in the value of every attribute tasks are spread over.
#[derive(Default)]
struct Class {
    /// The numbers they share.
    shared: i128,
    /// The candidates among them in their order: own numbers, then what they were admitted with; rooms ascending.
    candidates: BTreeMap<(i128, usize), Vec<usize>>,
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
    /// `None` when every room has a number of its own.
    values: Option<Values>,
}

/// The values of an attribute.
#[derive(Default)]
struct Values {
    of_room: Vec<usize>,
    /// The classes that have each value.
    classes: Vec<Vec<usize>>,
}

impl Values {
    /// `None` when no two rooms have the same value.
    fn read(rooms: &[Room<'_>], field: &str) -> Option<Values> {
        let mut known = BTreeMap::new();
        let number = |room| {
            let next = known.len();
            *known.entry(spread_value(room, field)).or_insert(next)
        };
        let of_room = rooms.iter().map(number).collect();
        let classes = vec![Vec::new(); known.len()];
        (known.len() < rooms.len()).then_some(Values { of_room, classes })
    }
}

impl Level {
    fn new(rooms: &[Room<'_>], strategy: &PlacementStrategy) -> Option<Level> {
        let (unit, values) = match strategy {
            PlacementStrategy::Random => return None,
            PlacementStrategy::BinpackCpu => (Unit::Cpu, None),
            PlacementStrategy::BinpackMemory => (Unit::Memory, None),
            PlacementStrategy::Spread(field) => (Unit::Tasks, Values::read(rooms, field)),
        };
        Some(Level { unit, weight: 0, values })
    }
}

/// Sorts rooms into classes: the class of each room, and how many there are. Tells every value its classes.
fn classify(levels: &mut [Level], rooms: usize) -> (Vec<usize>, usize) {
    let mut shared: Vec<&mut Values> = levels.iter_mut().filter_map(|level| level.values.as_mut()).collect();
    let mut known = BTreeMap::new();
    let mut class_of = Vec::with_capacity(rooms);
    for room in 0..rooms {
        let values: Vec<usize> = shared.iter().map(|values| values.of_room[room]).collect();
        let next = known.len();
        let class = *known.entry(values).or_insert(next);
        if class == next {
            shared.iter_mut().for_each(|values| values.classes[values.of_room[room]].push(class));
        }
        class_of.push(class);
    }
    (class_of, known.len())
}

impl Ranking {
    /// Without candidates. `tasks` says of every room how many tasks on it count for `spread`.
    pub(crate) fn new(rooms: &[Room<'_>], strategies: &[PlacementStrategy], tasks: &[usize]) -> Ranking {
        let mut levels: Vec<Level> = strategies.iter().filter_map(|it| Level::new(rooms, it)).collect();
        for (place, level) in levels.iter_mut().rev().take(5).enumerate() {
            level.weight = 1 << (STEP * place as u32);
        }
        let (class_of, count) = classify(&mut levels, rooms.len());
        let classes = std::iter::repeat_with(Class::default).take(count).collect();
        let (own, admitted) = (vec![0; rooms.len()], vec![None; rooms.len()]);
        let mut ranking = Ranking { levels, own, class_of, classes, admitted };
        for (index, (room, tasks)) in rooms.iter().zip(tasks).enumerate() {
            ranking.change(index, *tasks as i64, room.cpu, room.memory);
        }
        ranking
    }

    /// Makes a room a candidate; of equals, [`Ranking::greatest`] prefers the one with the greater `tie`.
    pub(crate) fn admit(&mut self, room: usize, tie: usize) {
        self.dismiss(room);
        self.admitted[room] = Some(tie);
        let class = &mut self.classes[self.class_of[room]];
        let equals = class.candidates.entry((self.own[room], tie)).or_default();
        let place = equals.partition_point(|&other| other < room);
        equals.insert(place, room);
    }

    /// A room is no candidate any more.
    pub(crate) fn dismiss(&mut self, room: usize) {
        let Some(tie) = self.admitted[room].take() else { return };
        let (class, key) = (&mut self.classes[self.class_of[room]], (self.own[room], tie));
        let Some(equals) = class.candidates.get_mut(&key) else { return };
        if let Ok(place) = equals.binary_search(&room) {
            equals.remove(place);
        }
        if equals.is_empty() {
            class.candidates.remove(&key);
        }
    }

    /// Books what came to a room (or, negative, went): tasks that count, CPU units and MiB left.
    pub(crate) fn change(&mut self, room: usize, tasks: i64, cpu: i64, memory: i64) {
        let admitted = self.admitted[room];
        self.dismiss(room);
        for level in &self.levels {
            let amount = level.weight
                * i128::from(match level.unit {
                    Unit::Tasks => tasks,
                    Unit::Cpu => cpu,
                    Unit::Memory => memory,
                });
            match &level.values {
                None => self.own[room] += amount,
                Some(Values { of_room, classes }) => {
                    classes[of_room[room]].iter().for_each(|&class| self.classes[class].shared += amount);
                }
            }
        }
        if let Some(tie) = admitted {
            self.admit(room, tie);
        }
    }

    /// The candidates a new task goes to first. All must have been admitted alike.
    pub(crate) fn least(&self) -> Ties<'_> {
        let firsts = || {
            self.classes.iter().filter_map(|class| {
                let ((own, _), rooms) = class.candidates.first_key_value()?;
                Some((class.shared + own, rooms.as_slice()))
            })
        };
        let least = firsts().map(|(key, _)| key).min();
        Ties(firsts().filter(|(key, _)| Some(*key) == least).map(|(_, rooms)| rooms).collect())
    }

    /// The candidate a task is taken from first.
    pub(crate) fn greatest(&self) -> Option<usize> {
        let lasts = self.classes.iter().filter_map(|class| {
            let ((own, tie), rooms) = class.candidates.last_key_value()?;
            Some((class.shared + own, *tie, *rooms.last()?))
        });
        lasts.max().map(|(_, _, room)| room)
    }
}

/// Rooms that rank the same: one ascending list a class, none of them empty.
pub(crate) struct Ties<'r>(Vec<&'r [usize]>);

impl Ties<'_> {
    /// How many rooms there are.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|rooms| rooms.len()).sum()
    }

    /// The room before which there are `place` others; `None` when there are not so many.
    pub(crate) fn nth(&self, place: usize) -> Option<usize> {
        let up_to = |room: usize| self.0.iter().map(|rooms| rooms.partition_point(|&it| it <= room)).sum();
        let last = self.0.iter().filter_map(|rooms| rooms.last()).max()?;
        let (mut low, mut high) = (0, *last);
        while low < high {
            let middle = usize::midpoint(low, high);
            let count: usize = up_to(middle);
            if count > place { high = middle } else { low = middle + 1 }
        }
        (place < self.len()).then_some(low)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use model::ecs::{ContainerInstance, InstanceStatus, Reservation};
    use model::{Dice, Scope, Time};

    use super::*;

    fn machine(number: usize, zone: usize, rack: usize) -> ContainerInstance {
        let attribute = |name: &str, value: usize| (name.to_owned(), Some(value.to_string()));
        ContainerInstance {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            cluster: "test".to_owned(),
            id: format!("{number:04}"),
            ec2_instance_id: format!("i-{number:04}"),
            zone: zone.to_string(),
            address: Ipv4Addr::LOCALHOST,
            registered: Reservation { cpu: 1000, memory: 1000, ..Reservation::default() },
            attributes: [attribute("rack", rack)].into(),
            status: InstanceStatus::Active,
            agent_connected: true,
            registered_at: Time(0),
            version: 1,
            tags: Default::default(),
        }
    }

    /// The same question answered by looking at every room.
    fn numbers(
        rooms: &[Room<'_>],
        strategies: &[PlacementStrategy],
        tasks: &[i64],
        left: &[(i64, i64)],
        room: usize,
    ) -> Vec<i64> {
        let number = |strategy: &PlacementStrategy| match strategy {
            PlacementStrategy::Random => 0,
            PlacementStrategy::BinpackCpu => left[room].0,
            PlacementStrategy::BinpackMemory => left[room].1,
            PlacementStrategy::Spread(field) => {
                let same =
                    |other: &usize| spread_value(&rooms[*other], field) == spread_value(&rooms[room], field);
                (0..rooms.len()).filter(same).map(|other| tasks[other]).sum()
            }
        };
        strategies.iter().map(number).collect()
    }

    fn some_strategies(dice: &mut Dice) -> Vec<PlacementStrategy> {
        let spread = |field: &str| PlacementStrategy::Spread(field.to_owned());
        let all = [
            spread("attribute:ecs.availability-zone"),
            spread("instanceId"),
            spread("attribute:rack"),
            PlacementStrategy::BinpackCpu,
            PlacementStrategy::BinpackMemory,
            PlacementStrategy::Random,
        ];
        (0..dice.below(4)).map(|_| all[dice.below(all.len())].clone()).collect()
    }

    #[test]
    fn ranks_as_if_every_room_were_looked_at() {
        for seed in 0..300 {
            let dice = &mut Dice::new(seed);
            let count = 1 + dice.below(12);
            let machines: Vec<_> =
                (0..count).map(|number| machine(number, dice.below(3), dice.below(4))).collect();
            let fleet = crate::fleet::Fleet::new(&machines, []);
            let strategies = some_strategies(dice);
            let tasks_at_first = vec![0; count];
            let (mut tasks, mut left) = (vec![0_i64; count], vec![(1000_i64, 1000_i64); count]);
            let mut ranking = Ranking::new(&fleet.rooms, &strategies, &tasks_at_first);
            let mut candidates = vec![false; count];
            for _ in 0..40 {
                let room = dice.below(count);
                match dice.below(4) {
                    0 => {
                        ranking.dismiss(room);
                        candidates[room] = false;
                    }
                    1 => {
                        ranking.admit(room, 0);
                        candidates[room] = true;
                    }
                    _ => {
                        let (cpu, memory) = (dice.below(3) as i64, dice.below(3) as i64);
                        ranking.change(room, 1, -cpu, -memory);
                        tasks[room] += 1;
                        left[room] = (left[room].0 - cpu, left[room].1 - memory);
                    }
                }
                let key = |room: &usize| numbers(&fleet.rooms, &strategies, &tasks, &left, *room);
                let open: Vec<usize> = (0..count).filter(|&room| candidates[room]).collect();
                let least = open.iter().map(key).min();
                let wanted: Vec<usize> = open.iter().copied().filter(|it| Some(key(it)) == least).collect();
                let ties = ranking.least();
                let found: Vec<usize> = (0..=ties.len()).map_while(|place| ties.nth(place)).collect();
                assert_eq!(found, wanted, "seed {seed}: {strategies:?} {tasks:?} {left:?}");
                let greatest = open.iter().map(|room| (key(room), *room)).max().map(|(_, room)| room);
                assert_eq!(ranking.greatest(), greatest, "seed {seed}: {strategies:?} {tasks:?} {left:?}");
            }
        }
    }

    #[test]
    fn of_equals_the_one_admitted_with_more_is_greatest() {
        let machines: Vec<_> = (0..4).map(|number| machine(number, number % 2, 0)).collect();
        let fleet = crate::fleet::Fleet::new(&machines, []);
        let zones = [PlacementStrategy::Spread("attribute:ecs.availability-zone".to_owned())];
        let mut ranking = Ranking::new(&fleet.rooms, &zones, &[1; 4]);
        for (room, tie) in [5, 9, 7, 2].into_iter().enumerate() {
            ranking.admit(room, tie);
        }
        assert_eq!(ranking.greatest(), Some(1));
        ranking.admit(1, 6);
        assert_eq!(ranking.greatest(), Some(2));
        ranking.change(3, 1, 0, 0);
        assert_eq!(ranking.greatest(), Some(1), "its zone has more tasks now, and it ranks before room 3");
    }
}
