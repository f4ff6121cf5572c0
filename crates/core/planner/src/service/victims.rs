//! Which tasks to stop when some must go: from where there are most, so that what stays is balanced.
//!
//! In: candidates in the order in which they may go, and the tasks that are counted. Out: the ones to stop. Never here: how many.
//! Source: ECS developer guide, "Task placement": scale-in keeps the balance over zones; without a strategy the zone, then the
//! instance with most tasks loses one; `binpack` empties where most is left.

use std::collections::BTreeMap;

use model::ecs::{PlacementStrategy, Service, Task};

use super::Situation;
use crate::fleet::Fleet;
use crate::ranking::Ranking;

/// The service's strategy; the default spreads over zones, then over instances.
pub(super) fn strategy(service: &Service) -> Vec<PlacementStrategy> {
    if !service.strategy.is_empty() {
        return service.strategy.clone();
    }
    let spread = |field: &str| PlacementStrategy::Spread(field.to_owned());
    vec![spread("attribute:ecs.availability-zone"), spread("instanceId")]
}

/// `count` tasks out of the tiers: a tier is only touched when the ones before it are used up.
/// All tasks of the tiers and of `staying` count for the balance.
pub(super) fn choose<'a>(
    situation: &Situation<'a>,
    tiers: &[Vec<&'a Task>],
    staying: &[&'a Task],
    count: usize,
) -> Vec<&'a Task> {
    if count == 0 {
        return Vec::new();
    }
    if count >= tiers.iter().map(Vec::len).sum() {
        // There is nothing to weigh.
        return tiers.concat();
    }
    let counted = tiers.iter().flatten().chain(staying).copied();
    let mut ranking = ranking(situation, counted);
    let mut chosen = Vec::new();
    for tier in tiers {
        let left = count - chosen.len();
        if left > 0 {
            take(situation, &mut ranking, tier, left, &mut chosen);
        }
    }
    chosen
}

/// Ranks the fleet by the tasks that count.
fn ranking<'a>(situation: &Situation<'a>, counted: impl Iterator<Item = &'a Task>) -> Ranking {
    let tasks = by_room(&situation.fleet, counted);
    Ranking::new(&situation.fleet.rooms, &strategy(situation.service), &tasks)
}

/// How many of the tasks are in each room.
pub(super) fn by_room<'a>(fleet: &Fleet<'_>, tasks: impl Iterator<Item = &'a Task>) -> Vec<usize> {
    let mut counts = vec![0; fleet.rooms.len()];
    for index in tasks.filter_map(|task| fleet.index(&task.instance)) {
        counts[index] += 1;
    }
    counts
}

/// Adds up to `count` tasks of one tier; newest first among equals. Tasks whose instance is gone go before all others.
fn take<'a>(
    situation: &Situation<'a>,
    ranking: &mut Ranking,
    tier: &[&'a Task],
    count: usize,
    chosen: &mut Vec<&'a Task>,
) {
    if count >= tier.len() {
        return take_all(situation, ranking, tier, chosen);
    }
    let Shelves { homeless, mut shelves } = Shelves::new(situation, tier);
    let homeless = homeless.into_iter().take(count);
    let wanted = count - homeless.len();
    chosen.extend(homeless);
    for (&room, shelf) in &shelves {
        admit(ranking, room, shelf);
    }
    for _ in 0..wanted {
        let Some(room) = ranking.greatest() else { break };
        let Some(shelf) = shelves.get_mut(&room) else { break };
        let Some((_, task)) = shelf.pop() else { break };
        ranking.change(room, -1, task.reservation.cpu, task.reservation.memory);
        admit(ranking, room, shelf);
        chosen.push(task);
    }
    // The next tier has candidates of its own.
    shelves.keys().for_each(|&room| ranking.dismiss(room));
}

/// A room that still has a task of the tier is a candidate, the newest of them deciding between equals.
fn admit(ranking: &mut Ranking, room: usize, shelf: &[(usize, &Task)]) {
    match shelf.last() {
        Some(&(age, _)) => ranking.admit(room, age),
        None => ranking.dismiss(room),
    }
}

/// Adds a whole tier: there is nothing to weigh.
fn take_all<'a>(
    situation: &Situation<'a>,
    ranking: &mut Ranking,
    tier: &[&'a Task],
    chosen: &mut Vec<&'a Task>,
) {
    for task in tier {
        if let Some(room) = situation.fleet.index(&task.instance) {
            ranking.change(room, -1, task.reservation.cpu, task.reservation.memory);
        }
    }
    chosen.extend(tier);
}

/// The tasks of a tier by room.
struct Shelves<'a> {
    /// Newest last, each with its place in the order of age.
    shelves: BTreeMap<usize, Vec<(usize, &'a Task)>>,
    /// Those whose instance is gone.
    homeless: Vec<&'a Task>,
}

impl<'a> Shelves<'a> {
    fn new(situation: &Situation<'a>, tier: &[&'a Task]) -> Shelves<'a> {
        let mut sorted = tier.to_vec();
        sorted.sort_by_key(|task| (task.created_at, &task.id));
        let mut all = Shelves { shelves: BTreeMap::new(), homeless: Vec::new() };
        for (age, task) in sorted.into_iter().enumerate() {
            match situation.fleet.index(&task.instance) {
                Some(room) => all.shelves.entry(room).or_default().push((age, task)),
                None => all.homeless.push(task),
            }
        }
        all
    }
}
