//! Interstella HQ: publishes orders, takes fulfilments, hands out keys, keeps the leaderboard and shows it all on one page.
//!
//! In: settings, fulfilments over HTTP. Out: orders on SNS topics, rows in DynamoDB tables, numbers.
//! Never here: knowledge of the platform that fulfils, or of the cloud below; only the official AWS SDK and plain HTTP.
//!
//! ```text
//! feed: somebody subscribed? -> row written (outbox) -> published -> ... fulfilled? no: published again, same id, 60 s, ... 15 min later
//! receiving: key known -> order open (named, or the oldest) -> row written -> 200; a second time: 200, counted as duplicate
//! start: tables made if missing -> rows read -> counts and open orders restored -> serving
//! ```
//!
//! One HQ runs at a time; two would feed twice and race for the same rows (deploy with `minimumHealthyPercent` 0, maximum 100).
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod admin;
mod book;
mod browsers;
mod clock;
mod desk;
mod environment;
mod feed;
mod keys;
mod live;
mod page;
mod platform;
mod program;
mod receiving;
mod recorder;
#[cfg(test)]
mod scenes;
mod settings;
mod state;
mod store;
mod subscribers;
mod subscriptions;

pub use program::{main_from_env, run};
pub use settings::HqSettings;
