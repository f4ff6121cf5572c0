//! ListTagsForResource.

use ledger::World;
use shapes::Error;
use shapes::ecs::{ListTagsForResource, ListTagsForResourceRequest, ListTagsForResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForResourceRequest,
    ) -> Result<ListTagsForResourceResponse, Error> {
        let found = tags::find(world, &caller.scope, &input.resource_arn)?;
        Ok(ListTagsForResourceResponse { tags: Some(tags::write(&found.tags)) })
    }
}
