//! GetTagValues: the values a key has anywhere, in alphabetical order.

use std::collections::BTreeSet;

use kernel::resources::tagged;
use kernel::{Caller, paging};
use ledger::World;
use shapes::Error;
use shapes::resourcegroupstaggingapi::{GetTagValues, GetTagValuesInput, GetTagValuesOutput};

use super::{PAGE, bad_token, token};
use crate::table::Read;

impl Read for GetTagValues {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetTagValuesInput,
    ) -> Result<GetTagValuesOutput, Error> {
        let all = tagged(world, &caller.scope).into_iter();
        let values: BTreeSet<String> = all.filter_map(|mut found| found.tags.remove(&input.key)).collect();
        let begun = token(input.pagination_token.as_ref());
        let page = paging::page(values.into_iter(), String::clone, begun, PAGE, bad_token)?;
        Ok(GetTagValuesOutput {
            pagination_token: Some(page.next.unwrap_or_default()),
            tag_values: Some(page.items),
        })
    }
}
