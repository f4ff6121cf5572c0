//! The book of metric values: observations go in by metric, statistics of stretches of time come out.
//!
//! Values of one metric, unit and minute (or second, where asked for) are kept as one [`Distribution`], in memory and, in files of a
//! day each, on disk. One thread writes; an answer may wait for it.
//! Deliberately absent: what a metric means, alarms, limits of the API, clocks.
//!
//! ```text
//!   record ──> shelf (readable at once) and sheet ──every few ms──> scribe: append, sync ──> Durable resolves
//!   read   ──> shelf
//! ```

mod day_files;
mod scribe;
mod shelf;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::thread::{self, JoinHandle};

use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::{AccountId, Scope};

use self::day_files::DayFiles;
use self::scribe::{Sheet, write};
use self::shelf::Shelf;
use crate::durable::{Durable, NotDurable};
use crate::open_error::OpenError;
use crate::{Storage, disk};

/// Values of one metric at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Account and Region.
    pub scope: Scope,
    /// Which metric.
    pub metric: MetricName,
    /// What the values count.
    pub unit: Unit,
    /// When, in ms since 1970.
    pub at: i64,
    /// How finely time is told: 1 or 60 seconds.
    pub resolution: u8,
    /// The values.
    pub values: Distribution,
}

/// Statistics of one stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// When it begins, in ms since 1970.
    pub start: i64,
    /// What the values count.
    pub unit: Unit,
    /// All values in it.
    pub values: Distribution,
}

/// A metric that is known, and when it last had a value.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownMetric {
    /// Which.
    pub metric: MetricName,
    /// The time of its latest value, ms since 1970.
    pub latest: i64,
}

/// The book. Dropping it writes out what waits.
pub struct MetricBook {
    shelf: RwLock<Shelf>,
    sheet: Arc<Sheet>,
    thread: Option<JoinHandle<()>>,
    /// In memory mode, the directory to take away at the end.
    scratch: Option<PathBuf>,
}

impl MetricBook {
    /// Metrics an account may have in a Region at a time; observations of further ones are refused.
    pub const MOST_METRICS: usize = 100_000;
    /// How long values are kept, in ms: CloudWatch keeps minutes for 15 days.
    pub const KEPT: i64 = 15 * 24 * 3_600_000;
    /// How long seconds are told apart, in ms; then they become minutes.
    pub const KEPT_FINE: i64 = 3 * 3_600_000;

    /// Opens `metrics` in the given directory, or a directory of its own that goes with the process (and is never synced).
    pub fn open(storage: &Storage) -> Result<Self, OpenError> {
        let (root, scratch) = match storage {
            Storage::Directory(path) => (path.join("metrics"), None),
            Storage::Memory => {
                let path = scratch_path();
                (path.clone(), Some(path))
            }
        };
        disk::make_private(&root)?;
        let unusable = |cause| OpenError::Directory { path: root.clone(), cause };
        let mut shelf = Shelf::default();
        let files = DayFiles::open(&root, scratch.is_none(), |observation| shelf.put(&observation))
            .map_err(unusable)?;
        let sheet = Sheet::new();
        let (builder, writing) = (thread::Builder::new().name("metric-book".to_owned()), Arc::clone(&sheet));
        let thread = builder.spawn(move || write(files, &writing)).map_err(unusable)?;
        Ok(Self { shelf: RwLock::new(shelf), sheet, thread: Some(thread), scratch })
    }

    /// Adds observations; readable at once, kept when the answer resolves. `now` (ms) says what is too old to be told in seconds.
    ///
    /// An error, and nothing recorded: an account and Region would have more than [`MetricBook::MOST_METRICS`].
    pub fn record(&self, observations: Vec<Observation>, now: i64) -> Result<Durable, NoRoom> {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        if !shelf.has_room(&observations) {
            return Err(NoRoom);
        }
        for observation in &observations {
            shelf.put(observation);
        }
        shelf.coarsen(now - Self::KEPT_FINE);
        drop(shelf);
        Ok(self.sheet.submit(&observations))
    }

    /// The statistics of `metric` in `[from, to)` by stretches of `period` ms, the first of which begins at `from`; ascending, only those
    /// with values; all units, or one.
    pub fn read(
        &self,
        scope: &Scope,
        metric: &MetricName,
        unit: Option<Unit>,
        (from, to): (i64, i64),
        period: i64,
    ) -> Vec<Stretch> {
        self.shelf().read(scope, metric, unit, (from, to), period.max(1))
    }

    /// Every metric of a scope, by name; of one namespace if given.
    pub fn metrics(&self, scope: &Scope, namespace: Option<&str>) -> Vec<KnownMetric> {
        self.shelf().metrics(scope, namespace)
    }

    /// Forgets what is older than `before` (ms), in memory and on disk.
    pub fn expire(&self, before: i64) {
        self.shelf.write().unwrap_or_else(PoisonError::into_inner).expire(before);
        self.sheet.expire(before);
    }

    /// Forgets one account, or everything.
    pub fn reset(&self, account: Option<&AccountId>) -> Durable {
        self.shelf.write().unwrap_or_else(PoisonError::into_inner).reset(account);
        self.sheet.forget(account)
    }

    /// Why nothing can be written any more, if so.
    pub fn read_only(&self) -> Option<NotDurable> {
        self.sheet.failure()
    }

    fn shelf(&self) -> RwLockReadGuard<'_, Shelf> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The account has as many metrics as it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

impl Drop for MetricBook {
    fn drop(&mut self) {
        self.sheet.close();
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

/// A new name for each book of this process.
fn scratch_path() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("interstella-metrics-{}-{number}", std::process::id()))
}
