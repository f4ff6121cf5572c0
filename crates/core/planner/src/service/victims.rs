//! Which tasks to stop when some must go: from where there are most, so that what stays is balanced.
//!
//! Source: ECS developer guide, "Task placement": scale-in keeps the balance over zones; without a strategy the zone, then the
//! instance with most tasks loses one.

use std::collections::BTreeMap;

use model::ecs::{PlacementStrategy, Service, Task};

use super::Situation;

/// The service's strategy; the default spreads over zones, then over instances.
pub(super) fn strategy(service: &Service) -> Vec<PlacementStrategy> {
    if !service.strategy.is_empty() {
        return service.strategy.clone();
    }
    let spread = |field: &str| PlacementStrategy::Spread(field.to_owned());
    vec![spread("attribute:ecs.availability-zone"), spread("instanceId")]
}

/// `count` of the candidates, each time one from the zone and then the instance with most tasks of the service; newest first among equals.
pub(super) fn choose<'a>(situation: &Situation<'a>, candidates: &[&'a Task], count: usize) -> Vec<&'a Task> {
    let mut counts = Counts::of(situation);
    let mut left = candidates.to_vec();
    let mut chosen = Vec::new();
    while chosen.len() < count && !left.is_empty() {
        let best = (0..left.len()).max_by_key(|&i| (counts.crowd(left[i]), left[i].created_at, &left[i].id));
        let Some(best) = best else { break };
        let task = left.swap_remove(best);
        counts.drop(task);
        chosen.push(task);
    }
    chosen
}

/// Scale-in: as many of the starting tasks as go, then fit ones.
pub(super) fn scale_in<'a>(
    situation: &Situation<'a>,
    starting: &[&'a Task],
    fit: &[&'a Task],
    count: usize,
) -> Vec<&'a Task> {
    let mut chosen = choose(situation, starting, count);
    chosen.extend(choose(situation, fit, count - chosen.len()));
    chosen
}

/// Tasks of the service by zone and by instance.
struct Counts<'a> {
    zones: BTreeMap<&'a str, usize>,
    instances: BTreeMap<&'a str, usize>,
}

impl<'a> Counts<'a> {
    fn of(situation: &Situation<'a>) -> Counts<'a> {
        let mut counts = Counts { zones: BTreeMap::new(), instances: BTreeMap::new() };
        for task in super::fitness::alive(situation) {
            *counts.zones.entry(&task.zone).or_default() += 1;
            *counts.instances.entry(&task.instance).or_default() += 1;
        }
        counts
    }

    fn crowd(&self, task: &Task) -> (usize, usize) {
        let count = |map: &BTreeMap<&str, usize>, key: &str| map.get(key).copied().unwrap_or(0);
        (count(&self.zones, &task.zone), count(&self.instances, &task.instance))
    }

    fn drop(&mut self, task: &Task) {
        let lose = |map: &mut BTreeMap<&str, usize>, key: &str| {
            if let Some(count) = map.get_mut(key) {
                *count = count.saturating_sub(1);
            }
        };
        lose(&mut self.zones, &task.zone);
        lose(&mut self.instances, &task.instance);
    }
}
