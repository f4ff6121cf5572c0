//! The way to disk of records: change sets go in, in commit order; one thread writes them out in groups and shows each world once it
//! is kept.
//! Deliberately absent: the file formats (see `store` and its neighbours), the choice to wait (see `durable`).
//!
//! ```text
//!   the newest world, not yet kept ("tip") <── the next transaction rests on it
//!        │ batch after batch
//!        ├─ the disk took it ──> shown to readers, promises kept
//!        └─ it did not ────────> promises broken; the tip is what is kept, as if the transactions had never been
//! ```
//! Every write is tried anew, whatever became of the one before; while the disk refuses, it is tried without one too, so that the
//! trouble is known to be over.

mod batch;
mod entries;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod exercise;
mod load;
mod redb_format;
mod repair;
mod snapshot;
mod store;
mod wal;

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use model::ids::AccountId;

use self::batch::Batch;
pub use self::load::Loss;
pub use self::repair::{JournalExamination, examine_journal, repair_journal};
pub(crate) use self::store::Store;
use crate::durable::{Durable, NotDurable};
use crate::heads::Heads;
use crate::open_error::OpenError;
use crate::txn::Changes;
use crate::world::World;

/// Keys that may wait for the disk; writers stand still beyond it.
const ROOM: usize = 65_536;
/// How often a disk that refuses is tried.
const PROBE: Duration = Duration::from_millis(500);

/// What the next transaction rests on.
pub(crate) struct Tip {
    pub(crate) world: Arc<World>,
    /// Raised when a tip is thrown away: what rests on it goes too.
    epoch: u64,
}

#[derive(Default)]
struct Queue {
    /// The newest world, if it is not kept yet.
    tip: Option<Arc<World>>,
    epoch: u64,
    waiting: Option<Batch>,
    /// What the batch that is being written will come to.
    under_way: Option<Durable>,
    /// Why the last write failed.
    trouble: Option<NotDurable>,
    closing: bool,
    /// The thread is gone: nothing will be written any more.
    over: bool,
}

struct Desk {
    queue: Mutex<Queue>,
    /// Something to do, or closing.
    work: Condvar,
    /// The queue was emptied, or the thread is gone.
    room: Condvar,
    heads: Arc<Heads>,
}

/// Handle on the journal thread; dropping it writes out what waits and ends the thread.
pub(crate) struct Journal {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

impl Journal {
    /// Starts the thread that owns `store` and shows worlds by `heads`.
    pub(crate) fn start(store: Store, heads: Arc<Heads>, path: &Path) -> Result<Self, OpenError> {
        let (queue, work, room) = Default::default();
        let desk = Arc::new(Desk { queue, work, room, heads });
        let clerk = Clerk(Arc::clone(&desk));
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || clerk.run(store))
            .map_err(|cause| OpenError::Directory { path: path.to_owned(), cause })?;
        Ok(Self { desk, thread: Some(thread) })
    }

    /// Blocks while too much waits for the disk.
    pub(crate) fn wait_for_room(&self) {
        let is_full = |queue: &mut Queue| queue.is_full() && !queue.over;
        drop(self.desk.room.wait_while(self.desk.queue(), is_full).unwrap_or_else(PoisonError::into_inner));
    }

    /// The newest world, kept or not.
    pub(crate) fn tip(&self) -> Tip {
        let queue = self.desk.queue();
        let world = queue.tip.clone().unwrap_or_else(|| self.desk.heads.kept());
        Tip { world, epoch: queue.epoch }
    }

    /// Whether all that was queued so far is kept.
    pub(crate) fn settling(&self) -> Durable {
        self.desk.queue().settling()
    }

    /// Whether all that `tip` rests on is kept.
    pub(crate) fn resting_on(&self, tip: &Tip) -> Durable {
        let queue = self.desk.queue();
        if queue.epoch == tip.epoch { queue.settling() } else { Durable::broken(queue.lost()) }
    }

    /// How often worlds were taken back so far.
    pub(crate) fn rollbacks(&self) -> u64 {
        self.desk.queue().epoch
    }

    /// Adds one transaction's changes, made upon `tip`.
    pub(crate) fn enqueue(&self, tip: &Tip, world: World, changes: Changes) -> Durable {
        self.add(tip, world, |batch| batch.changes.extend(changes))
    }

    /// Adds the forgetting of one account, or of everything; what waits for it is forgotten at once.
    pub(crate) fn wipe(&self, tip: &Tip, world: World, account: Option<&AccountId>) -> Durable {
        self.add(tip, world, |batch| batch.forget(account))
    }

    fn add(&self, tip: &Tip, world: World, fill: impl FnOnce(&mut Batch)) -> Durable {
        let mut queue = self.desk.queue();
        if queue.epoch != tip.epoch || queue.over {
            return Durable::broken(queue.lost());
        }
        let world = Arc::new(world);
        queue.tip = Some(Arc::clone(&world));
        let batch = queue.waiting.get_or_insert_with(|| Batch::to(Arc::clone(&world)));
        fill(batch);
        batch.world = world;
        let durable = Durable::open(&batch.outcome);
        self.desk.work.notify_one();
        durable
    }

    /// Why the last write was not kept, if so.
    pub(crate) fn trouble(&self) -> Option<NotDurable> {
        self.desk.queue().trouble.clone()
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.desk.queue().closing = true;
        self.desk.work.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic there was already reported by the clerk.
            let _ = thread.join();
        }
    }
}

impl Queue {
    fn is_full(&self) -> bool {
        self.waiting.as_ref().is_some_and(|batch| batch.changes.len() >= ROOM)
    }

    /// Why what rested on an earlier tip is lost.
    fn lost(&self) -> NotDurable {
        self.trouble.clone().unwrap_or_else(|| NotDurable::new("it rested on a write that was not kept"))
    }

    fn settling(&self) -> Durable {
        let waiting = self.waiting.as_ref().map(|batch| Durable::open(&batch.outcome));
        waiting.or_else(|| self.under_way.clone()).unwrap_or_else(Durable::kept)
    }
}

/// What the thread does next.
enum Work {
    Write(Batch),
    /// See whether the disk takes writes again.
    Probe,
    Stop,
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Whoever panicked with the queue in hand had only added whole entries.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that waits; blocks for it.
    fn next(&self) -> Work {
        let mut queue = self.queue();
        loop {
            if let Some(batch) = queue.waiting.take() {
                queue.under_way = Some(Durable::open(&batch.outcome));
                self.room.notify_all();
                return Work::Write(batch);
            }
            if queue.closing {
                return Work::Stop;
            }
            if queue.trouble.is_none() {
                queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.work.wait_timeout(queue, PROBE).unwrap_or_else(PoisonError::into_inner);
            queue = waited.0;
            if waited.1.timed_out() && queue.waiting.is_none() {
                return Work::Probe;
            }
        }
    }

    /// The batch is on disk: now it may be seen.
    fn show(&self, batch: &Batch) {
        self.heads.show(Arc::clone(&batch.world));
        let mut queue = self.queue();
        queue.under_way = None;
        if queue.waiting.is_none() {
            queue.tip = None;
        }
        drop(queue);
        self.relieve();
        batch.outcome.tell(Ok(()));
    }

    /// The batch is not on disk: neither it nor what rests on it has ever been.
    fn roll_back(&self, batch: &Batch, why: &NotDurable) {
        let mut queue = self.queue();
        let resting = queue.waiting.take();
        queue.tip = None;
        queue.epoch += 1;
        queue.under_way = None;
        let known = queue.trouble.replace(why.clone()).is_some();
        self.room.notify_all();
        drop(queue);
        if !known {
            tracing::error!(%why, "state cannot be kept on disk; writes are refused until it can");
        }
        batch.outcome.tell(Err(why.clone()));
        if let Some(resting) = resting {
            resting.outcome.tell(Err(why.clone()));
        }
    }

    /// The disk takes writes.
    fn relieve(&self) {
        if self.queue().trouble.take().is_some() {
            tracing::warn!("state is kept on disk again");
        }
    }
}

/// The thread's own end of the desk: however it leaves, nobody is left waiting.
struct Clerk(Arc<Desk>);

impl Clerk {
    fn run(self, mut store: Store) {
        loop {
            match self.0.next() {
                Work::Write(batch) => match store.apply(&batch) {
                    Ok(()) => self.0.show(&batch),
                    Err(why) => self.0.roll_back(&batch, &why),
                },
                Work::Probe => match store.probe() {
                    Ok(()) => self.0.relieve(),
                    Err(why) => drop(self.0.queue().trouble.replace(why)),
                },
                Work::Stop => return store.close(),
            }
        }
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        let mut queue = self.0.queue();
        queue.over = true;
        queue.epoch += 1;
        let why = NotDurable::new("the journal has stopped");
        let waiting = queue.waiting.take();
        let under_way = queue.under_way.take();
        queue.tip = None;
        queue.trouble.get_or_insert_with(|| why.clone());
        self.0.room.notify_all();
        drop(queue);
        waiting.inspect(|batch| batch.outcome.tell(Err(why.clone())));
        under_way.inspect(|durable| durable.break_open(&why));
    }
}
