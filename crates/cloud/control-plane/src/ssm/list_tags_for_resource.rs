//! ListTagsForResource: the tags of a parameter.

use ledger::World;
use shapes::Error;
use shapes::ssm::{ListTagsForResource, ListTagsForResourceRequest, ListTagsForResourceResult};

use super::tags;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForResourceRequest,
    ) -> Result<ListTagsForResourceResult, Error> {
        let found = tags::resource(world, &caller.scope, &input.resource_type, &input.resource_id)?;
        Ok(ListTagsForResourceResult { tag_list: Some(kernel::tags::shown(&found.tags)) })
    }
}
