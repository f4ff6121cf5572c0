//! In: single events. Out: the sums, rates and percentiles the page shows. Never here: deciding what counts.

use crate::state::{Others, Row};
use orders::{Fulfilment, Resource};
use std::collections::{BTreeMap, VecDeque};

const MOST_SAMPLES: usize = 8_192;
const SAMPLE_LIFE: u64 = 60_000_000;
const HISTORY: usize = 120;
const MOST_ROWS: usize = 50;

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub published: u64,
    pub fulfilled: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Score {
    orders: u64,
    iridium: u64,
    magnesite: u64,
    duplicates: u64,
}

/// Sums since the tables were made; rates and percentiles since this process started.
#[derive(Default)]
pub(crate) struct Tally {
    sums: BTreeMap<Resource, Sums>,
    scores: BTreeMap<String, Score>,
    samples: VecDeque<(u64, u32)>,
    seconds: VecDeque<u32>,
    this_second: u32,
    /// Fulfilments of what was fulfilled already.
    pub(crate) duplicates: u64,
    /// Fulfilments no order was open for.
    pub(crate) unsolicited: u64,
    /// Of those counted, the ones that named no order and were given the oldest open one.
    pub(crate) unnamed: u64,
    pub(crate) republished: u64,
}

impl Tally {
    pub(crate) fn published(&mut self, resource: Resource) {
        self.sums.entry(resource).or_default().published += 1;
    }

    pub(crate) fn withdrawn(&mut self, resource: Resource) {
        self.sums.entry(resource).or_default().published -= 1;
    }

    pub(crate) fn fulfilled(&mut self, resource: Resource, attendee: &str, what: Fulfilment) {
        self.sums.entry(resource).or_default().fulfilled += 1;
        let score = self.score(attendee);
        score.orders += 1;
        score.iridium = score.iridium.saturating_add(what.iridium);
        score.magnesite = score.magnesite.saturating_add(what.magnesite);
    }

    pub(crate) fn duplicate(&mut self, attendee: &str) {
        self.duplicates += 1;
        self.score(attendee).duplicates += 1;
    }

    fn score(&mut self, attendee: &str) -> &mut Score {
        self.scores.entry(attendee.to_owned()).or_default()
    }

    /// An order took `latency` microseconds.
    pub(crate) fn took(&mut self, latency: u64, now: u64) {
        self.this_second += 1;
        if self.samples.len() >= MOST_SAMPLES {
            self.samples.pop_front();
        }
        self.samples.push_back((now, u32::try_from(latency).unwrap_or(u32::MAX)));
    }

    /// Another second is over.
    pub(crate) fn tick(&mut self) {
        self.seconds.push_back(std::mem::take(&mut self.this_second));
        if self.seconds.len() > HISTORY {
            self.seconds.pop_front();
        }
    }

    pub(crate) fn sums(&self, resource: Resource) -> Sums {
        self.sums.get(&resource).copied().unwrap_or_default()
    }

    pub(crate) fn total_published(&self) -> u64 {
        self.sums.values().map(|s| s.published).sum()
    }

    pub(crate) fn total_fulfilled(&self) -> u64 {
        self.sums.values().map(|s| s.fulfilled).sum()
    }

    /// Median and 99th percentile in milliseconds over the last minute.
    pub(crate) fn percentiles(&self, now: u64) -> Option<(f64, f64)> {
        let young = |when: &u64| now.saturating_sub(*when) <= SAMPLE_LIFE;
        let mut recent: Vec<u32> = self.samples.iter().filter(|(when, _)| young(when)).map(|s| s.1).collect();
        if recent.is_empty() {
            return None;
        }
        let mut at = |share: f64| {
            let rank = ((recent.len() as f64 * share).ceil() as usize).clamp(1, recent.len()) - 1;
            f64::from(*recent.select_nth_unstable(rank).1) / 1e3
        };
        Some((at(0.5), at(0.99)))
    }

    /// Fulfilled in each of the last 120 seconds, oldest first, zeros where nothing is known.
    pub(crate) fn history(&self) -> Vec<u32> {
        let mut history = vec![0; HISTORY - self.seconds.len()];
        history.extend(&self.seconds);
        history
    }

    /// Fulfilled a second, over the last five.
    pub(crate) fn per_second(&self) -> f64 {
        let last: Vec<u32> = self.seconds.iter().rev().take(5).copied().collect();
        if last.is_empty() { 0.0 } else { f64::from(last.iter().sum::<u32>()) / last.len() as f64 }
    }

    fn ranked(&self) -> Vec<(&String, &Score)> {
        let mut rows: Vec<(&String, &Score)> = self.scores.iter().collect();
        rows.sort_by(|a, b| b.1.orders.cmp(&a.1.orders).then(a.0.cmp(b.0)));
        rows
    }

    /// All attendees after the best fifty together, so that the leaderboard adds up to what was fulfilled.
    pub(crate) fn others(&self) -> Others {
        let rest = self.ranked().into_iter().skip(MOST_ROWS);
        rest.fold(Others::default(), |sum, (_, score)| Others {
            attendees: sum.attendees + 1,
            orders: sum.orders + score.orders,
            iridium: sum.iridium.saturating_add(score.iridium),
            magnesite: sum.magnesite.saturating_add(score.magnesite),
        })
    }

    /// The best fifty.
    pub(crate) fn leaderboard(&self) -> Vec<Row> {
        let mut rows = self.ranked();
        rows.truncate(MOST_ROWS);
        let row = |(name, s): (&String, &Score)| Row {
            attendee: name.clone(),
            orders: s.orders,
            iridium: s.iridium,
            magnesite: s.magnesite,
            duplicates: s.duplicates,
        };
        rows.into_iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_forget_after_a_minute() {
        let mut tally = Tally::default();
        for n in 1..=100_u64 {
            tally.took(n * 1_000, 0);
        }
        assert_eq!(tally.percentiles(0), Some((50.0, 99.0)));
        assert_eq!(tally.percentiles(SAMPLE_LIFE + 1), None);
    }

    #[test]
    fn history_always_has_two_minutes() {
        let mut tally = Tally::default();
        for second in 0..200 {
            (0..second).for_each(|_| tally.took(1, 0));
            tally.tick();
        }
        assert_eq!(tally.history().len(), HISTORY);
        assert_eq!(tally.history()[0], 80);
        assert_eq!(tally.per_second(), 197.0);
    }

    #[test]
    fn the_leaderboard_ranks_by_orders() {
        let mut tally = Tally::default();
        let one = Fulfilment { iridium: 1, magnesite: 0 };
        for who in ["zoe", "mia", "zoe"] {
            tally.fulfilled(Resource::Iridium, who, one);
        }
        tally.duplicate("mia");
        let names: Vec<_> =
            tally.leaderboard().into_iter().map(|r| (r.attendee, r.orders, r.duplicates)).collect();
        assert_eq!(names, [("zoe".to_owned(), 2, 0), ("mia".to_owned(), 1, 1)]);
    }
}
