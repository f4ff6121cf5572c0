//! The bytes of a segment file: entries go in as frames, frames come out as entries or as "torn here".
//! Deliberately absent: files and the index.
//!
//! ```text
//!   payloads of frames (see `frames`), all numbers little-endian:
//!   group  = 0 · account · region · group                          twice at the beginning of every segment
//!   events = 1 · stream · first u64 · count u32 · oldest i64 · newest i64 · ingested i64 · event*
//!   forget = 2 · stream                                            all events of it before this point
//!   event  = timestamp i64 · ingested i64 · text                   text = length u32 · bytes
//! ```

use super::LogEvent;
use super::index::Block;
use crate::bytes::{Cursor, put_text};
use crate::frames::{self, Kind};

/// A block is closed when it holds this much.
const BLOCK_BYTES: usize = 64 << 10;

const GROUP: u8 = 0;
const EVENTS: u8 = 1;
const FORGET: u8 = 2;

/// A frame's meaning.
#[derive(PartialEq, Debug)]
pub(super) enum Entry<'a> {
    Group { account: &'a str, region: &'a str, group: &'a str },
    Events(Events<'a>),
    Forget { stream: &'a str },
}

/// A block of events before its events are looked at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Events<'a> {
    pub(super) stream: &'a str,
    pub(super) first: u64,
    pub(super) count: u32,
    pub(super) oldest: i64,
    pub(super) newest: i64,
    pub(super) ingested: i64,
    body: &'a [u8],
}

impl<'a> Events<'a> {
    /// The events in order: timestamp, ingestion, message; ends early if the bytes do.
    pub(super) fn views(&self) -> impl Iterator<Item = (i64, i64, &'a str)> + use<'a> {
        let mut cursor = Cursor(self.body);
        (0..self.count).map_while(move |_| Some((cursor.i64()?, cursor.i64()?, cursor.text()?)))
    }

    /// How the index knows this block.
    pub(super) fn block(&self, segment: u32, offset: u32, length: u32) -> Block {
        // Writers keep the span within bounds; clamping a strange file only widens what is read.
        let span = self.newest.saturating_sub(self.oldest).clamp(0, i64::from(u32::MAX)) as u32;
        let (first, oldest) = (self.first, self.oldest);
        Block { first, oldest, span, segment, offset, length }
    }
}

/// Frames of a segment. The longest payload is above the largest block: one message, its stream, some numbers.
pub(crate) const FRAMES: Kind = Kind { longest: 4 << 20, begins: |byte| matches!(byte, GROUP..=FORGET) };

/// The entry in a frame that begins `bytes`, and the payload's length; `None` if it is torn or damaged.
pub(super) fn decode(bytes: &[u8]) -> Option<(Entry<'_>, u32)> {
    let payload = frames::payload(bytes, FRAMES)?;
    Some((entry(payload)?, payload.len() as u32))
}

/// What a payload says.
pub(super) fn entry(payload: &[u8]) -> Option<Entry<'_>> {
    read_entry(Cursor(payload))
}

/// How many events a damaged frame of a stream held, if its head still tells.
pub(super) fn events_in(damaged: &[u8]) -> Option<(&str, u64, u32)> {
    match entry(frames::candidate(damaged, FRAMES)?)? {
        // A block holds at least as many bytes as events have heads.
        Entry::Events(block) if block.count as usize <= block.body.len() / 20 => {
            Some((block.stream, block.first, block.count))
        }
        _ => None,
    }
}

fn read_entry(mut cursor: Cursor<'_>) -> Option<Entry<'_>> {
    match cursor.array()? {
        [GROUP] => {
            Some(Entry::Group { account: cursor.text()?, region: cursor.text()?, group: cursor.text()? })
        }
        [EVENTS] => Some(Entry::Events(Events {
            stream: cursor.text()?,
            first: cursor.u64()?,
            count: cursor.u32()?,
            oldest: cursor.i64()?,
            newest: cursor.i64()?,
            ingested: cursor.i64()?,
            body: cursor.0,
        })),
        [FORGET] => Some(Entry::Forget { stream: cursor.text()? }),
        _ => None,
    }
}

pub(super) fn encode_group(out: &mut Vec<u8>, key: &super::GroupKey) {
    // Twice: without it nobody would know whose events these are.
    for _ in 0..2 {
        frames::put(out, |out| {
            out.push(GROUP);
            put_text(out, key.scope.account.as_str());
            put_text(out, key.scope.region.as_str());
            put_text(out, &key.group);
        });
    }
}

pub(super) fn encode_forget(out: &mut Vec<u8>, stream: &str) {
    frames::put(out, |out| {
        out.push(FORGET);
        put_text(out, stream);
    });
}

/// Writes one block; `events` is not empty. Returns how the index knows it, but for its place.
pub(super) fn encode_events<'a>(
    out: &mut Vec<u8>,
    stream: &'a str,
    first: u64,
    events: &[LogEvent],
) -> (Events<'a>, u32) {
    let times = || events.iter().map(|event| event.timestamp);
    let block = Events {
        stream,
        first,
        count: events.len() as u32,
        oldest: times().min().unwrap_or_default(),
        newest: times().max().unwrap_or_default(),
        ingested: events.iter().map(|event| event.ingested).max().unwrap_or_default(),
        body: &[],
    };
    let length = frames::put(out, |out| {
        out.push(EVENTS);
        put_text(out, stream);
        out.extend(first.to_le_bytes());
        out.extend(block.count.to_le_bytes());
        for number in [block.oldest, block.newest, block.ingested] {
            out.extend(number.to_le_bytes());
        }
        events.iter().for_each(|event| encode_event(out, event));
    });
    (block, length)
}

fn encode_event(out: &mut Vec<u8>, event: &LogEvent) {
    out.extend(event.timestamp.to_le_bytes());
    out.extend(event.ingested.to_le_bytes());
    put_text(out, &event.message);
}

/// How many of `events` make one block: bounded in bytes and in the time it spans; at least one.
pub(super) fn block_size(events: &[LogEvent]) -> usize {
    let Some(begin) = events.first() else { return 0 };
    let (mut bytes, mut oldest, mut newest) = (0, begin.timestamp, begin.timestamp);
    let fits = |event: &&LogEvent| {
        bytes += event.message.len() + 20;
        oldest = oldest.min(event.timestamp);
        newest = newest.max(event.timestamp);
        bytes <= BLOCK_BYTES && newest.saturating_sub(oldest) <= i64::from(u32::MAX)
    };
    events.iter().take_while(fits).count().max(1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn event(timestamp: i64, message: &str) -> LogEvent {
        let message = message.to_owned();
        let ingested = timestamp.saturating_add(1);
        LogEvent { timestamp, ingested, message }
    }

    #[test]
    fn what_is_written_is_read() {
        let events = [event(5, "ü"), event(-3, "")];
        let mut out = Vec::new();
        let (block, length) = encode_events(&mut out, "s", 7, &events);
        let (Entry::Events(read), same) = decode(&out).unwrap() else { panic!() };
        assert_eq!((read.first, read.count, read.oldest, read.newest), (7, 2, -3, 5));
        assert_eq!((block.ingested, length), (6, same));
        let owned = |(timestamp, ingested, message): (i64, i64, &str)| LogEvent {
            timestamp,
            ingested,
            message: message.to_owned(),
        };
        assert!(read.views().map(owned).eq(events));
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_torn() {
        let mut out = Vec::new();
        encode_events(&mut out, "s", 0, &[event(1, "message")]);
        assert!((0..out.len()).all(|end| decode(&out[..end]).is_none()));
        for bit in 0..out.len() * 8 {
            let mut flipped = out.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&flipped).is_none(), "bit {bit}");
        }
    }

    #[test]
    fn blocks_are_bounded_in_bytes_and_time() {
        let large = event(1, &"x".repeat(BLOCK_BYTES));
        assert_eq!(block_size(std::slice::from_ref(&large)), 1);
        assert_eq!(block_size(&[event(1, "a"), large]), 1);
        assert_eq!(block_size(&[event(1, "a"), event(2, "b"), event(i64::MAX, "c")]), 2);
        assert_eq!(block_size(&[]), 0);
    }
}
