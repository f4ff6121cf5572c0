//! RemoveTagsFromResource: takes tags of a parameter away; keys it has not are no error.

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
        let mut parameter = (*found).clone();
        parameter.tags.retain(|key, _| !input.tag_keys.contains(key));
        txn.put(parameter);
        Ok(RemoveTagsFromResourceResult {})
    }
}
