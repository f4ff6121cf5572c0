//! UntagResource: takes tags of a topic away; keys it has not are no error.

use ledger::Txn;
use shapes::Error;
use shapes::sns::{UntagResource, UntagResourceRequest, UntagResourceResponse};

use super::{find, refusal, tag_resource};
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourceRequest,
    ) -> Result<UntagResourceResponse, Error> {
        let found =
            find::topic(txn.world(), "ResourceArn", &input.resource_arn).map_err(tag_resource::missing)?;
        refusal::owner_only(caller, &found, "UntagResource")?;
        let mut topic = (*found).clone();
        topic.tags.retain(|key, _| !input.tag_keys.contains(key));
        txn.put(topic);
        Ok(UntagResourceResponse {})
    }
}
