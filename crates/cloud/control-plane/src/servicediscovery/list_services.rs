//! ListServices: by id, 100 a page, filtered by namespace or owner.

use ledger::World;
use model::cloud_map::Service;
use shapes::Error;
use shapes::servicediscovery::{ListServices, ListServicesRequest, ListServicesResponse};

use super::filters::{self, Filter};
use super::{find, view};
use crate::Caller;
use crate::paging::page;
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
        let all = world.scan::<Service>(&caller.scope);
        let wanted = all.filter(|service| filters.iter().all(|filter| passes(filter, service)));
        let size = find::page_size(input.max_results);
        let page = page(wanted, |one| one.id.clone(), input.next_token.as_deref(), size, find::bad_token)?;
        let shown = page.items.iter().map(|service| view::service_summary(world, service));
        Ok(ListServicesResponse { next_token: page.next, services: Some(shown.collect()) })
    }
}

/// A namespace may be named by its ARN too.
fn passes(filter: &Filter, service: &Service) -> bool {
    if filter.name == "RESOURCE_OWNER" {
        return filters::owner(filter);
    }
    let mut ids = filter.values.iter().filter_map(|named| find::id(&service.scope, named, "namespace/"));
    ids.any(|id| id == service.namespace)
}
