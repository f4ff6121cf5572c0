//! What memory holds of the book: for each stream the blocks on disk with their times, never the events.
//! Deliberately absent: files; everything here is about where they say things are.

use std::collections::{BTreeMap, HashMap, VecDeque};
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
}

impl Stream {
    /// Adds a block at the end.
    pub(super) fn push(&mut self, block: Block, next: u64, ingested: i64) {
        self.blocks.push_back(block);
        self.next = next;
        self.last_ingested = self.last_ingested.max(ingested);
        self.bytes += u64::from(block.length);
    }

    pub(super) fn facts(&self) -> Option<StreamFacts> {
        Some(StreamFacts {
            first_timestamp: self.blocks.iter().map(|block| block.oldest).min()?,
            last_timestamp: self.blocks.iter().map(Block::newest).max()?,
            last_ingested: self.last_ingested,
            bytes: self.bytes,
        })
    }

    fn drop_before(&mut self, segment: u32) {
        while let Some(block) = self.blocks.pop_front_if(|block| block.segment < segment) {
            self.bytes -= u64::from(block.length);
        }
    }
}

/// One file of a group.
#[derive(Clone, Copy, Default)]
pub(super) struct Segment {
    /// Bytes written.
    pub(super) length: u32,
    /// Earliest and latest timestamp in it, once there is an event.
    pub(super) times: Option<(i64, i64)>,
}

impl Segment {
    /// Widens the times by those of a block.
    pub(super) fn include(&mut self, block: &Block) {
        let (oldest, newest) = self.times.unwrap_or((block.oldest, block.newest()));
        self.times = Some((oldest.min(block.oldest), newest.max(block.newest())));
    }
}

/// Where a segment of a group is kept.
pub(super) fn segment_path(directory: &Path, segment: u32) -> PathBuf {
    directory.join(format!("{segment:08}.log"))
}

/// One group: its directory, its files, its streams.
pub(super) struct Group {
    pub(super) directory: PathBuf,
    pub(super) segments: BTreeMap<u32, Segment>,
    pub(super) streams: HashMap<Arc<str>, Stream>,
}

impl Group {
    pub(super) fn new(directory: PathBuf) -> Self {
        let (segments, streams) = Default::default();
        Self { directory, segments, streams }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.segments.values().map(|s| u64::from(s.length)).sum()
    }

    pub(super) fn path(&self, segment: u32) -> PathBuf {
        segment_path(&self.directory, segment)
    }

    /// The oldest segments in which everything is older than `before`.
    pub(super) fn expired(&self, before: i64) -> Vec<u32> {
        let old = |segment: &Segment| segment.times.is_none_or(|(_, newest)| newest < before);
        let oldest_first = self.segments.iter().take_while(|(_, segment)| old(segment));
        oldest_first.map(|(number, _)| *number).collect()
    }

    /// Forgets the segments up to and including `last`.
    pub(super) fn drop_through(&mut self, last: u32) {
        self.segments = self.segments.split_off(&(last + 1));
        self.streams.values_mut().for_each(|stream| stream.drop_before(last + 1));
        self.streams.retain(|_, stream| !stream.blocks.is_empty());
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
