//! ListTagsOfResource: all tags of a table on one page; there are at most 50.

use ledger::World;
use shapes::Error;
use shapes::dynamodb::{ListTagsOfResource, ListTagsOfResourceInput, ListTagsOfResourceOutput};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsOfResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsOfResourceInput,
    ) -> Result<ListTagsOfResourceOutput, Error> {
        let table = find::tagged(world, &caller.scope, &input.resource_arn)?;
        Ok(ListTagsOfResourceOutput { next_token: None, tags: Some(kernel::tags::shown(&table.tags)) })
    }
}
