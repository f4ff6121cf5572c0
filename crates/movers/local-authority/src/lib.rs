//! The local certificate authorities: each makes its root once, and keys with certificates it signs ever after.
//!
//! In: a stored identity and its realm, host names, moments. Out: PEM texts and what they say. Never here: files, trust stores, a clock,
//! which certificate is due (the planner says), who shows it.
//!
//! ```text
//!   Identity::generate --stored by the owner--> Authority::load --issue(names, algorithm, validity)--> Issued
//! ```
//!
//! A root in a machine's trust store that could sign any name would be a danger to every site its users visit, so each authority has a
//! [`Realm`]: its root says which names it may sign, and it signs no other.
//!
//! Roots are ECDSA on P-256, so they sign as ECDSA with SHA-256 whatever the kind of key they sign for. Deliberately absent: authorities
//! between a root and a certificate, revocation, requests of others (CSR).

mod authority;
mod error;
mod identity;
mod key;
mod realm;

pub use authority::{Authority, Issued, Order};
pub use error::AuthorityError;
pub use identity::{Identity, common_name_of, permits_any_name};
pub use realm::Realm;
