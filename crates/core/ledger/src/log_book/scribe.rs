//! The one who writes the book: batches of orders go in, synced files and an updated index come out.
//! Deliberately absent: waiting and promising (see `desk`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

use model::ids::AccountId;

use super::desk::{Desk, Order};
use super::index::{Block, Group, Index, Segment, segment_path};
use super::segment::{self, FRAME};
use super::tap::Taps;
use super::{GroupKey, LogEvent, StreamKey};

/// A segment is closed when it is this long, or spans a day, so that retention can drop it.
const SEGMENT_BYTES: u32 = 32 << 20;
const SEGMENT_MS: i64 = 24 * 3_600_000;

type Lines = BTreeMap<Arc<str>, Vec<LogEvent>>;
type Staged = BTreeMap<GroupKey, Lines>;

/// Owns the files below `root`.
pub(super) struct Scribe {
    root: PathBuf,
    index: Arc<RwLock<Index>>,
    /// Who hears of what was written.
    taps: Arc<Taps>,
    /// Whether the book outlives the process.
    durable: bool,
    /// Files and directories written since the last sync.
    dirty: BTreeSet<PathBuf>,
}

/// Frames about to be written, and how the index will know them.
#[derive(Default)]
struct Draft {
    bytes: Vec<u8>,
    blocks: Vec<(Arc<str>, Block, u64, i64)>,
}

impl Scribe {
    pub(super) fn new(root: PathBuf, index: Arc<RwLock<Index>>, taps: Arc<Taps>, durable: bool) -> Self {
        let dirty = BTreeSet::new();
        Self { root, index, taps, durable, dirty }
    }

    /// Works until the desk closes or a write fails; leaves nobody waiting, even after a panic.
    pub(super) fn run(mut self, desk: &Desk) {
        struct Farewell<'a>(&'a Desk);
        impl Drop for Farewell<'_> {
            fn drop(&mut self) {
                self.0.fail("the log book has stopped");
            }
        }
        let _farewell = Farewell(desk);
        while let Some((orders, last)) = desk.next_batch() {
            match self.carry_out(orders) {
                Ok(()) => desk.done(last),
                Err(cause) => {
                    tracing::error!(%cause, "the log book failed; it takes no more events");
                    return desk.fail(&cause.to_string());
                }
            }
        }
    }

    fn index(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Events of one stream that come together become one block; other orders keep their place.
    fn carry_out(&mut self, orders: Vec<Order>) -> io::Result<()> {
        let (mut staged, mut written) = (Staged::new(), Vec::new());
        for order in orders {
            if let Order::Append { stream, events } = order {
                let lines = staged.entry(stream.group).or_default();
                lines.entry(stream.stream).or_default().extend(events);
                continue;
            }
            written.push(self.write_all(std::mem::take(&mut staged))?);
            self.obey(order)?;
        }
        written.push(self.write_all(staged)?);
        self.sync()?;
        self.tell(written);
        Ok(())
    }

    /// Tells of what is on disk now.
    fn tell(&self, written: Vec<Staged>) {
        for (group, lines) in written.into_iter().flatten() {
            for (stream, events) in lines {
                self.taps.written(&StreamKey { group: group.clone(), stream }, &events);
            }
        }
    }

    fn obey(&mut self, order: Order) -> io::Result<()> {
        match order {
            Order::Append { stream, events } => {
                let lines = Lines::from([(stream.stream, events)]);
                self.write(&stream.group, &lines)
            }
            Order::DeleteStream(stream) => self.delete_stream(&stream),
            Order::DeleteGroup(group) => self.delete_group(&group),
            Order::Expire { group, before } => self.expire(&group, before),
            Order::Reset(account) => self.reset(account.as_ref()),
        }
    }

    fn write_all(&mut self, staged: Staged) -> io::Result<Staged> {
        staged.iter().try_for_each(|(group, lines)| self.write(group, lines))?;
        Ok(staged)
    }

    /// Writes first, then lets readers know.
    fn write(&mut self, key: &GroupKey, lines: &Lines) -> io::Result<()> {
        let number = self.open_segment(key)?;
        let (path, mut segment, draft) = {
            let index = self.index();
            let Some(group) = index.groups.get(key) else { return Ok(()) };
            let segment = group.segments.get(&number).copied().unwrap_or_default();
            (group.path(number), segment, draft(group, number, segment.length, lines))
        };
        self.put(&path, &mut segment, &draft.bytes)?;
        let mut index = self.index();
        let Some(group) = index.groups.get_mut(key) else { return Ok(()) };
        for (stream, block, next, ingested) in draft.blocks {
            segment.include(&block);
            group.streams.entry(stream).or_default().push(block, next, ingested);
        }
        group.segments.insert(number, segment);
        Ok(())
    }

    /// Adds bytes at the end of a segment.
    fn put(&mut self, path: &Path, segment: &mut Segment, bytes: &[u8]) -> io::Result<()> {
        let end = u64::from(segment.length) + bytes.len() as u64;
        let too_long = |_| io::Error::new(io::ErrorKind::FileTooLarge, "too much in one batch");
        let end = u32::try_from(end).map_err(too_long)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.write_all_at(bytes, u64::from(segment.length))?;
        segment.length = end;
        self.dirty.insert(path.to_owned());
        Ok(())
    }

    /// The number of the segment to write to; begins a new one, or a new group, when due.
    fn open_segment(&mut self, key: &GroupKey) -> io::Result<u32> {
        let directory = self.group_directory(key)?;
        let last = {
            let index = self.index();
            let segments = index.groups.get(key).map(|group| &group.segments);
            segments.and_then(|s| s.last_key_value().map(|(n, s)| (*n, *s)))
        };
        let number = match last {
            Some((number, segment)) if !is_full(&segment) => return Ok(number),
            Some((number, _)) => number + 1,
            None => 1,
        };
        // Only the last segment may ever be found torn.
        self.sync()?;
        self.begin_segment(key, directory, number)?;
        Ok(number)
    }

    fn begin_segment(&mut self, key: &GroupKey, directory: PathBuf, number: u32) -> io::Result<()> {
        let mut bytes = Vec::new();
        segment::encode_group(&mut bytes, key);
        let mut segment = Segment::default();
        let path = segment_path(&directory, number);
        self.put(&path, &mut segment, &bytes)?;
        self.dirty.insert(directory);
        if let Some(group) = self.index().groups.get_mut(key) {
            group.segments.insert(number, segment);
        }
        Ok(())
    }

    fn group_directory(&mut self, key: &GroupKey) -> io::Result<PathBuf> {
        let (directory, new) = {
            let mut index = self.index();
            if let Some(group) = index.groups.get(key) {
                (group.directory.clone(), false)
            } else {
                index.next_directory += 1;
                let directory = self.root.join(format!("group-{:08}", index.next_directory));
                index.groups.insert(key.clone(), Group::new(directory.clone()));
                (directory, true)
            }
        };
        if new {
            fs::create_dir(&directory)?;
            self.dirty.insert(self.root.clone());
        }
        Ok(directory)
    }

    fn delete_stream(&mut self, stream: &StreamKey) -> io::Result<()> {
        if self.index().stream(stream).is_none() {
            return Ok(());
        }
        let number = self.open_segment(&stream.group)?;
        let mut bytes = Vec::new();
        segment::encode_forget(&mut bytes, &stream.stream);
        let found = self.index().groups.get(&stream.group).map(|group| {
            let segment = group.segments.get(&number).copied();
            (group.path(number), segment.unwrap_or_default())
        });
        let Some((path, mut segment)) = found else { return Ok(()) };
        self.put(&path, &mut segment, &bytes)?;
        if let Some(group) = self.index().groups.get_mut(&stream.group) {
            group.segments.insert(number, segment);
            group.streams.remove(&stream.stream);
        }
        Ok(())
    }

    /// Renames before it unlinks, so that a crash leaves all of a group or none.
    fn delete_group(&mut self, key: &GroupKey) -> io::Result<()> {
        let Some(group) = self.index().groups.remove(key) else { return Ok(()) };
        let gone = group.directory.with_extension("gone");
        fs::rename(&group.directory, &gone)?;
        self.dirty.retain(|path| !path.starts_with(&group.directory));
        self.dirty.insert(self.root.clone());
        self.sync()?;
        fs::remove_dir_all(gone)
    }

    fn expire(&mut self, key: &GroupKey, before: i64) -> io::Result<()> {
        let paths: Vec<PathBuf> = {
            let mut index = self.index();
            let Some(group) = index.groups.get_mut(key) else { return Ok(()) };
            let expired = group.expired(before);
            let Some(last) = expired.last() else { return Ok(()) };
            group.drop_through(*last);
            expired.iter().map(|number| group.path(*number)).collect()
        };
        for path in paths {
            self.dirty.remove(&path);
            // Oldest first: a note to forget a stream never goes before the events it is about.
            fs::remove_file(&path)?;
        }
        let emptied = self.index().groups.get(key).is_some_and(|g| g.segments.is_empty());
        if emptied { self.delete_group(key) } else { Ok(()) }
    }

    fn reset(&mut self, account: Option<&AccountId>) -> io::Result<()> {
        let mine = |key: &&GroupKey| account.is_none_or(|account| key.scope.account == *account);
        let keys: Vec<GroupKey> = self.index().groups.keys().filter(mine).cloned().collect();
        keys.iter().try_for_each(|key| self.delete_group(key))
    }

    /// Makes everything written so far survive a power cut.
    fn sync(&mut self) -> io::Result<()> {
        for path in std::mem::take(&mut self.dirty) {
            if self.durable {
                File::open(path)?.sync_data()?;
            }
        }
        Ok(())
    }
}

fn is_full(segment: &Segment) -> bool {
    let spans = |(oldest, newest): (i64, i64)| newest.saturating_sub(oldest) >= SEGMENT_MS;
    segment.length >= SEGMENT_BYTES || segment.times.is_some_and(spans)
}

/// The frames of `lines`, to stand at `base` of segment `number`.
fn draft(group: &Group, number: u32, base: u32, lines: &Lines) -> Draft {
    let mut draft = Draft::default();
    for (stream, events) in lines {
        let mut next = group.streams.get(stream).map_or(0, |stream| stream.next);
        let mut rest = events.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(segment::block_size(rest));
            // Wraps only where `put` refuses the whole draft.
            let offset = base.wrapping_add(draft.bytes.len() as u32);
            let (events, length) = segment::encode_events(&mut draft.bytes, stream, next, now);
            next += now.len() as u64;
            let block = events.block(number, offset, length);
            draft.blocks.push((Arc::clone(stream), block, next, events.ingested));
            rest = later;
        }
    }
    debug_assert!(draft.bytes.len() >= draft.blocks.len() * FRAME);
    draft
}
