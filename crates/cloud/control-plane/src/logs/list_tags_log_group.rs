//! ListTagsLogGroup: the older way to see the tags of a group, by its name.

use ledger::World;
use shapes::Error;
use shapes::logs::{ListTagsLogGroup, ListTagsLogGroupRequest, ListTagsLogGroupResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsLogGroup {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsLogGroupRequest,
    ) -> Result<ListTagsLogGroupResponse, Error> {
        let group = find::group(world, &caller.scope, &input.log_group_name)?;
        Ok(ListTagsLogGroupResponse { tags: Some(group.tags.clone()) })
    }
}
