//! UntagResource: takes tags away; keys that are not there are no error.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::application_autoscaling::{UntagResource, UntagResourceRequest, UntagResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourceRequest,
    ) -> Result<UntagResourceResponse, Error> {
        let found = tags::target(txn.world(), &caller.scope, &input.resource_arn)?;
        kernel::tags::remove(txn, Found::of(&*found), &input.tag_keys);
        Ok(UntagResourceResponse {})
    }
}
