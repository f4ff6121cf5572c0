//! The slice of the AWS API this product speaks: shapes, errors and operations, generated from `models/`.
//!
//! In: a [`Document`] decoded by the wire. Out: typed structures (`shapes::ecs::CreateServiceRequest`) and the
//! static tables ([`ServiceSchema`]) the wire is guided by. Never here: bytes, protocols, I/O, clocks, decisions.
//!
//! Presence: a member is an `Option` unless its structure is reachable from an input and lists the member as
//! required; so a handler can tell "absent" from "empty". Enumerations stay `String`.
//!
//! Everything under [`generated`] is written by `cargo xtask codegen`; change `models/` instead.

mod convert;
mod document;
mod error;
mod macros;
mod schema;
mod tag_shape;
mod timestamp;

pub mod generated;

pub use convert::{FromDocument, IntoDocument, Mismatch, Unit};
pub use document::{Document, Entries};
pub use error::{Error, Fault};
pub use generated::*;
pub use schema::{
    ErrorSchema, Http, Kind, Limits, Member, Operation, OperationSchema, Place, Protocol, ServiceSchema,
    Shape, TimestampFormat,
};
pub use tag_shape::TagShape;
pub use timestamp::Timestamp;
