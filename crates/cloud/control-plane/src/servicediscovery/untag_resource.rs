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
        let found = tags::find(txn.world(), &caller.scope, &input.resource_arn)?;
        kernel::tags::remove(txn, found, &input.tag_keys);
        Ok(UntagResourceResponse {})
    }
}
