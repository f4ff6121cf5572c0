//! Whose connection it is. In: a client connection and the load balancer it turned out to be for. Out: that load balancer's
//! count of new and active connections. Never done here: refusing connections.

use std::sync::Arc;

use crate::snapshot::BalancerState;
use crate::tally::Count;

/// A connection counted at its load balancer while it lives.
#[derive(Debug)]
pub(crate) struct Claim {
    balancer: Arc<BalancerState>,
    worker: usize,
}

impl Claim {
    pub(crate) fn new(balancer: &Arc<BalancerState>, worker: usize) -> Self {
        balancer.tally.add(worker, Count::Connections, 1);
        Self { balancer: Arc::clone(balancer), worker }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.balancer.tally.add(self.worker, Count::ConnectionsEnded, 1);
    }
}
