//! Holds a connection out of a task back until it is known to lead somewhere, so that a closed port refuses it as any machine's would.
//!
//! A socket that listens accepts before anybody can ask where the connection leads; all that is left then is to reset it. So the first
//! packet of a connection, its SYN, is kept from the hub's listeners until the connection onward is there:
//!
//! ```text
//! task ── SYN ──▶ hub: the listener's filter drops it, a copy of it comes here
//!                   ├─ refused ───▶ an RST to the task, which sees "connection refused"
//!                   ├─ no answer ─▶ nothing: the task's kernel asks again, and gives up when it likes
//!                   └─ connected ─▶ the same SYN over `lo`, which the filter lets pass ──▶ accept, and the connection onward is claimed
//! ```
//!
//! In: packets of the hub's namespace. Out: packets, and connections onward by who asked for which address. Never here: where anything
//! leads (the caller's `dial` says), and what flows afterwards. Where the kernel refuses such sockets, connections are accepted first.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::io;
use std::mem::size_of;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// Connections held back at once; of more the SYNs are passed over, and come again after a second.
const MOST_HELD: usize = 4096;
/// How long a connection onward waits for the task's side, which usually takes microseconds.
const CLAIM_TIME: Duration = Duration::from_secs(10);
/// Longest packet looked at: a SYN has options only.
const LONGEST: usize = 2048;
/// Bytes of SYNs that may wait to be looked at.
const ROOM: i32 = 4 << 20;
const TCP: u8 = 6;
const SYN: u8 = 0x02;
const RST_ACK: u8 = 0x14;
const LOOPBACK: u32 = 1;
/// Where a filter finds the index of the interface a packet came by: `SKF_AD_OFF + SKF_AD_IFINDEX`.
const INTERFACE: u32 = (-0x1000_i32 + 8) as u32;

/// From where to where.
type Pair = (SocketAddrV4, SocketAddrV4);

enum Held {
    Dialing,
    /// The connection onward, and what tells by its end that it was claimed.
    Connected(TcpStream, oneshot::Sender<()>),
}

/// The gate of a hub.
pub(super) struct SynGate {
    /// Sees the SYNs.
    seen: OwnedFd,
    /// Sends packets as they are.
    raw: OwnedFd,
    /// Ports of the listeners that are guarded; to all others the kernel's own refusal comes.
    ports: RwLock<HashSet<u16>>,
    held: Mutex<HashMap<Pair, Held>>,
}

impl SynGate {
    /// Opens the gate of the calling thread's network namespace.
    pub(super) fn open() -> io::Result<Self> {
        let protocol = i32::from((libc::ETH_P_IP as u16).to_be());
        let seen = socket(libc::AF_PACKET, libc::SOCK_DGRAM, protocol)?;
        attach(seen.as_raw_fd(), &first_packets())?;
        // Many tasks may begin connections at once. The first needs root, the second is cut to what the machine allows.
        if set(seen.as_raw_fd(), libc::SO_RCVBUFFORCE, &ROOM).is_err() {
            set(seen.as_raw_fd(), libc::SO_RCVBUF, &ROOM)?;
        }
        let raw = socket(libc::AF_INET, libc::SOCK_RAW, libc::IPPROTO_RAW)?;
        Ok(Self { seen, raw, ports: RwLock::default(), held: Mutex::default() })
    }

    /// Keeps SYNs from a listener of the hub unless they come from here.
    pub(super) fn guard(&self, listener: &std::net::TcpListener) -> io::Result<()> {
        let port = listener.local_addr()?.port();
        let ports = || self.ports.write().unwrap_or_else(PoisonError::into_inner);
        // Before the filter: what that drops must be looked at.
        ports().insert(port);
        attach(listener.as_raw_fd(), &all_but_first_packets()).inspect_err(|_| {
            ports().remove(&port);
        })
    }

    /// Whether a listener for this port is guarded.
    pub(super) fn guards(&self, port: u16) -> bool {
        self.ports.read().unwrap_or_else(PoisonError::into_inner).contains(&port)
    }

    /// The next SYN; an error is the end of the gate.
    pub(super) async fn next(seen: &AsyncFd<OwnedFd>) -> io::Result<Syn> {
        let mut buffer = [0_u8; LONGEST];
        loop {
            let mut ready = seen.readable().await?;
            let read = ready.try_io(|fd| receive(fd.as_raw_fd(), &mut buffer));
            match read {
                Ok(Ok(length)) => match Syn::read(&buffer[..length]) {
                    Some(syn) => return Ok(syn),
                    None => continue,
                },
                // The queue ran over: those SYNs come again.
                Ok(Err(error)) if error.raw_os_error() == Some(libc::ENOBUFS) => {}
                Ok(Err(error)) => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// A handle on the SYNs for tokio.
    pub(super) fn watch(&self) -> io::Result<AsyncFd<OwnedFd>> {
        let seen = self.seen.try_clone()?;
        // SAFETY: the descriptor belongs to the value that is moved in, which keeps it open until the registration ends.
        Ok(unsafe { AsyncFd::register_with_interest(seen, Interest::READABLE)? })
    }

    /// Whether to dial for this SYN now; one that is dialed for already is passed over, one whose connection waits is let through again.
    pub(super) fn hold(&self, syn: &Syn) -> bool {
        let mut held = self.held();
        let full = held.len() >= MOST_HELD;
        match held.entry(syn.pair()) {
            Entry::Occupied(entry) => {
                if matches!(entry.get(), Held::Connected(..)) {
                    self.admit(syn);
                }
                false
            }
            Entry::Vacant(entry) => {
                if !full {
                    entry.insert(Held::Dialing);
                }
                !full
            }
        }
    }

    /// Tells the task what dialing came to, and keeps the connection until it is claimed.
    pub(super) async fn settle(&self, syn: &Syn, dialed: io::Result<TcpStream>) {
        match dialed {
            Ok(onward) => {
                let (held, claimed) = oneshot::channel();
                self.held().insert(syn.pair(), Held::Connected(onward, held));
                self.admit(syn);
                if tokio::time::timeout(CLAIM_TIME, claimed).await.is_err() {
                    self.held().remove(&syn.pair());
                }
            }
            Err(error) => {
                self.held().remove(&syn.pair());
                if error.kind() != io::ErrorKind::TimedOut {
                    self.send(&syn.refusal(), *syn.from.ip());
                }
            }
        }
    }

    /// Lets a SYN through to the listener.
    pub(super) fn admit(&self, syn: &Syn) {
        self.send(&syn.packet, *syn.to.ip());
    }

    /// The connection onward that waits for an accepted one.
    pub(super) fn claim(
        &self,
        accepted: &TcpStream,
        from: SocketAddrV4,
        to: SocketAddrV4,
    ) -> Option<TcpStream> {
        // Inherited from the listener, and of no use any more. Failing costs a few instructions a packet.
        let _ = set(accepted.as_raw_fd(), libc::SO_DETACH_FILTER, &0_i32);
        match self.held().remove(&(from, to))? {
            Held::Connected(onward, held) => {
                drop(held);
                Some(onward)
            }
            Held::Dialing => None,
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Pair, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A packet that cannot be sent is a lost one: the task's kernel asks again.
    fn send(&self, packet: &[u8], to: Ipv4Addr) {
        // SAFETY: all-zero is a valid address structure.
        let mut address: libc::sockaddr_in = unsafe { std::mem::zeroed() };
        address.sin_family = libc::AF_INET as libc::sa_family_t;
        address.sin_addr.s_addr = u32::from_ne_bytes(to.octets());
        let length = size_of::<libc::sockaddr_in>() as libc::socklen_t;
        // SAFETY: both pointers are to live values of the lengths given.
        let sent = unsafe {
            let address = std::ptr::from_ref(&address).cast();
            libc::sendto(self.raw.as_raw_fd(), packet.as_ptr().cast(), packet.len(), 0, address, length)
        };
        if sent < 0 {
            tracing::debug!(error = %io::Error::last_os_error(), %to, "a packet of a task could not be sent");
        }
    }
}

/// The first packet of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Syn {
    pub(super) from: SocketAddrV4,
    pub(super) to: SocketAddrV4,
    sequence: u32,
    /// Whole, with right checksums.
    packet: Vec<u8>,
}

impl Syn {
    /// Reads an IPv4 packet; `None` when it is no whole SYN.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let header = usize::from(bytes.first()? & 0x0f) * 4;
        let total = usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]));
        let mut packet = bytes.get(..total)?.to_vec();
        let segment = packet.get(header..).filter(|segment| header >= 20 && segment.len() >= 20)?;
        if packet[0] >> 4 != 4 || packet[9] != TCP || segment[13] & 0x12 != SYN {
            return None;
        }
        let address = |at: usize| Ipv4Addr::new(packet[at], packet[at + 1], packet[at + 2], packet[at + 3]);
        let port = |at: usize| u16::from_be_bytes([segment[at], segment[at + 1]]);
        let (from, to) = (SocketAddrV4::new(address(12), port(0)), SocketAddrV4::new(address(16), port(2)));
        let sequence = u32::from_be_bytes([segment[4], segment[5], segment[6], segment[7]]);
        // Between namespaces packets travel without checksums.
        write_checksum(&mut packet, header, *from.ip(), *to.ip());
        Some(Self { from, to, sequence, packet })
    }

    fn pair(&self) -> Pair {
        (self.from, self.to)
    }

    /// What a machine answers whose port is closed (RFC 9293, 3.10.7.1).
    pub(super) fn refusal(&self) -> Vec<u8> {
        let mut packet = vec![0_u8; 40];
        packet[0] = 0x45;
        packet[3] = 40;
        packet[8] = 64;
        packet[9] = TCP;
        packet[12..16].copy_from_slice(&self.to.ip().octets());
        packet[16..20].copy_from_slice(&self.from.ip().octets());
        packet[20..22].copy_from_slice(&self.to.port().to_be_bytes());
        packet[22..24].copy_from_slice(&self.from.port().to_be_bytes());
        packet[28..32].copy_from_slice(&self.sequence.wrapping_add(1).to_be_bytes());
        packet[32] = 5 << 4;
        packet[33] = RST_ACK;
        write_checksum(&mut packet, 20, *self.to.ip(), *self.from.ip());
        packet
    }
}

/// Writes the checksum of the TCP segment that begins at `header`; IP's own is the kernel's to write.
fn write_checksum(packet: &mut [u8], header: usize, from: Ipv4Addr, to: Ipv4Addr) {
    packet[header + 16..header + 18].fill(0);
    let length = (packet.len() - header) as u16;
    let pseudo = [&from.octets()[..], &to.octets()[..], &[0, TCP], &length.to_be_bytes()[..]].concat();
    let words = pseudo.chunks(2).chain(packet[header..].chunks(2));
    let sum: u32 =
        words.map(|pair| u32::from(pair[0]) << 8 | u32::from(pair.get(1).copied().unwrap_or(0))).sum();
    let folded = (sum & 0xffff) + (sum >> 16);
    let folded = (folded & 0xffff) + (folded >> 16);
    packet[header + 16..header + 18].copy_from_slice(&(!(folded as u16)).to_be_bytes());
}

/// A step of a classic packet filter: what to do, how many steps to skip if so and if not, with which number.
fn step(code: u32, yes: u8, no: u8, number: u32) -> libc::sock_filter {
    libc::sock_filter { code: code as u16, jt: yes, jf: no, k: number }
}

/// Lets through SYNs of TCP over IPv4 that came from outside this namespace. Sees packets from the IP header on.
fn first_packets() -> [libc::sock_filter; 12] {
    use libc::{
        BPF_ABS, BPF_ALU, BPF_AND, BPF_B, BPF_H, BPF_IND, BPF_JEQ, BPF_JMP, BPF_JSET, BPF_K, BPF_LD, BPF_LDX,
    };
    use libc::{BPF_MSH, BPF_RET, BPF_W};
    [
        step(BPF_LD | BPF_B | BPF_ABS, 0, 0, 9),
        step(BPF_JMP | BPF_JEQ | BPF_K, 0, 8, u32::from(TCP)),
        step(BPF_LD | BPF_H | BPF_ABS, 0, 0, 6),
        // A later fragment has no TCP header.
        step(BPF_JMP | BPF_JSET | BPF_K, 6, 0, 0x1fff),
        step(BPF_LDX | BPF_B | BPF_MSH, 0, 0, 0),
        step(BPF_LD | BPF_B | BPF_IND, 0, 0, 13),
        step(BPF_ALU | BPF_AND | BPF_K, 0, 0, 0x12),
        step(BPF_JMP | BPF_JEQ | BPF_K, 0, 2, u32::from(SYN)),
        step(BPF_LD | BPF_W | BPF_ABS, 0, 0, INTERFACE),
        step(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, LOOPBACK),
        step(BPF_RET | BPF_K, 0, 0, 0),
        step(BPF_RET | BPF_K, 0, 0, LONGEST as u32),
    ]
}

/// Lets through everything but SYNs that came from outside this namespace. Sees packets from the TCP header on.
fn all_but_first_packets() -> [libc::sock_filter; 7] {
    use libc::{BPF_ABS, BPF_ALU, BPF_AND, BPF_B, BPF_JEQ, BPF_JMP, BPF_K, BPF_LD, BPF_RET, BPF_W};
    [
        step(BPF_LD | BPF_B | BPF_ABS, 0, 0, 13),
        step(BPF_ALU | BPF_AND | BPF_K, 0, 0, 0x12),
        step(BPF_JMP | BPF_JEQ | BPF_K, 0, 2, u32::from(SYN)),
        step(BPF_LD | BPF_W | BPF_ABS, 0, 0, INTERFACE),
        step(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, LOOPBACK),
        step(BPF_RET | BPF_K, 0, 0, u32::MAX),
        step(BPF_RET | BPF_K, 0, 0, 0),
    ]
}

fn socket(family: i32, kind: i32, protocol: i32) -> io::Result<OwnedFd> {
    // SAFETY: plain system call; the result is checked and owned.
    let fd = unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK, protocol) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: `fd` was just returned by the kernel and belongs to nobody else.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

fn attach(fd: RawFd, filter: &[libc::sock_filter]) -> io::Result<()> {
    // The kernel only reads it.
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_ptr().cast_mut() };
    set(fd, libc::SO_ATTACH_FILTER, &program)
}

fn set<T>(fd: RawFd, option: i32, value: &T) -> io::Result<()> {
    let (value, length) = (std::ptr::from_ref(value).cast(), size_of::<T>() as libc::socklen_t);
    // SAFETY: the pointer is to a live value of the length given.
    let outcome = unsafe { libc::setsockopt(fd, libc::SOL_SOCKET, option, value, length) };
    if outcome < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

fn receive(fd: RawFd, buffer: &mut [u8]) -> io::Result<usize> {
    // SAFETY: the pointer and length describe a live buffer.
    let length = unsafe { libc::recv(fd, buffer.as_mut_ptr().cast(), buffer.len(), 0) };
    usize::try_from(length).map_err(|_| io::Error::last_os_error())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A SYN as a kernel sends it, with options and, as between namespaces, without a right checksum.
    fn packet() -> Vec<u8> {
        let mut packet =
            vec![0x45, 0, 0, 44, 0x12, 0x34, 0x40, 0, 64, TCP, 0, 0, 10, 88, 0, 1, 127, 1, 0, 10];
        packet.extend([
            0x9c,
            0x40,
            0x13,
            0x88,
            0xff,
            0xff,
            0xff,
            0xff,
            0,
            0,
            0,
            0,
            6 << 4,
            SYN,
            0xfa,
            0xf0,
            0xbe,
            0xef,
            0,
            0,
        ]);
        packet.extend([2, 4, 5, 0xb4]);
        packet
    }

    /// The sum over a segment with its checksum and the pseudo header.
    fn sum(packet: &[u8]) -> u16 {
        let length = (packet.len() - 20) as u16;
        let pseudo = [&packet[12..20], &[0, TCP], &length.to_be_bytes()].concat();
        let words = pseudo.chunks(2).chain(packet[20..].chunks(2));
        let sum: u32 = words.map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]]))).sum();
        ((sum & 0xffff) + (sum >> 16)) as u16
    }

    #[test]
    fn a_syn_is_read_and_made_right() {
        // What follows the packet in the buffer is none of it.
        let syn = Syn::read(&[packet(), vec![7; 9]].concat()).unwrap();
        assert_eq!(
            (syn.from.to_string(), syn.to.to_string()),
            ("10.88.0.1:40000".into(), "127.1.0.10:5000".into())
        );
        assert_eq!((syn.packet.len(), sum(&syn.packet)), (44, 0xffff));
        assert_eq!(syn.packet[40..], packet()[40..]);
    }

    #[test]
    fn a_refusal_goes_back_and_acknowledges() {
        let refusal = Syn::read(&packet()).unwrap().refusal();
        assert_eq!((refusal.len(), sum(&refusal), refusal[33]), (40, 0xffff, RST_ACK));
        assert_eq!(refusal[12..20], [127, 1, 0, 10, 10, 88, 0, 1]);
        assert_eq!(refusal[20..24], [0x13, 0x88, 0x9c, 0x40]);
        assert_eq!(refusal[28..32], [0; 4], "one more than the sequence number, which goes round");
    }

    #[test]
    fn anything_else_is_passed_over() {
        let change = |at: usize, to: u8| {
            let mut bytes = packet();
            bytes[at] = to;
            bytes
        };
        for bytes in [
            vec![],
            vec![0x45],
            packet()[..43].to_vec(),
            packet()[..30].to_vec(),
            change(0, 0x65),
            change(0, 0x44),
            change(0, 0x4f),
            change(9, 17),
            change(33, 0x12),
            change(33, 0x10),
            change(2, 1),
        ] {
            assert_eq!(Syn::read(&bytes), None, "{bytes:?}");
        }
    }
}
