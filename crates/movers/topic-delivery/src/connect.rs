//! How a host name becomes a connection.
//!
//! Comes in: host and port. Goes out: a TCP stream. Never done here: HTTP.
//!
//! Endpoints are often names only the owner knows (a load balancer's DNS name, an instance's address), so the owner gives
//! its own [`Connect`].

use std::future::Future;
use std::io;
use std::pin::Pin;

use tokio::net::TcpStream;

/// The future of a [`Connect`].
pub type Connecting<'a> = Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send + 'a>>;

/// Opens connections. The poster's time limit covers the connecting too.
pub trait Connect: Send + Sync + 'static {
    /// Connects to `host` (no brackets around IPv6) at `port`.
    fn connect<'a>(&'a self, host: &'a str, port: u16) -> Connecting<'a>;
}

/// Resolves with the system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct DirectConnect;

impl Connect for DirectConnect {
    fn connect<'a>(&'a self, host: &'a str, port: u16) -> Connecting<'a> {
        Box::pin(TcpStream::connect((host, port)))
    }
}
