//! ListOperations: by id, 100 a page, filtered by what they did and when.

use kernel::paging::page_from;
use ledger::World;
use model::cloud_map::Operation;
use shapes::Error;
use shapes::servicediscovery::{
    ListOperations, ListOperationsRequest, ListOperationsResponse, OperationSummary,
};

use super::filters::Filter;
use super::find;
use crate::Caller;
use crate::table::Read;

const KNOWN: &[(&str, &[&str])] = &[
    ("NAMESPACE_ID", &["EQ"]),
    ("SERVICE_ID", &["EQ"]),
    ("STATUS", &["EQ", "IN"]),
    ("TYPE", &["EQ", "IN"]),
    ("UPDATE_DATE", &["BETWEEN"]),
];

impl Read for ListOperations {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListOperationsRequest,
    ) -> Result<ListOperationsResponse, Error> {
        let given = input.filters.unwrap_or_default().into_iter();
        let filters: Vec<_> = given
            .map(|one| Filter { name: one.name, condition: one.condition, values: one.values })
            .collect();
        filters.iter().try_for_each(|filter| filter.check(KNOWN))?;
        let wanted = |after: Option<&str>| {
            let all = world.scan_from::<Operation>(&caller.scope, "", after);
            all.filter(|operation| filters.iter().all(|filter| passes(filter, operation)))
        };
        let size = find::page_size(input.max_results);
        let page =
            page_from(wanted, |one| one.id.clone(), input.next_token.as_deref(), size, find::bad_token)?;
        let shown = page.items.iter().map(|operation| OperationSummary {
            id: Some(operation.id.clone()),
            status: Some(operation.status.to_string()),
        });
        Ok(ListOperationsResponse { next_token: page.next, operations: Some(shown.collect()) })
    }
}

fn passes(filter: &Filter, operation: &Operation) -> bool {
    let target = |what: &str| operation.targets.get(what).is_some_and(|id| filter.takes(id));
    match filter.name.as_str() {
        "NAMESPACE_ID" => target("NAMESPACE"),
        "SERVICE_ID" => target("SERVICE"),
        "STATUS" => filter.takes(operation.status.as_str()),
        "TYPE" => filter.takes(operation.kind.as_str()),
        _ => filter.spans(operation.updated_at.0),
    }
}
