//! In: counted things. Out: the shapes of `GET /api/state`. Never here: counting.

use crate::platform::Platform;
use serde::Serialize;

/// Everything the page shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct State {
    /// Orders a second and topic the feed aims at.
    pub rate: f64,
    pub published: u64,
    pub fulfilled: u64,
    pub in_flight: u64,
    /// Fulfilments of orders that were fulfilled already; counted nowhere else.
    pub duplicates: u64,
    /// Fulfilments no order was open for: those of orders HQ never gave out, and those that named none when none was open.
    pub unsolicited: u64,
    /// Of those fulfilled, the ones whose fulfilment named no order: each was counted for the oldest open one.
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
    /// The best fifty; with `others` it adds up to `fulfilled`.
    pub leaderboard: Vec<Row>,
    pub others: Others,
    pub platform: Option<Platform>,
    /// What HQ itself has trouble with, in words.
    pub trouble: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResourceState {
    pub name: &'static str,
    pub feed: Feed,
    pub published: u64,
    pub fulfilled: u64,
    pub in_flight: u64,
}

/// How the feed of a topic goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Feed {
    /// Orders are published at the rate.
    Running,
    /// It waits because too many orders are open.
    Full,
    /// It waits for a confirmed subscription: what is published before reaches nobody.
    NoSubscriber,
    /// HQ was given no topic for this resource.
    NoTopic,
}

impl Feed {
    /// What a page says of a feed that stands still.
    pub(crate) fn stands_still(self) -> Option<&'static str> {
        match self {
            Self::Running => None,
            Self::Full => Some("feed waits"),
            Self::NoSubscriber => Some("no subscriber yet"),
            Self::NoTopic => Some("no topic"),
        }
    }
}

/// Everyone the leaderboard has no row for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Others {
    pub attendees: u64,
    pub orders: u64,
    pub iridium: u64,
    pub magnesite: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Row {
    pub attendee: String,
    pub orders: u64,
    pub iridium: u64,
    pub magnesite: u64,
    pub duplicates: u64,
}
