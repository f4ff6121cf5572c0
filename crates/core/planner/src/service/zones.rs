//! Moving tasks from zones with more of them to zones with fewer, while nothing else is under way.
//!
//! ```text
//! uneven, all fit -> as many extra tasks as there are moves and room, in the poorer zones -> extra task fit -> one of the richer zone ends
//! ```
//! In: a [`Situation`] and a [`Census`]. Out: how many tasks move, which placements help. Never here: a stop (`retire`).

use std::collections::BTreeMap;

use model::Time;
use model::ecs::{RolloutState, SchedulingStrategy, Task};

use super::Situation;
use super::census::Census;

/// How many tasks there are in every zone that takes some or has some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Zones {
    counts: BTreeMap<String, usize>,
    /// Tasks that may go from there.
    movable: BTreeMap<String, usize>,
}

impl Zones {
    /// Counts the fit tasks.
    pub(super) fn of(situation: &Situation<'_>, census: &Census<'_>, now: Time) -> Zones {
        let open = situation.fleet.rooms.iter().filter(|room| room.is_open() && !room.elsewhere);
        let mut zones = Zones::default();
        for room in open {
            zones.counts.entry(room.instance.zone.clone()).or_default();
        }
        for task in &census.fit {
            *zones.counts.entry(task.zone.clone()).or_default() += 1;
            *zones.movable.entry(task.zone.clone()).or_default() += usize::from(!task.is_protected(now));
        }
        zones
    }

    /// The zone with most tasks among those one may be taken from, and how many it has.
    fn richest(&self) -> Option<(&String, usize)> {
        let may_give = |zone: &String| self.movable.get(zone).is_some_and(|movable| *movable > 0);
        let counts = self.counts.iter().filter(|(zone, _)| may_give(zone));
        counts.max_by_key(|(_, count)| **count).map(|(zone, count)| (zone, *count))
    }

    /// Moves a task from the richest zone to this one, if that makes them more even.
    pub(super) fn move_to(&mut self, zone: &str) -> bool {
        let Some((richest, most)) = self.richest().map(|(zone, most)| (zone.clone(), most)) else {
            return false;
        };
        match self.counts.get_mut(zone) {
            Some(count) if *count + 2 <= most => *count += 1,
            _ => return false,
        }
        self.counts.entry(richest.clone()).and_modify(|count| *count -= 1);
        self.movable.entry(richest).and_modify(|movable| *movable -= 1);
        true
    }

    /// How many moves make all zones even, room or not.
    pub(super) fn moves(&self) -> usize {
        let mut zones = self.clone();
        let mut moves = 0;
        while let Some(poorest) =
            zones.counts.iter().min_by_key(|(_, count)| **count).map(|(zone, _)| zone.clone())
            && zones.move_to(&poorest)
        {
            moves += 1;
        }
        moves
    }

    /// Whether counts differ by at most one.
    pub(super) fn are_even(&self) -> bool {
        let most = self.counts.values().max().copied().unwrap_or(0);
        let fewest = self.counts.values().min().copied().unwrap_or(0);
        most - fewest <= 1
    }

    /// `3 tasks in us-west-2a, 1 tasks in us-west-2b`
    pub(super) fn words(&self) -> String {
        let each = self.counts.iter().map(|(zone, count)| format!("{count} tasks in {zone}"));
        each.collect::<Vec<_>>().join(", ")
    }
}

/// Whether the service wants its zones even and nothing else is under way.
fn is_watched(situation: &Situation<'_>, census: &Census<'_>) -> bool {
    let service = situation.service;
    let completed = service.primary().is_some_and(|it| it.rollout_state == RolloutState::Completed);
    service.zone_rebalancing
        && service.scheduling == SchedulingStrategy::Replica
        && completed
        && census.outdated.is_empty()
}

/// The zones as they are, when they could be evened out now: every wanted task is fit and none is on its way or ending.
pub(super) fn at_rest(situation: &Situation<'_>, census: &Census<'_>, now: Time) -> Option<Zones> {
    let rest = census.fit.len() == census.desired && census.total() == census.desired;
    (rest && is_watched(situation, census)).then(|| Zones::of(situation, census, now))
}

/// How many of the tasks on their way are to take the place of fit ones in richer zones: so many more than wanted may exist.
pub(super) fn moving(situation: &Situation<'_>, census: &Census<'_>, now: Time) -> usize {
    let more = census.fit.len() + census.starting.len() > census.desired;
    if !more
        || census.starting.is_empty()
        || census.fit.len() < census.desired
        || !is_watched(situation, census)
    {
        return 0;
    }
    let mut zones = Zones::of(situation, census, now);
    census.starting.iter().filter(|task: &&&Task| zones.move_to(&task.zone)).count()
}
