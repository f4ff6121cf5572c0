//! ListGroupResources: what the query of a group finds at this moment.

use ledger::World;
use shapes::Error;
use shapes::resource_groups::{
    ListGroupResources, ListGroupResourcesInput, ListGroupResourcesItem, ListGroupResourcesOutput,
};

use super::{find, query};
use crate::Caller;
use crate::table::Read;

impl Read for ListGroupResources {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListGroupResourcesInput,
    ) -> Result<ListGroupResourcesOutput, Error> {
        let group = find(world, &caller.scope, input.group.as_ref(), input.group_name.as_ref())?;
        let filters = input.filters.unwrap_or_default().into_iter();
        let by_type = filters.filter(|filter| filter.name == "resource-type");
        let types: Vec<String> = by_type.flat_map(|filter| filter.values).collect();
        let (scope, token) = (&caller.scope, input.next_token.as_ref());
        let page = query::found(world, scope, &group.query, &types, input.max_results, token)?;
        let item = |identifier| ListGroupResourcesItem { identifier: Some(identifier), ..Default::default() };
        Ok(ListGroupResourcesOutput {
            resources: Some(page.items.iter().cloned().map(item).collect()),
            resource_identifiers: Some(page.items),
            next_token: page.next,
            query_errors: Some(Vec::new()),
        })
    }
}
