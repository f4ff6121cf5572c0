//! UntagResource: takes tags of a repository away; keys it has not are no error.

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
        let mut repository = (*found).clone();
        repository.tags.retain(|key, _| !input.tag_keys.contains(key));
        txn.put(repository);
        Ok(UntagResourceResponse {})
    }
}
