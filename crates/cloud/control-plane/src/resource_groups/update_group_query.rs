//! UpdateGroupQuery: another query for a group.

use ledger::Txn;
use model::resource_groups::Group;
use shapes::Error;
use shapes::resource_groups::{UpdateGroupQuery, UpdateGroupQueryInput, UpdateGroupQueryOutput};

use super::get_group_query::shown;
use super::{find, query};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateGroupQuery {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateGroupQueryInput,
    ) -> Result<UpdateGroupQueryOutput, Error> {
        let found = find(txn.world(), &caller.scope, input.group.as_ref(), input.group_name.as_ref())?;
        let query = query::read(&input.resource_query)?;
        let group = Group { query, query_text: input.resource_query.query, ..(*found).clone() };
        let group_query = shown(&group);
        txn.put(group);
        Ok(UpdateGroupQueryOutput { group_query: Some(group_query) })
    }
}
