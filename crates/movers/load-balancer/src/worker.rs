//! One worker: a thread, its runtime, its idle connections and spare buffers. In: client connections. Out: nothing; it
//! runs until stopped. Never done here: HTTP.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle};
use tokio::sync::{Notify, watch};

use crate::access_log::AccessLog;
use crate::caller::Caller;
use crate::dial::Dialer;
use crate::group::TargetState;
use crate::h2_pool::H2Pool;
use crate::inbox::Inbox;
use crate::pool::Pool;
use crate::response_head::MAX_RESPONSE_HEAD;
use crate::secure;
use crate::session::Session;
use crate::snapshot::Snapshot;

/// Spare relay buffers kept per worker, 32 KiB each: beyond this many requests at a time every one allocates and clears its own.
const MOST_SPARE: usize = 256;
const SWEEP_EVERY: Duration = Duration::from_secs(5);

/// What all workers share; read by requests without a lock.
pub(crate) struct Shared {
    pub(crate) snapshot: ArcSwap<Snapshot>,
    pub(crate) dialer: Arc<dyn Dialer>,
    pub(crate) access_log: Option<Arc<dyn AccessLog>>,
    pub(crate) workers: usize,
    /// Most client connections at once.
    pub(crate) most_connections: u64,
    pub(crate) active: AtomicU64,
    pub(crate) accepted: AtomicU64,
    pub(crate) rejected: AtomicU64,
}

/// One worker. Its mutexes are only ever taken by its own thread, so nobody waits for them.
pub(crate) struct Worker {
    pub(crate) index: usize,
    pub(crate) shared: Arc<Shared>,
    pool: Mutex<Pool>,
    h2_pool: Mutex<H2Pool>,
    spare: Mutex<Vec<Inbox>>,
    /// Wakes this worker's exchanges when targets have left the table.
    retirements: Notify,
}

impl Worker {
    pub(crate) fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn h2_pool(&self) -> MutexGuard<'_, H2Pool> {
        self.h2_pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ready once `target` has left the table.
    pub(crate) async fn retired(&self, target: &TargetState) {
        loop {
            let called = self.retirements.notified();
            if target.retired.load(Ordering::Acquire) {
                return;
            }
            called.await;
        }
    }

    /// Has every exchange look whether its target is still in the table.
    pub(crate) fn call_retirements(&self) {
        self.retirements.notify_waiters();
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Inbox>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An empty relay buffer.
    pub(crate) fn borrow_buffer(&self) -> Inbox {
        self.spare().pop().unwrap_or_else(|| Inbox::new(MAX_RESPONSE_HEAD, MAX_RESPONSE_HEAD))
    }

    /// Takes a relay buffer back.
    pub(crate) fn return_buffer(&self, mut buffer: Inbox) {
        let mut spare = self.spare();
        if spare.len() < MOST_SPARE {
            buffer.clear();
            spare.push(buffer);
        }
    }

    fn sweep(&self) {
        let snapshot = self.shared.snapshot.load();
        let seats = || snapshot.groups.values().flat_map(|group| &group.seats);
        let keeps = |uid| seats().any(|seat| seat.target.uid == uid);
        self.pool().sweep(Instant::now(), keeps);
        self.h2_pool().sweep(Instant::now(), keeps);
    }

    /// Serves one client connection to its end, unless there are too many.
    pub(crate) async fn serve(
        self: Arc<Self>,
        stream: tokio::net::TcpStream,
        caller: Caller,
        first: Vec<u8>,
    ) {
        let shared = Arc::clone(&self.shared);
        shared.accepted.fetch_add(1, Ordering::Relaxed);
        let _open = Open::new(&shared.active);
        if shared.active.load(Ordering::Relaxed) > shared.most_connections {
            shared.rejected.fetch_add(1, Ordering::Relaxed);
            return;
        }
        // Answers go out in one piece; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        if shared.snapshot.load().is_secure(caller.port) {
            // In a box, so that plain connections do not carry the room TLS and HTTP/2 need.
            Box::pin(secure::serve(self, stream, caller, first)).await;
        } else {
            Session::new(self, stream, caller, &first).run().await;
        }
    }

    /// Accepts connections for the load balancer port `port`, of the load balancer `only` if one is given, for as long as it is polled.
    pub(crate) async fn accept(self: Arc<Self>, listener: TcpListener, port: u16, only: Option<Arc<str>>) {
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    let caller = Caller { only: only.clone(), ..Caller::new(self.index, port, peer) };
                    tokio::spawn(Arc::clone(&self).serve(stream, caller, Vec::new()));
                }
                // Out of descriptors, most likely: give the running requests time to end.
                Err(error) => {
                    tracing::warn!(port, %error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
}

/// Counts an open connection while it lives.
struct Open<'a>(&'a AtomicU64);

impl<'a> Open<'a> {
    fn new(count: &'a AtomicU64) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A started worker, seen from outside its thread.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) worker: Arc<Worker>,
    pub(crate) handle: Handle,
}

/// Starts worker `index`; it ends when `stop`'s sender is gone.
pub(crate) fn start(index: usize, shared: Arc<Shared>, stop: watch::Receiver<()>) -> std::io::Result<Post> {
    let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
    let handle = runtime.handle().clone();
    let worker = Arc::new(Worker {
        index,
        shared,
        pool: Mutex::default(),
        h2_pool: Mutex::default(),
        spare: Mutex::default(),
        retirements: Notify::new(),
    });
    let inside = Arc::clone(&worker);
    std::thread::Builder::new()
        .name(format!("balancer-{index}"))
        .spawn(move || runtime.block_on(run(inside, stop)))?;
    Ok(Post { worker, handle })
}

async fn run(worker: Arc<Worker>, mut stop: watch::Receiver<()>) {
    let mut sweeps = tokio::time::interval(SWEEP_EVERY);
    loop {
        tokio::select! {
            _ = sweeps.tick() => worker.sweep(),
            ended = stop.changed() => if ended.is_err() { return },
        }
    }
}
