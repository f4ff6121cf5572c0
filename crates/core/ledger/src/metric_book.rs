//! The book of metric values: observations go in by metric, statistics of stretches of time come out.
//!
//! Values of one metric, unit and minute (or second, where asked for) are kept as one [`Distribution`], in memory and, in files of a
//! day each, on disk. One thread writes; an answer may wait for it.
//! Deliberately absent: what a metric means, alarms, limits of the API, clocks.
//!
//! ```text
//!   record ──> sheet ──when somebody waits, or every few ms──> scribe: append, sync ──> shelf ──> Durable resolves
//!   read   ──> shelf                                           (in memory mode record goes to the shelf at once)
//! ```

mod day_files;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod exercise;
mod scribe;
mod shelf;

use std::ops::Bound;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::thread::{self, JoinHandle};

use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::{AccountId, Scope};

use self::day_files::DayFiles;
use self::scribe::{Order, Scribe, Sheet};
use self::shelf::Shelf;
use crate::damage::{Damage, Damages};
use crate::disk::Disk;
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

/// The book. Dropping it writes out what waits.
pub struct MetricBook {
    shelf: Arc<RwLock<Shelf>>,
    damages: Damages,
    /// `None` in memory mode.
    writer: Option<Writer>,
}

struct Writer {
    sheet: Arc<Sheet>,
    thread: Option<JoinHandle<()>>,
}

impl MetricBook {
    /// Metrics an account may have in a Region at a time; observations of further ones are refused.
    pub const MOST_METRICS: usize = 100_000;
    /// How long values are kept, in ms: CloudWatch keeps minutes for 15 days.
    pub const KEPT: i64 = 15 * 24 * 3_600_000;
    /// How long seconds are told apart, in ms; then they become minutes.
    pub const KEPT_FINE: i64 = 3 * 3_600_000;

    /// Opens `metrics` in the given directory, or keeps values in memory only.
    pub fn open(storage: &Storage) -> Result<Self, OpenError> {
        Self::open_on(storage, &Disk::default())
    }

    /// The same on a disk that may be made to fail.
    #[doc(hidden)]
    pub fn open_on(storage: &Storage, disk: &Disk) -> Result<Self, OpenError> {
        let (mut shelf, damages) = (Shelf::default(), Damages::default());
        let writer = match storage {
            Storage::Memory => None,
            Storage::Directory(path) => {
                let root = path.join("metrics");
                disk::make_private(&root)?;
                let unusable = |cause| OpenError::Directory { path: root.clone(), cause };
                let put = |observation| shelf.put(&observation);
                Some((DayFiles::open(&root, disk, &damages, put).map_err(unusable)?, root))
            }
        };
        let shelf = Arc::new(RwLock::new(shelf));
        let start = |(files, root)| Writer::start(files, Arc::clone(&shelf), root);
        let writer = writer.map(start).transpose()?;
        Ok(Self { shelf, damages, writer })
    }

    /// Adds observations; readable when they are kept, at the latest when the answer resolves. `now` (ms) says what is too old to be
    /// told in seconds. The first who waits has what is queued written at once.
    ///
    /// An error, and nothing recorded: an account and Region would have more than [`MetricBook::MOST_METRICS`]. (Of those on their
    /// way to disk at that moment as many again may come.)
    pub fn record(&self, observations: Vec<Observation>, now: i64) -> Result<Durable, NoRoom> {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        if !shelf.has_room(&observations) {
            return Err(NoRoom);
        }
        shelf.coarsen(now - Self::KEPT_FINE);
        match &self.writer {
            Some(writer) => {
                drop(shelf);
                Ok(writer.sheet.add(observations))
            }
            None => {
                shelf.take(&Order::Add(observations));
                Ok(Durable::kept())
            }
        }
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

    /// Shows the metrics of a scope, by name, each with the time of its latest value (ms since 1970): from the first that is not before
    /// `from`, until `show` says that it has enough. Nothing is recorded meanwhile.
    pub fn metrics(
        &self,
        scope: &Scope,
        from: Bound<&MetricName>,
        show: impl FnMut(&MetricName, i64) -> bool,
    ) {
        self.shelf().metrics(scope, from, show);
    }

    /// Forgets what is older than `before` (ms), in memory and on disk.
    pub fn expire(&self, before: i64) {
        self.shelf.write().unwrap_or_else(PoisonError::into_inner).expire(before);
        if let Some(writer) = &self.writer {
            writer.sheet.expire(before);
        }
    }

    /// Forgets one account, or everything.
    pub fn reset(&self, account: Option<&AccountId>) -> Durable {
        match &self.writer {
            Some(writer) => writer.sheet.forget(account),
            None => {
                self.shelf.write().unwrap_or_else(PoisonError::into_inner).reset(account);
                Durable::kept()
            }
        }
    }

    /// Why the last values were not kept, if so. Writes are tried all the same.
    pub fn trouble(&self) -> Option<NotDurable> {
        self.writer.as_ref().and_then(|writer| writer.sheet.trouble())
    }

    /// What could not be read of the files when they were opened.
    pub fn damage(&self) -> Vec<Damage> {
        self.damages.list()
    }

    fn shelf(&self) -> RwLockReadGuard<'_, Shelf> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The account has as many metrics as it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

impl Writer {
    fn start(files: DayFiles, shelf: Arc<RwLock<Shelf>>, root: PathBuf) -> Result<Writer, OpenError> {
        let sheet = Arc::<Sheet>::default();
        let scribe = Scribe { files, shelf, root: root.clone() };
        let (builder, own) = (thread::Builder::new().name("metric-book".to_owned()), Arc::clone(&sheet));
        let thread = builder.spawn(move || scribe.run(&own));
        let thread = thread.map_err(|cause| OpenError::Directory { path: root, cause })?;
        Ok(Writer { sheet, thread: Some(thread) })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.sheet.close();
        if let Some(thread) = self.thread.take() {
            // A panic there has already broken every open promise.
            let _ = thread.join();
        }
    }
}
