//! Binding the endpoint's port on loopback, IPv4 and IPv6, and one more by which tasks come.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;

/// Connections the kernel may hold for us.
const BACKLOG: i32 = 1024;

/// Listens on 127.0.0.1 and, where there is one, ::1. The error says who has the port.
pub(crate) fn bind(port: u16) -> Result<Vec<TcpListener>, String> {
    let first =
        listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|error| explain(port, &error))?;
    let port = first.local_addr().map_err(|error| explain(port, &error))?.port();
    let second = listen(SocketAddr::from((Ipv6Addr::LOCALHOST, port)));
    Ok(std::iter::once(first).chain(second.ok()).collect())
}

/// Listens for what comes from tasks, at a port of 127.0.0.1 that is free. Another program that finds it is taken for a task: it may do less
/// there than at the endpoint's own port.
pub(crate) fn bind_for_tasks() -> Result<TcpListener, String> {
    listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).map_err(|error| explain(0, &error))
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

fn explain(port: u16, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {port} on 127.0.0.1 is in use by another program; end it (`interstella down` if it is ours) or choose another with --port"
        ),
        io::ErrorKind::PermissionDenied => {
            format!("port {port} may not be bound by this user; choose one above 1023 with --port")
        }
        _ => format!("cannot listen on 127.0.0.1:{port}: {error}"),
    }
}
