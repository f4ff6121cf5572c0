//! GetTagKeys: the keys of all tags there are, in alphabetical order.

use std::collections::BTreeSet;

use kernel::resources::tagged;
use kernel::{Caller, paging};
use ledger::World;
use shapes::Error;
use shapes::resourcegroupstaggingapi::{GetTagKeys, GetTagKeysInput, GetTagKeysOutput};

use super::{PAGE, bad_token, token};
use crate::table::Read;

impl Read for GetTagKeys {
    fn read(world: &World, caller: &mut Caller, input: GetTagKeysInput) -> Result<GetTagKeysOutput, Error> {
        let all = tagged(world, &caller.scope).into_iter();
        let keys: BTreeSet<String> = all.flat_map(|found| found.tags.into_keys()).collect();
        let begun = token(input.pagination_token.as_ref());
        let page = paging::page(keys.into_iter(), String::clone, begun, PAGE, bad_token)?;
        Ok(GetTagKeysOutput {
            pagination_token: Some(page.next.unwrap_or_default()),
            tag_keys: Some(page.items),
        })
    }
}
