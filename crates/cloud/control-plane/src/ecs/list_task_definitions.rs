//! ListTaskDefinitions: by family, then revision.

use std::sync::Arc;

use ledger::World;
use model::ecs::TaskDefinition;
use shapes::Error;
use shapes::ecs::{ListTaskDefinitions, ListTaskDefinitionsRequest, ListTaskDefinitionsResponse};

use super::find;
use crate::table::Read;
use crate::{Caller, paging};

impl Read for ListTaskDefinitions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTaskDefinitionsRequest,
    ) -> Result<ListTaskDefinitionsResponse, Error> {
        let status = input.status.as_deref().unwrap_or("ACTIVE");
        let family = input.family_prefix.as_deref();
        let wanted = |definition: &TaskDefinition| {
            definition.status.as_str() == status
                && find::is_seen(world, definition)
                && family.is_none_or(|family| definition.name.family == family)
        };
        let all = world.scan::<TaskDefinition>(&caller.scope).filter(|definition| wanted(definition));
        let mut all: Vec<&Arc<TaskDefinition>> = all.collect();
        all.sort_by(|one, two| one.name.cmp(&two.name));
        // A NUL sorts before whatever else a family may go on with, as the end of its name does.
        let key = |d: &&Arc<TaskDefinition>| format!("{}\0{:010}", d.name.family, d.name.revision);
        let limit = find::page_size(input.max_results, 100)?;
        let token = input.next_token.as_deref();
        let page = match input.sort.as_deref() {
            Some("DESC") => paging::page_down(all.into_iter().rev(), key, token, limit, find::bad_token)?,
            _ => paging::page(all.into_iter(), key, token, limit, find::bad_token)?,
        };
        let arns = page.items.iter().map(|definition| definition.arn()).collect();
        Ok(ListTaskDefinitionsResponse { task_definition_arns: Some(arns), next_token: page.next })
    }
}
