//! The workers of CloudWatch Logs Insights: they take queries off the shelf, search the log book and put the rows back.
//!
//! In: queries, streams from the newest world, events. Out: rows; or the status of a query that took too much memory or time, or that
//! nobody waits for any more: all of them end within the work of one event. Never here: what a query means (the planner's), who may ask.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ledger::{
    AskedQuery, Books, EventView, Ledger, Onward, QueryEffort, QueryEnd, QueryRows, Scanned, Search,
    StreamKey, TakenQuery, World,
};
use model::Time;
use model::logs::LogStream;
use planner::insights::{Collector, Event, Halt, Mapped, Pointer, Query, ResultRow, Wanted};

use crate::clock::Clock;

/// Milliseconds a query may run. AWS's queries may run for 60 minutes; one machine's workers are worth more to those who wait.
const LONGEST: i64 = 15 * 60_000;

/// Works on queries for ever, one at a time; more than one may run.
pub async fn run(ledger: Ledger, books: Books, clock: Arc<dyn Clock>) {
    loop {
        books.queries.wait().await;
        while let Some(taken) = books.queries.take() {
            let id = taken.asked.id.clone();
            let (world, mine, clock) = (ledger.snapshot(), books.clone(), Arc::clone(&clock));
            let work = move || answer(&world, &mine, &*clock, &taken);
            if let Err(error) = tokio::task::spawn_blocking(work).await {
                tracing::error!(%error, "a query of CloudWatch Logs Insights ended badly");
                books.queries.finish(&id, QueryEffort::default(), QueryEnd::Failed);
            }
        }
    }
}

/// Answers one query.
fn answer(world: &World, books: &Books, clock: &dyn Clock, taken: &TakenQuery) {
    let begun = clock.now();
    let mut effort = QueryEffort::default();
    let deadline = Time(begun.0.saturating_add(LONGEST));
    // Between two of its values a query asks this, so that one that is stopped ends within one event.
    let wanted = || taken.is_wanted() && clock.now() < deadline;
    let end =
        rows(world, books, &taken.asked, &wanted, &mut effort).map_or_else(|end| end, QueryEnd::Complete);
    effort.took = clock.now().since(begun);
    // Of a query that was stopped this is not heard any more.
    books.queries.finish(&taken.asked.id, effort, end);
}

/// How a query ends that is halted.
fn halted(halt: Halt) -> QueryEnd {
    match halt {
        Halt::TooMuch => QueryEnd::Failed,
        Halt::Unwanted => QueryEnd::TimedOut,
    }
}

/// The rows, or how it ends without them.
fn rows(
    world: &World,
    books: &Books,
    asked: &AskedQuery,
    wanted: Wanted<'_>,
    effort: &mut QueryEffort,
) -> Result<QueryRows, QueryEnd> {
    // StartQuery lets nothing in that cannot be read.
    let query = Query::parse(&asked.text, asked.limit, asked.at).map_err(|_| QueryEnd::Failed)?;
    let streams = Streams::of(world, asked);
    let from = asked.groups.iter().map(|(_, from)| *from).min().unwrap_or(0);
    let search = Search { from, until: asked.until, needle: query.needle() };
    let rows = SharedRows::new(Collector::new(&query, wanted));
    let look = |seen: &EventView<'_>| -> Option<()> {
        rows.take(|| streams.look(&query, seen, wanted));
        None
    };
    let take = |_: Vec<()>, scanned: Scanned| {
        effort.scanned += scanned.events;
        effort.bytes += scanned.bytes;
        effort.matched = rows.matched();
        // Where nothing matches, nothing else asks.
        rows.halt_unless(wanted());
        let goes_on = books.queries.report(&asked.id, *effort) && !rows.are_halted();
        if goes_on { Onward::Go } else { Onward::Stop }
    };
    if let Err(error) = books.logs.search(&streams.keys, &search, look, take) {
        tracing::error!(%error, query = asked.id, "a query cannot read the log book");
        return Err(QueryEnd::Failed);
    }
    let rows = rows.finish().map_err(halted)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The rows of a query, to which the readers of the log book bring what each event became: at once, so that no more of it waits in memory
/// than the collector allows.
struct SharedRows<'q> {
    collector: Mutex<Collector<'q>>,
    halted: OnceLock<Halt>,
}

impl<'q> SharedRows<'q> {
    fn new(collector: Collector<'q>) -> Self {
        Self { collector: Mutex::new(collector), halted: OnceLock::new() }
    }

    fn collector(&self) -> MutexGuard<'_, Collector<'q>> {
        self.collector.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what `look` makes of an event, unless the query is halted already.
    fn take(&self, look: impl FnOnce() -> Result<Option<Mapped>, Halt>) {
        if self.are_halted() {
            return;
        }
        let taken = look().and_then(|mapped| mapped.map_or(Ok(()), |mapped| self.collector().take(mapped)));
        if let Err(halt) = taken {
            self.halt(halt);
        }
    }

    fn halt(&self, halt: Halt) {
        // Another reader may have been first.
        let _ = self.halted.set(halt);
    }

    fn halt_unless(&self, wanted: bool) {
        if !wanted {
            self.halt(Halt::Unwanted);
        }
    }

    fn are_halted(&self) -> bool {
        self.halted.get().is_some()
    }

    fn matched(&self) -> u64 {
        self.collector().matched()
    }

    fn finish(self) -> Result<Vec<ResultRow>, Halt> {
        match self.halted.into_inner() {
            Some(halt) => Err(halt),
            None => self.collector.into_inner().unwrap_or_else(PoisonError::into_inner).finish(),
        }
    }
}

/// The streams a query is about, with the earliest moment of each that may be seen.
struct Streams {
    keys: Vec<StreamKey>,
    from: Vec<i64>,
}

impl Streams {
    fn of(world: &World, asked: &AskedQuery) -> Streams {
        let mut streams = Streams { keys: Vec::new(), from: Vec::new() };
        for (group, from) in &asked.groups {
            for stream in world.scan_prefix::<LogStream>(&asked.scope, &LogStream::prefix_of(group)) {
                streams.keys.push(StreamKey::new(&asked.scope, group, &stream.name));
                streams.from.push(*from);
            }
        }
        streams
    }

    fn look(&self, query: &Query, seen: &EventView<'_>, wanted: Wanted<'_>) -> Result<Option<Mapped>, Halt> {
        if seen.timestamp < self.from[seen.stream] {
            return Ok(None);
        }
        let key = &self.keys[seen.stream];
        let pointer = Pointer {
            group: Cow::Borrowed(&*key.group.group),
            stream: Cow::Borrowed(&*key.stream),
            ordinal: seen.ordinal,
        };
        let account = key.group.scope.account.as_str();
        query.look(Event::new(account, pointer, (seen.timestamp, seen.ingested), seen.message), wanted)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use ledger::{LogEvent, Storage};
    use model::logs::QueryStatus;
    use model::{Scope, Time};

    use super::*;
    use crate::clock::SystemClock;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn books(count: i64, message: impl Fn(i64) -> String) -> (Ledger, Books) {
        let (ledger, books) =
            (Ledger::open(Storage::Memory).unwrap(), Books::open(&Storage::Memory).unwrap());
        for name in ["a", "b"] {
            let stream =
                LogStream { scope: scope(), group: "g".into(), name: name.into(), created_at: Time(0) };
            drop(ledger.write(|txn| txn.put(stream)));
            let event = |n| LogEvent { timestamp: n, ingested: n, message: message(n) };
            books
                .logs
                .append(&StreamKey::new(&scope(), "g", name), (0..count).map(event).collect())
                .wait()
                .unwrap();
        }
        (ledger, books)
    }

    fn taken(books: &Books, text: &str, groups: &[(&str, i64)], until: i64) -> TakenQuery {
        let groups = groups.iter().map(|(name, from)| ((*name).to_owned(), *from)).collect();
        let (id, text) = ("q".to_owned(), text.to_owned());
        books.queries.ask(AskedQuery { id, scope: scope(), text, groups, until, limit: 100, at: 0 }).unwrap();
        books.queries.take().unwrap()
    }

    /// A query over events 0, 1, 2 ... of two streams, answered.
    fn answered(text: &str, groups: &[(&str, i64)], count: i64) -> ledger::KeptQuery {
        let (ledger, books) = books(count, |n| format!("{{\"n\": {n}}}"));
        let taken = taken(&books, text, groups, count - 1);
        answer(&ledger.snapshot(), &books, &SystemClock, &taken);
        books.queries.get(&scope(), "q").unwrap()
    }

    #[test]
    fn all_streams_of_a_group_are_searched_within_the_time() {
        let done = answered("stats count(*) as n, sum(n) as s by @logStream", &[("g", 1), ("none", 0)], 2000);
        assert_eq!(done.status, QueryStatus::Complete);
        let row = |stream: &str| {
            let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            vec![pair("@logStream", stream), pair("n", "1998"), pair("s", "1997001")]
        };
        assert_eq!(*done.rows, [row("a"), row("b")]);
        assert_eq!((done.effort.matched, done.effort.scanned), (3996, 4000));
    }

    #[test]
    fn what_cannot_be_held_fails() {
        let many = answered("stats count(*) by concat(@logStream, n)", &[("g", 0)], 60_000);
        assert_eq!((many.status, many.rows.len()), (QueryStatus::Failed, 0));
        let doubled = (1..=17).map(|n| format!("fields concat(x{0}, x{0}) as x{n}", n - 1));
        let text = format!("fields @message as x0 | {}", doubled.collect::<Vec<_>>().join(" | "));
        assert_eq!(answered(&text, &[("g", 0)], 20_000).status, QueryStatus::Failed);
    }

    /// A clock that does something when it is asked, and goes on by a minute each time.
    struct Minutes<F>(AtomicI64, F);

    impl<F: Fn(i64) + Send + Sync + 'static> Clock for Minutes<F> {
        fn now(&self) -> Time {
            let minute = self.0.fetch_add(1, Ordering::Relaxed);
            (self.1)(minute);
            Time(minute * 60_000)
        }
    }

    #[test]
    fn what_takes_too_long_ends_within_an_event_and_says_so() {
        let (ledger, books) = books(2000, |n| n.to_string());
        let taken = taken(&books, "stats count(*)", &[("g", 0)], 2000);
        let clock = Minutes(AtomicI64::new(0), |_| ());
        answer(&ledger.snapshot(), &books, &clock, &taken);
        assert_eq!(books.queries.get(&scope(), "q").unwrap().status, QueryStatus::Timeout);
        assert!(clock.0.load(Ordering::Relaxed) < 30, "the rest of 4,000 events is not looked at");
    }

    #[test]
    fn what_is_stopped_ends_within_an_event() {
        let (ledger, books) = books(2000, |n| n.to_string());
        let taken = taken(&books, "stats count(*)", &[("g", 0)], 2000);
        let mine = books.clone();
        let stop = move |minute| {
            if minute == 5 {
                assert_eq!(mine.queries.stop(&scope(), "q"), Some(QueryStatus::Running));
            }
        };
        let clock = Minutes(AtomicI64::new(0), stop);
        answer(&ledger.snapshot(), &books, &clock, &taken);
        assert_eq!(books.queries.get(&scope(), "q").unwrap().status, QueryStatus::Cancelled);
        assert!(clock.0.load(Ordering::Relaxed) < 15, "the rest of 4,000 events is not looked at");
    }
}
