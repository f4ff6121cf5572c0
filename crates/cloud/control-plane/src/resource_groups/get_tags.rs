//! GetTags: tags of a group itself.

use ledger::World;
use shapes::Error;
use shapes::resource_groups::{GetTags, GetTagsInput, GetTagsOutput};

use super::tagged;
use crate::Caller;
use crate::table::Read;

impl Read for GetTags {
    fn read(world: &World, caller: &mut Caller, input: GetTagsInput) -> Result<GetTagsOutput, Error> {
        let found = tagged(world, &caller.scope, &input.arn)?;
        Ok(GetTagsOutput { tags: Some(found.tags), arn: Some(found.arn) })
    }
}
