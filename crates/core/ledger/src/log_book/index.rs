//! What memory holds of the book: for each stream the blocks on disk with their times, never the events, and for each group its
//! streams in the order of their latest event.
//! Deliberately absent: files; everything here is about where they say things are.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{GroupKey, StreamFacts, StreamKey};

/// Where some consecutive events of one stream lie. 32 bytes, however many events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Block {
    /// Ordinal of its first event in the stream.
    pub(super) first: u64,
    /// Earliest timestamp in it.
    pub(super) oldest: i64,
    /// Latest less earliest timestamp.
    pub(super) span: u32,
    pub(super) segment: u32,
    /// Of its frame in the segment.
    pub(super) offset: u32,
    /// Of its payload.
    pub(super) length: u32,
}

impl Block {
    pub(super) fn newest(&self) -> i64 {
        self.oldest.saturating_add(i64::from(self.span))
    }
}

/// One stream.
#[derive(Default)]
pub(super) struct Stream {
    pub(super) blocks: VecDeque<Block>,
    /// Ordinal of the event to come.
    pub(super) next: u64,
    last_ingested: i64,
    bytes: u64,
    /// Earliest and latest timestamp of its blocks.
    times: Option<(i64, i64)>,
}

impl Stream {
    /// Adds a block at the end.
    fn push(&mut self, block: Block, next: u64, ingested: i64) {
        self.blocks.push_back(block);
        self.next = next;
        self.last_ingested = self.last_ingested.max(ingested);
        self.bytes += u64::from(block.length);
        self.times = Some(widened(self.times, &block));
    }

    pub(super) fn facts(&self) -> Option<StreamFacts> {
        let (first_timestamp, last_timestamp) = self.times?;
        let (last_ingested, bytes) = (self.last_ingested, self.bytes);
        Some(StreamFacts { first_timestamp, last_timestamp, last_ingested, bytes })
    }

    fn drop_before(&mut self, segment: u32) {
        let before = self.blocks.len();
        while let Some(block) = self.blocks.pop_front_if(|block| block.segment < segment) {
            self.bytes -= u64::from(block.length);
        }
        if self.blocks.len() < before {
            self.times = self.blocks.iter().fold(None, |times, block| Some(widened(times, block)));
        }
    }
}

fn widened(times: Option<(i64, i64)>, block: &Block) -> (i64, i64) {
    let (oldest, newest) = times.unwrap_or((block.oldest, block.newest()));
    (oldest.min(block.oldest), newest.max(block.newest()))
}

/// One file of a group.
#[derive(Clone, Copy, Default)]
pub(super) struct Segment {
    /// Bytes written.
    pub(super) length: u32,
    /// Earliest and latest timestamp in it, once there is an event.
    pub(super) times: Option<(i64, i64)>,
    /// Nothing is written to it any more, since its end is damaged.
    pub(super) is_closed: bool,
}

impl Segment {
    /// Widens the times by those of a block.
    pub(super) fn include(&mut self, block: &Block) {
        self.times = Some(widened(self.times, block));
    }
}

/// Where a segment of a group is kept.
pub(super) fn segment_path(directory: &Path, segment: u32) -> PathBuf {
    directory.join(format!("{segment:08}.log"))
}

/// One group: its directory, its files, its streams.
#[derive(Default)]
pub(super) struct Group {
    /// Empty as long as nothing was written.
    pub(super) directory: PathBuf,
    pub(super) segments: BTreeMap<u32, Segment>,
    pub(super) streams: HashMap<Arc<str>, Stream>,
    /// When the streams that are known to exist were created, in ms; those with events may be unknown.
    created: HashMap<Arc<str>, i64>,
    /// All of both by the time of their latest event, or else of their creation, at the earliest 1970.
    by_time: BTreeSet<(i64, Arc<str>)>,
}

impl Group {
    pub(super) fn new(directory: PathBuf) -> Self {
        Self { directory, ..Self::default() }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.segments.values().map(|s| u64::from(s.length)).sum()
    }

    pub(super) fn path(&self, segment: u32) -> PathBuf {
        segment_path(&self.directory, segment)
    }

    /// Adds a block at the end of a stream.
    pub(super) fn add(&mut self, name: &Arc<str>, block: Block, next: u64, ingested: i64) {
        self.change(name, |stream| stream.push(block, next, ingested));
    }

    pub(super) fn forget(&mut self, name: &Arc<str>) {
        self.change(name, |stream| *stream = Stream::default());
    }

    /// Changes a stream and keeps its place in the order of time; one without blocks goes.
    fn change(&mut self, name: &Arc<str>, change: impl FnOnce(&mut Stream)) {
        let before = self.place(name);
        let stream = self.streams.entry(Arc::clone(name)).or_default();
        change(stream);
        if stream.blocks.is_empty() {
            self.streams.remove(name);
        }
        self.moved(name, before);
    }

    /// Where a stream stands in the order of time.
    fn place(&self, name: &Arc<str>) -> Option<i64> {
        let latest = self.streams.get(name).and_then(|stream| stream.times).map(|(_, latest)| latest);
        latest.or_else(|| self.created.get(name).copied()).map(|at| at.max(0))
    }

    fn moved(&mut self, name: &Arc<str>, before: Option<i64>) {
        let after = self.place(name);
        if before != after {
            if let Some(before) = before {
                self.by_time.remove(&(before, Arc::clone(name)));
            }
            self.by_time.extend(after.map(|at| (at, Arc::clone(name))));
        }
    }

    /// A stream exists, and since when; or does no more.
    pub(super) fn announce(&mut self, name: &Arc<str>, created: Option<i64>) {
        let before = self.place(name);
        match created {
            Some(created) => drop(self.created.insert(Arc::clone(name), created)),
            None => drop(self.created.remove(name)),
        }
        self.moved(name, before);
    }

    /// Exactly these streams exist.
    pub(super) fn announce_all(&mut self, all: impl IntoIterator<Item = (Arc<str>, i64)>) {
        self.created = all.into_iter().collect();
        let names = self.created.keys().chain(self.streams.keys());
        let placed = names.filter_map(|name| Some((self.place(name)?, Arc::clone(name))));
        self.by_time = placed.collect();
    }

    /// How many streams are known to exist.
    pub(super) fn announced(&self) -> usize {
        self.created.len()
    }

    /// All streams in the order of time, from a place on: later ones, or, `descending`, earlier ones.
    pub(super) fn by_time(
        &self,
        after: Option<(i64, Arc<str>)>,
        descending: bool,
    ) -> Box<dyn Iterator<Item = &(i64, Arc<str>)> + '_> {
        let bound = after.map_or(Bound::Unbounded, Bound::Excluded);
        if descending {
            Box::new(self.by_time.range((Bound::Unbounded, bound)).rev())
        } else {
            Box::new(self.by_time.range((bound, Bound::Unbounded)))
        }
    }

    /// Nothing was ever written, as far as anybody can tell.
    pub(super) fn empty(&mut self) {
        let names: Vec<Arc<str>> = self.streams.keys().cloned().collect();
        names.iter().for_each(|name| self.forget(name));
        (self.directory, self.segments) = Default::default();
    }

    /// The oldest segments in which everything is older than `before`.
    pub(super) fn expired(&self, before: i64) -> Vec<u32> {
        let old = |segment: &Segment| segment.times.is_none_or(|(_, newest)| newest < before);
        let oldest_first = self.segments.iter().take_while(|(_, segment)| old(segment));
        oldest_first.map(|(number, _)| *number).collect()
    }

    /// The oldest segments that hold nothing of any stream any more, but for the one written to.
    pub(super) fn idle(&self) -> Vec<u32> {
        let last = self.segments.last_key_value().map_or(0, |(number, _)| *number);
        let held =
            self.streams.values().filter_map(|stream| stream.blocks.front()).map(|block| block.segment);
        let first_held = held.min().unwrap_or(last).min(last);
        self.segments.range(..first_held).map(|(number, _)| *number).collect()
    }

    /// Forgets the segments up to and including `last`.
    pub(super) fn drop_through(&mut self, last: u32) {
        self.segments = self.segments.split_off(&(last + 1));
        let touched = |stream: &Stream| stream.blocks.front().is_some_and(|block| block.segment <= last);
        let touched = self.streams.iter().filter(|(_, stream)| touched(stream));
        let names: Vec<Arc<str>> = touched.map(|(name, _)| Arc::clone(name)).collect();
        names.iter().for_each(|name| self.change(name, |stream| stream.drop_before(last + 1)));
    }
}

/// The whole book.
#[derive(Default)]
pub(super) struct Index {
    pub(super) groups: HashMap<GroupKey, Group>,
    /// Number of the next group directory.
    pub(super) next_directory: u64,
}

impl Index {
    pub(super) fn stream(&self, key: &StreamKey) -> Option<&Stream> {
        self.groups.get(&key.group)?.streams.get(&key.stream)
    }
}
