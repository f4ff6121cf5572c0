//! ListTagsForResource: the tags of an alarm.

use ledger::World;
use shapes::Error;
use shapes::cloudwatch::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput};

use super::tags;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForResource {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput, Error> {
        let alarm = tags::alarm(world, &caller.scope, &input.resource_arn)?;
        Ok(ListTagsForResourceOutput { tags: Some(kernel::tags::shown(&alarm.tags)) })
    }
}
