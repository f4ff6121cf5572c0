//! AWS STS: who calls, and temporary credentials for roles.
//!
//! Deliberately absent: policies of any kind. Nothing is forbidden to anyone here, so a call that wants rights narrowed is refused.

mod assume_role;
mod get_caller_identity;

use kernel::Entry;
use shapes::sts as op;

use crate::table::Lines;

/// The operations of AWS STS.
pub(crate) fn entries() -> Vec<Entry> {
    vec![Entry::write::<op::AssumeRole>(), Entry::read::<op::GetCallerIdentity>()]
}
