//! SearchResources: what a query finds, without a group.

use ledger::World;
use shapes::Error;
use shapes::resource_groups::{SearchResources, SearchResourcesInput, SearchResourcesOutput};

use super::query;
use crate::Caller;
use crate::table::Read;

impl Read for SearchResources {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: SearchResourcesInput,
    ) -> Result<SearchResourcesOutput, Error> {
        let asked = query::read(&input.resource_query)?;
        let token = input.next_token.as_ref();
        let page = query::found(world, &caller.scope, &asked, &[], input.max_results, token)?;
        Ok(SearchResourcesOutput {
            resource_identifiers: Some(page.items),
            next_token: page.next,
            query_errors: Some(Vec::new()),
        })
    }
}
