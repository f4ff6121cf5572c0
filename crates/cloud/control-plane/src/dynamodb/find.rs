//! Finding tables. In: a name or an ARN. Out: the record or DynamoDB's words. Never here: items.

use std::sync::Arc;

use ledger::World;
use model::dynamodb::Table;
use model::{Arn, Scope};
use shapes::Error;
use shapes::dynamodb::errors;

/// The table of an operation on items.
pub(crate) fn table(world: &World, scope: &Scope, identifier: &str) -> Result<Arc<Table>, Error> {
    let found = name(scope, identifier).and_then(|name| world.get::<Table>(&Table::key_of(scope, name)));
    found.cloned().ok_or_else(|| errors::resource_not_found_exception("Requested resource not found"))
}

/// The table of an operation on tables: the error names it.
pub(crate) fn described(world: &World, scope: &Scope, identifier: &str) -> Result<Arc<Table>, Error> {
    table(world, scope, identifier).map_err(|_| {
        let shown = name(scope, identifier).unwrap_or(identifier);
        errors::resource_not_found_exception(format!(
            "Requested resource not found: Table: {shown} not found"
        ))
    })
}

/// The table whose tags an ARN means.
pub(crate) fn tagged(world: &World, scope: &Scope, resource: &str) -> Result<Arc<Table>, Error> {
    if Arn::parse(resource).is_none_or(|arn| arn.service != "dynamodb") {
        return Err(Error::validation(format!(
            "Invalid TableArn: Invalid ResourceArn provided as input {resource}"
        )));
    }
    table(world, scope, resource).map_err(|_| {
        errors::resource_not_found_exception(format!(
            "Requested resource not found: ResourcArn: {resource} not found"
        ))
    })
}

/// The table's name; `None` for an ARN of another account, Region or service.
fn name<'t>(scope: &Scope, identifier: &'t str) -> Option<&'t str> {
    if !identifier.starts_with("arn:") {
        return Some(identifier);
    }
    let arn = Arn::parse(identifier).filter(|arn| arn.service == "dynamodb" && arn.is_in(scope));
    arn.and_then(|arn| arn.resource.strip_prefix("table/"))
}
