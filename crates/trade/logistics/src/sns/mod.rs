//! In: messages that claim to come from SNS. Out: whether they do. Never here: what the messages ask for.

mod authority;
mod certificate;
mod verifier;

pub(crate) use authority::Authority;
pub(crate) use verifier::{Doubt, Verifier};
