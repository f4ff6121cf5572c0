//! The journal's directory: batches go in, each durable when it returns; a world comes out when it is opened.
//!
//! ```text
//!   00000001.wal  00000002.snapshot 00000002.wal  00000003.snapshot 00000003.wal    <- the last one is written to
//! ```
//! A log file that is long is closed; behind it all records go into a snapshot, by a thread of its own. The snapshot before that and
//! the log since stay, for the day the newest is damaged; what is older goes. After a reset nothing older stays.
//! Deliberately absent: queues, promises (see `journal`), repair.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use super::batch::{Batch, Wipe};
use super::load::{self, Files, Loaded, Strangers};
use super::wal::{self, Wal};
use super::{entries, redb_format, snapshot};
use crate::disk::{self, Disk};
use crate::durable::NotDurable;
use crate::open_error::OpenError;
use crate::world::World;

/// A log file is closed when it is this long, or twice as long as the snapshot before it.
const LEAST_WAL: u64 = 4 << 20;
/// What a reset gives back at once.
const WORTH_GIVING_BACK: u64 = 64 << 10;

/// The open journal.
pub(crate) struct Store {
    directory: PathBuf,
    disk: Disk,
    wal: Wal,
    /// Number of the last batch.
    batch: u64,
    strangers: Arc<Strangers>,
    /// The newest snapshot, 0 for none.
    base: u64,
    /// How long the log file may become.
    limit: u64,
    snapshot: Option<Snapshot>,
    _lock: fs::File,
}

/// A snapshot that is being written.
struct Snapshot {
    number: u64,
    thread: JoinHandle<io::Result<u64>>,
    cancelled: Arc<AtomicBool>,
}

/// Where the journal of a data directory lies.
pub(super) fn directory_of(data: &Path) -> PathBuf {
    data.join("journal")
}

impl Store {
    /// Opens or creates the journal of a data directory and reads all records.
    pub(crate) fn open(data: &Path, disk: &Disk) -> Result<(Self, World), OpenError> {
        let directory = directory_of(data);
        disk::make_private(&directory)?;
        let lock = disk::lock(&directory)?;
        let unusable = |cause| OpenError::Directory { path: directory.clone(), cause };
        if Files::list(&directory).map_err(unusable)?.is_empty() {
            redb_format::migrate(data, &directory, disk)?;
        }
        let loaded = load::load(&directory)?;
        if let Some(loss) = loaded.losses.first() {
            return Err(OpenError::corrupt(&directory, &loss.to_string()));
        }
        loaded.notes.iter().for_each(|note| tracing::warn!("{note}"));
        let wal = go_on(&directory, disk, &loaded).map_err(unusable)?;
        if loaded.base.0 == redb_format::SNAPSHOT {
            redb_format::leave_a_sign(data).map_err(unusable)?;
        }
        let Loaded { world, strangers, batch, base, .. } = loaded;
        let (directory, disk, strangers) = (directory.clone(), disk.clone(), Arc::new(strangers));
        let (base, limit, snapshot) = (base.0, limit(base.1), None);
        let store = Self { directory, disk, wal, batch, strangers, base, limit, snapshot, _lock: lock };
        Ok((store, world))
    }

    /// Writes a batch as one step; when it returns `Ok` the batch survives a power cut, and else it is not there.
    pub(crate) fn apply(&mut self, batch: &Batch) -> Result<(), NotDurable> {
        let mut bytes = Vec::new();
        let encoded = entries::put_batch(&mut bytes, self.batch + 1, batch);
        encoded.map_err(|error| NotDurable::new(&error.to_string()))?;
        let appended = self.wal.append(&bytes);
        appended.map_err(|cause| NotDurable::of(&self.wal.path, &cause))?;
        self.batch += 1;
        self.forget_strangers(&batch.wipe);
        self.look_after_snapshots(batch);
        Ok(())
    }

    /// Whether the disk would take a write now.
    pub(crate) fn probe(&mut self) -> Result<(), NotDurable> {
        let tried = self.wal.mend().and_then(|()| self.disk.probe(&self.directory));
        tried.map_err(|cause| NotDurable::of(&self.wal.path, &cause))
    }

    /// Says that the process ends in order: what is missing before that was damaged later.
    pub(crate) fn close(mut self) {
        if let Some(snapshot) = self.snapshot.take() {
            snapshot.cancelled.store(true, Ordering::Relaxed);
            // It says itself why it failed.
            let _ = snapshot.thread.join();
        }
        let mut bytes = Vec::new();
        entries::put_closed(&mut bytes, self.batch);
        if let Err(cause) = self.wal.append(&bytes) {
            tracing::debug!(%cause, "the journal is closed without saying so");
        }
    }

    fn forget_strangers(&mut self, wipe: &Wipe) {
        if self.strangers.is_empty() || matches!(wipe, Wipe::Nothing) {
            return;
        }
        let strangers = Arc::make_mut(&mut self.strangers);
        let Wipe::Accounts(accounts) = wipe else { return strangers.clear() };
        let prefixes: Vec<String> = accounts.iter().map(|account| format!("{account}/")).collect();
        let is_gone = |key: &str| prefixes.iter().any(|prefix| key.starts_with(prefix));
        strangers.values_mut().for_each(|records| records.retain(|key, _| !is_gone(key)));
    }

    fn look_after_snapshots(&mut self, batch: &Batch) {
        if let Some(over) = self.snapshot.take_if(|it| it.thread.is_finished())
            && let Ok(Ok(size)) = over.thread.join()
        {
            self.base = over.number;
            self.limit = limit(size);
        }
        let reset = !matches!(batch.wipe, Wipe::Nothing);
        let due = self.wal.length >= self.limit || (reset && self.given_back() >= WORTH_GIVING_BACK);
        if due && (reset || self.snapshot.is_none()) {
            self.begin_snapshot(&batch.world, reset);
        }
    }

    /// About how many bytes lie before what is needed after a reset.
    fn given_back(&self) -> u64 {
        let older =
            fs::metadata(snapshot::path_of(&self.directory, self.base)).map_or(0, |found| found.len());
        self.wal.length + older
    }

    /// Closes the log file and has all there is now written as a snapshot.
    fn begin_snapshot(&mut self, world: &Arc<World>, reset: bool) {
        if let Some(outdated) = self.snapshot.take() {
            outdated.cancelled.store(true, Ordering::Relaxed);
            let _ = outdated.thread.join();
        }
        let number = self.wal.number + 1;
        match Wal::create(&self.disk, &self.directory, number, self.batch) {
            Ok(next) => self.wal = next,
            Err(cause) => {
                tracing::warn!(%cause, "cannot begin a new file of the journal; the old one grows");
                self.limit = self.wal.length + LEAST_WAL;
                return;
            }
        }
        // If the snapshot fails, the log is only longer than it need be.
        self.limit = self.limit.max(LEAST_WAL);
        let keep = if reset || self.base == 0 { number } else { self.base };
        let cancelled = Arc::<AtomicBool>::default();
        let job = Job {
            directory: self.directory.clone(),
            disk: self.disk.clone(),
            world: Arc::clone(world),
            strangers: Arc::clone(&self.strangers),
            number,
            batch: self.batch,
            keep,
            cancelled: Arc::clone(&cancelled),
        };
        let started = thread::Builder::new().name("snapshot".to_owned()).spawn(move || job.run());
        self.snapshot = started.ok().map(|thread| Snapshot { number, thread, cancelled });
    }
}

fn limit(snapshot: u64) -> u64 {
    LEAST_WAL.max(2 * snapshot)
}

/// The log file to go on with; what a crash left behind is cut off.
fn go_on(directory: &Path, disk: &Disk, loaded: &Loaded) -> io::Result<Wal> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tmp") {
            fs::remove_file(path)?;
        }
    }
    if let Some(unborn) = &loaded.unborn {
        fs::remove_file(unborn)?;
    }
    match loaded.last {
        Some((number, whole)) => Wal::open(disk, directory, number, whole),
        None => Wal::create(disk, directory, loaded.base.0.max(1), loaded.batch),
    }
}

/// What the thread of a snapshot works with.
struct Job {
    directory: PathBuf,
    disk: Disk,
    world: Arc<World>,
    strangers: Arc<Strangers>,
    number: u64,
    batch: u64,
    /// Files of lower numbers go.
    keep: u64,
    cancelled: Arc<AtomicBool>,
}

impl Job {
    fn run(self) -> io::Result<u64> {
        let place = snapshot::Place {
            disk: &self.disk,
            directory: &self.directory,
            number: self.number,
            batch: self.batch,
        };
        let written = snapshot::write(&place, |take| {
            snapshot::all(&self.world, &self.strangers, &mut |kind, key, json| {
                if self.cancelled.load(Ordering::Relaxed) {
                    return Err(io::Error::from(io::ErrorKind::Interrupted));
                }
                take(kind, key, json)
            })
        });
        match &written {
            Ok(_) => self.remove_older(),
            Err(cause) if self.cancelled.load(Ordering::Relaxed) => tracing::debug!(%cause, "no snapshot"),
            Err(cause) => tracing::warn!(%cause, "cannot write a snapshot of the journal; its log grows"),
        }
        written
    }

    fn remove_older(&self) {
        let files = Files::list(&self.directory).unwrap_or_default();
        let older = files.snapshots.range(..self.keep).chain(files.wals.range(..self.keep));
        for (_, path) in older {
            if let Err(cause) = fs::remove_file(path) {
                tracing::warn!(path = %path.display(), %cause, "cannot remove an old file of the journal");
            }
        }
    }
}

/// Files of a new journal that begins with the given snapshot. Used by whoever rewrites a journal as a whole.
pub(super) fn begin_with(
    place: &snapshot::Place<'_>,
    fill: impl FnOnce(&mut snapshot::Take<'_>) -> io::Result<()>,
) -> io::Result<()> {
    snapshot::write(place, fill)?;
    if !wal::path_of(place.directory, place.number).exists() {
        Wal::create(place.disk, place.directory, place.number, place.batch)?;
    }
    Ok(())
}
