//! ListTagsForResource: the tags of a repository.

use ledger::World;
use shapes::Error;
use shapes::ecr::{ListTagsForResource, ListTagsForResourceRequest, ListTagsForResourceResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForResourceRequest,
    ) -> Result<ListTagsForResourceResponse, Error> {
        let found = find::by_arn(world, caller, &input.resource_arn)?;
        Ok(ListTagsForResourceResponse { tags: Some(kernel::tags::shown(&found.tags)) })
    }
}
