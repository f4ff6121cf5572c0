//! The earliest matching events of several streams. In: streams, a range, a pattern, where the page before ended.
//! Out: one page in the order of time. Never here: tokens, names of things.
//!
//! A heap holds the page while it fills; the book is read in the order of time, and once the page is full only what may lie before its
//! latest event is read, so a page costs about what it holds, however long the streams are.

use std::collections::BTreeMap;
use std::io;

use ledger::{EventView, LogBook, LogEvent, Onward, Search, StreamKey};
use planner::log_pattern::Pattern;

/// Bytes of messages of a page; one event always fits.
const PAGE_BYTES: usize = 1 << 20;

/// The place of an event in the merged order: time, arrival, stream, place in the stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) timestamp: i64,
    pub(crate) ingested: i64,
    pub(crate) stream: String,
    pub(crate) ordinal: u64,
}

/// What is wanted.
pub(crate) struct Selection {
    /// Earliest timestamp, inclusive, in ms.
    pub(crate) from: i64,
    /// Latest timestamp, exclusive, in ms.
    pub(crate) until: i64,
    /// At most so many events.
    pub(crate) limit: usize,
    /// Only events after this place.
    pub(crate) after: Option<Place>,
    /// What they must say.
    pub(crate) pattern: Pattern,
}

/// A page that fills: the earliest events seen so far.
struct Page<'s> {
    wanted: &'s Selection,
    events: BTreeMap<Place, LogEvent>,
    bytes: usize,
    /// Whether a matching event had to be left out.
    more: bool,
}

/// Events of a page in their order, and whether others follow.
pub(crate) type Selected = (Vec<(Place, LogEvent)>, bool);

/// The first page of what is wanted from these streams.
pub(crate) fn select(book: &LogBook, streams: &[StreamKey], wanted: &Selection) -> io::Result<Selected> {
    let mut page = Page { wanted, events: BTreeMap::new(), bytes: 0, more: false };
    let search = Search { from: wanted.from(), until: wanted.until, needle: wanted.pattern.needle() };
    let look = |seen: &EventView<'_>| wanted.take(&streams[seen.stream], seen);
    book.search(streams, &search, look, |events, _| {
        events.into_iter().for_each(|(place, event)| page.offer(place, event));
        page.onward()
    })?;
    Ok((page.events.into_iter().collect(), page.more))
}

impl Selection {
    fn from(&self) -> i64 {
        self.after.as_ref().map_or(self.from, |place| place.timestamp.max(self.from))
    }

    /// The event, if it is wanted.
    fn take(&self, stream: &StreamKey, seen: &EventView<'_>) -> Option<(Place, LogEvent)> {
        if !self.pattern.matches(seen.message) {
            return None;
        }
        let (timestamp, ingested, ordinal) = (seen.timestamp, seen.ingested, seen.ordinal);
        let place = Place { timestamp, ingested, stream: stream.stream.to_string(), ordinal };
        let shown = self.after.as_ref().is_some_and(|after| place <= *after);
        (!shown).then(|| (place, LogEvent { timestamp, ingested, message: seen.message.to_owned() }))
    }
}

impl Page<'_> {
    /// Once something was left out, nothing later than the latest event can come in any more.
    fn onward(&self) -> Onward {
        let latest = self.events.last_key_value().filter(|_| self.more);
        latest.map_or(Onward::Go, |(place, _)| Onward::Until(place.timestamp.saturating_add(1)))
    }

    fn offer(&mut self, place: Place, event: LogEvent) {
        // What was left out must stay out, else a later page could not begin where this one ends.
        let beyond = self.more && self.events.last_key_value().is_none_or(|(latest, _)| place > *latest);
        if beyond {
            return;
        }
        self.bytes += event.message.len();
        self.events.insert(place, event);
        self.trim();
    }

    fn trim(&mut self) {
        while self.events.len() > self.wanted.limit || (self.bytes > PAGE_BYTES && self.events.len() > 1) {
            let Some((_, gone)) = self.events.pop_last() else { return };
            self.bytes -= gone.message.len();
            self.more = true;
        }
    }
}
