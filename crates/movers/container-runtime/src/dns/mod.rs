//! The little DNS that name servers for tasks and for this machine need. In: one datagram from anybody. Out: the question, or an answer.
//! Never here: sockets, caches, TCP, names of other types than A, AAAA and SRV.
//!
//! Rooms: `message` (questions), `answer` (what is said to them), `wire_name` (names in both).

mod answer;
mod message;
mod wire_name;

pub use answer::{Answer, Data, Record};
pub use message::{Kind, Malformed, Query};
