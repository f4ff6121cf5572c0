//! Where observations wait for the disk, and the thread that brings them there. Never here: what is read.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::ids::AccountId;

use super::Observation;
use super::day_files::{DayFiles, Line, encode};
use crate::durable::{Durable, NotDurable, Progress};

/// How long the first order waits for company, so that a busy book syncs 50 times a second at most.
const GATHER: Duration = Duration::from_millis(20);
/// Bytes that may wait; those who record stand still beyond it.
const ROOM: usize = 16 << 20;

#[derive(Default)]
struct Waiting {
    /// Frames by day number, in the order they came.
    frames: Vec<(i64, Vec<u8>)>,
    weight: usize,
    expire: Option<i64>,
    submitted: u64,
    closing: bool,
}

/// Shared by those who record and the one who writes.
pub(super) struct Sheet {
    waiting: Mutex<Waiting>,
    work: Condvar,
    room: Condvar,
    progress: Arc<Progress>,
}

impl Sheet {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            waiting: Mutex::default(),
            work: Condvar::new(),
            room: Condvar::new(),
            progress: Progress::new(),
        })
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing under this lock can panic half-way.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues observations, waiting for room.
    pub(super) fn submit(&self, observations: &[Observation]) -> Durable {
        let lines = observations.iter().map(|one| (DayFiles::day_of(one.at), Line::of(one)));
        self.queue(lines.map(|(day, line)| (day, encode(&line))).collect())
    }

    /// Queues that an account, or everything, is forgotten.
    pub(super) fn forget(&self, account: Option<&AccountId>) -> Durable {
        self.queue(vec![(DayFiles::FORGET, encode(&Line::Forget { account: account.cloned() }))])
    }

    /// Queues that whole days before a time go.
    pub(super) fn expire(&self, before: i64) {
        self.waiting().expire = Some(before);
        self.work.notify_one();
    }

    fn queue(&self, frames: Vec<(i64, Vec<u8>)>) -> Durable {
        if frames.is_empty() {
            return Durable::kept();
        }
        let mut waiting = self.waiting();
        while waiting.weight >= ROOM && self.failure().is_none() {
            waiting = self.room.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        if let Some(why) = self.failure() {
            return Durable::broken(why);
        }
        waiting.weight += frames.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        waiting.frames.extend(frames);
        waiting.submitted += 1;
        self.work.notify_one();
        Durable::open(waiting.submitted, &self.progress)
    }

    /// All that waits; `None` once closed and empty.
    fn next(&self) -> Option<Waiting> {
        let idle =
            |waiting: &mut Waiting| waiting.frames.is_empty() && waiting.expire.is_none() && !waiting.closing;
        let waiting = self.work.wait_while(self.waiting(), idle).unwrap_or_else(PoisonError::into_inner);
        let gathering = |waiting: &mut Waiting| !waiting.closing && waiting.weight < ROOM;
        let gathered = self.work.wait_timeout_while(waiting, GATHER, gathering);
        let (mut waiting, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        if waiting.frames.is_empty() && waiting.expire.is_none() {
            return None;
        }
        self.room.notify_all();
        waiting.weight = 0;
        Some(Waiting {
            frames: std::mem::take(&mut waiting.frames),
            expire: waiting.expire.take(),
            submitted: waiting.submitted,
            ..Waiting::default()
        })
    }

    pub(super) fn failure(&self) -> Option<NotDurable> {
        self.progress.failure()
    }

    pub(super) fn close(&self) {
        self.waiting().closing = true;
        self.work.notify_one();
    }
}

/// Works until the sheet closes or a write fails; leaves nobody waiting, even after a panic.
pub(super) fn write(mut files: DayFiles, sheet: &Sheet) {
    struct Farewell<'a>(&'a Sheet);
    impl Drop for Farewell<'_> {
        fn drop(&mut self) {
            self.0.progress.fail("the metric book has stopped");
            self.0.waiting().frames.clear();
            self.0.room.notify_all();
        }
    }
    let _farewell = Farewell(sheet);
    while let Some(batch) = sheet.next() {
        let expired = batch.expire.map_or(Ok(()), |before| files.expire(before));
        match expired.and_then(|()| files.append(batch.frames)) {
            Ok(()) => sheet.progress.reach(batch.submitted),
            Err(cause) => {
                tracing::error!(%cause, "the metric book failed; it takes no more values");
                return sheet.progress.fail(&cause.to_string());
            }
        }
    }
}
