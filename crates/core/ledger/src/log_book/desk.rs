//! Where orders wait for the scribe: appends and deletions go in, batches come out in the same order.
//! Deliberately absent: files.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::ids::AccountId;

use super::{GroupKey, LogEvent, StreamKey};
use crate::durable::{Durable, NotDurable, Progress};

/// Bytes that may wait; those who append stand still beyond it.
const ROOM: usize = 64 << 20;
/// How long the first order of a batch waits for company, so that a busy book syncs 200 times a second at most.
const GATHER: Duration = Duration::from_millis(5);

/// One thing to be done.
pub(super) enum Order {
    Append { stream: StreamKey, events: Vec<LogEvent> },
    DeleteStream(StreamKey),
    DeleteGroup(GroupKey),
    Expire { group: GroupKey, before: i64 },
    Reset(Option<AccountId>),
}

impl Order {
    /// About what it costs to keep.
    fn weight(&self) -> usize {
        match self {
            Self::Append { events, .. } => events.iter().map(|e| e.message.len() + 64).sum(),
            _ => 64,
        }
    }
}

#[derive(Default)]
struct Queue {
    orders: Vec<Order>,
    weight: usize,
    /// Orders ever submitted.
    submitted: u64,
    closing: bool,
}

/// Shared by those who submit and the one who works.
pub(super) struct Desk {
    queue: Mutex<Queue>,
    work: Condvar,
    room: Condvar,
    progress: Arc<Progress>,
}

impl Desk {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            queue: Mutex::default(),
            work: Condvar::new(),
            room: Condvar::new(),
            progress: Progress::new(),
        })
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing under this lock can panic half-way.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues an order, waiting for room.
    pub(super) fn submit(&self, order: Order) -> Durable {
        let mut queue = self.queue();
        while queue.weight >= ROOM && self.failure().is_none() {
            queue = self.room.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if let Some(why) = self.failure() {
            return Durable::broken(why);
        }
        queue.weight += order.weight();
        queue.orders.push(order);
        queue.submitted += 1;
        // While a batch gathers, only a full queue is news.
        if queue.orders.len() == 1 || queue.weight >= ROOM {
            self.work.notify_one();
        }
        Durable::open(queue.submitted, &self.progress)
    }

    /// Everything that waits and the number of its last order; `None` once closed and empty.
    pub(super) fn next_batch(&self) -> Option<(Vec<Order>, u64)> {
        let idle = |queue: &mut Queue| queue.orders.is_empty() && !queue.closing;
        let queue = self.work.wait_while(self.queue(), idle);
        let queue = queue.unwrap_or_else(PoisonError::into_inner);
        let gathering = |queue: &mut Queue| !queue.closing && queue.weight < ROOM;
        let gathered = self.work.wait_timeout_while(queue, GATHER, gathering);
        let (mut queue, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        if queue.orders.is_empty() {
            return None;
        }
        queue.weight = 0;
        self.room.notify_all();
        Some((std::mem::take(&mut queue.orders), queue.submitted))
    }

    /// All orders up to `number` are done.
    pub(super) fn done(&self, number: u64) {
        self.progress.reach(number);
    }

    /// Nothing more will be done.
    pub(super) fn fail(&self, reason: &str) {
        self.progress.fail(reason);
        // Orders this after anyone who is about to wait for room.
        self.queue().orders.clear();
        self.room.notify_all();
    }

    pub(super) fn failure(&self) -> Option<NotDurable> {
        self.progress.failure()
    }

    pub(super) fn close(&self) {
        self.queue().closing = true;
        self.work.notify_one();
    }
}
