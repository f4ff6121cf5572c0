//! ListServices: by id, 100 a page, filtered by namespace or owner.

use std::sync::Arc;

use kernel::paging::page_from;
use ledger::World;
use model::Scope;
use model::cloud_map::Service;
use shapes::Error;
use shapes::servicediscovery::{ListServices, ListServicesRequest, ListServicesResponse};

use super::filters::{self, Filter};
use super::{find, view};
use crate::Caller;
use crate::table::Read;

const KNOWN: &[(&str, &[&str])] = &[("NAMESPACE_ID", &["EQ", "IN"]), ("RESOURCE_OWNER", &["EQ"])];

impl Read for ListServices {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListServicesRequest,
    ) -> Result<ListServicesResponse, Error> {
        let given = input.filters.unwrap_or_default().into_iter();
        let filters: Vec<_> = given
            .map(|one| Filter { name: one.name, condition: one.condition, values: one.values })
            .collect();
        filters.iter().try_for_each(|filter| filter.check(KNOWN))?;
        let within = filters.iter().find_map(|filter| single_namespace(&caller.scope, filter));
        let wanted = |after: Option<&str>| {
            let all = services(world, &caller.scope, within.as_deref(), after);
            all.filter(|service| filters.iter().all(|filter| passes(filter, service)))
        };
        let size = find::page_size(input.max_results);
        let page =
            page_from(wanted, |one| one.id.clone(), input.next_token.as_deref(), size, find::bad_token)?;
        let shown = page.items.iter().map(|service| view::service_summary(world, service));
        Ok(ListServicesResponse { next_token: page.next, services: Some(shown.collect()) })
    }
}

/// The namespace, if only one is asked for.
fn single_namespace(scope: &Scope, filter: &Filter) -> Option<String> {
    match (filter.name.as_str(), filter.values.as_slice()) {
        ("NAMESPACE_ID", [named]) => find::id(scope, named, "namespace/").map(str::to_owned),
        _ => None,
    }
}

/// Services by id, from the one after `after` on; all, or those of a namespace.
fn services<'w>(
    world: &'w World,
    scope: &Scope,
    within: Option<&str>,
    after: Option<&str>,
) -> Box<dyn Iterator<Item = &'w Arc<Service>> + 'w> {
    let Some(namespace) = within else { return Box::new(world.scan_from::<Service>(scope, "", after)) };
    let prefix = Service::within(namespace);
    let after = after.map(|id| format!("{prefix}{id}"));
    Box::new(world.scan_by::<Service>(scope, &prefix, after.as_deref()).map(|(_, service)| service))
}

/// A namespace may be named by its ARN too.
fn passes(filter: &Filter, service: &Service) -> bool {
    if filter.name == "RESOURCE_OWNER" {
        return filters::owner(filter);
    }
    let mut ids = filter.values.iter().filter_map(|named| find::id(&service.scope, named, "namespace/"));
    ids.any(|id| id == service.namespace)
}
