//! What the measuring programs share: a client, processes watched from outside, medians.
//!
//! In: a built program. Out: numbers, printed side by side. Never here: assertions; a number depends on the machine and on what else it does.

pub mod aws;
pub mod client;
pub mod cloud;
pub mod null_server;
pub mod numbers;
pub mod process;
pub mod stage;
