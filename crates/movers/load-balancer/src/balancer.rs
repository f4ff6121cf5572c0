//! The load balancer as its owner sees it. In: routing tables, sockets to listen on, connections handed over. Out:
//! health, counters. Never done here: HTTP.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::access_log::AccessLog;
use crate::caller::Caller;
use crate::dial::{Dialer, DirectDialer};
use crate::group::Seat;
use crate::health::{Reason, State, TargetHealth};
use crate::misdirected;
use crate::probe;
use crate::prober::Prober;
use crate::snapshot::{Snapshot, TableError, name_of};
use crate::table::RoutingTable;
use crate::tally::Metrics;
use crate::worker::{Post, Shared, start};

/// Connections the kernel may hold for one listening socket.
const BACKLOG: i32 = 1024;

/// How a balancer is set up.
pub struct Config {
    /// Worker threads, at least one.
    pub workers: usize,
    /// How targets are reached.
    pub dialer: Arc<dyn Dialer>,
    /// Where lines of load balancers go that log; `None`: nowhere.
    pub access_log: Option<Arc<dyn AccessLog>>,
    /// Most client connections at once; more are closed unheard.
    pub most_connections: u64,
}

impl Default for Config {
    fn default() -> Self {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        Self { workers, dialer: Arc::new(DirectDialer), access_log: None, most_connections: 20_000 }
    }
}

/// The running load balancers: worker threads, health probes and the table they follow. Stops when dropped.
pub struct Balancer {
    shared: Arc<Shared>,
    posts: Vec<Post>,
    prober: Prober,
    sockets: Mutex<HashMap<SocketAddr, Vec<AbortHandle>>>,
    /// Held while a table is put in force, so that two publishers cannot lose one another's targets.
    publishing: Mutex<()>,
    next_post: AtomicUsize,
    _stop: watch::Sender<()>,
}

impl Balancer {
    /// Starts the workers and a thread for health probes. Fails when a thread or runtime cannot be made.
    pub fn start(config: Config) -> io::Result<Self> {
        let workers = config.workers.max(1);
        let shared = Arc::new(Shared {
            snapshot: ArcSwap::default(),
            dialer: config.dialer,
            access_log: config.access_log,
            workers,
            most_connections: config.most_connections,
            active: AtomicU64::new(0),
            accepted: AtomicU64::new(0),
            rejected: AtomicU64::new(0),
        });
        let (stop, stopped) = watch::channel(());
        let posts = (0..workers)
            .map(|index| start(index, Arc::clone(&shared), stopped.clone()))
            .collect::<io::Result<Vec<_>>>()?;
        // A worker that gets no connections: probes stay punctual whatever the traffic.
        let probes = start(workers, Arc::clone(&shared), stopped)?;
        let prober = Prober::new(probes.handle, Arc::clone(&shared));
        Ok(Self {
            shared,
            posts,
            prober,
            sockets: Mutex::default(),
            publishing: Mutex::default(),
            next_post: AtomicUsize::new(0),
            _stop: stop,
        })
    }

    /// Puts `table` in force for every request that comes after. Targets that stay keep their health, connections and
    /// counts; new ones are probed at once; requests still running at targets that are gone are cut (502). A refused table changes nothing.
    pub fn publish(&self, table: &RoutingTable) -> Result<(), TableError> {
        let _turn = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.shared.snapshot.load_full();
        let next = Arc::new(Snapshot::build(table, &before, self.shared.workers)?);
        self.shared.snapshot.store(Arc::clone(&next));
        // A probe that ended between build and store reviewed the old groups only.
        next.groups.values().for_each(|group| group.review());
        if before.dismiss_leavers(&next) {
            self.posts.iter().for_each(|post| post.worker.call_retirements());
        }
        self.prober.follow(&next);
        Ok(())
    }

    /// Listens at `address` for the listeners of `port`; answers the address bound (port 0 picks one). Fails with
    /// `AddrInUse` when anyone, this balancer included, listens there already.
    pub fn listen(&self, port: u16, address: SocketAddr) -> io::Result<SocketAddr> {
        self.open(None, port, address)
    }

    /// As [`Balancer::listen`], at an address that is one load balancer's alone, named by its ARN: neither a Host header nor a server name
    /// leads from there to another.
    pub fn listen_for(
        &self,
        load_balancer: &Arc<str>,
        port: u16,
        address: SocketAddr,
    ) -> io::Result<SocketAddr> {
        self.open(Some(load_balancer), port, address)
    }

    fn open(&self, only: Option<&Arc<str>>, port: u16, address: SocketAddr) -> io::Result<SocketAddr> {
        // Sharing a port among the workers would also share it with a stranger: look first.
        let bound = socket(address, false)?.local_addr()?.as_socket().unwrap_or(address);
        let listeners = self.posts.iter().map(|_| listening(bound)).collect::<io::Result<Vec<_>>>()?;
        let tasks = self.posts.iter().zip(listeners).map(|(post, listener)| {
            let (worker, only) = (Arc::clone(&post.worker), only.cloned());
            let task = post.handle.spawn(async move {
                match tokio::net::TcpListener::from_std(listener) {
                    Ok(listener) => worker.accept(listener, port, only).await,
                    Err(error) => tracing::error!(port, %error, "cannot use a listening socket"),
                }
            });
            task.abort_handle()
        });
        self.sockets().insert(bound, tasks.collect());
        Ok(bound)
    }

    /// Stops listening at `address`; open connections go on. False when nothing listened there.
    pub fn close(&self, address: SocketAddr) -> bool {
        let tasks = self.sockets().remove(&address);
        tasks.iter().flatten().for_each(AbortHandle::abort);
        tasks.is_some()
    }

    fn sockets(&self) -> std::sync::MutexGuard<'_, HashMap<SocketAddr, Vec<AbortHandle>>> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves a connection accepted elsewhere as if it had come to the listeners of `port`; `first` is what was
    /// already read from it. Fails when the stream cannot be made non-blocking.
    pub fn serve_stream(
        &self,
        stream: std::net::TcpStream,
        peer: SocketAddr,
        first: Vec<u8>,
        port: u16,
    ) -> io::Result<()> {
        stream.set_nonblocking(true)?;
        let post = &self.posts[self.next_post.fetch_add(1, Ordering::Relaxed) % self.posts.len()];
        let worker = Arc::clone(&post.worker);
        post.handle.spawn(async move {
            let caller = Caller::new(worker.index, port, peer);
            match tokio::net::TcpStream::from_std(stream) {
                Ok(stream) => worker.serve(stream, caller, first).await,
                Err(error) => tracing::error!(%error, "cannot use a connection that was handed over"),
            }
        });
        Ok(())
    }

    /// The lowest listener port, of those that speak TLS or of those that do not, of the load balancer whose DNS name is `host`
    /// (case and port ignored); `None` when no load balancer has that name, or none such a listener.
    pub fn port_of_host(&self, host: &str, tls: bool) -> Option<u16> {
        self.shared.snapshot.load().port_of(host, tls)
    }

    /// Words for whoever asks elsewhere for `host` (port ignored), when that can only be a load balancer's name; `None` when it can be
    /// anybody's.
    pub fn misdirected(&self, host: &str) -> Option<String> {
        let snapshot = self.shared.snapshot.load();
        snapshot.is_taken(name_of(host)).then(|| misdirected::words(&snapshot, host, None))
    }

    /// The health of every target of the present table.
    pub fn health(&self) -> Vec<TargetHealth> {
        let snapshot = self.shared.snapshot.load();
        let groups = snapshot.groups.values();
        groups
            .flat_map(|group| {
                group.seats.iter().map(|seat| TargetHealth {
                    health_check_port: probe::port(&seat.target, &group.health_check),
                    ..health_of(seat)
                })
            })
            .collect()
    }

    /// A bell that rings (a number that changes) whenever any target's health does, and on every publish.
    pub fn health_changes(&self) -> watch::Receiver<u64> {
        self.prober.bell()
    }

    /// Requests in flight at a target of the present table, draining ones included; `None` when it is not there.
    /// Once a target is published as draining and this says 0, it stays 0.
    pub fn in_flight(&self, target_group: &str, target: &str, port: u16) -> Option<u32> {
        let snapshot = self.shared.snapshot.load();
        let group = snapshot.groups.get(target_group)?;
        let seat = group.seats.iter().find(|seat| &*seat.target.id == target && seat.target.port == port)?;
        Some(seat.target.in_flight.load(Ordering::SeqCst))
    }

    /// Whether no request can begin at a target any more: the present table has it draining, or not at all.
    pub fn is_withdrawn(&self, target_group: &str, target: &str, port: u16) -> bool {
        let snapshot = self.shared.snapshot.load();
        let seats = snapshot.groups.get(target_group).map_or(&[][..], |group| &group.seats);
        let mut own = seats.iter().filter(|seat| &*seat.target.id == target && seat.target.port == port);
        own.all(|seat| seat.draining)
    }

    /// Client connections open now.
    pub fn active_connections(&self) -> u64 {
        self.shared.active.load(Ordering::Relaxed)
    }

    /// All counters at this moment.
    pub fn metrics(&self) -> Metrics {
        let snapshot = self.shared.snapshot.load();
        Metrics {
            load_balancers: snapshot
                .balancers
                .iter()
                .map(|one| one.tally.read(&one.arn, &one.name))
                .collect(),
            target_groups: snapshot.groups.values().map(|one| one.tally.read(&one.arn, &one.name)).collect(),
            active_connections: self.shared.active.load(Ordering::Relaxed),
            new_connections: self.shared.accepted.load(Ordering::Relaxed),
            rejected_connections: self.shared.rejected.load(Ordering::Relaxed),
        }
    }
}

fn health_of(seat: &Seat) -> TargetHealth {
    let target = &seat.target;
    let (state, reason) = if seat.draining {
        (State::Draining, Some(Reason::DeregistrationInProgress))
    } else {
        let machine = target.machine();
        (machine.state(), machine.reason())
    };
    TargetHealth {
        target_group: Arc::clone(&target.group),
        target: Arc::clone(&target.id),
        port: target.port,
        health_check_port: target.port,
        state,
        reason,
    }
}

fn listening(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    let socket = socket(address, true)?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn socket(address: SocketAddr, shared: bool) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    if shared {
        socket.set_reuse_port(true)?;
    }
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    Ok(socket)
}
