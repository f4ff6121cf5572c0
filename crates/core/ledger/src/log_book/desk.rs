//! Where orders wait for the scribe: appends and deletions go in, steps come out in the same order, and what became of each is told.
//! Orders of one step are carried out together and share its fate. Deliberately absent: files.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::ids::AccountId;

use super::{GroupKey, LogEvent, StreamKey};
use crate::durable::{Durable, Hurry, NotDurable, Outcome};

/// Bytes that may wait; those who append stand still beyond it.
const ROOM: usize = 64 << 20;
/// How long an order nobody waits for may wait for company, so that lines of containers cost 200 syncs a second at most.
const GATHER: Duration = Duration::from_millis(5);
/// How often a disk that refuses is tried.
const PROBE: Duration = Duration::from_millis(500);

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

    /// Whether it only adds bytes at the end of files, so that it can be taken back with others of its like.
    pub(super) fn appends(&self) -> bool {
        matches!(self, Self::Append { .. } | Self::DeleteStream(_))
    }
}

/// Orders that are carried out together: any number that append, or a single other one.
pub(super) struct Step {
    pub(super) orders: Vec<Order>,
    pub(super) outcome: Arc<Outcome>,
}

impl Step {
    /// How many events it would add.
    pub(super) fn events(&self) -> u64 {
        let events = |order: &Order| match order {
            Order::Append { events, .. } => events.len() as u64,
            _ => 0,
        };
        self.orders.iter().map(events).sum()
    }
}

#[derive(Default)]
struct Queue {
    steps: Vec<Step>,
    weight: usize,
    /// Somebody waits for what is queued.
    hurried: bool,
    /// Why the last step failed, and how many events were lost since the trouble began.
    trouble: Option<(NotDurable, u64)>,
    closing: bool,
    /// The scribe is gone.
    over: bool,
}

/// What the scribe does next.
pub(super) enum Work {
    Steps(Vec<Step>),
    /// See whether the disk takes writes again.
    Probe,
    Stop,
}

/// Shared by those who submit and the one who works.
#[derive(Default)]
pub(super) struct Desk {
    queue: Mutex<Queue>,
    work: Condvar,
    room: Condvar,
}

impl Hurry for Desk {
    fn hurry(&self) {
        let mut queue = self.queue();
        if !queue.steps.is_empty() {
            queue.hurried = true;
            self.work.notify_one();
        }
    }
}

impl Desk {
    pub(super) fn new() -> Arc<Self> {
        Arc::default()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing under this lock can panic half-way.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues an order, waiting for room.
    pub(super) fn submit(self: &Arc<Self>, order: Order) -> Durable {
        let is_full = |queue: &mut Queue| queue.weight >= ROOM && !queue.over;
        let queue = self.room.wait_while(self.queue(), is_full);
        let mut queue = queue.unwrap_or_else(PoisonError::into_inner);
        if queue.over {
            return Durable::broken(NotDurable::new("the log book has stopped"));
        }
        queue.weight += order.weight();
        let was_idle = queue.steps.is_empty();
        let joins = |step: &&mut Step| order.appends() && step.orders.iter().all(Order::appends);
        let durable = match queue.steps.last_mut().filter(joins) {
            Some(step) => {
                step.orders.push(order);
                Durable::open(&step.outcome)
            }
            None => {
                let outcome = Outcome::hurrying(Arc::clone(self) as Arc<dyn Hurry>);
                let durable = Durable::open(&outcome);
                queue.steps.push(Step { orders: vec![order], outcome });
                durable
            }
        };
        // While a batch gathers, only a full queue is news.
        if was_idle || queue.weight >= ROOM {
            self.work.notify_one();
        }
        durable
    }

    /// Everything that waits; blocks for it.
    pub(super) fn next(&self) -> Work {
        let mut queue = self.queue();
        while queue.steps.is_empty() && !queue.closing {
            if queue.trouble.is_none() {
                queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.work.wait_timeout(queue, PROBE).unwrap_or_else(PoisonError::into_inner);
            queue = waited.0;
            if waited.1.timed_out() && queue.steps.is_empty() {
                return Work::Probe;
            }
        }
        let gathering = |queue: &mut Queue| !queue.hurried && !queue.closing && queue.weight < ROOM;
        let gathered = self.work.wait_timeout_while(queue, GATHER, gathering);
        let mut queue = gathered.unwrap_or_else(PoisonError::into_inner).0;
        if queue.steps.is_empty() {
            return Work::Stop;
        }
        (queue.weight, queue.hurried) = (0, false);
        self.room.notify_all();
        Work::Steps(std::mem::take(&mut queue.steps))
    }

    /// A step is done and on disk.
    pub(super) fn done(&self, outcome: &Outcome) {
        self.relieve();
        outcome.tell(Ok(()));
    }

    /// A step is not done, and nothing of it is left; so many events were in it.
    pub(super) fn fail(&self, outcome: &Outcome, why: NotDurable, events: u64) {
        self.note(why.clone(), events);
        outcome.tell(Err(why));
    }

    /// The disk still refuses.
    pub(super) fn still(&self, why: NotDurable) {
        self.note(why, 0);
    }

    fn note(&self, why: NotDurable, lost: u64) {
        let mut queue = self.queue();
        let before = queue.trouble.as_ref().map(|(_, lost)| *lost);
        queue.trouble = Some((why.clone(), before.unwrap_or(0) + lost));
        drop(queue);
        if before.is_none() {
            tracing::error!(%why, "log events cannot be kept on disk; they are refused, and lines of containers lost, until they can");
        }
    }

    /// The disk takes writes.
    pub(super) fn relieve(&self) {
        let trouble = self.queue().trouble.take();
        if let Some((_, lost)) = trouble {
            tracing::warn!(lost, "log events are kept on disk again; so many were lost or refused meanwhile");
        }
    }

    /// Nothing more will be done.
    pub(super) fn stop(&self) {
        let mut queue = self.queue();
        queue.over = true;
        let left = std::mem::take(&mut queue.steps);
        let why = NotDurable::new("the log book has stopped");
        queue.trouble.get_or_insert_with(|| (why.clone(), 0));
        self.room.notify_all();
        drop(queue);
        left.iter().for_each(|step| step.outcome.tell(Err(why.clone())));
    }

    /// Why the last step failed, if it did.
    pub(super) fn trouble(&self) -> Option<NotDurable> {
        self.queue().trouble.as_ref().map(|(why, _)| why.clone())
    }

    pub(super) fn close(&self) {
        self.queue().closing = true;
        self.work.notify_one();
    }
}
