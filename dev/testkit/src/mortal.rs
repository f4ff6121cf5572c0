//! A process that is killed after so many of its deeds: what it writes then reaches no disk, and what it asks of the runtime is not heard.
//!
//! ```text
//! write, deed, write, deed, ... (killed) ... | the rest of the round is as if it had never been; containers go on
//! ```
//! In: when to die. Out: a disk, and hands in front of a runtime. Never here: what the process does.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use container_runtime::sim::SimRuntime;
use container_runtime::{
    BoxFuture, ContainerRuntime, Dialer, HealthOutcome, Meter, Refused, Restart, RunningTask, TaskId,
    TaskSpec,
};
use ledger::DiskFault;

/// How long a process lives; clones share it.
#[derive(Clone, Debug)]
pub struct Life {
    pub(crate) disk: Arc<DiskFault>,
    deeds: Arc<AtomicU64>,
    last_deed: Arc<AtomicU64>,
    /// What was handed to the runtime, by all lives of one cloud.
    started: Arc<Mutex<BTreeSet<TaskId>>>,
}

impl Default for Life {
    /// For ever.
    fn default() -> Life {
        let disk = Arc::new(DiskFault::default());
        disk.keep_in_step();
        let last_deed = Arc::new(AtomicU64::new(u64::MAX));
        Life { disk, deeds: Arc::default(), last_deed, started: Arc::default() }
    }
}

impl Life {
    /// Another life of the same cloud, for ever.
    pub fn next(&self) -> Life {
        Life { started: Arc::clone(&self.started), ..Life::default() }
    }

    /// It ends after so many more writes.
    pub fn end_after_writes(&self, writes: u64) {
        self.disk.kill_after(self.writes() + writes);
    }

    /// It ends after so many more deeds.
    pub fn end_after_deeds(&self, deeds: u64) {
        self.last_deed.store(self.deeds() + deeds, Ordering::SeqCst);
    }

    /// Transactions on disk so far, and the heads of files.
    pub fn writes(&self) -> u64 {
        self.disk.writes()
    }

    /// What was asked of the runtime so far.
    pub fn deeds(&self) -> u64 {
        self.deeds.load(Ordering::SeqCst)
    }

    /// Whether it has come to its end.
    pub fn is_over(&self) -> bool {
        self.disk.is_killed()
    }
}

/// The hands of a process that may be dead.
pub(crate) struct MortalRuntime {
    runtime: SimRuntime,
    life: Life,
}

impl MortalRuntime {
    pub(crate) fn new(runtime: SimRuntime, life: Life) -> MortalRuntime {
        MortalRuntime { runtime, life }
    }

    /// Does it, if there is anybody to do it; with the last deed the process dies.
    fn deed<T>(&self, otherwise: T, act: impl FnOnce() -> T) -> T {
        if self.life.is_over() {
            return otherwise;
        }
        let done = act();
        let count = self.life.deeds.fetch_add(1, Ordering::SeqCst) + 1;
        if count >= self.life.last_deed.load(Ordering::SeqCst) {
            self.life.disk.kill_after(0);
        }
        done
    }
}

impl ContainerRuntime for MortalRuntime {
    fn inherited(&self) -> Vec<TaskId> {
        self.runtime.inherited()
    }

    fn adopt(&self, task: &TaskId, restarts: BTreeMap<String, Restart>) {
        self.deed((), || self.runtime.adopt(task, restarts));
    }

    fn forget(&self, task: &TaskId) {
        self.deed((), || self.runtime.forget(task));
    }

    fn start(&self, spec: TaskSpec) -> Result<(), Refused> {
        let id = spec.id.clone();
        self.deed(Ok(()), || {
            let started = self.runtime.start(spec);
            if started.is_ok() {
                let mut all = self.life.started.lock().unwrap_or_else(PoisonError::into_inner);
                assert!(all.insert(id), "a task was started twice");
            }
            started
        })
    }

    fn start_held(&self, task: &TaskId, container: &str) {
        self.deed((), || self.runtime.start_held(task, container));
    }

    fn stop(&self, task: &TaskId, timeout: Duration) {
        self.deed((), || self.runtime.stop(task, timeout));
    }

    fn kill(&self, task: &TaskId) {
        self.deed((), || self.runtime.kill(task));
    }

    fn keep_volumes(&self, keepers: &BTreeSet<String>) {
        self.runtime.keep_volumes(keepers);
    }

    fn list(&self) -> Vec<RunningTask> {
        self.runtime.list()
    }

    fn exec_health<'a>(
        &'a self,
        task: &'a TaskId,
        container: &'a str,
        command: Vec<String>,
        timeout: Duration,
    ) -> BoxFuture<'a, io::Result<HealthOutcome>> {
        self.runtime.exec_health(task, container, command, timeout)
    }

    fn dialer(&self) -> Arc<dyn Dialer> {
        self.runtime.dialer()
    }

    fn meter(&self) -> Arc<dyn Meter> {
        self.runtime.meter()
    }
}
