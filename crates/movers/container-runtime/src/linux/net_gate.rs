//! The hub's doors: what tasks open towards the world. In: connections and datagrams arriving in the hub.
//! Out: hooks asked, bytes carried. Never here: deciding where anything goes.
//!
//! ```text
//! SYN ─▶ who (source address) ─┬─ 169.254.170.2:80 / 169.254.169.254:80 ─▶ accept ─▶ LocalService
//!                              └─ anything else ─▶ Egress::route ─▶ dial ─┬─ refused: so is the SYN (`syn_gate`)
//!                                                                         └─▶ accept ─▶ copy both ways
//! ```

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4, ToSocketAddrs};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::Semaphore;

use super::Inner;
use super::forward::carry;
use super::syn_gate::{Syn, SynGate};
use crate::dns::{Answer, Query};
use crate::hooks::{Local, Onward};
use crate::spec::TaskId;

const TASK_ENDPOINT: Ipv4Addr = Ipv4Addr::new(169, 254, 170, 2);
const INSTANCE_METADATA: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 254);
const HTTP: u16 = 80;
const LOOKUPS: usize = 32;
const DATAGRAM: usize = 1500;
const DIAL_TIMEOUT: Duration = Duration::from_secs(10);
/// After a failed accept (out of descriptors), so that the loop does not spin.
const BREATHE: Duration = Duration::from_millis(20);

/// Accepts what tasks open to one port of any address.
pub(super) async fn accept_egress(listener: TcpListener, inner: Weak<Inner>) {
    loop {
        let accepted = listener.accept().await;
        let Some(inner) = inner.upgrade() else { return };
        match accepted {
            Ok((stream, _)) => admit(stream, inner),
            Err(error) => {
                tracing::warn!(%error, "a connection out of a task could not be accepted");
                tokio::time::sleep(BREATHE).await;
            }
        }
    }
}

fn admit(stream: TcpStream, inner: Arc<Inner>) {
    let (Ok(SocketAddr::V4(peer)), Ok(SocketAddr::V4(wanted))) = (stream.peer_addr(), stream.local_addr())
    else {
        return;
    };
    let Some(who) = inner.task_at(*peer.ip()) else { return };
    match (*wanted.ip(), wanted.port()) {
        (TASK_ENDPOINT, HTTP) => inner.hooks.local.serve(who, Local::TaskEndpoint, stream),
        (INSTANCE_METADATA, HTTP) => inner.hooks.local.serve(who, Local::InstanceMetadata, stream),
        _ => match inner.hub.gate.as_ref().and_then(|gate| gate.claim(&stream, peer, wanted)) {
            Some(onward) => drop(tokio::spawn(carry(stream, onward))),
            None => drop(tokio::spawn(lead_on(inner, who, wanted, stream))),
        },
    }
}

/// Asks for every connection a task begins where it leads, and dials before the hub accepts it. Where there is no gate this ends at once.
pub(super) async fn watch_beginnings(inner: Weak<Inner>) {
    let watched = inner.upgrade().and_then(|inner| inner.hub.gate.as_ref().map(|gate| gate.watch()));
    let Some(Ok(seen)) = watched else { return };
    loop {
        let next = SynGate::next(&seen).await;
        let Some(inner) = inner.upgrade() else { return };
        match next {
            Ok(syn) => begin(inner, syn),
            Err(error) => {
                tracing::warn!(%error, "beginnings of connections of tasks could not be read");
                tokio::time::sleep(BREATHE).await;
            }
        }
    }
}

fn begin(inner: Arc<Inner>, syn: Syn) {
    let Some(gate) = &inner.hub.gate else { return };
    // What is meant for another task's own address the hub forwards, and that task's kernel answers.
    let forwarded = inner.task_at(*syn.to.ip()).is_some();
    let Some(who) = inner.task_at(*syn.from.ip()).filter(|_| !forwarded && gate.guards(syn.to.port())) else {
        return;
    };
    if syn.to.port() == HTTP && [TASK_ENDPOINT, INSTANCE_METADATA].contains(syn.to.ip()) {
        return gate.admit(&syn);
    }
    if gate.hold(&syn) {
        let gate = Arc::clone(gate);
        tokio::spawn(async move {
            let dialed = dial(&inner, &who, syn.to).await;
            // What waits for the task's side must not keep the runtime alive.
            drop(inner);
            gate.settle(&syn, dialed).await;
        });
    }
}

/// Accepts on a listener inside a task's own loopback.
pub(super) async fn accept_loopback(listener: TcpListener, who: TaskId, inner: Weak<Inner>) {
    let Ok(SocketAddr::V4(wanted)) = listener.local_addr() else { return };
    loop {
        let accepted = listener.accept().await;
        let Some(inner) = inner.upgrade() else { return };
        match accepted {
            Ok((stream, _)) => {
                tokio::spawn(lead_on(inner, who.clone(), wanted, stream));
            }
            Err(_) => tokio::time::sleep(BREATHE).await,
        }
    }
}

async fn lead_on(inner: Arc<Inner>, who: TaskId, wanted: SocketAddrV4, mut stream: TcpStream) {
    let dialed = dial(&inner, &who, wanted).await;
    // A connection may outlive the runtime's handle; it must not keep the runtime alive.
    drop(inner);
    match dialed {
        Ok(onward) => carry(stream, onward).await,
        Err(_) => reset(&mut stream),
    }
}

/// Connects to where the owner says that this address leads.
async fn dial(inner: &Inner, who: &TaskId, wanted: SocketAddrV4) -> io::Result<TcpStream> {
    let dialed = match inner.hooks.egress.route(who, wanted) {
        Some(Onward::Host(to)) => dial_host(to).await,
        Some(Onward::Task(task, port)) => inner.dial_task(&task, port).await,
        None => Err(io::ErrorKind::ConnectionRefused.into()),
    };
    dialed.inspect_err(
        |error| tracing::debug!(%who, %wanted, %error, "a connection out of a task leads nowhere"),
    )
}

async fn dial_host(to: SocketAddr) -> io::Result<TcpStream> {
    let dialed = tokio::time::timeout(DIAL_TIMEOUT, TcpStream::connect(to)).await;
    let stream = dialed.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Tells the task "refused" as well as an already accepted connection can.
fn reset(stream: &mut TcpStream) {
    let socket: std::os::fd::BorrowedFd<'_> = std::os::fd::AsFd::as_fd(stream);
    let linger = libc::linger { l_onoff: 1, l_linger: 0 };
    // Failing only means an orderly close instead of a reset.
    let _ = nix::sys::socket::setsockopt(&socket, nix::sys::socket::sockopt::Linger, &linger);
}

/// Answers the tasks' name queries.
pub(super) async fn answer_names(socket: UdpSocket, inner: Weak<Inner>) {
    let socket = Arc::new(socket);
    let lookups = Arc::new(Semaphore::new(LOOKUPS));
    let mut buffer = [0; DATAGRAM];
    loop {
        let Ok((length, peer)) = socket.recv_from(&mut buffer).await else {
            tokio::time::sleep(BREATHE).await;
            continue;
        };
        let Some(inner) = inner.upgrade() else { return };
        let IpAddr::V4(from) = peer.ip() else { continue };
        let (Some(who), Ok(query)) = (inner.task_at(from), Query::read(&buffer[..length])) else { continue };
        if let Some(known) = inner.hooks.names.resolve(&who, &query.name) {
            let _ = socket.send_to(&query.answer(&known), peer).await;
            continue;
        }
        // More at a time than allowed are dropped: the task's resolver asks again.
        let Ok(permit) = lookups.clone().try_acquire_owned() else { continue };
        let socket = socket.clone();
        tokio::spawn(async move {
            let answer = ask_host(query.name.clone()).await;
            let _ = socket.send_to(&query.answer(&answer), peer).await;
            drop(permit);
        });
    }
}

async fn ask_host(name: String) -> Answer {
    let looked_up = tokio::task::spawn_blocking(move || (name.as_str(), 0).to_socket_addrs()).await;
    match looked_up {
        Ok(Ok(found)) => Answer::addresses(only_v4(found.map(|address| address.ip()))),
        Ok(Err(_)) => Answer::NoSuchName,
        Err(_) => Answer::Failed,
    }
}

fn only_v4(addresses: impl IntoIterator<Item = IpAddr>) -> Vec<Ipv4Addr> {
    let v4 = |address| match address {
        IpAddr::V4(address) => Some(address),
        IpAddr::V6(_) => None,
    };
    let mut all: Vec<_> = addresses.into_iter().filter_map(v4).collect();
    all.dedup();
    all
}
