//! Queries: read from their text, and what they find.

use kernel::paging::{self, Page};
use kernel::resources::{self, Found};
use ledger::World;
use model::Scope;
use model::resource_groups::ResourceQuery as Query;
use shapes::Error;
use shapes::resource_groups::{ResourceIdentifier, ResourceQuery};

use super::{bad_request, bad_token, limit, token_in, token_out};

/// What a query asks for.
/// # Errors
/// `BadRequestException` for text that is no query of tags, and for queries of stacks.
pub(super) fn read(given: &ResourceQuery) -> Result<Query, Error> {
    if given.r#type != "TAG_FILTERS_1_0" {
        let words =
            format!("Queries of type {} are not in this product (no stacks are); see SCOPE.md", given.r#type);
        return Err(bad_request(words));
    }
    let malformed =
        |why: String| bad_request(format!("Query not valid: the query format is not valid: {why}"));
    if !given.query.trim_start().starts_with('{') {
        return Err(malformed("it is no object".to_owned()));
    }
    let query: Query = serde_json::from_str(&given.query).map_err(|error| malformed(error.to_string()))?;
    let is_type = |name: &String| name.starts_with("AWS::");
    match query.resource_type_filters.iter().find(|name| !is_type(name)) {
        Some(wrong) => Err(bad_request(format!("Query not valid: Unsupported resource type: {wrong}"))),
        None => Ok(query),
    }
}

/// A page of what a query finds, also of these types (none: all), by ARN.
pub(super) fn found(
    world: &World,
    scope: &Scope,
    query: &Query,
    types: &[String],
    max_results: Option<i64>,
    token: Option<&String>,
) -> Result<Page<ResourceIdentifier>, Error> {
    let is_meant = |found: &Found| {
        let is_type = types.is_empty() || types.iter().any(|name| *name == found.type_name);
        is_type && query.finds(&found.type_name, &found.tags)
    };
    let all = resources::tagged(world, scope).into_iter().filter(is_meant);
    let token = token_in(token);
    let page = paging::page(all, |found| found.arn.clone(), token.as_deref(), limit(max_results), bad_token)?;
    Ok(Page { items: page.items.iter().map(identifier).collect(), next: token_out(page.next) })
}

fn identifier(found: &Found) -> ResourceIdentifier {
    ResourceIdentifier {
        resource_arn: Some(found.arn.clone()),
        resource_type: Some(found.type_name.clone().into_owned()),
    }
}
