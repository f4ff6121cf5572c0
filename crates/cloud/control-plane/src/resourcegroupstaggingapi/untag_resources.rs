//! UntagResources: takes tags away from several resources; keys they do not have are no failure.

use kernel::{Caller, tags};
use ledger::Txn;
use shapes::Error;
use shapes::resourcegroupstaggingapi::{UntagResources, UntagResourcesInput, UntagResourcesOutput};

use super::{each, find};
use crate::table::Write;

impl Write for UntagResources {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourcesInput,
    ) -> Result<UntagResourcesOutput, Error> {
        let failed = each(input.resource_arn_list, |arn| {
            let found = find(txn.world(), &caller.scope, arn)?;
            tags::remove(txn, found, &input.tag_keys);
            Ok(())
        });
        Ok(UntagResourcesOutput { failed_resources_map: Some(failed) })
    }
}
