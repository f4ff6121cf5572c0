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

#[cfg(test)]
mod tests {
    #[test]
    fn every_operation_of_the_model_is_listed() {
        let listed: Vec<_> = super::entries().iter().map(|entry| entry.operation.name).collect();
        let modelled: Vec<_> = super::op::SERVICE.operations.iter().map(|operation| operation.name).collect();
        assert_eq!(listed, modelled);
    }
}
