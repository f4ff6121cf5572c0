//! The contract of the trade: what an order, its SNS envelope and its fulfilment look like.
//!
//! In: bytes and text that came over the wire. Out: typed values, or the reason they are none.
//! Never here: sockets, clocks, randomness, the environment, checking a signature.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod arn;
mod envelope;
mod fulfilment;
mod identity;
mod order;

pub use arn::{NotATopicArn, TopicArn};
pub use envelope::{Attribute, Envelope, MessageKind, NotAnEnvelope, SignatureVersion};
pub use fulfilment::{Fulfilment, NotAFulfilment};
pub use identity::{NotAnOrderId, OrderId};
pub use order::{NotAnOrder, Order, Resource};

/// Header that carries an attendee's key to HQ.
pub const API_KEY_HEADER: &str = "x-api-key";
/// Header that names the order a fulfilment belongs to; HQ counts one name once.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
/// Message attribute in which HQ names an order; it stays the same when HQ publishes the order again.
pub const ORDER_ID_ATTRIBUTE: &str = "orderId";
/// What the logistics platform answers to a message that is no order.
pub const NOT_AN_ORDER_TEXT: &str = "This was not a fulfillment request. Moving on...";
