//! Where observations wait for the disk, and the thread that brings them there and then shows them. Never here: what is read.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use model::ids::AccountId;

use super::Observation;
use super::day_files::DayFiles;
use super::shelf::Shelf;
use crate::durable::{Durable, Hurry, NotDurable, Outcome};

/// How long what nobody waits for may wait for company, so that what the product measures itself costs 50 syncs a second at most.
const GATHER: Duration = Duration::from_millis(20);
/// How often a disk that refuses is tried.
const PROBE: Duration = Duration::from_millis(500);
/// Observations that may wait; those who record stand still beyond it.
const ROOM: usize = 16_384;

/// What waits and shares its fate.
pub(super) enum Order {
    Add(Vec<Observation>),
    Forget(Option<AccountId>),
}

struct Step {
    order: Order,
    outcome: Arc<Outcome>,
}

#[derive(Default)]
struct Waiting {
    steps: Vec<Step>,
    observations: usize,
    expire: Option<i64>,
    hurried: bool,
    trouble: Option<NotDurable>,
    closing: bool,
    over: bool,
}

impl Waiting {
    fn is_idle(&self) -> bool {
        self.steps.is_empty() && self.expire.is_none()
    }
}

enum Work {
    Write { steps: Vec<Step>, expire: Option<i64> },
    Probe,
    Stop,
}

/// Shared by those who record and the one who writes.
#[derive(Default)]
pub(super) struct Sheet {
    waiting: Mutex<Waiting>,
    work: Condvar,
    room: Condvar,
}

impl Hurry for Sheet {
    fn hurry(&self) {
        let mut waiting = self.waiting();
        if !waiting.is_idle() {
            waiting.hurried = true;
            self.work.notify_one();
        }
    }
}

impl Sheet {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing under this lock can panic half-way.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues observations, waiting for room; those that come together are written together.
    pub(super) fn add(self: &Arc<Self>, observations: Vec<Observation>) -> Durable {
        if observations.is_empty() {
            return Durable::kept();
        }
        let is_full = |waiting: &mut Waiting| waiting.observations >= ROOM && !waiting.over;
        let waiting = self.room.wait_while(self.waiting(), is_full);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        waiting.observations += observations.len();
        if let Some(Step { order: Order::Add(others), outcome }) = waiting.steps.last_mut() {
            others.extend(observations);
            return Durable::open(outcome);
        }
        self.queue(&mut waiting, Order::Add(observations))
    }

    /// Queues that an account, or everything, is forgotten.
    pub(super) fn forget(self: &Arc<Self>, account: Option<&AccountId>) -> Durable {
        self.queue(&mut self.waiting(), Order::Forget(account.cloned()))
    }

    fn queue(self: &Arc<Self>, waiting: &mut Waiting, order: Order) -> Durable {
        if waiting.over {
            return Durable::broken(NotDurable::new("the metric book has stopped"));
        }
        let outcome = Outcome::hurrying(Arc::clone(self) as Arc<dyn Hurry>);
        let durable = Durable::open(&outcome);
        waiting.steps.push(Step { order, outcome });
        self.work.notify_one();
        durable
    }

    /// Queues that whole days before a time go.
    pub(super) fn expire(&self, before: i64) {
        self.waiting().expire = Some(before);
        self.work.notify_one();
    }

    /// All that waits; blocks for it.
    fn next(&self) -> Work {
        let mut waiting = self.waiting();
        while waiting.is_idle() && !waiting.closing {
            if waiting.trouble.is_none() {
                waiting = self.work.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.work.wait_timeout(waiting, PROBE).unwrap_or_else(PoisonError::into_inner);
            waiting = waited.0;
            if waited.1.timed_out() && waiting.is_idle() {
                return Work::Probe;
            }
        }
        let gathering =
            |waiting: &mut Waiting| !waiting.hurried && !waiting.closing && waiting.observations < ROOM;
        let gathered = self.work.wait_timeout_while(waiting, GATHER, gathering);
        let mut waiting = gathered.unwrap_or_else(PoisonError::into_inner).0;
        if waiting.is_idle() {
            return Work::Stop;
        }
        (waiting.observations, waiting.hurried) = (0, false);
        self.room.notify_all();
        Work::Write { steps: std::mem::take(&mut waiting.steps), expire: waiting.expire.take() }
    }

    /// Remembers, and says once, why values are not kept.
    fn note(&self, why: &NotDurable) {
        if self.waiting().trouble.replace(why.clone()).is_none() {
            tracing::error!(%why, "metric values cannot be kept on disk; they are refused until they can");
        }
    }

    fn relieve(&self) {
        if self.waiting().trouble.take().is_some() {
            tracing::warn!("metric values are kept on disk again");
        }
    }

    /// Why the last values were not kept, if so.
    pub(super) fn trouble(&self) -> Option<NotDurable> {
        self.waiting().trouble.clone()
    }

    pub(super) fn close(&self) {
        self.waiting().closing = true;
        self.work.notify_one();
    }

    fn stop(&self) {
        let mut waiting = self.waiting();
        waiting.over = true;
        let why = NotDurable::new("the metric book has stopped");
        let left = std::mem::take(&mut waiting.steps);
        waiting.trouble.get_or_insert_with(|| why.clone());
        self.room.notify_all();
        drop(waiting);
        left.iter().for_each(|step| step.outcome.tell(Err(why.clone())));
    }
}

/// The thread's own end: works until the sheet closes.
pub(super) struct Scribe {
    pub(super) files: DayFiles,
    pub(super) shelf: Arc<RwLock<Shelf>>,
    /// Names the files in what is said of them.
    pub(super) root: std::path::PathBuf,
}

impl Scribe {
    /// Leaves nobody waiting, even after a panic.
    pub(super) fn run(mut self, sheet: &Sheet) {
        struct Farewell<'a>(&'a Sheet);
        impl Drop for Farewell<'_> {
            fn drop(&mut self) {
                self.0.stop();
            }
        }
        let _farewell = Farewell(sheet);
        loop {
            match sheet.next() {
                Work::Write { steps, expire } => {
                    if let Some(Err(cause)) = expire.map(|before| self.files.expire(before)) {
                        tracing::warn!(%cause, "metric values of days long past stay on disk");
                    }
                    steps.into_iter().for_each(|step| self.take(step, sheet));
                }
                Work::Probe => match self.files.probe() {
                    Ok(()) => sheet.relieve(),
                    Err(cause) => sheet.note(&NotDurable::of(&self.root, &cause)),
                },
                Work::Stop => return,
            }
        }
    }

    /// Writes first, then lets readers know.
    fn take(&mut self, step: Step, sheet: &Sheet) {
        let written = match &step.order {
            Order::Add(observations) => self.files.append(observations),
            Order::Forget(account) => self.files.forget(account.as_ref()),
        };
        if let Err(cause) = written {
            let why = NotDurable::of(&self.root, &cause);
            sheet.note(&why);
            return step.outcome.tell(Err(why));
        }
        self.shelf.write().unwrap_or_else(PoisonError::into_inner).take(&step.order);
        sheet.relieve();
        step.outcome.tell(Ok(()));
    }
}
