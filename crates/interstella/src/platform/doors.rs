//! Where a listener's port really is: ports below 1024 may need rights this program does not have, and then another stands for it.
//! In: a port. Out: an address. Never here: opening ports.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;

use super::PlatformError;
use super::waiting::{Look, until};
use crate::client::Http;

const PATIENCE: Duration = Duration::from_secs(15);

/// Waits until the listener port is open and says where.
pub(crate) async fn wait(cloud: &Http, port: u16) -> Result<SocketAddr, PlatformError> {
    until(&format!("listener port {port} open"), PATIENCE, || async move {
        Ok(match find(cloud, port).await? {
            Some(address) => Look::Ready(address),
            None => Look::NotYet("it is closed; is another program using it?".to_owned()),
        })
    })
    .await
}

/// Where the listener port is now; `None` when it is closed.
pub(crate) async fn find(cloud: &Http, port: u16) -> Result<Option<SocketAddr>, PlatformError> {
    let answer = cloud.get("/_interstella/doors").await?;
    let doors: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let addresses = doors.get(port.to_string()).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut addresses = addresses.iter().filter_map(|text| text.as_str()?.parse::<SocketAddr>().ok());
    // Plain IPv4 first: everything speaks it.
    let all: Vec<SocketAddr> = addresses.by_ref().collect();
    Ok(all.iter().find(|address| address.is_ipv4()).or(all.first()).copied())
}
