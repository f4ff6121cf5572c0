//! A long-lived thread that runs jobs one after another. In: closures. Out: their results.
//! Never here: what the jobs do.
//!
//! Two things in Linux belong to threads, not processes: the network namespace new sockets are made in, and
//! `PR_SET_PDEATHSIG` (it fires when the *thread* that cloned the child ends). Hence threads that never end
//! while the runtime lives.

use std::io;
use std::thread;

use tokio::sync::{mpsc, oneshot};

type Job = Box<dyn FnOnce() + Send>;

const QUEUE: usize = 1024;

/// Handle of the thread; the thread ends when the last handle is dropped.
#[derive(Clone)]
pub(super) struct Worker {
    jobs: mpsc::Sender<Job>,
}

impl Worker {
    /// Starts the thread and waits until `setup` has run on it.
    pub(super) fn start<T: Send + 'static>(
        name: &str,
        setup: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> io::Result<(Self, T)> {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE);
        let (ready, is_ready) = std::sync::mpsc::sync_channel(1);
        thread::Builder::new().name(name.to_owned()).spawn(move || {
            // A failed send means `start` is gone; the queue is then closed too.
            let _ = ready.send(setup());
            while let Some(job) = queue.blocking_recv() {
                job();
            }
        })?;
        let value = is_ready.recv().map_err(|_| io::Error::other("the thread ended at once"))??;
        Ok((Self { jobs }, value))
    }

    /// Runs `job` on the thread and gives its result.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let (done, result) = oneshot::channel();
        let boxed: Job = Box::new(move || {
            // Nobody waiting any more is no fault of the job's.
            let _ = done.send(job());
        });
        self.jobs.send(boxed).await.map_err(|_| io::Error::other("the thread has ended"))?;
        result.await.map_err(|_| io::Error::other("the job panicked"))?
    }

    /// Queues `job` if there is room; nobody waits for it.
    pub(super) fn post(&self, job: impl FnOnce() + Send + 'static) {
        if self.jobs.try_send(Box::new(job)).is_err() {
            tracing::warn!("a runtime thread's queue is full; a job was not queued");
        }
    }
}
