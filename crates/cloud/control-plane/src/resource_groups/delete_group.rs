//! DeleteGroup: the group alone; its resources stay.

use ledger::Txn;
use model::resource_groups::Group;
use shapes::Error;
use shapes::resource_groups::{DeleteGroup, DeleteGroupInput, DeleteGroupOutput};

use super::{find, shown};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteGroup {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteGroupInput,
    ) -> Result<DeleteGroupOutput, Error> {
        let group = find(txn.world(), &caller.scope, input.group.as_ref(), input.group_name.as_ref())?;
        txn.remove::<Group>(&Group::key_of(&caller.scope, &group.name));
        Ok(DeleteGroupOutput { group: Some(shown(&group)) })
    }
}
