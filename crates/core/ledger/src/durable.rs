//! The promise that a write is on disk: made when a write is queued, kept or broken when the disk has taken or refused it.
//! Writes that go to disk together share one verdict, and none is ever revised.
//! Deliberately absent: the writing itself (see `journal`, `log_book`, `metric_book`).

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;

/// The write did not reach the disk and is not to be seen; a later one may succeed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotDurable {
    /// What the disk said, and of which file.
    pub reason: Arc<str>,
}

impl NotDurable {
    pub(crate) fn new(reason: &str) -> Self {
        Self { reason: reason.into() }
    }

    /// The reason, and for a full disk what to do.
    pub(crate) fn of(path: &std::path::Path, cause: &io::Error) -> Self {
        let advice = match cause.kind() {
            io::ErrorKind::StorageFull => "; writes are taken again as soon as there is room",
            io::ErrorKind::QuotaExceeded => "; writes are taken again as soon as the quota allows",
            _ => "",
        };
        Self { reason: format!("{}: {cause}{advice}", path.display()).into() }
    }
}

impl fmt::Display for NotDurable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for NotDurable {}

/// Someone who gathers writes and can be asked not to wait for more.
pub(crate) trait Hurry: Send + Sync {
    fn hurry(&self);
}

/// What became of some writes that go to disk together. Told once by the thread that writes, heard by all that wait.
#[derive(Default)]
pub(crate) struct Outcome {
    verdict: OnceLock<Result<(), NotDurable>>,
    /// Paired with `moved`; guards nothing else.
    lock: Mutex<()>,
    moved: Condvar,
    told: Notify,
    /// Whether anybody waits.
    wanted: AtomicBool,
    gatherer: OnceLock<Arc<dyn Hurry>>,
}

impl Outcome {
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    /// One whose first waiter has the gatherer hurry.
    pub(crate) fn hurrying(gatherer: Arc<dyn Hurry>) -> Arc<Self> {
        Arc::new(Self { gatherer: OnceLock::from(gatherer), ..Self::default() })
    }

    /// Says what became of them; only the first word counts.
    pub(crate) fn tell(&self, verdict: Result<(), NotDurable>) {
        if self.verdict.set(verdict).is_ok() {
            // Under the lock, so that nobody looks before and waits after.
            drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
            self.moved.notify_all();
            self.told.notify_waiters();
        }
    }

    pub(crate) fn verdict(&self) -> Option<&Result<(), NotDurable>> {
        self.verdict.get()
    }

    fn hurry(&self) {
        let first = self.verdict.get().is_none() && !self.wanted.swap(true, Ordering::Relaxed);
        if let Some(gatherer) = self.gatherer.get().filter(|_| first) {
            gatherer.hurry();
        }
    }

    fn wait(&self) -> Result<(), NotDurable> {
        self.hurry();
        let mut guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(verdict) = self.verdict() {
                return verdict.clone();
            }
            guard = self.moved.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
    }

    async fn done(&self) -> Result<(), NotDurable> {
        self.hurry();
        let mut told = pin!(self.told.notified());
        loop {
            told.as_mut().enable();
            if let Some(verdict) = self.verdict() {
                return verdict.clone();
            }
            told.as_mut().await;
            told.set(self.told.notified());
        }
    }
}

/// Resolves when a write is on disk: `.await` it in async code, [`Durable::wait`] for it elsewhere.
/// Dropping it does not take the write back.
#[must_use = "an answer given before the write is on disk may be forgotten in a crash"]
#[derive(Clone)]
pub struct Durable(Promise);

#[derive(Clone)]
enum Promise {
    Kept,
    Broken(NotDurable),
    Open(Arc<Outcome>),
}

impl Durable {
    /// Nothing to wait for.
    pub fn kept() -> Self {
        Self(Promise::Kept)
    }

    pub(crate) fn broken(why: NotDurable) -> Self {
        Self(Promise::Broken(why))
    }

    pub(crate) fn open(outcome: &Arc<Outcome>) -> Self {
        Self(Promise::Open(Arc::clone(outcome)))
    }

    /// Breaks a promise whose keeper is gone.
    pub(crate) fn break_open(&self, why: &NotDurable) {
        if let Promise::Open(outcome) = &self.0 {
            outcome.tell(Err(why.clone()));
        }
    }

    /// Blocks the thread until the write is on disk; not for async code.
    pub fn wait(self) -> Result<(), NotDurable> {
        match self.0 {
            Promise::Kept => Ok(()),
            Promise::Broken(why) => Err(why),
            Promise::Open(outcome) => outcome.wait(),
        }
    }

    /// Completes when the write is on disk.
    pub async fn done(self) -> Result<(), NotDurable> {
        match self.0 {
            Promise::Kept => Ok(()),
            Promise::Broken(why) => Err(why),
            Promise::Open(outcome) => outcome.done().await,
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
