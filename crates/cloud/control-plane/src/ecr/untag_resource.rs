//! UntagResource: takes tags of a repository away; keys it has not are no error.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::ecr::{UntagResource, UntagResourceRequest, UntagResourceResponse};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourceRequest,
    ) -> Result<UntagResourceResponse, Error> {
        let found = find::by_arn(txn.world(), caller, &input.resource_arn)?;
        kernel::tags::remove(txn, Found::of(&*found), &input.tag_keys);
        Ok(UntagResourceResponse {})
    }
}
