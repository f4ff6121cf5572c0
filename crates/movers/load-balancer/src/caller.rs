//! Who is asking. In: the facts of a connection. Out: the same, for every request of it. Never done here: deciding.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::access_log::TraceId;
use crate::tls::Secured;

/// One client connection, as requests see it.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) worker: usize,
    /// The listener's port.
    pub(crate) port: u16,
    pub(crate) peer: SocketAddr,
    /// ARN of the load balancer whose own address it came to; `None` where several may share an address.
    pub(crate) only: Option<Arc<str>>,
    /// What was agreed on, when the connection is encrypted.
    pub(crate) secured: Option<Arc<Secured>>,
    /// Names the connection in the logs.
    pub(crate) trace: TraceId,
}

impl Caller {
    /// A connection about which nothing is agreed on yet.
    pub(crate) fn new(worker: usize, port: u16, peer: SocketAddr) -> Self {
        Self { worker, port, peer, only: None, secured: None, trace: TraceId::new() }
    }

    /// Whether the load balancer of this ARN may answer it.
    pub(crate) fn may_reach(&self, load_balancer: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == load_balancer)
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.secured.is_some() { "https" } else { "http" }
    }

    /// True when requests come as streams of HTTP/2.
    pub(crate) fn speaks_h2(&self) -> bool {
        self.secured.as_ref().is_some_and(|secured| secured.h2)
    }
}
