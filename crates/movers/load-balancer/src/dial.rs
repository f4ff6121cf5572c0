//! Reaching targets. In: an [`Endpoint`]. Out: a connected stream. Never done here: pooling, timeouts, HTTP.

use std::future::Future;
use std::io;
use std::pin::Pin;

use tokio::net::TcpStream;

use crate::table::Endpoint;

/// A future in a box, as a [`Dialer`] answers.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Opens connections to targets. Dialing happens on the runtime of the worker that will use the stream, so a stream made
/// elsewhere must be handed over with `TcpStream::from_std` inside the future.
pub trait Dialer: Send + Sync + 'static {
    /// Connects to `endpoint`. Any error becomes a 502; taking over ten seconds, a 504.
    fn dial<'a>(&'a self, endpoint: &'a Endpoint) -> BoxFuture<'a, io::Result<TcpStream>>;
}

/// The dialer for plain socket addresses; it knows no names.
#[derive(Debug, Default, Clone, Copy)]
pub struct DirectDialer;

impl Dialer for DirectDialer {
    fn dial<'a>(&'a self, endpoint: &'a Endpoint) -> BoxFuture<'a, io::Result<TcpStream>> {
        Box::pin(async move {
            match endpoint {
                Endpoint::Address(address) => TcpStream::connect(address).await,
                Endpoint::Named { name, .. } => Err(io::Error::new(
                    io::ErrorKind::Unsupported,
                    format!("no dialer was given that knows the network {name}"),
                )),
            }
        })
    }
}
