//! The way to disk: change sets go in, in commit order; one thread writes them out in groups.
//! Writes to one key that wait together become one.
//! Deliberately absent: the file format (see `disk`), the choice to wait (see `durable`).
//!
//! ```text
//!   open ──io error──> failed: takes nothing more, every open promise is broken
//!     └──close──> drains the queue, then stops
//! ```

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use model::ids::AccountId;

use crate::disk::Disk;
use crate::durable::{Durable, NotDurable, Progress};
use crate::open_error::OpenError;
use crate::txn::Changes;

/// Keys that may wait for the disk; writers stand still beyond it.
const ROOM: usize = 65_536;

/// What to throw away before a batch is written.
#[derive(Default)]
pub(crate) enum Wipe {
    #[default]
    Nothing,
    Accounts(Vec<AccountId>),
    Everything,
}

/// Everything that waits for the disk, as one step.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) wipe: Wipe,
    pub(crate) changes: Changes,
    /// The last generation in it.
    newest: u64,
}

#[derive(Default)]
struct Queue {
    waiting: Option<Batch>,
    closing: bool,
}

struct Desk {
    queue: Mutex<Queue>,
    /// Something to do, or closing.
    work: Condvar,
    /// The queue was emptied, or the journal failed.
    room: Condvar,
    progress: Arc<Progress>,
}

/// Handle on the journal thread; dropping it writes out what waits and ends the thread.
pub(crate) struct Journal {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

impl Journal {
    /// Starts the thread that owns `disk`.
    pub(crate) fn start(disk: Disk, path: &Path) -> Result<Self, OpenError> {
        let desk = Arc::new(Desk {
            queue: Mutex::default(),
            work: Condvar::new(),
            room: Condvar::new(),
            progress: Progress::new(),
        });
        let clerk = Clerk(Arc::clone(&desk));
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || clerk.run(disk))
            .map_err(|cause| OpenError::Directory { path: path.to_owned(), cause })?;
        let thread = Some(thread);
        Ok(Self { desk, thread })
    }

    /// Blocks while too much waits for the disk.
    pub(crate) fn wait_for_room(&self) {
        let mut queue = self.desk.queue();
        while queue.is_full() && self.failure().is_none() {
            queue = self.desk.room.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Adds one transaction's changes.
    pub(crate) fn enqueue(&self, changes: Changes, generation: u64) -> Result<Durable, NotDurable> {
        self.add(generation, |batch| batch.changes.extend(changes))
    }

    /// Adds the forgetting of one account, or of everything; what waits for it is forgotten at once.
    pub(crate) fn wipe(&self, account: Option<&AccountId>, generation: u64) -> Result<Durable, NotDurable> {
        self.add(generation, |batch| batch.forget(account))
    }

    fn add(&self, generation: u64, fill: impl FnOnce(&mut Batch)) -> Result<Durable, NotDurable> {
        if let Some(why) = self.failure() {
            return Err(why);
        }
        let mut queue = self.desk.queue();
        let batch = queue.waiting.get_or_insert_default();
        fill(batch);
        batch.newest = generation;
        self.desk.work.notify_one();
        Ok(Durable::open(generation, &self.desk.progress))
    }

    /// Why nothing can be written any more, if so.
    pub(crate) fn failure(&self) -> Option<NotDurable> {
        self.desk.progress.failure()
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

impl Batch {
    fn forget(&mut self, account: Option<&AccountId>) {
        let Some(account) = account else {
            self.changes.clear();
            self.wipe = Wipe::Everything;
            return;
        };
        self.changes.retain(|(_, key), _| key.scope.account != *account);
        match &mut self.wipe {
            Wipe::Everything => {}
            Wipe::Accounts(accounts) => accounts.push(account.clone()),
            Wipe::Nothing => self.wipe = Wipe::Accounts(vec![account.clone()]),
        }
    }
}

impl Queue {
    fn is_full(&self) -> bool {
        self.waiting.as_ref().is_some_and(|batch| batch.changes.len() >= ROOM)
    }
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Whoever panicked with the queue in hand had only added whole entries.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that waits; blocks for it. `None` when closing and nothing is left.
    fn next_batch(&self) -> Option<Batch> {
        let mut queue = self.queue();
        loop {
            if let Some(batch) = queue.waiting.take() {
                self.room.notify_all();
                return Some(batch);
            }
            if queue.closing {
                return None;
            }
            queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The thread's own end of the desk: however it leaves, nobody is left waiting.
struct Clerk(Arc<Desk>);

impl Clerk {
    fn run(self, mut disk: Disk) {
        while let Some(batch) = self.0.next_batch() {
            match disk.apply(&batch) {
                Ok(()) => self.0.progress.reach(batch.newest),
                Err(reason) => {
                    tracing::error!(%reason, "the journal failed; state is read-only from here on");
                    self.0.progress.fail(&reason);
                    return;
                }
            }
        }
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.0.progress.fail("the journal has stopped");
        // Taking the lock orders this after any writer that is about to wait for room.
        drop(self.0.queue());
        self.0.room.notify_all();
    }
}
