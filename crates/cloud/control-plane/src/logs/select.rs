//! The earliest matching events of several streams. In: streams, a range, a pattern, where the page before ended.
//! Out: one page in the order of time. Never here: tokens, names of things.
//!
//! A heap holds the page while it fills; once it is full, only blocks of events older than its latest one are read, so a
//! page costs about what it holds, however long the streams are.

use std::collections::BTreeMap;
use std::io;

use ledger::{LogBook, LogEvent, LogQuery, StreamKey};

use super::pattern::Pattern;

/// Bytes of messages of a page; one event always fits.
const PAGE_BYTES: usize = 1 << 20;
/// Events read at a time.
const READ: usize = 2_000;

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
    for stream in streams {
        page.add_stream(book, stream)?;
    }
    Ok((page.events.into_iter().collect(), page.more))
}

impl Page<'_> {
    fn add_stream(&mut self, book: &LogBook, stream: &StreamKey) -> io::Result<()> {
        let mut position = None;
        loop {
            let query = LogQuery {
                from: self.from(),
                until: self.until(),
                limit: READ,
                position,
                ..LogQuery::default()
            };
            let read = book.read(stream, &query)?;
            // An empty page is not the end: the blocks looked at may have held other times only.
            let last = Some(read.tail) == position;
            for placed in read.events {
                self.offer(&stream.stream, placed.ordinal, placed.event);
            }
            if last {
                return Ok(());
            }
            position = Some(read.tail);
        }
    }

    fn from(&self) -> i64 {
        let after = self.wanted.after.as_ref().map_or(i64::MIN, |place| place.timestamp);
        self.wanted.from.max(after)
    }

    /// Once something was left out, nothing later than the latest event can come in any more.
    fn until(&self) -> i64 {
        let latest = self.events.last_key_value().filter(|_| self.more);
        latest
            .map_or(self.wanted.until, |(place, _)| place.timestamp.saturating_add(1).min(self.wanted.until))
    }

    fn offer(&mut self, stream: &str, ordinal: u64, event: LogEvent) {
        let (timestamp, ingested) = (event.timestamp, event.ingested);
        let place = Place { timestamp, ingested, stream: stream.to_owned(), ordinal };
        let shown = self.wanted.after.as_ref().is_some_and(|after| place <= *after);
        if shown || !self.wanted.pattern.matches(&event.message) {
            return;
        }
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
