//! The load balancer's way to its targets. In: an endpoint of the routing table. Out: a connection, made by the container runtime where a
//! published port is meant. Never here: which target, HTTP.

use std::io;

use load_balancer::{BoxFuture, Dialer, Endpoint};
use tokio::net::TcpStream;

use super::TaskServices;

/// Dials the addresses of targets. Endpoints that are names are refused: the routing table has none.
pub(crate) struct LbDialer(pub(super) TaskServices);

impl Dialer for LbDialer {
    fn dial<'a>(&'a self, endpoint: &'a Endpoint) -> BoxFuture<'a, io::Result<TcpStream>> {
        Box::pin(async move {
            match endpoint {
                Endpoint::Address(address) => self.0.dial(*address).await,
                Endpoint::Named { name, .. } => {
                    let why = format!("targets are reached by address; {name} is a name");
                    Err(io::Error::new(io::ErrorKind::Unsupported, why))
                }
            }
        })
    }
}
