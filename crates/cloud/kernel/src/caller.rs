//! Who calls, where and when: all that an operation may know of its surroundings.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use model::{BalancerNames, Dice, Pace, Scope, Time};

/// Listener ports of load balancers' own addresses that are somewhere else: address and port to the port that stands for it.
pub type MovedPorts = BTreeMap<(Ipv4Addr, u16), u16>;

/// Where a call comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A client's address.
    Address(IpAddr),
    /// A task's own endpoint: the task's ARN.
    Task(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Address(address) => write!(f, "{address}"),
            Source::Task(arn) => f.write_str(arn),
        }
    }
}

/// The caller of one operation. Made by [`crate::Engine::caller`] alone.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Account and Region.
    pub scope: Scope,
    /// Of this call, as its answer shows it.
    pub request_id: String,
    /// Of this call, as CloudTrail shows it: a UUID's bits.
    pub event_id: u128,
    /// Where the call comes from.
    pub source: Source,
    /// Access key id of the signature; empty for unsigned calls.
    pub access_key: String,
    /// Of a request with an idempotency token: what it asks for besides, to be told from another that comes with the same token.
    pub input_digest: Option<String>,
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
    /// A caller for tests: account 000000000000 in us-west-2 at a fixed moment.
    #[cfg(any(test, feature = "rig"))]
    #[doc(hidden)]
    #[allow(clippy::expect_used)]
    pub fn example() -> Caller {
        Caller {
            scope: Scope::new("000000000000", "us-west-2").expect("an account and a Region"),
            request_id: "00000000-0000-4000-8000-000000000000".to_owned(),
            event_id: 0,
            source: Source::Address(Ipv4Addr::LOCALHOST.into()),
            access_key: "test".to_owned(),
            input_digest: None,
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
