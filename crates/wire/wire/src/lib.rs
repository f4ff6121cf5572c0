//! AWS wire protocols as pure functions: request bytes to documents, documents to answer bytes.
//!
//! ```text
//! Request --read--> Call { operation, protocol, input, credentials }   or Refusal
//! Result<Document, Error> --write--> Response { status, headers, body }
//! ```
//!
//! Spoken: JSON 1.0 and 1.1, Query, EC2 Query, Smithy RPC v2 CBOR, REST in JSON and in XML. Not spoken: compressed bodies, which the front
//! door expands. Services that are not here are refused in their protocol ([`absent`]). Never here: state, I/O,
//! clocks, decisions about what a call means. Signatures are parsed; [`verify`] checks one, nobody here enforces it.

mod absent;
mod absent_services;
mod account;
mod cbor_read;
mod cbor_write;
mod civil;
mod credentials;
pub mod event_stream;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod exercise;
mod headers;
mod json_read;
mod json_write;
mod pattern;
mod query_read;
mod read;
mod refusal;
mod refused;
mod rest_path;
mod rest_read;
mod rest_write;
#[cfg(test)]
mod round_trip;
mod route;
mod signature;
mod validate;
#[cfg(test)]
mod vectors;
#[cfg(test)]
mod vectors_rest;
mod violation;
mod write;
mod xml_read;
mod xml_write;

pub use absent::absent;
pub use account::{DEFAULT_ACCOUNT, account_of, temporary_access_key};
pub use civil::{iso8601, parse_iso8601};
pub use credentials::{Credentials, Signature};
pub use headers::Headers;
pub use query_read::decode_component;
pub use read::{Call, MAX_BODY, Request, is_api_call, read};
pub use refusal::Refusal;
pub use signature::verify;
pub use write::{Response, write};
