//! UpdateGroup: what is said of a group; what is not given stays.

use ledger::Txn;
use model::resource_groups::Group;
use shapes::Error;
use shapes::resource_groups::{UpdateGroup, UpdateGroupInput, UpdateGroupOutput};

use super::{find, shown};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateGroup {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateGroupInput,
    ) -> Result<UpdateGroupOutput, Error> {
        let found = find(txn.world(), &caller.scope, input.group.as_ref(), input.group_name.as_ref())?;
        let group = Group {
            description: input.description.or_else(|| found.description.clone()),
            criticality: input.criticality.or(found.criticality),
            owner: input.owner.or_else(|| found.owner.clone()),
            display_name: input.display_name.or_else(|| found.display_name.clone()),
            ..(*found).clone()
        };
        let group_shown = shown(&group);
        txn.put(group);
        Ok(UpdateGroupOutput { group: Some(group_shown) })
    }
}
