//! ListTaskDefinitionFamilies: by name; one step from family to family, however many revisions each has.

use std::iter;

use kernel::paging;
use ledger::World;
use model::Scope;
use model::ecs::{TaskDefinition, TaskDefinitionStatus};
use shapes::Error;
use shapes::ecs::{
    ListTaskDefinitionFamilies, ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse,
};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTaskDefinitionFamilies {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTaskDefinitionFamiliesRequest,
    ) -> Result<ListTaskDefinitionFamiliesResponse, Error> {
        let prefix = input.family_prefix.unwrap_or_default();
        let (scope, active) = (&caller.scope, TaskDefinition::of_status(TaskDefinitionStatus::Active));
        let is_active = |family: &String| has(world, scope, &active, family);
        // Of those without an active revision every one is looked at, for nothing but a look tells.
        type Wanted<'a> = Box<dyn Fn(&String) -> bool + 'a>;
        let (order, wanted): (&str, Wanted<'_>) = match input.status.as_deref() {
            Some("ACTIVE") => (&active, Box::new(|_| true)),
            Some("INACTIVE") => {
                (TaskDefinition::ALL, Box::new(|it| !is_active(it) && is_seen(world, scope, it)))
            }
            _ => (TaskDefinition::ALL, Box::new(|it| is_active(it) || is_seen(world, scope, it))),
        };
        let wanted = &*wanted;
        let families =
            |after: Option<&str>| families(world, scope, order, &prefix, after).filter(move |it| wanted(it));
        let (limit, token) = (find::page_size(input.max_results, 100)?, input.next_token.as_deref());
        let page = paging::page_from(families, String::clone, token, limit, find::bad_token)?;
        Ok(ListTaskDefinitionFamiliesResponse { families: Some(page.items), next_token: page.next })
    }
}

/// The families of an order whose names begin with `prefix` and come after `after`.
fn families<'w>(
    world: &'w World,
    scope: &'w Scope,
    order: &'w str,
    prefix: &'w str,
    after: Option<&str>,
) -> impl Iterator<Item = String> + use<'w> {
    let next = move |after: Option<&str>| {
        // Beyond the last revision there can be.
        let after = after.map(|family| format!("{order}{}", TaskDefinition::place(family, u32::MAX)));
        let mut found = world.scan_by::<TaskDefinition>(scope, &format!("{order}{prefix}"), after.as_deref());
        found.next().map(|(_, definition)| definition.name.family.clone())
    };
    iter::successors(next(after), move |family| next(Some(family)))
}

fn has(world: &World, scope: &Scope, order: &str, family: &str) -> bool {
    let prefix = format!("{order}{}", TaskDefinition::family(family));
    world.scan_by::<TaskDefinition>(scope, &prefix, None).next().is_some()
}

/// Whether any revision is still there, the latest first.
fn is_seen(world: &World, scope: &Scope, family: &str) -> bool {
    let prefix = format!("{}{}", TaskDefinition::ALL, TaskDefinition::family(family));
    let mut all = world.scan_by_back::<TaskDefinition>(scope, &prefix, None);
    all.any(|(_, definition)| find::is_seen(world, definition))
}
