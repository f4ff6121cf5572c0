//! ListGroups: the groups of an account and Region, by name.

use std::sync::Arc;

use kernel::paging;
use ledger::World;
use model::resource_groups::Group;
use shapes::Error;
use shapes::resource_groups::{GroupFilter, GroupIdentifier, ListGroups, ListGroupsInput, ListGroupsOutput};

use super::{bad_token, limit, shown, token_in, token_out};
use crate::Caller;
use crate::table::Read;

impl Read for ListGroups {
    fn read(world: &World, caller: &mut Caller, input: ListGroupsInput) -> Result<ListGroupsOutput, Error> {
        let filters = input.filters.unwrap_or_default();
        let is_meant = |group: &&Arc<Group>| filters.iter().all(|filter| is_of(group, filter));
        let all = world.scan::<Group>(&caller.scope).filter(is_meant);
        let token = token_in(input.next_token.as_ref());
        let limit = limit(input.max_results);
        let page = paging::page(all, |group| group.name.clone(), token.as_deref(), limit, bad_token)?;
        Ok(ListGroupsOutput {
            group_identifiers: Some(page.items.iter().map(|group| identifier(group)).collect()),
            groups: Some(page.items.iter().map(|group| shown(group)).collect()),
            next_token: token_out(page.next),
        })
    }
}

fn is_of(group: &Group, filter: &GroupFilter) -> bool {
    let is =
        |value: Option<&str>| value.is_some_and(|value| filter.values.iter().any(|wanted| wanted == value));
    match filter.name.as_str() {
        "owner" => is(group.owner.as_deref()),
        "display-name" => is(group.display_name.as_deref()),
        "criticality" => is(group.criticality.map(|number| number.to_string()).as_deref()),
        "resource-type" => group.query.resource_type_filters.iter().any(|name| is(Some(name))),
        // No group here is made by a configuration.
        _ => false,
    }
}

fn identifier(group: &Group) -> GroupIdentifier {
    GroupIdentifier {
        group_arn: Some(group.arn()),
        group_name: Some(group.name.clone()),
        description: group.description.clone(),
        criticality: group.criticality,
        owner: group.owner.clone(),
        display_name: group.display_name.clone(),
    }
}
