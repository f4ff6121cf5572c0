//! The little DNS a task's name server needs. In: one datagram from anybody. Out: the question, or an answer.
//! Never here: sockets, caches, or names of other types than A and AAAA.

mod message;

pub use message::{Answer, Kind, Malformed, Query};
