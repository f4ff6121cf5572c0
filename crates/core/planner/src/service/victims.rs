//! Which tasks to stop when some must go: from where there are most, so that what stays is balanced.
//!
//! In: candidates in the order in which they may go, and the tasks that are counted. Out: the ones to stop. Never here: how many.
//! Source: ECS developer guide, "Task placement": scale-in keeps the balance over zones; without a strategy the zone, then the
//! instance with most tasks loses one; `binpack` empties where most is left.

use std::collections::BTreeMap;

use model::ecs::{PlacementStrategy, Service, Task};

use super::Situation;
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
    let counted = tiers.iter().flatten().chain(staying).copied();
    let mut ranking = ranking(situation, counted);
    let mut chosen = Vec::new();
    for tier in tiers {
        take(situation, &mut ranking, tier, count - chosen.len(), &mut chosen);
    }
    chosen
}

/// Ranks the fleet by the tasks that count.
fn ranking<'a>(situation: &Situation<'a>, counted: impl Iterator<Item = &'a Task>) -> Ranking {
    let mut by_instance: BTreeMap<&str, usize> = BTreeMap::new();
    for task in counted {
        *by_instance.entry(&task.instance).or_default() += 1;
    }
    let tasks = |room: &crate::fleet::Room<'_>| by_instance.get(room.instance.id.as_str()).copied();
    Ranking::new(&situation.fleet.rooms, &strategy(situation.service), |room| tasks(room).unwrap_or(0))
}

/// Adds up to `count` tasks of one tier; newest first among equals. Tasks whose instance is gone go before all others.
fn take<'a>(
    situation: &Situation<'a>,
    ranking: &mut Ranking,
    tier: &[&'a Task],
    count: usize,
    chosen: &mut Vec<&'a Task>,
) {
    let (mut shelves, homeless) = shelves(situation, tier);
    let homeless = homeless.into_iter().take(count);
    let wanted = count - homeless.len();
    chosen.extend(homeless);
    let mut rooms: Vec<usize> = shelves.keys().copied().collect();
    for _ in 0..wanted {
        let ties = ranking.greatest(&rooms);
        let newest = |room: &usize| shelves[room].last().map(|task| (task.created_at, &task.id));
        let Some(room) = ties.into_iter().max_by_key(newest) else { return };
        let Some(task) = shelves.get_mut(&room).and_then(Vec::pop) else { return };
        ranking.change(room, -1, task.reservation.cpu, task.reservation.memory);
        chosen.push(task);
        if shelves[&room].is_empty() {
            rooms.retain(|&candidate| candidate != room);
        }
    }
}

/// The tasks of each room, newest last, and those without one.
fn shelves<'a>(
    situation: &Situation<'a>,
    tier: &[&'a Task],
) -> (BTreeMap<usize, Vec<&'a Task>>, Vec<&'a Task>) {
    let mut sorted = tier.to_vec();
    sorted.sort_by_key(|task| (task.created_at, &task.id));
    let (mut shelves, mut homeless) = (BTreeMap::<usize, Vec<&Task>>::new(), Vec::new());
    for task in sorted {
        match situation.fleet.index(&task.instance) {
            Some(room) => shelves.entry(room).or_default().push(task),
            None => homeless.push(task),
        }
    }
    (shelves, homeless)
}
