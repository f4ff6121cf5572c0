//! The local certificate authority: makes its root once, and keys with certificates it signs ever after.
//!
//! In: a stored identity, host names, moments. Out: PEM texts and what they say. Never here: files, trust stores, a clock, which
//! certificate is due (the planner says), who shows it.
//!
//! ```text
//!   Identity::generate --stored by the owner--> Authority::load --issue(names, algorithm, validity)--> Issued
//! ```
//!
//! The root is ECDSA on P-256, so it signs as ECDSA with SHA-256 whatever the kind of key it signs for. Deliberately absent: authorities
//! between the root and a certificate, revocation, requests of others (CSR).

mod authority;
mod identity;
mod key;

pub use authority::{Authority, Issued, Order};
pub use identity::{AuthorityError, Identity};
