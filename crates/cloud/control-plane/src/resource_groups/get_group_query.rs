//! GetGroupQuery: the query of a group, in the user's own words.

use ledger::World;
use model::resource_groups::Group;
use shapes::Error;
use shapes::resource_groups::{
    GetGroupQuery, GetGroupQueryInput, GetGroupQueryOutput, GroupQuery, ResourceQuery,
};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for GetGroupQuery {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetGroupQueryInput,
    ) -> Result<GetGroupQueryOutput, Error> {
        let group = find(world, &caller.scope, input.group.as_ref(), input.group_name.as_ref())?;
        Ok(GetGroupQueryOutput { group_query: Some(shown(&group)) })
    }
}

/// A group's query in answers.
pub(super) fn shown(group: &Group) -> GroupQuery {
    let query = ResourceQuery { r#type: "TAG_FILTERS_1_0".to_owned(), query: group.query_text.clone() };
    GroupQuery { group_name: Some(group.name.clone()), resource_query: Some(query) }
}
