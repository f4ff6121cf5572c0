//! Load balancers, their own addresses, and the ports they share. In: the cloud's admin room. Out: what `/_interstella/doors` says. Never
//! here: tables.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::LoadBalancer;
use crate::client::{Http, HttpError};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Doors {
    load_balancers: BTreeMap<String, Own>,
    /// Shared ports with their addresses, by number.
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Deserialize)]
struct Own {
    address: String,
    listeners: BTreeMap<u16, String>,
}

type Ports = BTreeMap<u16, Vec<SocketAddr>>;

/// Shared ports, and load balancers by DNS name.
pub(crate) async fn all(cloud: &Http) -> Result<(Ports, Vec<LoadBalancer>), HttpError> {
    let answer = cloud.get("/_interstella/doors").await?;
    read(&answer.body).map_err(|error| HttpError::Broken(error.to_string()))
}

fn read(body: &[u8]) -> serde_json::Result<(Ports, Vec<LoadBalancer>)> {
    let doors: Doors = serde_json::from_slice(body)?;
    let shared = doors
        .others
        .into_iter()
        .filter_map(|(port, addresses)| Some((port.parse().ok()?, serde_json::from_value(addresses).ok()?)));
    let one = |(dns_name, own): (String, Own)| LoadBalancer {
        dns_name,
        address: own.address,
        listeners: own.listeners,
    };
    Ok((shared.collect(), doors.load_balancers.into_iter().map(one).collect()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::read;

    #[test]
    fn shared_ports_are_told_from_load_balancers() {
        let body = br#"{"80": ["127.0.0.1:8080", "[::1]:8080"],
            "loadBalancers": {"a.elb.localhost": {"address": "127.1.240.1", "listeners": {"80": "127.1.240.1:8080"}}}}"#;
        let (ports, balancers) = read(body).unwrap();
        assert_eq!((ports.len(), ports[&80].len(), ports[&80][0].port()), (1, 2, 8080));
        assert_eq!((balancers.len(), balancers[0].listeners[&80].as_str()), (1, "127.1.240.1:8080"));
    }
}
