//! Carries bytes between two connections, and published host ports into tasks. In: sockets. Out: bytes.
//! Never here: looking at them.

use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Weak;
use std::time::Duration;

use tokio::io::copy_bidirectional_with_sizes;
use tokio::net::{TcpListener, TcpStream};

use super::Inner;
use crate::spec::PortMapping;

const BUFFER: usize = 64 * 1024;
const BREATHE: Duration = Duration::from_millis(20);

/// Copies both ways until both sides have ended, or one has failed.
pub(super) async fn carry(mut near: TcpStream, mut far: TcpStream) {
    let _ = near.set_nodelay(true);
    // Errors are the peers' business: each sees its own connection end.
    let _ = copy_bidirectional_with_sizes(&mut near, &mut far, BUFFER, BUFFER).await;
}

/// Takes the host port of a mapping. The error's text is Docker's, which ECS passes on.
pub(super) async fn publish(mapping: PortMapping) -> io::Result<TcpListener> {
    let at = SocketAddrV4::new(mapping.host_address, mapping.host_port);
    TcpListener::bind(at).await.map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::AddrInUse => "address already in use".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied (ports below 1024 need root)".to_owned(),
            _ => error.to_string(),
        };
        io::Error::new(error.kind(), format!("failed to bind host port: listen tcp4 {at}: bind: {why}"))
    })
}

/// Serves a published port until the task is gone.
pub(super) async fn forward(listener: TcpListener, task: Ipv4Addr, port: u16, inner: Weak<Inner>) {
    loop {
        let accepted = listener.accept().await;
        let Some(inner) = inner.upgrade() else { return };
        match accepted {
            Ok((near, _)) => {
                tokio::spawn(async move {
                    let dialed = inner.hub.dial(SocketAddrV4::new(task, port)).await;
                    drop(inner);
                    if let Ok(far) = dialed {
                        carry(near, far).await;
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection to a published port could not be accepted");
                tokio::time::sleep(BREATHE).await;
            }
        }
    }
}
