//! Reading a stream: a time range and a position go in, one page of events in order of arrival comes out.
//! Deliberately absent: waiting for new events; merging streams.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use super::index::{Block, Group, Index, Stream, segment_path};
use super::segment::{self, Entry, FRAME};
use super::{LogEvent, StreamKey};

/// Which way a page extends from its position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// The events from the position on; without one, from the first.
    Forward,
    /// The events that end before the position; without one, at the last.
    Backward,
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
    pub position: Option<u64>,
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

/// Some consecutive matching events, oldest arrival first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LogPage {
    /// The events.
    pub events: Vec<PlacedEvent>,
    /// Go backward from here for what came before.
    pub head: u64,
    /// Go forward from here for what comes after; equal to the position asked for at the end.
    pub tail: u64,
}

/// What the index knows that the page needs; the lock is not held while files are read.
struct Outline {
    directory: PathBuf,
    /// In reading direction.
    blocks: Vec<Block>,
    /// The ordinals the page can reach: of the first event, and after the last.
    begin: u64,
    end: u64,
}

pub(super) fn page(index: &RwLock<Index>, key: &StreamKey, query: &LogQuery) -> io::Result<LogPage> {
    let outline = {
        let index = index.read().unwrap_or_else(PoisonError::into_inner);
        let group = index.groups.get(&key.group);
        let stream = group.and_then(|group| Some((group, group.streams.get(&key.stream)?)));
        stream.map(|(group, stream)| outline(group, stream, query))
    };
    match outline {
        Some(outline) => outline.fill(query),
        None => Ok(LogPage::default()),
    }
}

fn outline(group: &Group, stream: &Stream, query: &LogQuery) -> Outline {
    let blocks = &stream.blocks;
    let mut outline = Outline {
        directory: group.directory.clone(),
        blocks: Vec::new(),
        begin: blocks.front().map_or(stream.next, |block| block.first),
        end: stream.next,
    };
    let position = query.position;
    match query.direction {
        Direction::Forward if position.is_some_and(|position| position >= stream.next) => {}
        Direction::Forward => {
            let within = |block: &Block| position.is_some_and(|position| block.first <= position);
            let start = blocks.partition_point(within).saturating_sub(1);
            if let Some(left_out) = outline.gather(blocks.range(start..), query) {
                outline.end = left_out.first;
            }
        }
        Direction::Backward => {
            let before = |block: &Block| position.is_none_or(|position| block.first < position);
            let stop = blocks.partition_point(before);
            if outline.gather(blocks.range(..stop).rev(), query).is_some() {
                outline.begin = outline.blocks.last().map_or(outline.begin, |block| block.first);
            }
        }
    }
    outline
}

impl Outline {
    /// Takes the blocks that may hold a match, hardly more than the page can use; the first one left out.
    fn gather<'b>(&mut self, blocks: impl Iterator<Item = &'b Block>, query: &LogQuery) -> Option<&'b Block> {
        let timely = |block: &&Block| block.newest() >= query.from && block.oldest < query.until;
        let mut blocks = blocks.filter(timely);
        self.blocks = blocks.by_ref().take(query.limit.saturating_add(2)).copied().collect();
        blocks.next()
    }

    fn fill(self, query: &LogQuery) -> io::Result<LogPage> {
        let mut shelf = Shelf::new(query);
        let mut open: Option<(u32, File)> = None;
        for block in &self.blocks {
            if shelf.full {
                break;
            }
            if open.as_ref().is_none_or(|(segment, _)| *segment != block.segment) {
                open = match File::open(segment_path(&self.directory, block.segment)) {
                    Ok(file) => Some((block.segment, file)),
                    // Dropped by retention or deletion since the outline was drawn.
                    Err(gone) if gone.kind() == io::ErrorKind::NotFound => continue,
                    Err(other) => return Err(other),
                };
            }
            if let Some((_, file)) = &open {
                shelf.add(read_block(file, block)?);
            }
        }
        Ok(self.bind(query, shelf))
    }

    /// Puts the events into order of arrival and says where the neighbours are.
    fn bind(&self, query: &LogQuery, shelf: Shelf<'_>) -> LogPage {
        let Shelf { mut events, full, .. } = shelf;
        let clamp = |position: u64| position.clamp(self.begin, self.end);
        let forward = query.direction == Direction::Forward;
        if !forward {
            events.reverse();
        }
        let first = events.first().map(|event| event.ordinal);
        let after = events.last().map(|event| event.ordinal + 1);
        let (head, tail) = if forward {
            let start = query.position.map_or(self.begin, clamp);
            (first.unwrap_or(start), if full { after.unwrap_or(start) } else { self.end })
        } else {
            let stop = query.position.map_or(self.end, clamp);
            (if full { first.unwrap_or(stop) } else { self.begin }, after.unwrap_or(stop))
        };
        LogPage { events, head, tail }
    }
}

/// Takes matching events in reading direction until the page is full.
struct Shelf<'q> {
    query: &'q LogQuery,
    events: Vec<PlacedEvent>,
    bytes: usize,
    full: bool,
}

impl<'q> Shelf<'q> {
    fn new(query: &'q LogQuery) -> Self {
        let full = query.limit == 0;
        Self { query, events: Vec::new(), bytes: 0, full }
    }

    /// Adds from a block given in order of arrival.
    fn add(&mut self, mut block: Vec<PlacedEvent>) {
        if self.query.direction == Direction::Backward {
            block.reverse();
        }
        for event in block {
            if !self.wants(&event) {
                continue;
            }
            let bytes = self.bytes + event.event.message.len();
            let over = bytes > self.query.bytes && !self.events.is_empty();
            if over || self.events.len() >= self.query.limit {
                self.full = true;
                return;
            }
            self.bytes = bytes;
            self.events.push(event);
        }
    }

    fn wants(&self, placed: &PlacedEvent) -> bool {
        let timely = (self.query.from..self.query.until).contains(&placed.event.timestamp);
        timely
            && self.query.position.is_none_or(|position| match self.query.direction {
                Direction::Forward => placed.ordinal >= position,
                Direction::Backward => placed.ordinal < position,
            })
    }
}

fn read_block(file: &File, block: &Block) -> io::Result<Vec<PlacedEvent>> {
    let mut bytes = vec![0; FRAME + block.length as usize];
    file.read_exact_at(&mut bytes, u64::from(block.offset))?;
    let Some((Entry::Events(events), _)) = segment::decode(&bytes) else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a block of log events is damaged"));
    };
    let place = |(ordinal, event)| PlacedEvent { ordinal, event };
    Ok((events.first..).zip(events.iter()).map(place).collect())
}
