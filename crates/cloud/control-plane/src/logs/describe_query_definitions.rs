//! DescribeQueryDefinitions: saved queries, by name; all or those with a prefix.

use kernel::paging;
use ledger::World;
use model::logs::QueryDefinition;
use shapes::Error;
use shapes::logs::{
    self as shape, DescribeQueryDefinitions, DescribeQueryDefinitionsRequest,
    DescribeQueryDefinitionsResponse,
};

use super::paging as tokens;
use super::start_query::{LANGUAGE, check_language};
use crate::Caller;
use crate::table::Read;

/// The largest page, and the usual one.
const PAGE: i64 = 1000;

impl Read for DescribeQueryDefinitions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeQueryDefinitionsRequest,
    ) -> Result<DescribeQueryDefinitionsResponse, Error> {
        check_language(input.query_language.as_deref())?;
        let prefix = input.query_definition_name_prefix.as_deref().unwrap_or_default();
        let all = world.scan_prefix::<QueryDefinition>(&caller.scope, "");
        let mut named: Vec<_> = all.filter(|one| one.name.starts_with(prefix)).collect();
        let key = |one: &&std::sync::Arc<QueryDefinition>| format!("{}:{}", one.name, one.id);
        named.sort_by_key(key);
        let limit = input.max_results.unwrap_or(PAGE).clamp(1, PAGE) as usize;
        let page =
            paging::page(named.into_iter(), key, input.next_token.as_deref(), limit, tokens::bad_token)?;
        let query_definitions = page.items.iter().map(|one| shown(one)).collect();
        Ok(DescribeQueryDefinitionsResponse {
            next_token: page.next,
            query_definitions: Some(query_definitions),
        })
    }
}

fn shown(one: &QueryDefinition) -> shape::QueryDefinition {
    shape::QueryDefinition {
        last_modified: Some(one.modified_at.0),
        log_group_names: Some(one.groups.clone()),
        name: Some(one.name.clone()),
        query_definition_id: Some(one.id.clone()),
        query_language: Some(LANGUAGE.to_owned()),
        query_string: Some(one.query.clone()),
        ..Default::default()
    }
}
