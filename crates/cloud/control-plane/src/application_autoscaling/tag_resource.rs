//! TagResource: adds tags to a scalable target, or gives them other values.

use ledger::Txn;
use model::Record;
use model::scaling::ScalableTarget;
use shapes::Error;
use shapes::application_autoscaling::{TagResource, TagResourceRequest, TagResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourceRequest,
    ) -> Result<TagResourceResponse, Error> {
        let found = tags::target(txn.world(), &caller.scope, &input.resource_arn)?;
        let mut all = found.tags.clone();
        all.extend(input.tags);
        tags::check(&input.resource_arn, &all)?;
        txn.update::<ScalableTarget, _>(&found.key(), |target| target.tags = all);
        Ok(TagResourceResponse {})
    }
}
