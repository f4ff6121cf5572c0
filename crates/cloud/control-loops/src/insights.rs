//! The workers of CloudWatch Logs Insights: they take queries off the shelf, search the log book and put the rows back.
//!
//! In: queries, streams from the newest world, events. Out: rows. Never here: what a query means (the planner's), who may ask.

use std::borrow::Cow;
use std::sync::Arc;

use ledger::{
    AskedQuery, Books, EventView, Ledger, Onward, QueryEffort, QueryRows, Scanned, Search, StreamKey, World,
};
use model::logs::LogStream;
use planner::insights::{Collector, Event, Mapped, Pointer, Query};

use crate::clock::Clock;

/// Works on queries for ever, one at a time; more than one may run.
pub async fn run(ledger: Ledger, books: Books, clock: Arc<dyn Clock>) {
    loop {
        books.queries.wait().await;
        while let Some(asked) = books.queries.take() {
            let (world, mine, clock, query) =
                (ledger.snapshot(), books.clone(), Arc::clone(&clock), Arc::clone(&asked));
            let work = move || answer(&world, &mine, &*clock, &query);
            if let Err(error) = tokio::task::spawn_blocking(work).await {
                tracing::error!(%error, "a query of CloudWatch Logs Insights ended badly");
                books.queries.finish(&asked.id, QueryEffort::default(), None);
            }
        }
    }
}

/// Answers one query.
fn answer(world: &World, books: &Books, clock: &dyn Clock, asked: &AskedQuery) {
    let begun = clock.now();
    let mut effort = QueryEffort::default();
    let rows = rows(world, books, asked, &mut effort);
    effort.took = clock.now().since(begun);
    books.queries.finish(&asked.id, effort, rows);
}

/// The rows; `None` of a query that cannot be answered or that nobody wants any more.
fn rows(world: &World, books: &Books, asked: &AskedQuery, effort: &mut QueryEffort) -> Option<QueryRows> {
    // StartQuery lets nothing in that cannot be read.
    let query = Query::parse(&asked.text, asked.limit, asked.at).ok()?;
    let streams = Streams::of(world, asked);
    let mut collector = Collector::new(&query);
    let from = asked.groups.iter().map(|(_, from)| *from).min()?;
    let search = Search { from, until: asked.until, needle: query.needle() };
    let mut wanted = true;
    let look = |seen: &EventView<'_>| streams.look(&query, seen);
    let take = |found: Vec<Mapped>, scanned: Scanned| {
        let fits = found.into_iter().try_for_each(|mapped| collector.take(mapped));
        effort.scanned += scanned.events;
        effort.bytes += scanned.bytes;
        effort.matched = collector.matched();
        wanted = fits.is_ok() && books.queries.report(&asked.id, *effort);
        if wanted { Onward::Go } else { Onward::Stop }
    };
    if let Err(error) = books.logs.search(&streams.keys, &search, look, take) {
        tracing::error!(%error, query = asked.id, "a query cannot read the log book");
        return None;
    }
    if !wanted {
        return None;
    }
    let rows = collector.finish().ok()?;
    Some(rows.into_iter().map(|row| row.0).collect())
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

    fn look(&self, query: &Query, seen: &EventView<'_>) -> Option<Mapped> {
        if seen.timestamp < self.from[seen.stream] {
            return None;
        }
        let key = &self.keys[seen.stream];
        let pointer = Pointer {
            group: Cow::Borrowed(&*key.group.group),
            stream: Cow::Borrowed(&*key.stream),
            ordinal: seen.ordinal,
        };
        let account = key.group.scope.account.as_str();
        query.look(Event::new(account, pointer, (seen.timestamp, seen.ingested), seen.message))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{LogEvent, Storage};
    use model::logs::QueryStatus;
    use model::{Scope, Time};

    use super::*;
    use crate::clock::SystemClock;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    /// A query over events 0, 1, 2 ... of two streams, answered.
    fn answered(text: &str, groups: &[(&str, i64)], count: i64) -> ledger::KeptQuery {
        let (ledger, books) =
            (Ledger::open(Storage::Memory).unwrap(), Books::open(&Storage::Memory).unwrap());
        for name in ["a", "b"] {
            let stream =
                LogStream { scope: scope(), group: "g".into(), name: name.into(), created_at: Time(0) };
            drop(ledger.write(|txn| txn.put(stream)));
            let event = |n| LogEvent { timestamp: n, ingested: n, message: format!("{{\"n\": {n}}}") };
            books
                .logs
                .append(&StreamKey::new(&scope(), "g", name), (0..count).map(event).collect())
                .wait()
                .unwrap();
        }
        let groups = groups.iter().map(|(name, from)| ((*name).to_owned(), *from)).collect();
        let (id, text) = ("q".to_owned(), text.to_owned());
        let asked = AskedQuery { id, scope: scope(), text, groups, until: count - 1, limit: 100, at: 0 };
        books.queries.ask(asked).unwrap();
        let asked = books.queries.take().unwrap();
        answer(&ledger.snapshot(), &books, &SystemClock, &asked);
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
    fn what_nobody_wants_or_cannot_be_held_is_not_complete() {
        let many = answered("stats count(*) by concat(@logStream, n)", &[("g", 0)], 60_000);
        assert_eq!((many.status, many.rows.len()), (QueryStatus::Failed, 0));
    }
}
