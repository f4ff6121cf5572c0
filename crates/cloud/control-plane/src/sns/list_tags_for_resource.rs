//! ListTagsForResource: the tags of a topic.

use ledger::World;
use shapes::Error;
use shapes::sns::{ListTagsForResource, ListTagsForResourceRequest, ListTagsForResourceResponse};

use super::{find, refusal, tag_resource, tags};
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForResourceRequest,
    ) -> Result<ListTagsForResourceResponse, Error> {
        let topic = find::topic(world, "ResourceArn", &input.resource_arn).map_err(tag_resource::missing)?;
        refusal::owner_only(caller, &topic, "ListTagsForResource")?;
        Ok(ListTagsForResourceResponse { tags: Some(tags::write(&topic.tags)) })
    }
}
