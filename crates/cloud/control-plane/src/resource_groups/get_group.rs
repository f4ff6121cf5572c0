//! GetGroup: a group, but for its query.

use ledger::World;
use shapes::Error;
use shapes::resource_groups::{GetGroup, GetGroupInput, GetGroupOutput};

use super::{find, shown};
use crate::Caller;
use crate::table::Read;

impl Read for GetGroup {
    fn read(world: &World, caller: &mut Caller, input: GetGroupInput) -> Result<GetGroupOutput, Error> {
        let group = find(world, &caller.scope, input.group.as_ref(), input.group_name.as_ref())?;
        Ok(GetGroupOutput { group: Some(shown(&group)) })
    }
}
