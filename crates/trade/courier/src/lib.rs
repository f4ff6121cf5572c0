//! How the trade's programs talk HTTP: one server, one keep-alive client, the SDK's requests over that same client.
//!
//! In: settings of a program and the requests of others. Out: answers, and requests of our own, all bounded in size and time.
//! Never here: orders, fulfilments, or anything else a customer would recognise.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod address;
mod backoff;
mod chance;
mod pool;
mod program;
mod reply;
mod sdk;
mod server;
mod settings;
#[cfg(feature = "https")]
mod tls;

pub use address::{Address, NotAnAddress, Origin};
pub use backoff::Backoff;
pub use chance::{fraction, hex_id};
pub use pool::{CallError, Outgoing, Pool};
pub use program::{Closing, Failure, run, say, warn};
pub use reply::{Reply, ReplyBody};
pub use sdk::{SdkSettings, explain, sdk_config};
pub use server::{Arrival, Desk, Server};
pub use settings::{Missing, Settings};
