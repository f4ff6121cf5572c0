//! RemoveTagsFromResource: takes tags of a parameter away; keys it has not are no error.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::ssm::{RemoveTagsFromResource, RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for RemoveTagsFromResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RemoveTagsFromResourceRequest,
    ) -> Result<RemoveTagsFromResourceResult, Error> {
        let found = tags::resource(txn.world(), &caller.scope, &input.resource_type, &input.resource_id)?;
        kernel::tags::remove(txn, Found::of(&*found), &input.tag_keys);
        Ok(RemoveTagsFromResourceResult {})
    }
}
