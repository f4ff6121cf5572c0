//! The bytes of a segment file: entries go in as frames, frames come out as entries or as "torn here".
//! Deliberately absent: files and the index.
//!
//! ```text
//!   frame  = length u32 · crc32 of payload u32 · payload           (all numbers little-endian)
//!   group  = 0 · account · region · group                          first frame of every segment
//!   events = 1 · stream · first u64 · count u32 · oldest i64 · newest i64 · ingested i64 · event*
//!   forget = 2 · stream                                            all events of it before this point
//!   event  = timestamp i64 · ingested i64 · text                   text = length u32 · bytes
//! ```

use super::LogEvent;
use super::index::Block;

/// Bytes before the payload.
pub(super) const FRAME: usize = 8;
/// A longer payload is not ours. Above the largest block: one message, its stream, some numbers.
const LONGEST: usize = 4 << 20;
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

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.u32()? as usize;
        std::str::from_utf8(self.take(length)?).ok()
    }
}

/// The entry in a frame that begins `bytes`, and the payload's length; `None` if it is torn.
pub(super) fn decode(bytes: &[u8]) -> Option<(Entry<'_>, u32)> {
    let mut cursor = Cursor(bytes);
    let (length, sum) = (cursor.u32()?, cursor.u32()?);
    if length as usize > LONGEST {
        return None;
    }
    let payload = cursor.take(length as usize)?;
    if crc32fast::hash(payload) != sum {
        return None;
    }
    Some((entry(Cursor(payload))?, length))
}

fn entry(mut cursor: Cursor<'_>) -> Option<Entry<'_>> {
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

fn text(out: &mut Vec<u8>, text: &str) {
    // Names and messages are bounded far below 4 GiB before they come here.
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}

/// Appends a frame whose payload `fill` writes; returns the payload's length.
fn frame(out: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) -> u32 {
    let start = out.len();
    out.extend([0; FRAME]);
    fill(out);
    let payload = &out[start + FRAME..];
    let (length, sum) = (payload.len() as u32, crc32fast::hash(payload));
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
    out[start + 4..start + FRAME].copy_from_slice(&sum.to_le_bytes());
    length
}

pub(super) fn encode_group(out: &mut Vec<u8>, key: &super::GroupKey) {
    frame(out, |out| {
        out.push(GROUP);
        text(out, key.scope.account.as_str());
        text(out, key.scope.region.as_str());
        text(out, &key.group);
    });
}

pub(super) fn encode_forget(out: &mut Vec<u8>, stream: &str) {
    frame(out, |out| {
        out.push(FORGET);
        text(out, stream);
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
    let length = frame(out, |out| {
        out.push(EVENTS);
        text(out, stream);
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
    text(out, &event.message);
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
