//! RemoveTags: keys that are not there are no error.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{RemoveTags, RemoveTagsInput, RemoveTagsOutput};

use super::{listing, tags};
use crate::Caller;
use crate::table::Write;

impl Write for RemoveTags {
    fn write(txn: &mut Txn, caller: &mut Caller, input: RemoveTagsInput) -> Result<RemoveTagsOutput, Error> {
        listing::check_count("resource ARNs", &input.resource_arns)?;
        for arn in &input.resource_arns {
            let found = tags::to_change(txn.world(), &caller.scope, arn)?;
            kernel::tags::remove(txn, found, &input.tag_keys);
        }
        Ok(RemoveTagsOutput {})
    }
}
