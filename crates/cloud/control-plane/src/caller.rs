//! Who calls, where and when: all that an operation may know of its surroundings.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

use model::{BalancerNames, Dice, Pace, Scope, Time};

/// Listener ports of load balancers' own addresses that are somewhere else: address and port to the port that stands for it.
pub type MovedPorts = BTreeMap<(Ipv4Addr, u16), u16>;

/// The caller of one operation.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Account and Region.
    pub scope: Scope,
    /// Access key id of the signature; empty for unsigned calls.
    pub access_key: String,
    /// Now; the same for the whole operation.
    pub now: Time,
    /// For ids; never for secrets.
    pub dice: Dice,
    /// Fresh randomness of the operating system, for tokens, passwords and keys.
    pub entropy: [u8; 32],
    /// Where this client reaches the product, for URLs in answers: `http://localhost:4566`.
    pub endpoint_url: String,
    /// Instances get addresses in `127.N.0.0/16`: clouds on one machine keep apart by their N.
    pub instance_network: u8,
    /// What load balancers are called that are made now.
    pub balancer_names: BalancerNames,
    /// Ports of load balancers that could not be had where they belong.
    pub moved_ports: Arc<MovedPorts>,
    /// How fast the clock of metrics, alarms and scaling runs.
    pub pace: Pace,
}

impl Caller {
    /// A caller for unit tests: account 000000000000 in us-west-2 at a fixed moment.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(crate) fn example() -> Caller {
        Caller {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            access_key: "test".to_owned(),
            now: Time(1_795_000_000_000),
            dice: Dice::new(1),
            entropy: [7; 32],
            endpoint_url: "http://localhost:4566".to_owned(),
            instance_network: 1,
            balancer_names: BalancerNames::Localhost,
            moved_ports: Arc::default(),
            pace: Pace::HONEST,
        }
    }
}
