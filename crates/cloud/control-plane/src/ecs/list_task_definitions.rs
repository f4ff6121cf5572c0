//! ListTaskDefinitions: by family, then revision.

use std::sync::Arc;

use ledger::World;
use model::ecs::TaskDefinition;
use shapes::Error;
use shapes::ecs::{ListTaskDefinitions, ListTaskDefinitionsRequest, ListTaskDefinitionsResponse};

use super::{find, refuse};
use crate::table::Read;
use crate::{Caller, paging};

impl Read for ListTaskDefinitions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTaskDefinitionsRequest,
    ) -> Result<ListTaskDefinitionsResponse, Error> {
        let descending = input.sort.as_deref() == Some("DESC");
        refuse::unsupported(&[("sort DESC with nextToken", descending && input.next_token.is_some())])?;
        let status = input.status.as_deref().unwrap_or("ACTIVE");
        let family = input.family_prefix.as_deref();
        let wanted = |definition: &TaskDefinition| {
            definition.status.as_str() == status
                && family.is_none_or(|family| definition.name.family == family)
        };
        let all = world.scan::<TaskDefinition>(&caller.scope).filter(|definition| wanted(definition));
        let mut all: Vec<&Arc<TaskDefinition>> = all.collect();
        all.sort_by(|one, two| one.name.cmp(&two.name));
        let key = |d: &&Arc<TaskDefinition>| format!("{}:{:09}", d.name.family, d.name.revision);
        let limit = find::page_size(input.max_results, 100);
        if descending {
            all.reverse();
            all.truncate(limit);
        }
        let page = paging::page(all.into_iter(), key, input.next_token.as_deref(), limit, find::bad_token)?;
        let arns = page.items.iter().map(|definition| definition.arn()).collect();
        Ok(ListTaskDefinitionsResponse { task_definition_arns: Some(arns), next_token: page.next })
    }
}
