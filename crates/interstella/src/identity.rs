//! Whose cloud answers on a port: what it says of itself at [`PATH`], and what the commands read there. Never here: asking.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where a cloud says it.
pub(crate) const PATH: &str = "/_interstella/cloud";

/// A running cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Identity {
    /// Its data directory, absolute.
    pub(crate) data_directory: PathBuf,
    /// Port of its AWS endpoint.
    pub(crate) port: u16,
    /// Its process.
    pub(crate) process: u32,
    /// Names of load balancers end so: `.elb.localhost`, and with a domain of the user's, `.elb.DOMAIN`.
    pub(crate) load_balancer_domains: Vec<String>,
}
