//! UntagResource: takes tags away; keys that are not there are no error.

use ledger::Txn;
use shapes::Error;
use shapes::servicediscovery::{UntagResource, UntagResourceRequest, UntagResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourceRequest,
    ) -> Result<UntagResourceResponse, Error> {
        let gone = input.tag_keys;
        tags::change(txn, &caller.scope, &input.resource_arn, |tags| {
            tags.retain(|key, _| !gone.contains(key))
        })?;
        Ok(UntagResourceResponse {})
    }
}
