//! The seven rtnetlink requests a task's network needs. In: an open socket in some network namespace and numbers.
//! Out: the kernel's acknowledgement or its errno. Never here: which addresses, or which namespace.
//!
//! The socket stays in the namespace it was opened in, so any thread may use it.

use std::io;
use std::net::Ipv4Addr;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::Mutex;

const VETH_INFO_PEER: u16 = 1;
const RTNH_F_ONLINK: u32 = 4;
const NLM_ACK: u16 = (libc::NLM_F_REQUEST | libc::NLM_F_ACK) as u16;
const NLM_CREATE: u16 = NLM_ACK | (libc::NLM_F_CREATE | libc::NLM_F_EXCL) as u16;
/// `lo` is always the first interface of a namespace.
pub(super) const LOOPBACK: i32 = 1;

/// A routing socket of one network namespace.
pub(super) struct Netlink {
    socket: Mutex<OwnedFd>,
}

/// A route to add or delete.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) to: Ipv4Addr,
    pub(super) prefix: u8,
    pub(super) via: Option<Ipv4Addr>,
    pub(super) link: i32,
    /// Delivered to this host rather than sent out.
    pub(super) local: bool,
    pub(super) table: u8,
}

/// A veth pair: one end here, the other (`eth0`, index `peer_index`) in another namespace.
pub(super) struct VethPair<'a> {
    pub(super) name: &'a str,
    pub(super) index: i32,
    pub(super) peer_name: &'a str,
    pub(super) peer_index: i32,
    pub(super) peer_namespace: RawFd,
}

impl Netlink {
    /// Opens a socket in the calling thread's network namespace.
    pub(super) fn open() -> io::Result<Self> {
        let kind = libc::SOCK_RAW | libc::SOCK_CLOEXEC;
        // SAFETY: plain system call; the result is checked and owned.
        let fd = unsafe { libc::socket(libc::AF_NETLINK, kind, libc::NETLINK_ROUTE) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: `fd` was just returned by the kernel and belongs to nobody else.
        Ok(Self { socket: Mutex::new(unsafe { OwnedFd::from_raw_fd(fd) }) })
    }

    pub(super) fn link_up(&self, index: i32) -> io::Result<()> {
        let mut message = Message::new(libc::RTM_NEWLINK, NLM_ACK);
        message.link_header(index, libc::IFF_UP as u32);
        self.request(message)
    }

    /// While the link is down.
    pub(super) fn set_hardware_address(&self, index: i32, address: [u8; 6]) -> io::Result<()> {
        let mut message = Message::new(libc::RTM_NEWLINK, NLM_ACK);
        message.link_header(index, 0);
        message.attribute(libc::IFLA_ADDRESS, &address);
        self.request(message)
    }

    pub(super) fn delete_link(&self, index: i32) -> io::Result<()> {
        let mut message = Message::new(libc::RTM_DELLINK, NLM_ACK);
        message.link_header(index, 0);
        self.request(message)
    }

    pub(super) fn add_veth(&self, pair: &VethPair<'_>) -> io::Result<()> {
        let mut message = Message::new(libc::RTM_NEWLINK, NLM_CREATE);
        message.link_header(pair.index, libc::IFF_UP as u32);
        message.text(libc::IFLA_IFNAME, pair.name);
        let info = message.open(libc::IFLA_LINKINFO);
        message.text(libc::IFLA_INFO_KIND, "veth");
        let data = message.open(libc::IFLA_INFO_DATA);
        let peer = message.open(VETH_INFO_PEER);
        message.link_header(pair.peer_index, 0);
        message.text(libc::IFLA_IFNAME, pair.peer_name);
        message.attribute(libc::IFLA_NET_NS_FD, &pair.peer_namespace.to_ne_bytes());
        message.close(peer);
        message.close(data);
        message.close(info);
        self.request(message)
    }

    pub(super) fn add_address(&self, link: i32, address: Ipv4Addr) -> io::Result<()> {
        let mut message = Message::new(libc::RTM_NEWADDR, NLM_CREATE);
        message.bytes(&[libc::AF_INET as u8, 32, 0, libc::RT_SCOPE_UNIVERSE]);
        message.bytes(&link.to_ne_bytes());
        message.attribute(libc::IFA_LOCAL, &address.octets());
        message.attribute(libc::IFA_ADDRESS, &address.octets());
        self.request(message)
    }

    pub(super) fn add_route(&self, route: Route) -> io::Result<()> {
        self.route(libc::RTM_NEWROUTE, NLM_CREATE, route)
    }

    pub(super) fn delete_route(&self, route: Route) -> io::Result<()> {
        self.route(libc::RTM_DELROUTE, NLM_ACK, route)
    }

    fn route(&self, kind: u16, flags: u16, route: Route) -> io::Result<()> {
        let (scope, route_kind) = match (route.local, route.via) {
            (true, _) => (libc::RT_SCOPE_HOST, libc::RTN_LOCAL),
            (false, None) => (libc::RT_SCOPE_LINK, libc::RTN_UNICAST),
            (false, Some(_)) => (libc::RT_SCOPE_UNIVERSE, libc::RTN_UNICAST),
        };
        // ONLINK: the gateway needs no route of its own.
        let onlink: u32 = if route.via.is_some() { RTNH_F_ONLINK } else { 0 };
        let mut message = Message::new(kind, flags);
        message.bytes(&[libc::AF_INET as u8, route.prefix, 0, 0, route.table]);
        // Unspecified matches any when deleting.
        let origin = if kind == libc::RTM_NEWROUTE { libc::RTPROT_BOOT } else { libc::RTPROT_UNSPEC };
        message.bytes(&[origin, scope, route_kind]);
        message.bytes(&onlink.to_ne_bytes());
        if route.prefix > 0 {
            message.attribute(libc::RTA_DST, &route.to.octets());
        }
        if let Some(gateway) = route.via {
            message.attribute(libc::RTA_GATEWAY, &gateway.octets());
        }
        message.attribute(libc::RTA_OIF, &route.link.to_ne_bytes());
        self.request(message)
    }

    fn request(&self, message: Message) -> io::Result<()> {
        let bytes = message.finish();
        let socket = self.socket.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let fd = socket.as_raw_fd();
        // SAFETY: the pointer and length describe a live buffer.
        let sent = unsafe { libc::send(fd, bytes.as_ptr().cast(), bytes.len(), 0) };
        if sent < 0 {
            return Err(io::Error::last_os_error());
        }
        let mut answer = [0_u8; 4096];
        // SAFETY: as above, for a buffer we may write to.
        let got = unsafe { libc::recv(fd, answer.as_mut_ptr().cast(), answer.len(), 0) };
        if got < 0 {
            return Err(io::Error::last_os_error());
        }
        acknowledgement(&answer[..got as usize])
    }
}

fn acknowledgement(answer: &[u8]) -> io::Result<()> {
    let kind = answer.get(4..6).map(|b| u16::from_ne_bytes([b[0], b[1]]));
    let code = answer.get(16..20).map(|b| i32::from_ne_bytes([b[0], b[1], b[2], b[3]]));
    match (kind, code) {
        (Some(kind), Some(0)) if i32::from(kind) == libc::NLMSG_ERROR => Ok(()),
        (Some(kind), Some(code)) if i32::from(kind) == libc::NLMSG_ERROR => {
            Err(io::Error::from_raw_os_error(code.saturating_neg()))
        }
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "not a netlink acknowledgement")),
    }
}

/// A request being written: header, fixed part, then nested attributes, each padded to four bytes.
struct Message {
    buffer: Vec<u8>,
}

/// Where an unfinished nested attribute began.
struct Open(usize);

impl Message {
    fn new(kind: u16, flags: u16) -> Self {
        let mut buffer = Vec::with_capacity(256);
        buffer.extend_from_slice(&[0; 4]);
        buffer.extend_from_slice(&kind.to_ne_bytes());
        buffer.extend_from_slice(&flags.to_ne_bytes());
        buffer.extend_from_slice(&[0; 8]);
        Self { buffer }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// `struct ifinfomsg`.
    fn link_header(&mut self, index: i32, flags: u32) {
        self.bytes(&[0; 4]);
        self.bytes(&index.to_ne_bytes());
        self.bytes(&flags.to_ne_bytes());
        self.bytes(&flags.to_ne_bytes());
    }

    fn attribute(&mut self, kind: u16, value: &[u8]) {
        let at = self.open(kind);
        self.bytes(value);
        self.close(at);
    }

    fn text(&mut self, kind: u16, value: &str) {
        let at = self.open(kind);
        self.bytes(value.as_bytes());
        self.bytes(&[0]);
        self.close(at);
    }

    fn open(&mut self, kind: u16) -> Open {
        let at = self.buffer.len();
        self.bytes(&[0; 2]);
        self.bytes(&kind.to_ne_bytes());
        Open(at)
    }

    fn close(&mut self, at: Open) {
        let length = (self.buffer.len() - at.0) as u16;
        self.buffer[at.0..at.0 + 2].copy_from_slice(&length.to_ne_bytes());
        while !self.buffer.len().is_multiple_of(4) {
            self.buffer.push(0);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        let length = self.buffer.len() as u32;
        self.buffer[..4].copy_from_slice(&length.to_ne_bytes());
        self.buffer
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_padded_and_counted() {
        let mut message = Message::new(7, 5);
        let outer = message.open(1);
        message.text(2, "ab");
        message.close(outer);
        let bytes = message.finish();
        assert_eq!(bytes.len(), 28);
        assert_eq!(bytes[0], 28);
        assert_eq!(&bytes[16..], &[12, 0, 1, 0, 7, 0, 2, 0, b'a', b'b', 0, 0]);
    }

    #[test]
    fn the_kernels_errno_is_given_back() {
        let mut answer = vec![0_u8; 36];
        answer[4..6].copy_from_slice(&(libc::NLMSG_ERROR as u16).to_ne_bytes());
        assert!(acknowledgement(&answer).is_ok());
        answer[16..20].copy_from_slice(&(-libc::EEXIST).to_ne_bytes());
        assert_eq!(acknowledgement(&answer).unwrap_err().raw_os_error(), Some(libc::EEXIST));
        assert!(acknowledgement(&answer[..10]).is_err());
    }
}
