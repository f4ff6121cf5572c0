//! Untag: takes tags away from a group.

use kernel::tags;
use ledger::Txn;
use shapes::Error;
use shapes::resource_groups::{Untag, UntagInput, UntagOutput};

use super::tagged;
use crate::Caller;
use crate::table::Write;

impl Write for Untag {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UntagInput) -> Result<UntagOutput, Error> {
        let found = tagged(txn.world(), &caller.scope, &input.arn)?;
        tags::remove(txn, found, &input.keys);
        Ok(UntagOutput { arn: Some(input.arn), keys: Some(input.keys) })
    }
}
