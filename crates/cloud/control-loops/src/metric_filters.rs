//! Metric filters: every event that enters the log book, by PutLogEvents or from a container, is shown to the filters of its group, and
//! what they say goes into the metric book at the event's time, before the writer of the event is answered.
//!
//! In: events from the book's tap; filters from the newest world. Out: observations. Never here: what a filter says of an event (the
//! planner's).
//!
//! ```text
//!   events of a stream ──by filter──> readings ──by metric and minute──> one observation each
//!                                        └─ none in a minute that had no value yet: the default value, once
//! ```

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Ledger, LogEvent, LogTap, MetricBook, Observation, StreamKey};
use model::cloudwatch::{Distribution, MetricName};
use model::logs::MetricFilter;
use model::{Key, Pace, Record};
use planner::metric_filter::{Meter, Reading};

use crate::clock::Clock;

/// Filters that are kept ready; with more, all are read again.
const MOST_READY: usize = 10_000;

/// Shows events to filters.
pub struct MetricFilters {
    ledger: Ledger,
    book: Arc<MetricBook>,
    clock: Arc<dyn Clock>,
    pace: Pace,
    ready: Mutex<HashMap<Key, Ready>>,
}

/// A filter that was read, and the latest minute (or second, with a faster clock) it has a value of.
struct Ready {
    filter: Arc<MetricFilter>,
    meter: Option<Arc<Meter>>,
    latest: i64,
}

/// What a filter says of some events: values by metric and period, and the periods in which it says nothing.
#[derive(Default)]
struct Counted {
    values: BTreeMap<(i64, MetricName), Distribution>,
    /// Period to whether an event matched.
    periods: BTreeMap<i64, bool>,
}

impl MetricFilters {
    /// Reads filters from `ledger` and writes to `book`.
    pub fn new(
        ledger: Ledger,
        book: Arc<MetricBook>,
        clock: Arc<dyn Clock>,
        pace: Pace,
    ) -> Arc<MetricFilters> {
        Arc::new(MetricFilters { ledger, book, clock, pace, ready: Mutex::default() })
    }

    /// Seconds a value is told by.
    fn resolution(&self) -> u8 {
        if self.pace == Pace::HONEST { 60 } else { 1 }
    }

    fn apply(&self, filter: &Arc<MetricFilter>, events: &[LogEvent]) -> Vec<Observation> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() >= MOST_READY {
            ready.clear();
        }
        let slot = ready.entry(filter.key()).or_insert_with(|| Ready::new(filter, i64::MIN));
        if slot.filter != *filter {
            *slot = Ready::new(filter, slot.latest);
        }
        let Some(meter) = slot.meter.clone() else { return Vec::new() };
        let mut counted = count(&meter, events, i64::from(self.resolution()) * 1000);
        slot.fill(&mut counted);
        let observation = |((at, metric), values)| Observation {
            scope: filter.scope.clone(),
            metric,
            unit: filter.transformation.unit,
            at,
            resolution: self.resolution(),
            values,
        };
        counted.values.into_iter().map(observation).collect()
    }
}

impl Ready {
    fn new(filter: &Arc<MetricFilter>, latest: i64) -> Ready {
        // PutMetricFilter lets nothing in that cannot be read.
        let meter = Meter::new(filter).map(Arc::new).ok();
        Ready { filter: Arc::clone(filter), meter, latest }
    }

    /// Adds default values, and remembers which period is done with.
    fn fill(&mut self, counted: &mut Counted) {
        let said = &self.filter.transformation;
        for (period, matched) in &counted.periods {
            let fresh = *period > self.latest;
            if let (false, true, Some(default)) = (matched, fresh, said.default) {
                let metric = MetricName::new(&said.namespace, &said.metric, []);
                counted.values.insert((*period, metric), Distribution::of(default, 1.0));
            }
            self.latest = self.latest.max(*period);
        }
    }
}

fn count(meter: &Meter, events: &[LogEvent], period: i64) -> Counted {
    let mut counted = Counted::default();
    for event in events {
        let at = event.timestamp.div_euclid(period) * period;
        let reading = meter.read(&event.message);
        *counted.periods.entry(at).or_default() |= reading != Reading::Other;
        if let Reading::Value(metric, value) = reading {
            counted.values.entry((at, metric)).or_default().add(&Distribution::of(value, 1.0));
        }
    }
    counted
}

impl LogTap for MetricFilters {
    fn written(&self, stream: &StreamKey, events: &[LogEvent]) {
        let world = self.ledger.snapshot();
        let group = &stream.group;
        let filters = world.scan_prefix::<MetricFilter>(&group.scope, &MetricFilter::prefix_of(&group.group));
        let observations: Vec<Observation> = filters.flat_map(|filter| self.apply(filter, events)).collect();
        if !observations.is_empty() && self.book.record(observations, self.clock.now().0).is_err() {
            tracing::warn!(group = %group.group, "metric filters: the account has no room for more metrics");
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{Books, Storage};
    use model::cloudwatch::Unit;
    use model::logs::MetricTransformation;
    use model::{Scope, Time};

    use super::*;
    use crate::clock::SystemClock;

    const MINUTE: i64 = 60_000;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn tapped(default: Option<f64>) -> (Ledger, Books) {
        let (ledger, books) =
            (Ledger::open(Storage::Memory).unwrap(), Books::open(&Storage::Memory).unwrap());
        let transformation = MetricTransformation {
            namespace: "Shop".into(),
            metric: "Errors".into(),
            value: "1".into(),
            default,
            dimensions: BTreeMap::new(),
            unit: Unit::Count,
        };
        let filter = MetricFilter {
            scope: scope(),
            group: "g".into(),
            name: "f".into(),
            pattern: "ERROR".into(),
            transformation,
            created_at: Time(0),
        };
        let put = |txn: &mut ledger::Txn| -> Result<(), ()> {
            txn.put(filter);
            Ok(())
        };
        drop(ledger.transact(put).unwrap());
        let clock = Arc::new(SystemClock);
        books.logs.tap(MetricFilters::new(ledger.clone(), Arc::clone(&books.metrics), clock, Pace::HONEST));
        (ledger, books)
    }

    fn put(books: &Books, group: &str, events: &[(i64, &str)]) {
        let event = |(timestamp, message): &(i64, &str)| LogEvent {
            timestamp: *timestamp,
            ingested: *timestamp,
            message: (*message).into(),
        };
        let events = events.iter().map(event).collect();
        books.logs.append(&StreamKey::new(&scope(), group, "s"), events).wait().unwrap();
    }

    /// Start, sum and count of each minute.
    fn minutes(books: &Books, from: i64) -> Vec<(i64, f64, f64)> {
        let metric = MetricName::new("Shop", "Errors", []);
        let read = books.metrics.read(&scope(), &metric, None, (from, from + 10 * MINUTE), MINUTE);
        read.into_iter().map(|it| ((it.start - from) / MINUTE, it.values.sum, it.values.count)).collect()
    }

    fn start() -> i64 {
        (SystemClock.now().0 / MINUTE - 20) * MINUTE
    }

    #[test]
    fn what_matches_is_counted_at_its_own_time_when_the_writer_hears() {
        let ((_ledger, books), from) = (tapped(None), start());
        put(
            &books,
            "g",
            &[(from, "ERROR"), (from + 1, "fine"), (from + 2, "ERROR"), (from + MINUTE, "ERROR")],
        );
        put(&books, "other", &[(from, "ERROR")]);
        assert_eq!(minutes(&books, from), [(0, 2.0, 2.0), (1, 1.0, 1.0)]);
    }

    #[test]
    fn a_minute_without_a_match_has_the_default_once() {
        let ((_ledger, books), from) = (tapped(Some(0.0)), start());
        put(&books, "g", &[(from, "fine"), (from + MINUTE, "ERROR"), (from + 2 * MINUTE, "fine")]);
        put(&books, "g", &[(from + 2 * MINUTE, "fine too")]);
        assert_eq!(minutes(&books, from), [(0, 0.0, 1.0), (1, 1.0, 1.0), (2, 0.0, 1.0)]);
    }
}
