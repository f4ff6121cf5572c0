//! Binding the endpoint's port on loopback, IPv4 and IPv6, and one more by which tasks come.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;

/// Connections the kernel may hold for us.
const BACKLOG: i32 = 1024;

/// Why the port is not to be had.
#[derive(Debug)]
pub(crate) struct NotBound {
    /// The port.
    pub(crate) port: u16,
    error: io::Error,
}

impl NotBound {
    /// Whether another program has it.
    pub(crate) fn is_taken(&self) -> bool {
        self.error.kind() == io::ErrorKind::AddrInUse
    }
}

impl fmt::Display for NotBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let port = self.port;
        match self.error.kind() {
            io::ErrorKind::AddrInUse => {
                write!(
                    f,
                    "port {port} on 127.0.0.1 is in use by another program; end it, or choose another port with --port"
                )
            }
            io::ErrorKind::PermissionDenied => {
                write!(f, "port {port} may not be bound by this user; choose one above 1023 with --port")
            }
            _ => write!(
                f,
                "cannot listen on 127.0.0.1:{port}: {}; choose another port with --port",
                self.error
            ),
        }
    }
}

/// Listens on 127.0.0.1 and, where there is one, ::1.
pub(crate) fn bind(port: u16) -> Result<Vec<TcpListener>, NotBound> {
    let failed = |error| NotBound { port, error };
    let first = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(failed)?;
    let port = first.local_addr().map_err(failed)?.port();
    let second = listen(SocketAddr::from((Ipv6Addr::LOCALHOST, port)));
    Ok(std::iter::once(first).chain(second.ok()).collect())
}

/// Listens for what comes from tasks, at a port of 127.0.0.1 that is free. Another program that finds it is taken for a task: it may do less
/// there than at the endpoint's own port.
pub(crate) fn bind_for_tasks() -> Result<TcpListener, String> {
    listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
        .map_err(|error| format!("cannot listen on 127.0.0.1 for what comes from tasks: {error}"))
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // A restart must not wait for connections of the life before.
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    TcpListener::from_std(socket.into())
}
