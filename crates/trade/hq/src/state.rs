//! In: counted things. Out: the shapes of `GET /api/state`. Never here: counting.

use crate::platform::Platform;
use serde::Serialize;

/// Everything the page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct State {
    /// Orders a second and topic the feed aims at.
    pub rate: f64,
    pub published: u64,
    pub fulfilled: u64,
    pub in_flight: u64,
    /// Fulfilments of orders that were fulfilled already; counted nowhere else.
    pub duplicates: u64,
    /// Fulfilments of orders HQ never gave out.
    pub unsolicited: u64,
    /// Fulfilments that named no order.
    pub unnamed: u64,
    /// Orders published once more because nobody fulfilled them in time.
    pub republished: u64,
    /// Orders fulfilled a second, over the last five seconds.
    pub per_second: f64,
    /// Publish to fulfilment, milliseconds, last minute (at most 8,192 orders).
    pub p50_ms: Option<f64>,
    pub p99_ms: Option<f64>,
    /// Orders fulfilled in each of the last 120 seconds, oldest first.
    pub history: Vec<u32>,
    pub resources: Vec<ResourceState>,
    pub leaderboard: Vec<Row>,
    pub platform: Option<Platform>,
    /// What HQ itself has trouble with, in words.
    pub trouble: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResourceState {
    pub name: &'static str,
    /// Whether it has a topic.
    pub fed: bool,
    pub published: u64,
    pub fulfilled: u64,
    pub in_flight: u64,
    /// Whether its feed waits because too many orders are open.
    pub paused: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Row {
    pub attendee: String,
    pub orders: u64,
    pub iridium: u64,
    pub magnesite: u64,
    pub duplicates: u64,
}
