//! ListTaskDefinitionFamilies.

use std::collections::BTreeMap;

use ledger::World;
use model::ecs::{TaskDefinition, TaskDefinitionStatus};
use shapes::Error;
use shapes::ecs::{
    ListTaskDefinitionFamilies, ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse,
};

use super::find;
use crate::table::Read;
use crate::{Caller, paging};

impl Read for ListTaskDefinitionFamilies {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTaskDefinitionFamiliesRequest,
    ) -> Result<ListTaskDefinitionFamiliesResponse, Error> {
        let prefix = input.family_prefix.unwrap_or_default();
        let mut families: BTreeMap<&str, bool> = BTreeMap::new();
        for definition in world.scan::<TaskDefinition>(&caller.scope).filter(|it| find::is_seen(world, it)) {
            let active = families.entry(&definition.name.family).or_default();
            *active |= definition.status == TaskDefinitionStatus::Active;
        }
        let wanted = |active: bool| match input.status.as_deref() {
            Some("ACTIVE") => active,
            Some("INACTIVE") => !active,
            _ => true,
        };
        let matching =
            families.into_iter().filter(|(name, active)| name.starts_with(&prefix) && wanted(*active));
        let names = matching.map(|(name, _)| name.to_owned());
        let limit = find::page_size(input.max_results, 100)?;
        let page = paging::page(names, String::clone, input.next_token.as_deref(), limit, find::bad_token)?;
        Ok(ListTaskDefinitionFamiliesResponse { families: Some(page.items), next_token: page.next })
    }
}
