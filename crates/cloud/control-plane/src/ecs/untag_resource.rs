//! UntagResource: takes tags away; keys that are not there are no error.

use ledger::Txn;
use shapes::Error;
use shapes::ecs::{UntagResource, UntagResourceRequest, UntagResourceResponse};

use super::tagged;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourceRequest,
    ) -> Result<UntagResourceResponse, Error> {
        let mut found = tagged::find(txn.world(), &caller.scope, &input.resource_arn)?;
        found.tags.retain(|key, _| !input.tag_keys.contains(key));
        found.write(txn)?;
        Ok(UntagResourceResponse {})
    }
}
