//! HQ's own HTTP API, from outside. In: its address. Out: keys, and how orders go. Never here: its AWS resources.

use std::net::SocketAddr;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::waiting::{Look, until};
use super::{PlatformError, names};
use crate::client::Http;

const PATIENCE: Duration = Duration::from_secs(120);
/// Names tried for the attendee's key: HQ keeps only hashes, so a key that was lost cannot be asked for again.
const MOST_NAMES: u32 = 20;

/// How orders go, as HQ tells it.
#[derive(Debug, Clone, PartialEq, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Orders {
    pub(crate) rate: f64,
    pub(crate) published: u64,
    pub(crate) fulfilled: u64,
    pub(crate) in_flight: u64,
    pub(crate) duplicates: u64,
    pub(crate) per_second: f64,
    pub(crate) p50_ms: Option<f64>,
    pub(crate) p99_ms: Option<f64>,
    pub(crate) trouble: Option<String>,
}

/// HQ.
#[derive(Clone)]
pub(crate) struct Headquarters(Http);

impl Headquarters {
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self(Http::new(address))
    }

    /// Waits until HQ has read its tables.
    pub(crate) async fn ready(&self) -> Result<(), PlatformError> {
        until("HQ in order", PATIENCE, || async {
            let answer = self.0.get("/health").await?;
            match answer.status.is_success() {
                true => Ok(Look::Ready(())),
                false => Ok(Look::NotYet(format!("status {}", answer.status))),
            }
        })
        .await
    }

    /// A new key for the attendee.
    pub(crate) async fn new_key(&self) -> Result<String, PlatformError> {
        for number in 1..=MOST_NAMES {
            let name = if number == 1 {
                names::ATTENDEE.to_owned()
            } else {
                format!("{}-{number}", names::ATTENDEE)
            };
            let answer = self.0.post("/keys", json!({ "name": name }).to_string()).await?;
            let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            match body.get("apiKey").and_then(|key| key.as_str()) {
                Some(key) => return Ok(key.to_owned()),
                None if answer.status == http::StatusCode::CONFLICT => {}
                None => {
                    return Err(PlatformError::Missing(format!("API key: HQ says {} {body}", answer.status)));
                }
            }
        }
        Err(PlatformError::Missing(format!("API key: {MOST_NAMES} names are taken")))
    }

    /// How orders go now.
    pub(crate) async fn orders(&self) -> Result<Orders, PlatformError> {
        let answer = self.0.get("/api/state").await?;
        serde_json::from_slice(&answer.body).map_err(|error| {
            PlatformError::Missing(format!("state of orders: status {}: {error}", answer.status))
        })
    }

    /// Waits until one more order than `before` is fulfilled.
    pub(crate) async fn one_more(&self, before: u64) -> Result<Orders, PlatformError> {
        until("an order fulfilled", PATIENCE, || async {
            let orders = self.orders().await?;
            match orders.fulfilled > before {
                true => Ok(Look::Ready(orders)),
                false => Ok(Look::NotYet(orders.line())),
            }
        })
        .await
    }
}

impl Orders {
    /// One line for people.
    pub(crate) fn line(&self) -> String {
        let mut line = format!(
            "orders: {} published, {} fulfilled, {} in flight, {:.1}/s",
            self.published, self.fulfilled, self.in_flight, self.per_second
        );
        if let (Some(p50), Some(p99)) = (self.p50_ms, self.p99_ms) {
            line.push_str(&format!(", median {p50:.0} ms, 99 % within {p99:.0} ms"));
        }
        if let Some(trouble) = &self.trouble {
            line.push_str(&format!("; {trouble}"));
        }
        line
    }
}
