//! The hub: one network namespace in which the daemon meets every task. In: task namespaces. Out: veth pairs,
//! and sockets that live in the hub. Never here: what flows through them.
//!
//! ```text
//!   task netns                      hub netns                                host netns
//!   eth0 10.88.x.y/32 ──veth── tN   lo 169.254.1.1                            published ports,
//!   default via 169.254.1.1         10.88.x.y/32 dev tN                       onward connections
//!   lo 127.0.0.1/32 only            local 0.0.0.0/0 dev lo: every other
//!                                   destination arrives at our sockets
//! ```

use std::collections::HashSet;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener, UdpSocket};
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use nix::sched::{CloneFlags, setns, unshare};
use tokio::net::{TcpSocket, TcpStream};

use super::netlink::{LOOPBACK, Netlink, Route, VethPair};
use super::spare::Spare;
use super::syn_gate::SynGate;
use super::worker::Worker;

/// The gateway and name server every task sees.
pub(super) const GATEWAY: Ipv4Addr = Ipv4Addr::new(169, 254, 1, 1);
const ETH0: i32 = 2;
const FIRST_LINK: i32 = 16;
/// Numbers that an earlier daemon's links may still have, which the kernel is about to remove.
const MOST_TAKEN: usize = 64;
const BATCH: usize = 64;
const LOW_WATER: usize = 16;
const DIAL_TIMEOUT: Duration = Duration::from_secs(5);
/// Local ports of connections from the hub to tasks. Not where dynamic host ports lie (up to 60999): one of those may have to be
/// listened to at any moment, and a connection that happened to have it would be in the way.
const OWN_PORTS: &str = "61000 65535";
const MAIN: u8 = libc::RT_TABLE_MAIN;
const LOCAL: u8 = libc::RT_TABLE_LOCAL;

/// The hub's namespace, its thread and its stock of unconnected sockets.
pub(super) struct Hub {
    worker: Worker,
    /// The namespace itself. Threads that visit tasks' namespaces live here, not in the host's: an ordinary
    /// user's daemon could not return there.
    pub(super) namespace: OwnedFd,
    routes: Netlink,
    /// Holds connections out of tasks back until they lead somewhere; `None` where the kernel refuses it.
    pub(super) gate: Option<Arc<SynGate>>,
    stock: Arc<Mutex<Vec<OwnedFd>>>,
    addresses: Mutex<Addresses>,
    /// The network of the next task, but for its addresses.
    spare: Spare<Unaddressed>,
}

#[derive(Default)]
struct Addresses {
    taken: HashSet<Ipv4Addr>,
    links: HashSet<i32>,
    next: u16,
}

/// A task's network: its namespace, held open, and what the hub knows of it.
pub(super) struct TaskNetwork {
    pub(super) namespace: OwnedFd,
    pub(super) address: Ipv4Addr,
    /// Listeners on 127.0.0.1 inside the task, for the ports asked for.
    pub(super) loopback: Vec<TcpListener>,
    pub(super) link: i32,
}

/// A namespace with a link to the hub, of no task yet.
struct Unaddressed {
    namespace: OwnedFd,
    /// In the namespace.
    routes: Netlink,
    loopback: Vec<TcpListener>,
    link: i32,
}

impl Hub {
    /// Makes the namespace on a thread of its own, or enters the one of an earlier daemon.
    pub(super) fn open(inherited: Option<OwnedFd>) -> io::Result<Self> {
        let settle = move || {
            let (namespace, routes) = inherited.map_or_else(build, enter)?;
            Ok((namespace, routes, SynGate::open()))
        };
        let (worker, (namespace, routes, gate)) = Worker::start("hub", settle)?;
        let gate = gate
            .inspect_err(|error| tracing::warn!(%error, "closed ports reset connections of tasks that they should refuse"))
            .ok()
            .map(Arc::new);
        Ok(Self {
            worker,
            namespace,
            routes,
            gate,
            stock: Arc::default(),
            addresses: Mutex::default(),
            spare: Spare::default(),
        })
    }

    /// A listener on every address of the hub: a task's connection to any host on `port` arrives here.
    pub(super) async fn listen(&self, port: u16) -> io::Result<tokio::net::TcpListener> {
        let listener = self.worker.run(move || TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))).await?;
        if let Some(Err(error)) = self.gate.as_ref().map(|gate| gate.guard(&listener)) {
            tracing::warn!(%error, port, "a closed port resets connections of tasks that it should refuse");
        }
        listener.set_nonblocking(true)?;
        tokio::net::TcpListener::from_std(listener)
    }

    /// The name server's socket.
    pub(super) async fn name_socket(&self) -> io::Result<tokio::net::UdpSocket> {
        let socket = self.worker.run(|| UdpSocket::bind((GATEWAY, 53))).await?;
        socket.set_nonblocking(true)?;
        tokio::net::UdpSocket::from_std(socket)
    }

    /// Connects from the hub to a task.
    pub(super) async fn dial(&self, to: SocketAddrV4) -> io::Result<TcpStream> {
        let socket = TcpSocket::from_std_stream(self.socket().await?.into());
        let connected = tokio::time::timeout(DIAL_TIMEOUT, socket.connect(SocketAddr::V4(to))).await;
        let stream = connected.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    async fn socket(&self) -> io::Result<OwnedFd> {
        let (taken, left) = {
            let mut stock = self.stock.lock().unwrap_or_else(PoisonError::into_inner);
            (stock.pop(), stock.len())
        };
        match taken {
            Some(socket) => {
                if left == LOW_WATER {
                    let stock = self.stock.clone();
                    self.worker.post(move || stock_up(&stock));
                }
                Ok(socket)
            }
            None => {
                let stock = self.stock.clone();
                self.worker
                    .run(move || {
                        let socket = stream_socket()?;
                        stock_up(&stock);
                        Ok(socket)
                    })
                    .await
            }
        }
    }

    /// A thread that lives in the hub, from where it may visit tasks' namespaces.
    pub(super) fn resident(&self, name: &str) -> io::Result<Worker> {
        let namespace = self.namespace.try_clone()?;
        let settle = move || Ok(setns(namespace, CloneFlags::CLONE_NEWNET)?);
        Worker::start(name, settle).map(|(worker, ())| worker)
    }

    /// A task's network, with the spare namespace or a new one. Runs on a [`Hub::resident`] thread; `ports` are listened to on the task's
    /// 127.0.0.1, and are the same for all tasks.
    pub(super) fn join(
        &self,
        wanted: Option<Ipv4Addr>,
        mac: Option<[u8; 6]>,
        ports: &[u16],
    ) -> io::Result<TaskNetwork> {
        let address = self.book().reserve(wanted)?;
        let joined = self.spare.take_or(|| self.make(ports)).and_then(|network| {
            let link = network.link;
            self.give(network, address, mac).inspect_err(|_| self.delete(link))
        });
        joined.inspect_err(|_| {
            self.book().taken.remove(&address);
        })
    }

    /// Makes the spare namespace if there is none. Runs on the same thread as `join`.
    pub(super) fn restock(&self, ports: &[u16]) -> io::Result<()> {
        self.spare.restock(|| self.make(ports))
    }

    /// The thread ends up in the hub again.
    fn make(&self, ports: &[u16]) -> io::Result<Unaddressed> {
        unshare(CloneFlags::CLONE_NEWNET)?;
        let made = self.furnish(ports);
        setns(self.namespace.as_fd(), CloneFlags::CLONE_NEWNET)?;
        made
    }

    fn furnish(&self, ports: &[u16]) -> io::Result<Unaddressed> {
        let namespace = current_namespace()?;
        let link = self.link_to(&namespace)?;
        let inside = furnish_task().and_then(|routes| Ok((routes, listen_loopback(ports)?)));
        match inside {
            Ok((routes, loopback)) => Ok(Unaddressed { namespace, routes, loopback, link }),
            Err(error) => {
                self.delete(link);
                Err(because("cannot set up the task's network", error))
            }
        }
    }

    fn link_to(&self, namespace: &OwnedFd) -> io::Result<i32> {
        for _ in 0..MOST_TAKEN {
            let link = self.book().free_link();
            let made = self.routes.add_veth(&VethPair {
                name: &format!("t{link}"),
                index: link,
                peer_name: "eth0",
                peer_index: ETH0,
                peer_namespace: namespace.as_raw_fd(),
            });
            match made {
                Ok(()) => return Ok(link),
                // An earlier daemon's; the number stays out of use.
                Err(error) if error.raw_os_error() == Some(libc::EEXIST) => {}
                Err(error) => {
                    self.book().links.remove(&link);
                    return Err(because("cannot make a veth pair", error));
                }
            }
        }
        Err(io::Error::new(io::ErrorKind::AddrInUse, "cannot make a veth pair: no number is free"))
    }

    fn give(&self, network: Unaddressed, address: Ipv4Addr, mac: Option<[u8; 6]>) -> io::Result<TaskNetwork> {
        let Unaddressed { namespace, routes, loopback, link } = network;
        let to_task = Route { to: address, prefix: 32, via: None, link, local: false, table: MAIN };
        let given = address_task(&routes, address, mac).and_then(|()| self.routes.add_route(to_task));
        given.map_err(|error| because("cannot set up the task's network", error))?;
        Ok(TaskNetwork { namespace, address, loopback, link })
    }

    /// Takes the task's link down; its namespace goes when the last process in it has gone.
    pub(super) fn part(&self, network: TaskNetwork) {
        self.delete(network.link);
        self.book().taken.remove(&network.address);
    }

    fn delete(&self, link: i32) {
        if let Err(error) = self.routes.delete_link(link) {
            tracing::warn!(%error, link, "a task's network link could not be removed");
        }
        self.book().links.remove(&link);
    }

    /// Address and link of a task that an earlier daemon joined.
    pub(super) fn take(&self, address: Ipv4Addr, link: i32) {
        let mut book = self.book();
        book.taken.insert(address);
        book.links.insert(link);
    }

    fn book(&self) -> MutexGuard<'_, Addresses> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Addresses {
    fn reserve(&mut self, wanted: Option<Ipv4Addr>) -> io::Result<Ipv4Addr> {
        let address = match wanted {
            Some(address) if self.taken.contains(&address) => {
                return Err(io::Error::new(io::ErrorKind::AddrInUse, format!("{address} is another task's")));
            }
            Some(address) => address,
            None => self.pick()?,
        };
        self.taken.insert(address);
        Ok(address)
    }

    fn free_link(&mut self) -> i32 {
        let link = (FIRST_LINK..).find(|link| !self.links.contains(link)).unwrap_or(FIRST_LINK);
        self.links.insert(link);
        link
    }

    /// The next free address of 10.88.0.0/16, not reusing a fresh one soon.
    fn pick(&mut self) -> io::Result<Ipv4Addr> {
        for _ in 0..=u16::MAX {
            self.next = self.next.wrapping_add(1);
            let [high, low] = self.next.to_be_bytes();
            let address = Ipv4Addr::new(10, 88, high, low);
            if low != 0 && low != 255 && !self.taken.contains(&address) {
                return Ok(address);
            }
        }
        Err(io::Error::new(io::ErrorKind::AddrNotAvailable, "all task addresses are taken"))
    }
}

/// Runs on the hub's thread: links and routes of an earlier daemon are as it made them.
fn enter(namespace: OwnedFd) -> io::Result<(OwnedFd, Netlink)> {
    setns(&namespace, CloneFlags::CLONE_NEWNET)
        .map_err(|e| because("cannot enter the network namespace of an earlier run", e.into()))?;
    Ok((namespace, Netlink::open()?))
}

/// Runs on the hub's thread: a fresh namespace where every address is ours.
fn build() -> io::Result<(OwnedFd, Netlink)> {
    unshare(CloneFlags::CLONE_NEWNET).map_err(|e| because("cannot make a network namespace", e.into()))?;
    // The forwarding switch resets other settings, so it comes first.
    sysctl("ip_forward", "1")?;
    for scope in ["all", "default"] {
        sysctl(&format!("conf/{scope}/rp_filter"), "0")?;
        sysctl(&format!("conf/{scope}/route_localnet"), "1")?;
        sysctl(&format!("conf/{scope}/send_redirects"), "0")?;
    }
    sysctl("ip_local_port_range", OWN_PORTS)?;
    let routes = Netlink::open()?;
    routes.link_up(LOOPBACK)?;
    routes.add_address(LOOPBACK, GATEWAY)?;
    let everything = Route {
        to: Ipv4Addr::UNSPECIFIED,
        prefix: 0,
        via: None,
        link: LOOPBACK,
        local: true,
        // Not the local table: it is asked first and would shadow the tasks' own routes.
        table: MAIN,
    };
    routes.add_route(everything)?;
    Ok((current_namespace()?, routes))
}

/// Runs inside the task's namespace: all that is the same for every task.
fn furnish_task() -> io::Result<Netlink> {
    sysctl("ip_unprivileged_port_start", "0")?;
    // ping without CAP_NET_RAW, which a container does not have over this namespace; an ordinary user has one group only.
    sysctl("ping_group_range", "0 2147483647").or_else(|_| sysctl("ping_group_range", "0 0"))?;
    for scope in ["all", "default"] {
        sysctl(&format!("conf/{scope}/rp_filter"), "0")?;
        sysctl(&format!("conf/{scope}/route_localnet"), "1")?;
    }
    let routes = Netlink::open()?;
    routes.link_up(LOOPBACK)?;
    let loopback_net = Route {
        to: Ipv4Addr::new(127, 0, 0, 0),
        prefix: 8,
        via: None,
        link: LOOPBACK,
        local: true,
        table: LOCAL,
    };
    // 127.0.0.1/32 has a route of its own; the rest of 127/8 (the instances) is outside the task.
    routes.delete_route(loopback_net)?;
    Ok(routes)
}

/// By a socket in the task's namespace.
fn address_task(routes: &Netlink, address: Ipv4Addr, mac: Option<[u8; 6]>) -> io::Result<()> {
    if let Some(mac) = mac {
        routes.set_hardware_address(ETH0, mac)?;
    }
    routes.add_address(ETH0, address)?;
    routes.link_up(ETH0)?;
    let default = Route {
        to: Ipv4Addr::UNSPECIFIED,
        prefix: 0,
        via: Some(GATEWAY),
        link: ETH0,
        local: false,
        table: MAIN,
    };
    routes.add_route(default)
}

fn listen_loopback(ports: &[u16]) -> io::Result<Vec<TcpListener>> {
    let bind = |port: &u16| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, *port))?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    };
    ports.iter().map(bind).collect()
}

/// The network namespace of the calling thread.
fn current_namespace() -> io::Result<OwnedFd> {
    Ok(fs::File::open("/proc/thread-self/ns/net")?.into())
}

/// `/proc/sys/net` shows the namespace of the thread that opens it.
fn sysctl(name: &str, value: &str) -> io::Result<()> {
    fs::write(format!("/proc/sys/net/ipv4/{name}"), value).map_err(|e| because(name, e))
}

fn stock_up(stock: &Mutex<Vec<OwnedFd>>) {
    let fresh: Vec<_> = (0..BATCH).map_while(|_| stream_socket().ok()).collect();
    stock.lock().unwrap_or_else(PoisonError::into_inner).extend(fresh);
}

fn stream_socket() -> io::Result<OwnedFd> {
    let kind = libc::SOCK_STREAM | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;
    // SAFETY: plain system call; the result is checked and owned.
    let fd = unsafe { libc::socket(libc::AF_INET, kind, 0) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: `fd` was just returned by the kernel and belongs to nobody else.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

fn because(what: &str, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_not_reused_while_taken_and_avoid_the_ends() {
        let mut book = Addresses::default();
        for _ in 0..600 {
            let address = book.pick().unwrap();
            assert!(![0, 255].contains(&address.octets()[3]));
            assert!(book.taken.insert(address));
        }
    }
}
