//! ListTaskDefinitions: by family, then revision.

use std::sync::Arc;

use kernel::paging;
use ledger::World;
use model::ecs::{TaskDefinition, TaskDefinitionStatus};
use shapes::Error;
use shapes::ecs::{ListTaskDefinitions, ListTaskDefinitionsRequest, ListTaskDefinitionsResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTaskDefinitions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTaskDefinitionsRequest,
    ) -> Result<ListTaskDefinitionsResponse, Error> {
        // The wire has checked the word.
        let status = input.status.as_deref().and_then(|word| word.parse().ok());
        let order = TaskDefinition::of_status(status.unwrap_or(TaskDefinitionStatus::Active));
        let family = input.family_prefix.as_deref().map(TaskDefinition::family).unwrap_or_default();
        let (scope, prefix) = (&caller.scope, format!("{order}{family}"));
        let at = |place: Option<&str>| place.map(|place| format!("{order}{place}"));
        let seen = |(_, definition): &(&str, &Arc<TaskDefinition>)| find::is_seen(world, definition);
        let key =
            |(_, it): &(&str, &Arc<TaskDefinition>)| TaskDefinition::place(&it.name.family, it.name.revision);
        let (limit, token) = (find::page_size(input.max_results, 100)?, input.next_token.as_deref());
        let page = match input.sort.as_deref() {
            Some("DESC") => {
                let items = |before: Option<&str>| {
                    world.scan_by_back::<TaskDefinition>(scope, &prefix, at(before).as_deref()).filter(seen)
                };
                paging::page_from(items, key, token, limit, find::bad_token)?
            }
            _ => {
                let items = |after: Option<&str>| {
                    world.scan_by::<TaskDefinition>(scope, &prefix, at(after).as_deref()).filter(seen)
                };
                paging::page_from(items, key, token, limit, find::bad_token)?
            }
        };
        let arns = page.items.iter().map(|(_, definition)| definition.arn()).collect();
        Ok(ListTaskDefinitionsResponse { task_definition_arns: Some(arns), next_token: page.next })
    }
}
