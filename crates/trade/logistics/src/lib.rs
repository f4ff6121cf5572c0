//! Interstella 8888's logistics platform: the monolith and the microservices cut out of it.
//!
//! In: orders as SNS posts them, fulfilments as the microservices post them. Out: fulfilments to HQ, one line a order.
//! Never here: knowledge of the cloud below; these programs use the official AWS SDK and plain HTTP, and run on AWS unchanged.
//!
//! ```text
//! bundle order    -> monolith /order/  -> gathers all          -> HQ /receiving/
//! iridium order   -> iridium /iridium/ -> monolith|fulfillment /fulfill/ -> HQ /receiving/
//! magnesite order -> magnesite ...     -> the same
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod delivery;
mod environment;
mod glue;
mod inbox;
mod instance;
mod microservice;
mod recent;
#[cfg(test)]
mod scenes;
mod settings;
mod sns;
mod subscription;

pub mod fulfillment;
pub mod iridium;
pub mod magnesite;
pub mod monolith;

pub use settings::{FulfillmentSettings, MicroserviceSettings, MonolithMode, MonolithSettings};
