//! What a step has written and readers do not know of yet: blocks and deletions by group, on top of the index.
//! When the step is on disk it goes into the index as a whole; if it fails it is dropped. Deliberately absent: files.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::GroupKey;
use super::index::{Block, Group, Index, Segment};

/// All groups a step touches.
#[derive(Default)]
pub(super) struct Ahead(pub(super) BTreeMap<GroupKey, GroupAhead>);

/// One group as it will be.
pub(super) struct GroupAhead {
    pub(super) directory: PathBuf,
    /// The segment written to, and what is in it; others that the step filled.
    pub(super) segments: BTreeMap<u32, Segment>,
    /// Ordinals of the events to come, where the step changed them.
    next: HashMap<Arc<str>, u64>,
    news: Vec<News>,
}

enum News {
    Block { stream: Arc<str>, block: Block, next: u64, ingested: i64 },
    Forgotten(Arc<str>),
}

impl GroupAhead {
    /// A group as the index has it, or a new one.
    pub(super) fn of(group: Option<&Group>, directory: impl FnOnce() -> PathBuf) -> Self {
        let written = group.filter(|group| !group.directory.as_os_str().is_empty());
        let last = group.and_then(|group| group.segments.last_key_value());
        Self {
            directory: written.map_or_else(directory, |group| group.directory.clone()),
            segments: last.map(|(number, segment)| (*number, *segment)).into_iter().collect(),
            next: HashMap::new(),
            news: Vec::new(),
        }
    }

    /// The segment to write to, if there is one.
    pub(super) fn last(&self) -> Option<(u32, Segment)> {
        self.segments.last_key_value().map(|(number, segment)| (*number, *segment))
    }

    /// Ordinal of the next event of a stream.
    pub(super) fn next(&self, stream: &Arc<str>, group: Option<&Group>) -> u64 {
        let known = || group.and_then(|group| group.streams.get(stream)).map_or(0, |stream| stream.next);
        self.next.get(stream).copied().unwrap_or_else(known)
    }

    pub(super) fn add(&mut self, stream: &Arc<str>, block: Block, next: u64, ingested: i64) {
        self.next.insert(Arc::clone(stream), next);
        self.segments.entry(block.segment).or_default().include(&block);
        self.news.push(News::Block { stream: Arc::clone(stream), block, next, ingested });
    }

    pub(super) fn forget(&mut self, stream: &Arc<str>) {
        self.next.insert(Arc::clone(stream), 0);
        self.news.push(News::Forgotten(Arc::clone(stream)));
    }
}

impl Ahead {
    /// Lets readers know.
    pub(super) fn publish(self, index: &mut Index) {
        for (key, ahead) in self.0 {
            let group = index.groups.entry(key).or_default();
            group.directory = ahead.directory;
            group.segments.extend(ahead.segments);
            for news in ahead.news {
                match news {
                    News::Block { stream, block, next, ingested } => {
                        group.add(&stream, block, next, ingested)
                    }
                    News::Forgotten(stream) => group.forget(&stream),
                }
            }
        }
    }
}
