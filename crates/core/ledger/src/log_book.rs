//! The book of log events: batches go in by stream, pages come out in the order of time.
//! One thread writes; each group has a directory of segment files shared by its streams, so that a
//! thousand streams cost one sync. Memory holds 32 bytes a block of events, never the events.
//! Deliberately absent: whether a group or stream exists (records in the ledger say so), filter
//! patterns, limits of the API, clocks.
//!
//! ```text
//!   append ──> desk (bounded) ──when somebody waits, or every few ms──> scribe: write, sync, index ──> Durable resolves
//!   read, search ──> index (blocks that may match) ──> segment files
//!   taps   <── what was just written, from the scribe
//! ```

mod ahead;
mod desk;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod exercise;
mod index;
mod read;
mod recovery;
mod scribe;
mod search;
mod segment;
mod tap;
mod usage;

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use model::ids::{AccountId, Scope};

use self::desk::{Desk, Order};
use self::index::Index;
use self::scribe::{Scribe, Shared};
use self::tap::Taps;
use crate::damage::{Damage, Damages};
use crate::disk::Disk;
use crate::durable::{Durable, NotDurable};
use crate::open_error::OpenError;
use crate::{Storage, disk, visits};

pub use self::read::{Direction, EventPlace, LogPage, LogQuery, PlacedEvent};
pub use self::search::{EventView, Onward, Scanned, Search};
pub use self::tap::LogTap;
pub use self::usage::log_groups_on_disk;

/// The name of a log group in its account and Region.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct GroupKey {
    /// Account and Region.
    pub scope: Scope,
    /// The group's name.
    pub group: Arc<str>,
}

/// The name of a log stream.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StreamKey {
    /// The group it belongs to.
    pub group: GroupKey,
    /// The stream's name.
    pub stream: Arc<str>,
}

impl StreamKey {
    /// The stream `stream` of the group `group`.
    pub fn new(scope: &Scope, group: &str, stream: &str) -> Self {
        let scope = scope.clone();
        let group = group.into();
        let group = GroupKey { scope, group };
        let stream = stream.into();
        Self { group, stream }
    }
}

/// One line of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogEvent {
    /// When it happened, in milliseconds since 1970.
    pub timestamp: i64,
    /// When it came in, in milliseconds since 1970.
    pub ingested: i64,
    /// What it says, at most [`LogBook::MESSAGE_BYTES`].
    pub message: String,
}

/// What is known of a stream without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StreamFacts {
    /// Earliest event kept, in ms.
    pub first_timestamp: i64,
    /// Latest event, in ms.
    pub last_timestamp: i64,
    /// When the last batch came in, in ms.
    pub last_ingested: i64,
    /// Bytes of messages kept.
    pub bytes: u64,
}

/// The book. Dropping it writes out what waits.
pub struct LogBook {
    desk: Arc<Desk>,
    index: Arc<RwLock<Index>>,
    taps: Arc<Taps>,
    damages: Arc<Damages>,
    thread: Option<JoinHandle<()>>,
    /// In memory mode, the directory to take away at the end.
    scratch: Option<PathBuf>,
    /// Holds other processes off.
    _lock: File,
}

impl LogBook {
    /// The longest message kept; longer ones are cut at a character boundary.
    pub const MESSAGE_BYTES: usize = 1 << 20;

    /// Opens `logs` in the given directory, or a directory of its own that goes with the process
    /// (and is never synced). Cuts off what a crash left half-written, and skips what is damaged ([`LogBook::damage`]).
    pub fn open(storage: &Storage) -> Result<Self, OpenError> {
        Self::open_on(storage, &Disk::default())
    }

    /// The same on a disk that may be made to fail.
    #[doc(hidden)]
    pub fn open_on(storage: &Storage, disk: &Disk) -> Result<Self, OpenError> {
        let (root, scratch) = match storage {
            Storage::Directory(path) => (path.join("logs"), None),
            Storage::Memory => {
                let path = scratch_path();
                (path.clone(), Some(path))
            }
        };
        disk::make_private(&root)?;
        let lock = disk::lock(&root)?;
        let unusable = |cause| OpenError::Directory { path: root.clone(), cause };
        let damages = Arc::<Damages>::default();
        let index = recovery::recover(&root, &damages).map_err(unusable)?;
        let index = Arc::new(RwLock::new(index));
        let desk = Desk::new();
        let taps = Arc::<Taps>::default();
        let shared =
            Shared { index: Arc::clone(&index), taps: Arc::clone(&taps), damages: Arc::clone(&damages) };
        let scribe = Scribe::new(root.clone(), disk.clone(), shared, scratch.is_none());
        let thread = Some(start(scribe, Arc::clone(&desk)).map_err(unusable)?);
        Ok(Self { desk, index, taps, damages, thread, scratch, _lock: lock })
    }

    /// Has someone hear of every event from now on, whoever wrote it.
    pub fn tap(&self, tap: Arc<dyn LogTap>) {
        self.taps.add(tap);
    }

    /// Adds events at the end of a stream. Readable when they are kept, at the latest when the answer resolves; of events that could
    /// not be kept nothing is seen. The first who waits has what is queued written at once.
    ///
    /// Blocks while more than 64 MiB wait for the disk.
    pub fn append(&self, stream: &StreamKey, mut events: Vec<LogEvent>) -> Durable {
        if events.is_empty() {
            return Durable::kept();
        }
        for event in &mut events {
            let cut = event.message.floor_char_boundary(Self::MESSAGE_BYTES);
            event.message.truncate(cut);
        }
        let stream = stream.clone();
        self.desk.submit(Order::Append { stream, events })
    }

    /// One page of a stream; empty if nothing was ever written to it.
    pub fn read(&self, stream: &StreamKey, query: &LogQuery) -> io::Result<LogPage> {
        read::page(&self.index, &self.damages, stream, query)
    }

    /// The event of a stream that so many events came before, if it is still kept.
    pub fn event(&self, stream: &StreamKey, ordinal: u64) -> io::Result<Option<LogEvent>> {
        read::event(&self.index, &self.damages, stream, ordinal)
    }

    /// Looks at the events of several streams in a range of time, oldest blocks first: `found` takes what `look` made of them, some
    /// blocks at a time and in no order within those, and says how to go on. Two threads look.
    pub fn search<T: Send>(
        &self,
        streams: &[StreamKey],
        search: &Search<'_>,
        look: impl Fn(&EventView<'_>) -> Option<T> + Sync,
        mut found: impl FnMut(Vec<T>, Scanned) -> Onward,
    ) -> io::Result<()> {
        search::search((&self.index, &self.damages), streams, search, &look, &mut found)
    }

    /// Times and size of a stream; `None` if it holds nothing.
    pub fn facts(&self, stream: &StreamKey) -> Option<StreamFacts> {
        visits::note();
        self.read_index().stream(stream)?.facts()
    }

    /// Bytes on disk of a group, deleted streams included until their segments go.
    pub fn group_bytes(&self, group: &GroupKey) -> u64 {
        self.read_index().groups.get(group).map_or(0, index::Group::bytes)
    }

    /// Tells of a stream that was created at `created` (ms), so that it stands in [`LogBook::by_time`]. Kept in memory only.
    pub fn announce(&self, stream: &StreamKey, created: i64) {
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        let group = index.groups.entry(stream.group.clone()).or_default();
        group.announce(&stream.stream, Some(created));
    }

    /// Shows the streams of a group in the order of their latest event, or of their creation where there is none, with that time (ms,
    /// at the earliest 1970): those after a place, or, `descending`, before it, until `show` says that it has enough.
    ///
    /// `exist` says how many streams there are. If other ones were announced, `all` is asked for them, with their times of creation.
    pub fn by_time(
        &self,
        group: &GroupKey,
        exist: usize,
        all: impl FnOnce() -> Vec<(Arc<str>, i64)>,
        (after, descending): (Option<(i64, &str)>, bool),
        mut show: impl FnMut(i64, &Arc<str>) -> bool,
    ) {
        if self.read_index().groups.get(group).map_or(0, index::Group::announced) != exist {
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            index.groups.entry(group.clone()).or_default().announce_all(all());
        }
        let index = self.read_index();
        let Some(group) = index.groups.get(group) else { return };
        let after = after.map(|(at, name)| (at, Arc::from(name)));
        for (at, name) in group.by_time(after, descending) {
            visits::note();
            if !show(*at, name) {
                return;
            }
        }
    }

    /// Forgets all events of a stream.
    pub fn delete_stream(&self, stream: &StreamKey) -> Durable {
        {
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            if let Some(group) = index.groups.get_mut(&stream.group) {
                group.announce(&stream.stream, None);
            }
        }
        self.desk.submit(Order::DeleteStream(stream.clone()))
    }

    /// Forgets a group with all its streams.
    pub fn delete_group(&self, group: &GroupKey) -> Durable {
        self.desk.submit(Order::DeleteGroup(group.clone()))
    }

    /// Drops the oldest segments of a group as long as all they hold is older than `before` (ms).
    /// What shares a segment with newer events stays; hide it with [`LogQuery::from`].
    pub fn expire(&self, group: &GroupKey, before: i64) -> Durable {
        self.desk.submit(Order::Expire { group: group.clone(), before })
    }

    /// Forgets one account, or everything.
    pub fn reset(&self, account: Option<&AccountId>) -> Durable {
        self.desk.submit(Order::Reset(account.cloned()))
    }

    /// Why the last events were not kept, if so. Writes are tried all the same.
    pub fn trouble(&self) -> Option<NotDurable> {
        self.desk.trouble()
    }

    /// What could not be read of the files, since they were opened.
    pub fn damage(&self) -> Vec<Damage> {
        self.damages.list()
    }

    fn read_index(&self) -> std::sync::RwLockReadGuard<'_, Index> {
        // The scribe stops at a panic; what it had indexed can still be read.
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for LogBook {
    fn drop(&mut self) {
        self.desk.close();
        if let Some(thread) = self.thread.take() {
            // A panic there has already broken every open promise.
            let _ = thread.join();
        }
        if let Some(scratch) = &self.scratch {
            // Nothing to be done about a leftover in the temporary directory.
            let _ = fs::remove_dir_all(scratch);
        }
    }
}

fn start(scribe: Scribe, desk: Arc<Desk>) -> io::Result<JoinHandle<()>> {
    let builder = thread::Builder::new().name("log-book".to_owned());
    builder.spawn(move || scribe.run(&desk))
}

/// A new name for each book of this process.
fn scratch_path() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("interstella-logs-{}-{number}", std::process::id());
    std::env::temp_dir().join(name)
}
