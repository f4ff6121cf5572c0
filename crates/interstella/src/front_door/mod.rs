//! The front door on port 4566: one connection in, the right room chosen, one answer out.
//!
//! ```text
//! connection --peek--> Host, or TLS's server name, names a load balancer? --yes--> handed to the load balancer, untouched
//!                 \--no--> TLS? --> handshake --> HTTP/1.1
//!                  \--no--> HTTP/1.1 --> gate --> /v2/... registry | /_localstack, /_interstella admin | *.pem certificate | AWS API
//! ```
//! A Host that can only be another cloud's load balancer is answered 421, with words, before the gate. Never here: what an operation does.

mod admin;
mod api;
mod client_stream;
mod compressed;
mod connection;
mod events;
mod explain;
mod gate;
mod listen;
mod live_tail;
pub(crate) mod log_sources;
mod paced;
mod places;
mod secure;
mod shown_certificates;

pub(crate) use admin::Admin;
pub(crate) use api::Api;
pub(crate) use connection::{Door, Rooms, Source};
pub(crate) use gate::Gate;
pub(crate) use listen::{NotBound, bind, bind_for_tasks};
pub(crate) use secure::Lock;
