//! ListTagsForResource: the tags of a log group.

use ledger::World;
use shapes::Error;
use shapes::logs::{ListTagsForResource, ListTagsForResourceRequest, ListTagsForResourceResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForResourceRequest,
    ) -> Result<ListTagsForResourceResponse, Error> {
        let group = find::tagged(world, &caller.scope, &input.resource_arn)?;
        Ok(ListTagsForResourceResponse { tags: Some(group.tags.clone()) })
    }
}
