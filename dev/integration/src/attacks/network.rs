//! The machine's sockets and networks: abstract names, its own loopback, interfaces, protocols of its kernel.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{self, UnixStream};
use std::time::Duration;

use super::report::result;
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("network/abstract-socket", abstract_socket),
    ("network/loopback-of-the-machine", loopback),
    ("network/virtual-machine-sockets", |_| refused(libc::AF_VSOCK, libc::SOCK_STREAM)),
    ("network/configure", configure),
    ("network/interfaces", interfaces),
];

const PATIENCE: Duration = Duration::from_millis(400);

/// Abstract names belong to a network namespace.
fn abstract_socket(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let address = net::SocketAddr::from_abstract_name(machine.socket.as_bytes());
    attempts.must_fail(&machine.socket, address.and_then(|address| UnixStream::connect_addr(&address)));
    attempts.outcome()
}

/// Whatever listens on the machine's 127.0.0.1 alone is not for tasks.
fn loopback(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let addresses = [
        [127, 0, 0, 1],
        [127, 0, 0, 53],
        [169, 254, 1, 1],
        [169, 254, 170, 2],
        [169, 254, 169, 254],
        [0, 0, 0, 0],
    ];
    for address in addresses.map(|octets| IpAddr::V4(Ipv4Addr::from(octets))) {
        let to = SocketAddr::new(address, machine.port);
        attempts.must_fail(&to.to_string(), TcpStream::connect_timeout(&to, PATIENCE));
    }
    attempts.outcome()
}

fn socket(family: libc::c_int, kind: libc::c_int) -> io::Result<libc::c_long> {
    // SAFETY: numbers only.
    result(unsafe { libc::socket(family, kind, 0) }.into())
}

fn refused(family: libc::c_int, kind: libc::c_int) -> Outcome {
    let mut attempts = Attempts::default();
    attempts.must_be_refused("socket", socket(family, kind));
    attempts.outcome()
}

/// Takes its own loopback down: who may do that may also give itself others' addresses.
fn configure(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let Ok(socket) = socket(libc::AF_INET, libc::SOCK_DGRAM) else { return attempts.outcome() };
    // SAFETY: all-zero is a valid request; the name is filled in below.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    request.ifr_name[..2].copy_from_slice(&[b'l' as libc::c_char, b'o' as libc::c_char]);
    // SAFETY: a request that lives through the calls.
    let set = unsafe {
        libc::ioctl(socket as i32, libc::SIOCGIFFLAGS, &raw mut request);
        libc::ioctl(socket as i32, libc::SIOCSIFFLAGS, &raw const request)
    };
    attempts.must_fail("flags of lo", result(set.into()));
    attempts.outcome()
}

/// A network of its own: what raw and packet sockets, which Docker allows too, hear there is the container's own.
fn interfaces(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let table = fs::read_to_string("/proc/net/dev").unwrap_or_default();
    for name in table.lines().skip(2).filter_map(|line| line.split(':').next()) {
        match name.trim() {
            own @ ("lo" | "eth0") => attempts.fine(own),
            other => attempts.breach(other),
        }
    }
    attempts.outcome()
}
