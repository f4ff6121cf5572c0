//! The values in memory. In: observations. Out: statistics by stretches of time. Never here: files, threads, clocks.

use std::collections::BTreeMap;
use std::ops::Bound;

use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::{AccountId, Scope};

use super::scribe::Order;
use super::{MetricBook, Observation, Stretch};
use crate::visits;

const MINUTE: i64 = 60_000;
const SECOND: i64 = 1000;

/// Values of one metric by the start of their minute or second, and by unit.
type Series = BTreeMap<(i64, Unit), Distribution>;

/// One metric.
#[derive(Default)]
struct Slot {
    minutes: Series,
    seconds: Series,
}

/// All metrics of all scopes.
#[derive(Default)]
pub(super) struct Shelf {
    scopes: BTreeMap<Scope, BTreeMap<MetricName, Slot>>,
    /// Until when seconds have become minutes.
    coarse_until: i64,
}

impl Shelf {
    /// Whether every account keeps within its number of metrics.
    pub(super) fn has_room(&self, observations: &[Observation]) -> bool {
        observations.iter().all(|one| {
            let Some(known) = self.scopes.get(&one.scope) else { return true };
            known.len() < MetricBook::MOST_METRICS || known.contains_key(&one.metric)
        })
    }

    /// Does what was done on disk.
    pub(super) fn take(&mut self, order: &Order) {
        match order {
            Order::Add(observations) => observations.iter().for_each(|one| self.put(one)),
            Order::Forget(account) => self.reset(account.as_ref()),
        }
    }

    /// Adds values to their minute or second.
    pub(super) fn put(&mut self, observation: &Observation) {
        let metrics = self.scopes.entry(observation.scope.clone()).or_default();
        let slot = metrics.entry(observation.metric.clone()).or_default();
        let fine = observation.resolution == 1 && observation.at >= self.coarse_until;
        let (series, width) = if fine { (&mut slot.seconds, SECOND) } else { (&mut slot.minutes, MINUTE) };
        let start = observation.at.div_euclid(width) * width;
        series.entry((start, observation.unit)).or_default().add(&observation.values);
    }

    /// Makes minutes of the seconds before `before`, a minute at a time.
    pub(super) fn coarsen(&mut self, before: i64) {
        let before = before.div_euclid(MINUTE) * MINUTE;
        if before <= self.coarse_until {
            return;
        }
        self.coarse_until = before;
        for slot in self.scopes.values_mut().flat_map(BTreeMap::values_mut) {
            let newer = slot.seconds.split_off(&(before, Unit::Seconds));
            for ((start, unit), values) in std::mem::replace(&mut slot.seconds, newer) {
                let minute = start.div_euclid(MINUTE) * MINUTE;
                slot.minutes.entry((minute, unit)).or_default().add(&values);
            }
        }
    }

    pub(super) fn read(
        &self,
        scope: &Scope,
        metric: &MetricName,
        unit: Option<Unit>,
        (from, to): (i64, i64),
        period: i64,
    ) -> Vec<Stretch> {
        let Some(slot) = self.scopes.get(scope).and_then(|metrics| metrics.get(metric)) else {
            return Vec::new();
        };
        if from >= to {
            return Vec::new();
        }
        let mut stretches: BTreeMap<(i64, Unit), Distribution> = BTreeMap::new();
        for series in [&slot.minutes, &slot.seconds] {
            // `Seconds` is the least unit: the range begins and ends at a time, whatever the unit.
            for ((at, own), values) in series.range((from, Unit::Seconds)..(to, Unit::Seconds)) {
                if unit.is_none_or(|wanted| wanted == *own) {
                    let start = from + (at - from).div_euclid(period) * period;
                    stretches.entry((start, *own)).or_default().add(values);
                }
            }
        }
        stretches.into_iter().map(|((start, unit), values)| Stretch { start, unit, values }).collect()
    }

    /// Shows the metrics of a scope, by name, from the first that is not before `from`, until `show` says that it has enough.
    pub(super) fn metrics(
        &self,
        scope: &Scope,
        from: Bound<&MetricName>,
        mut show: impl FnMut(&MetricName, i64) -> bool,
    ) {
        let Some(metrics) = self.scopes.get(scope) else { return };
        for (metric, slot) in metrics.range::<MetricName, _>((from, Bound::Unbounded)) {
            visits::note();
            let last = |series: &Series| series.last_key_value().map(|((at, _), _)| *at);
            let latest = last(&slot.minutes).max(last(&slot.seconds));
            if latest.is_some_and(|latest| !show(metric, latest)) {
                return;
            }
        }
    }

    pub(super) fn expire(&mut self, before: i64) {
        for metrics in self.scopes.values_mut() {
            for slot in metrics.values_mut() {
                slot.minutes = slot.minutes.split_off(&(before, Unit::Seconds));
                slot.seconds = slot.seconds.split_off(&(before, Unit::Seconds));
            }
            metrics.retain(|_, slot| !slot.minutes.is_empty() || !slot.seconds.is_empty());
        }
        self.scopes.retain(|_, metrics| !metrics.is_empty());
    }

    pub(super) fn reset(&mut self, account: Option<&AccountId>) {
        self.scopes.retain(|scope, _| account.is_some_and(|account| scope.account != *account));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn metric() -> MetricName {
        MetricName::new("N", "M", [])
    }

    fn observed(at: i64, resolution: u8, value: f64) -> Observation {
        let values = Distribution::of(value, 1.0);
        Observation { scope: scope(), metric: metric(), unit: Unit::Count, at, resolution, values }
    }

    fn sums(shelf: &Shelf, range: (i64, i64), period: i64) -> Vec<(i64, f64)> {
        let read = shelf.read(&scope(), &metric(), None, range, period);
        read.into_iter().map(|stretch| (stretch.start, stretch.values.sum)).collect()
    }

    #[test]
    fn values_add_up_by_period() {
        let mut shelf = Shelf::default();
        for (at, value) in [(0, 1.0), (59_999, 2.0), (60_000, 4.0), (300_000, 8.0)] {
            shelf.put(&observed(at, 60, value));
        }
        assert_eq!(sums(&shelf, (0, 360_000), MINUTE), [(0, 3.0), (60_000, 4.0), (300_000, 8.0)]);
        assert_eq!(sums(&shelf, (0, 360_000), 5 * MINUTE), [(0, 7.0), (300_000, 8.0)]);
        assert_eq!(sums(&shelf, (60_000, 300_000), MINUTE), [(60_000, 4.0)]);
        assert_eq!(sums(&shelf, (60_000, 0), MINUTE), []);
        assert_eq!(sums(&shelf, (-60_000, 360_000), 5 * MINUTE), [(-60_000, 7.0), (240_000, 8.0)]);
    }

    #[test]
    fn units_are_told_apart() {
        let mut shelf = Shelf::default();
        shelf.put(&observed(0, 60, 1.0));
        shelf.put(&Observation { unit: Unit::Seconds, ..observed(0, 60, 2.0) });
        let read = |unit| shelf.read(&scope(), &metric(), unit, (0, 1), MINUTE).len();
        assert_eq!((read(None), read(Some(Unit::Count)), read(Some(Unit::Bytes))), (2, 1, 0));
    }

    #[test]
    fn seconds_become_minutes_with_age() {
        let mut shelf = Shelf::default();
        for at in [1_000, 2_000, 61_000] {
            shelf.put(&observed(at, 1, 1.0));
        }
        assert_eq!(sums(&shelf, (0, 120_000), SECOND), [(1_000, 1.0), (2_000, 1.0), (61_000, 1.0)]);
        shelf.coarsen(70_000);
        assert_eq!(sums(&shelf, (0, 120_000), SECOND), [(0, 2.0), (61_000, 1.0)]);
        shelf.put(&observed(3_000, 1, 1.0));
        assert_eq!(sums(&shelf, (0, 60_000), SECOND), [(0, 3.0)]);
    }

    #[test]
    fn what_is_old_goes_and_accounts_are_apart() {
        let mut shelf = Shelf::default();
        shelf.put(&observed(0, 60, 1.0));
        let other = Scope::new("111111111111", "us-west-2").unwrap();
        shelf.put(&Observation { scope: other.clone(), ..observed(60_000, 60, 1.0) });
        let count = |shelf: &Shelf, scope: &Scope| {
            let mut count = 0;
            shelf.metrics(scope, Bound::Unbounded, |_, _| {
                count += 1;
                true
            });
            count
        };
        assert_eq!(count(&shelf, &scope()), 1);
        shelf.expire(60_000);
        assert_eq!((count(&shelf, &scope()), count(&shelf, &other)), (0, 1));
        shelf.reset(Some(&other.account));
        assert_eq!(count(&shelf, &other), 0);
    }
}
