//! The promise that a write is on disk: a sequence number goes in, "yes" or the reason why not comes out.
//! Deliberately absent: the writing itself (see `journal` and `log_book`).
//!
//! ```text
//!   Waiting ──reached──> Ok        Waiting ──failed──> Err(NotDurable), and so for every later one
//! ```

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// The write is in memory but did not reach the disk, and the store takes no more writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotDurable {
    /// What the disk said.
    pub reason: Arc<str>,
}

impl fmt::Display for NotDurable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "state is read-only since a write failed: {}", self.reason)
    }
}

impl std::error::Error for NotDurable {}

/// How far the disk has come.
#[derive(Clone, Default)]
struct Standing {
    reached: u64,
    failure: Option<NotDurable>,
}

impl Standing {
    /// `None` while it is still open whether `sequence` will be kept.
    fn verdict(&self, sequence: u64) -> Option<Result<(), NotDurable>> {
        if self.reached >= sequence {
            return Some(Ok(()));
        }
        self.failure.clone().map(Err)
    }
}

/// Told by the one thread that writes, watched by all that wait.
pub(crate) struct Progress {
    standing: Mutex<Standing>,
    moved: Condvar,
    ticks: watch::Sender<()>,
}

impl Progress {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { standing: Mutex::default(), moved: Condvar::new(), ticks: watch::Sender::new(()) })
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        // A standing is replaced field by field without a panic in between, so poison means nothing here.
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn announce(&self) {
        self.moved.notify_all();
        self.ticks.send_replace(());
    }

    /// Everything up to `sequence` is on disk.
    pub(crate) fn reach(&self, sequence: u64) {
        self.standing().reached = sequence;
        self.announce();
    }

    /// Nothing more will reach the disk. Only the first reason is kept.
    pub(crate) fn fail(&self, reason: &str) {
        let reason = Arc::from(reason);
        self.standing().failure.get_or_insert(NotDurable { reason });
        self.announce();
    }

    /// Why nothing can be written any more, if so.
    pub(crate) fn failure(&self) -> Option<NotDurable> {
        self.standing().failure.clone()
    }
}

/// Resolves when a write is on disk: `.await` it in async code, [`Durable::wait`] for it elsewhere.
/// Dropping it does not take the write back.
#[must_use = "an answer given before the write is on disk may be forgotten in a crash"]
pub struct Durable(Promise);

enum Promise {
    Kept,
    Broken(NotDurable),
    Open { sequence: u64, progress: Arc<Progress> },
}

impl Durable {
    /// Nothing to wait for.
    pub fn kept() -> Self {
        Self(Promise::Kept)
    }

    pub(crate) fn broken(why: NotDurable) -> Self {
        Self(Promise::Broken(why))
    }

    pub(crate) fn open(sequence: u64, progress: &Arc<Progress>) -> Self {
        let progress = Arc::clone(progress);
        Self(Promise::Open { sequence, progress })
    }

    /// Blocks the thread until the write is on disk; not for async code.
    pub fn wait(self) -> Result<(), NotDurable> {
        let (sequence, progress) = match self.0 {
            Promise::Kept => return Ok(()),
            Promise::Broken(why) => return Err(why),
            Promise::Open { sequence, progress } => (sequence, progress),
        };
        let mut standing = progress.standing();
        loop {
            if let Some(verdict) = standing.verdict(sequence) {
                return verdict;
            }
            standing = progress.moved.wait(standing).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Completes when the write is on disk.
    pub async fn done(self) -> Result<(), NotDurable> {
        let (sequence, progress) = match self.0 {
            Promise::Kept => return Ok(()),
            Promise::Broken(why) => return Err(why),
            Promise::Open { sequence, progress } => (sequence, progress),
        };
        let mut ticks = progress.ticks.subscribe();
        loop {
            let verdict = progress.standing().verdict(sequence);
            if let Some(verdict) = verdict {
                return verdict;
            }
            // Cannot fail: `progress` holds the sender.
            let _ = ticks.changed().await;
        }
    }
}

impl IntoFuture for Durable {
    type Output = Result<(), NotDurable>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.done())
    }
}
