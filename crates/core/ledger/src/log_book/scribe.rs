//! The one who writes the book: steps of orders go in, synced files and an updated index come out.
//! Readers see a step when it is on disk, whole; of one that failed nothing is left.
//! Deliberately absent: waiting and promising (see `desk`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use model::ids::AccountId;

use super::ahead::{Ahead, GroupAhead};
use super::desk::{Desk, Order, Step, Work};
use super::index::{Group, Index, Segment, segment_path};
use super::tap::Taps;
use super::{GroupKey, LogEvent, StreamKey, segment};
use crate::damage::Damages;
use crate::disk::Disk;
use crate::durable::NotDurable;
use crate::undo::Undo;

/// A segment is closed when it is this long, or spans a day, so that retention can drop it.
const SEGMENT_BYTES: u32 = 32 << 20;
const SEGMENT_MS: i64 = 24 * 3_600_000;

type Lines = BTreeMap<Arc<str>, Vec<LogEvent>>;
type Staged = BTreeMap<GroupKey, Lines>;

/// What the scribe shares with readers.
pub(super) struct Shared {
    pub(super) index: Arc<RwLock<Index>>,
    /// Who hears of what was written.
    pub(super) taps: Arc<Taps>,
    pub(super) damages: Arc<Damages>,
}

/// Owns the files below `root`.
pub(super) struct Scribe {
    root: PathBuf,
    disk: Disk,
    shared: Shared,
    /// Whether the book outlives the process.
    durable: bool,
    /// Files and directories written since the last sync.
    dirty: BTreeSet<PathBuf>,
    undo: Undo,
    next_directory: u64,
}

impl Scribe {
    pub(super) fn new(root: PathBuf, disk: Disk, shared: Shared, durable: bool) -> Self {
        let next_directory = shared.index.read().unwrap_or_else(PoisonError::into_inner).next_directory;
        let undo = Undo::on(&disk);
        Self { root, disk, shared, durable, dirty: BTreeSet::new(), undo, next_directory }
    }

    /// Works until the desk closes; leaves nobody waiting, even after a panic.
    pub(super) fn run(mut self, desk: &Desk) {
        struct Farewell<'a>(&'a Desk);
        impl Drop for Farewell<'_> {
            fn drop(&mut self) {
                self.0.stop();
            }
        }
        let _farewell = Farewell(desk);
        loop {
            match desk.next() {
                Work::Steps(steps) => steps.into_iter().for_each(|step| self.take(step, desk)),
                Work::Probe => match self.probe() {
                    Ok(()) => desk.relieve(),
                    Err(cause) => desk.still(NotDurable::of(&self.root, &cause)),
                },
                Work::Stop => return,
            }
        }
    }

    fn probe(&mut self) -> io::Result<()> {
        self.undo.take_back()?;
        self.disk.probe(&self.root)
    }

    /// Carries a step out and says what became of it.
    fn take(&mut self, step: Step, desk: &Desk) {
        let (events, outcome) = (step.events(), step.outcome);
        // If what an earlier step left cannot be taken back, nothing may be written behind it.
        let done = self.undo.take_back().and_then(|()| self.carry_out(step.orders));
        match done {
            Ok(written) => {
                self.tell(written);
                desk.done(&outcome);
            }
            Err(cause) => {
                self.dirty.clear();
                // If not now, then before the next step.
                let _ = self.undo.take_back();
                desk.fail(&outcome, NotDurable::of(&self.root, &cause), events);
            }
        }
    }

    fn carry_out(&mut self, orders: Vec<Order>) -> io::Result<Vec<Staged>> {
        match orders.as_slice() {
            [Order::DeleteGroup(group)] => self.delete_group(group)?,
            [Order::Expire { group, before }] => self.expire(group, *before)?,
            [Order::Reset(account)] => self.reset(account.as_ref())?,
            _ => return self.append(orders),
        }
        Ok(Vec::new())
    }

    /// Events of one stream that come together become one block; deletions keep their place.
    fn append(&mut self, orders: Vec<Order>) -> io::Result<Vec<Staged>> {
        let (mut ahead, mut staged, mut written) = (Ahead::default(), Staged::new(), Vec::new());
        let mut forgotten = Vec::new();
        for order in orders {
            match order {
                Order::Append { stream, events } => {
                    let lines = staged.entry(stream.group).or_default();
                    lines.entry(stream.stream).or_default().extend(events);
                }
                Order::DeleteStream(stream) => {
                    written.push(self.write_all(&mut ahead, std::mem::take(&mut staged))?);
                    self.delete_stream(&mut ahead, &stream)?;
                    forgotten.push(stream.group);
                }
                other => debug_assert!(other.appends(), "only what appends shares a step"),
            }
        }
        written.push(self.write_all(&mut ahead, staged)?);
        self.sync()?;
        self.undo.forget();
        ahead.publish(&mut self.index_mut());
        for group in forgotten {
            // The next deletion tries again.
            self.drop_idle(&group).unwrap_or_else(|cause| tracing::debug!(%cause, "a segment stays"));
        }
        Ok(written)
    }

    /// Tells of what is on disk now.
    fn tell(&self, written: Vec<Staged>) {
        for (group, lines) in written.into_iter().flatten() {
            for (stream, events) in lines {
                self.shared.taps.written(&StreamKey { group: group.clone(), stream }, &events);
            }
        }
    }

    fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.shared.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn index_mut(&self) -> RwLockWriteGuard<'_, Index> {
        self.shared.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_all(&mut self, ahead: &mut Ahead, staged: Staged) -> io::Result<Staged> {
        staged.iter().try_for_each(|(group, lines)| self.write(ahead, group, lines))?;
        Ok(staged)
    }

    fn write(&mut self, ahead: &mut Ahead, key: &GroupKey, lines: &Lines) -> io::Result<()> {
        let number = self.open_segment(ahead, key)?;
        let group = self.group_ahead(ahead, key);
        let mut bytes = Vec::new();
        self.draft(group, key, number, lines, &mut bytes);
        self.put(group, number, &bytes)
    }

    /// Writes the frames of `lines` into `bytes`, to stand at the end of segment `number`.
    fn draft(&self, ahead: &mut GroupAhead, key: &GroupKey, number: u32, lines: &Lines, bytes: &mut Vec<u8>) {
        let index = self.index();
        let base = ahead.last().map_or(0, |(_, segment)| segment.length);
        for (stream, events) in lines {
            let mut next = ahead.next(stream, index.groups.get(key));
            let mut rest = events.as_slice();
            while !rest.is_empty() {
                let (now, later) = rest.split_at(segment::block_size(rest));
                // Wraps only where `put` refuses the whole draft.
                let offset = base.wrapping_add(bytes.len() as u32);
                let (block, length) = segment::encode_events(bytes, stream, next, now);
                next += now.len() as u64;
                ahead.add(stream, block.block(number, offset, length), next, block.ingested);
                rest = later;
            }
        }
    }

    /// Adds bytes at the end of a segment.
    fn put(&mut self, ahead: &mut GroupAhead, number: u32, bytes: &[u8]) -> io::Result<()> {
        let path = segment_path(&ahead.directory, number);
        let segment = ahead.segments.entry(number).or_default();
        let end = u64::from(segment.length) + bytes.len() as u64;
        let too_long = |_| io::Error::new(io::ErrorKind::FileTooLarge, "too much in one batch");
        let end = u32::try_from(end).map_err(too_long)?;
        self.undo.append(&path, u64::from(segment.length), bytes)?;
        segment.length = end;
        self.dirty.insert(path);
        Ok(())
    }

    fn group_ahead<'a>(&mut self, ahead: &'a mut Ahead, key: &GroupKey) -> &'a mut GroupAhead {
        let (root, next, index) = (&self.root, &mut self.next_directory, &self.shared.index);
        ahead.0.entry(key.clone()).or_insert_with(|| {
            let index = index.read().unwrap_or_else(PoisonError::into_inner);
            GroupAhead::of(index.groups.get(key), || {
                *next += 1;
                root.join(format!("group-{next:08}"))
            })
        })
    }

    /// The number of the segment to write to; begins a new one, or a new group, when due.
    fn open_segment(&mut self, ahead: &mut Ahead, key: &GroupKey) -> io::Result<u32> {
        let group = self.group_ahead(ahead, key);
        let number = match group.last() {
            Some((number, segment)) if !is_full(&segment) => return Ok(number),
            Some((number, _)) => number + 1,
            None => {
                self.undo.create_directory(&group.directory)?;
                self.dirty.insert(self.root.clone());
                1
            }
        };
        // Only the last segment may ever be found torn.
        self.sync()?;
        let mut bytes = Vec::new();
        segment::encode_group(&mut bytes, key);
        self.dirty.insert(group.directory.clone());
        self.put(group, number, &bytes)?;
        Ok(number)
    }

    fn delete_stream(&mut self, ahead: &mut Ahead, stream: &StreamKey) -> io::Result<()> {
        let known = self.index().stream(stream).is_some();
        let written = ahead.0.get(&stream.group).is_some_and(|group| group.next(&stream.stream, None) > 0);
        if !known && !written {
            return Ok(());
        }
        let number = self.open_segment(ahead, &stream.group)?;
        let mut bytes = Vec::new();
        segment::encode_forget(&mut bytes, &stream.stream);
        let group = self.group_ahead(ahead, &stream.group);
        self.put(group, number, &bytes)?;
        group.forget(&stream.stream);
        Ok(())
    }

    fn delete_group(&mut self, key: &GroupKey) -> io::Result<()> {
        self.remove_files(key, |index| drop(index.groups.remove(key)))
    }

    /// Takes a group's directory away and lets readers know. Renames before it unlinks, so that a crash leaves all of a group or none.
    fn remove_files(&mut self, key: &GroupKey, tell: impl FnOnce(&mut Index)) -> io::Result<()> {
        let directory = self.index().groups.get(key).map(|group| group.directory.clone());
        let Some(directory) = directory.filter(|directory| !directory.as_os_str().is_empty()) else {
            tell(&mut self.index_mut());
            return Ok(());
        };
        let gone = directory.with_extension("gone");
        fs::rename(&directory, &gone)?;
        tell(&mut self.index_mut());
        self.dirty.insert(self.root.clone());
        self.shared.damages.forget(&directory);
        self.sync()?;
        fs::remove_dir_all(gone)
    }

    fn expire(&mut self, key: &GroupKey, before: i64) -> io::Result<()> {
        let expired = self.index().groups.get(key).map(|group| group.expired(before));
        self.drop_segments(key, &expired.unwrap_or_default())?;
        let emptied = self.index().groups.get(key).is_some_and(|group| group.segments.is_empty());
        // Its streams exist still.
        let empty = |index: &mut Index| index.groups.get_mut(key).map_or((), Group::empty);
        if emptied { self.remove_files(key, empty) } else { Ok(()) }
    }

    /// Gives back what only held streams that are deleted.
    fn drop_idle(&mut self, key: &GroupKey) -> io::Result<()> {
        let idle = self.index().groups.get(key).filter(|it| it.segments.len() > 1).map(|group| group.idle());
        self.drop_segments(key, &idle.unwrap_or_default())
    }

    /// Oldest first: a note to forget a stream never goes before the events it is about.
    fn drop_segments(&mut self, key: &GroupKey, numbers: &[u32]) -> io::Result<()> {
        for number in numbers {
            let path = self.index().groups.get(key).map(|group| group.path(*number));
            if let Some(path) = path {
                remove(&path)?;
                self.shared.damages.forget(&path);
            }
            if let Some(group) = self.index_mut().groups.get_mut(key) {
                group.drop_through(*number);
            }
        }
        Ok(())
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
                self.disk.sync(&File::open(path)?)?;
            }
        }
        Ok(())
    }
}

/// Removes a file that is perhaps gone already.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn is_full(segment: &Segment) -> bool {
    let spans = |(oldest, newest): (i64, i64)| newest.saturating_sub(oldest) >= SEGMENT_MS;
    segment.is_closed || segment.length >= SEGMENT_BYTES || segment.times.is_some_and(spans)
}
