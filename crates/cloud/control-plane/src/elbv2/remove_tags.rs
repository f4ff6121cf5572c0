//! RemoveTags: keys that are not there are no error.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{RemoveTags, RemoveTagsInput, RemoveTagsOutput};

use super::listing;
use super::tags::Tagged;
use crate::Caller;
use crate::table::Write;

impl Write for RemoveTags {
    fn write(txn: &mut Txn, caller: &mut Caller, input: RemoveTagsInput) -> Result<RemoveTagsOutput, Error> {
        listing::check_count("resource ARNs", &input.resource_arns)?;
        for arn in &input.resource_arns {
            let found = Tagged::find(txn.world(), &caller.scope, arn)?;
            let mut tags = found.tags();
            tags.retain(|key, _| !input.tag_keys.contains(key));
            found.set(txn, tags)?;
        }
        Ok(RemoveTagsOutput {})
    }
}
