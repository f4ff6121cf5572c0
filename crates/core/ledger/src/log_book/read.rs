//! Reading a stream: a range of time and a place in it go in, one page of events comes out, in the order of time and, within a
//! millisecond, of arrival. Deliberately absent: waiting for new events; merging streams.
//!
//! Blocks are read in the order of their times, and a page keeps the nearest events it has seen, so that batches that came in late stand
//! where they belong; of a stream that came in order hardly more is read than the page holds.

use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::index::{Block, Index, segment_path};
use super::segment::{self, Entry};
use super::{LogEvent, StreamKey};
use crate::damage::{Damage, Damages};
use crate::frames::HEAD;

/// Which way a page extends from its position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// The events from the position on; without one, from the earliest.
    Forward,
    /// The events that end before the position; without one, at the latest.
    Backward,
}

/// A place in the order of a stream: by time, then by arrival.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventPlace {
    /// In ms since 1970.
    pub timestamp: i64,
    /// How many events came in before it; never changes.
    pub ordinal: u64,
}

/// Which events of a stream are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogQuery {
    /// Earliest timestamp, inclusive, in ms.
    pub from: i64,
    /// Latest timestamp, exclusive, in ms.
    pub until: i64,
    /// At most so many events.
    pub limit: usize,
    /// At most so many bytes of messages, but always one event.
    pub bytes: usize,
    /// Which way to go.
    pub direction: Direction,
    /// [`LogPage::head`] or [`LogPage::tail`] of an earlier page.
    pub position: Option<EventPlace>,
}

impl Default for LogQuery {
    /// The first 10,000 events or 1 MiB of all.
    fn default() -> Self {
        Self {
            from: i64::MIN,
            until: i64::MAX,
            limit: 10_000,
            bytes: 1 << 20,
            direction: Direction::Forward,
            position: None,
        }
    }
}

/// An event and its place in the stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacedEvent {
    /// How many events came before it; never changes.
    pub ordinal: u64,
    /// The event.
    pub event: LogEvent,
}

/// Some neighbouring matching events, the earliest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogPage {
    /// The events.
    pub events: Vec<PlacedEvent>,
    /// Go backward from here for what comes before; equal to the position asked for at the end.
    pub head: EventPlace,
    /// Go forward from here for what comes after; equal to the position asked for at the end.
    pub tail: EventPlace,
}

/// Blocks of a round: enough for nearly every page, and little to hold however many a stream has.
const ROUND: usize = 4096;

/// What the index knows that a round needs; the lock is not held while files are read.
struct Outline {
    directory: PathBuf,
    blocks: Vec<Block>,
}

pub(super) fn page(
    index: &RwLock<Index>,
    damages: &Damages,
    key: &StreamKey,
    query: &LogQuery,
) -> io::Result<LogPage> {
    let (mut shelf, mut after) = (Shelf::new(query), None);
    while let Some(Outline { directory, blocks }) = outline(index, key, |all| query.nearest(all, after)) {
        let mut reader = Reader { directory: &directory, open: None, damages };
        for block in &blocks {
            if shelf.is_beyond(block) {
                return Ok(shelf.bind());
            }
            reader.read(block, query.direction, |place, event| shelf.offer(place, event))?;
        }
        after = blocks.last().filter(|_| blocks.len() == ROUND).map(|last| query.rank(last));
        if after.is_none() {
            break;
        }
    }
    Ok(shelf.bind())
}

/// The event of a stream that so many came before.
pub(super) fn event(
    index: &RwLock<Index>,
    damages: &Damages,
    key: &StreamKey,
    ordinal: u64,
) -> io::Result<Option<LogEvent>> {
    let holding = |all: &VecDeque<Block>| {
        let at = all.partition_point(|block| block.first <= ordinal).checked_sub(1);
        at.and_then(|at| all.get(at)).copied().into_iter().collect()
    };
    let mut found = None;
    if let Some(Outline { directory, blocks }) = outline(index, key, holding) {
        let mut reader = Reader { directory: &directory, open: None, damages };
        let mut take = |place: EventPlace, event: View<'_>| {
            if place.ordinal == ordinal {
                found = Some(event.owned(place.timestamp));
            }
        };
        blocks.iter().try_for_each(|block| reader.read(block, Direction::Forward, &mut take))?;
    }
    Ok(found)
}

/// Some blocks of a stream, if there is one.
fn outline(
    index: &RwLock<Index>,
    key: &StreamKey,
    choose: impl Fn(&VecDeque<Block>) -> Vec<Block>,
) -> Option<Outline> {
    let index = index.read().unwrap_or_else(PoisonError::into_inner);
    let group = index.groups.get(&key.group)?;
    let blocks = choose(&group.streams.get(&key.stream)?.blocks);
    Some(Outline { directory: group.directory.clone(), blocks })
}

/// Where a block stands in the order it is read in.
type Rank = (i64, u64);

impl LogQuery {
    fn rank(&self, block: &Block) -> Rank {
        match self.direction {
            Direction::Forward => (block.oldest, block.first),
            // Turned round: the latest come first.
            Direction::Backward => (!block.newest(), !block.first),
        }
    }

    /// The first blocks in the order of reading that are wanted and stand behind `after`, a round of them.
    fn nearest(&self, all: &VecDeque<Block>, after: Option<Rank>) -> Vec<Block> {
        let mut nearest = BinaryHeap::<(Rank, usize)>::new();
        let mut offer = |(at, block): (usize, &Block)| {
            let rank = self.rank(block);
            let full = nearest.len() == ROUND;
            let near = !full || nearest.peek().is_some_and(|(farthest, _)| rank < *farthest);
            if near && self.concerns(block) && after.is_none_or(|after| rank > after) {
                nearest.push((rank, at));
                if full {
                    nearest.pop();
                }
            }
        };
        // In this order hardly a block takes the place of another.
        match self.direction {
            Direction::Forward => all.iter().enumerate().for_each(&mut offer),
            Direction::Backward => all.iter().enumerate().rev().for_each(&mut offer),
        }
        nearest.into_sorted_vec().into_iter().filter_map(|(_, at)| all.get(at)).copied().collect()
    }

    /// Whether an event of this block may be wanted.
    fn concerns(&self, block: &Block) -> bool {
        let timely = block.newest() >= self.from && block.oldest < self.until;
        timely
            && self.position.is_none_or(|position| match self.direction {
                Direction::Forward => block.newest() >= position.timestamp,
                Direction::Backward => block.oldest <= position.timestamp,
            })
    }

    fn wants(&self, place: EventPlace) -> bool {
        let timely = (self.from..self.until).contains(&place.timestamp);
        timely
            && self.position.is_none_or(|position| match self.direction {
                Direction::Forward => place >= position,
                Direction::Backward => place < position,
            })
    }
}

/// An event as it lies in a block, but for its place.
#[derive(Clone, Copy)]
struct View<'b> {
    ingested: i64,
    message: &'b str,
}

impl View<'_> {
    fn owned(self, timestamp: i64) -> LogEvent {
        LogEvent { timestamp, ingested: self.ingested, message: self.message.to_owned() }
    }
}

/// Keeps the nearest wanted events; what was left out once stays out, for the next page begins there.
struct Shelf<'q> {
    query: &'q LogQuery,
    events: BTreeMap<EventPlace, LogEvent>,
    bytes: usize,
    /// The nearest event that was left out.
    left_out: Option<EventPlace>,
}

impl<'q> Shelf<'q> {
    fn new(query: &'q LogQuery) -> Self {
        Self { query, events: BTreeMap::new(), bytes: 0, left_out: None }
    }

    /// Whether one place is nearer to where the page begins than another.
    fn is_nearer(&self, one: EventPlace, other: EventPlace) -> bool {
        match self.query.direction {
            Direction::Forward => one < other,
            Direction::Backward => one > other,
        }
    }

    /// Whether neither this block nor any that follows holds an event for the page. Ordinals of two blocks do not mix, so the first
    /// one tells on which side of an event of another block all of them are.
    fn is_beyond(&self, block: &Block) -> bool {
        let place = |timestamp| EventPlace { timestamp, ordinal: block.first };
        self.left_out.is_some_and(|left_out| match self.query.direction {
            Direction::Forward => place(block.oldest) > left_out,
            Direction::Backward => place(block.newest()) < left_out,
        })
    }

    fn offer(&mut self, place: EventPlace, event: View<'_>) {
        let room = self.left_out.is_none_or(|left_out| self.is_nearer(place, left_out));
        if !room || !self.query.wants(place) {
            return;
        }
        self.bytes += event.message.len();
        self.events.insert(place, event.owned(place.timestamp));
        while self.events.len() > self.query.limit || (self.bytes > self.query.bytes && self.events.len() > 1)
        {
            self.leave_out_farthest();
        }
    }

    fn leave_out_farthest(&mut self) {
        let farthest = match self.query.direction {
            Direction::Forward => self.events.pop_last(),
            Direction::Backward => self.events.pop_first(),
        };
        if let Some((place, event)) = farthest {
            self.bytes -= event.message.len();
            self.left_out = Some(place);
        }
    }

    /// The page, and where its neighbours are.
    fn bind(self) -> LogPage {
        let nowhere = EventPlace { timestamp: self.query.from.max(0), ordinal: 0 };
        let here = self.query.position.unwrap_or(nowhere);
        let head = self.events.first_key_value().map_or(here, |(place, _)| *place);
        let after = |place: &EventPlace| EventPlace { ordinal: place.ordinal + 1, ..*place };
        let tail = self.events.last_key_value().map_or(here, |(place, _)| after(place));
        let placed = |(place, event): (EventPlace, LogEvent)| PlacedEvent { ordinal: place.ordinal, event };
        LogPage { events: self.events.into_iter().map(placed).collect(), head, tail }
    }
}

/// Reads blocks of a group; the file of the last one stays open.
struct Reader<'d> {
    directory: &'d Path,
    open: Option<(u32, File)>,
    damages: &'d Damages,
}

impl Reader<'_> {
    /// Tells of every event of a block, in order of arrival or, backward, from the last one: what comes first mostly is what a page keeps.
    fn read(
        &mut self,
        block: &Block,
        direction: Direction,
        mut tell: impl FnMut(EventPlace, View<'_>),
    ) -> io::Result<()> {
        let Some(file) = self.file(block.segment)? else { return Ok(()) };
        let mut bytes = vec![0; HEAD + block.length as usize];
        fill(file, block, &mut bytes)?;
        let Some((Entry::Events(events), _)) = segment::decode(&bytes) else {
            self.damages.note(damage(self.directory, block, &bytes));
            return Ok(());
        };
        let mut each = |(ordinal, (timestamp, ingested, message)): (u64, (i64, i64, &str))| {
            tell(EventPlace { timestamp, ordinal }, View { ingested, message });
        };
        let placed = (events.first..).zip(events.views());
        match direction {
            Direction::Forward => placed.for_each(each),
            Direction::Backward => placed.collect::<Vec<_>>().into_iter().rev().for_each(&mut each),
        }
        Ok(())
    }

    /// `None` if retention or deletion took the segment away since the outline was drawn.
    fn file(&mut self, segment: u32) -> io::Result<Option<&File>> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != segment) {
            self.open = match File::open(segment_path(self.directory, segment)) {
                Ok(file) => Some((segment, file)),
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => None,
                Err(other) => return Err(other),
            };
        }
        Ok(self.open.as_ref().map(|(_, file)| file))
    }
}

/// The frame of a block; where the file has become shorter, the rest stays empty, which is damage.
pub(super) fn fill(file: &File, block: &Block, bytes: &mut [u8]) -> io::Result<()> {
    match file.read_exact_at(bytes, u64::from(block.offset)) {
        Err(short) if short.kind() == io::ErrorKind::UnexpectedEof => bytes.fill(0),
        other => other?,
    }
    Ok(())
}

/// A block that cannot be read any more.
pub(super) fn damage(directory: &Path, block: &Block, bytes: &[u8]) -> Damage {
    let lost = segment::events_in(bytes).filter(|(_, first, _)| *first == block.first);
    Damage {
        path: segment_path(directory, block.segment),
        offset: u64::from(block.offset),
        bytes: bytes.len() as u64,
        lost: lost.map(|(_, _, count)| u64::from(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks in the order of reading, round by round.
    fn rounds(all: &VecDeque<Block>, query: &LogQuery) -> (Vec<Rank>, usize) {
        let (mut ranks, mut count, mut after) = (Vec::new(), 0, None);
        loop {
            let round = query.nearest(all, after);
            count += 1;
            ranks.extend(round.iter().map(|block| query.rank(block)));
            after = ranks.last().copied();
            if round.len() < ROUND {
                return (ranks, count);
            }
        }
    }

    #[test]
    fn rounds_take_every_wanted_block_once_and_in_order() {
        let block = |first: u64| {
            let oldest = (first * 7919 % 10_007) as i64;
            Block { first, oldest, span: 3, segment: 0, offset: 0, length: 0 }
        };
        let all: VecDeque<Block> = (0..10_007).map(block).collect();
        for direction in [Direction::Forward, Direction::Backward] {
            let whole = LogQuery { direction, ..LogQuery::default() };
            let (ranks, count) = rounds(&all, &whole);
            assert_eq!((ranks.len(), count), (10_007, 3));
            assert!(ranks.is_sorted());
            let position = Some(EventPlace { timestamp: 5000, ordinal: 0 });
            let part = LogQuery { position, from: 1000, until: 9000, ..whole };
            let mut expected: Vec<Rank> =
                all.iter().filter(|block| part.concerns(block)).map(|block| part.rank(block)).collect();
            expected.sort_unstable();
            assert_eq!(rounds(&all, &part).0, expected);
        }
    }
}
