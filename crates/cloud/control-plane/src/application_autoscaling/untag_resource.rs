//! UntagResource: takes tags away; keys that are not there are no error.

use ledger::Txn;
use model::Record;
use model::scaling::ScalableTarget;
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
        let gone = input.tag_keys;
        txn.update::<ScalableTarget, _>(&found.key(), |target| {
            target.tags.retain(|key, _| !gone.contains(key))
        });
        Ok(UntagResourceResponse {})
    }
}
