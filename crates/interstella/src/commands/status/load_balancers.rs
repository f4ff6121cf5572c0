//! Load balancers and their own addresses. In: the cloud's admin room. Out: what `/_interstella/doors` says. Never here: tables.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::LoadBalancer;
use crate::client::{Http, HttpError};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Doors {
    load_balancers: BTreeMap<String, Own>,
}

#[derive(Deserialize)]
struct Own {
    address: String,
    listeners: BTreeMap<u16, String>,
}

/// By DNS name.
pub(super) async fn all(cloud: &Http) -> Result<Vec<LoadBalancer>, HttpError> {
    let answer = cloud.get("/_interstella/doors").await?;
    let doors: Doors =
        serde_json::from_slice(&answer.body).map_err(|error| HttpError::Broken(error.to_string()))?;
    let own = doors.load_balancers.into_iter();
    let one = |(dns_name, own): (String, Own)| LoadBalancer {
        dns_name,
        address: own.address,
        listeners: own.listeners,
    };
    Ok(own.map(one).collect())
}
