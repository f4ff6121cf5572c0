//! ListNamespaces: by id, 100 a page, filtered by type, name or owner.

use kernel::paging::page_from;
use ledger::World;
use model::cloud_map::Namespace;
use shapes::Error;
use shapes::servicediscovery::{ListNamespaces, ListNamespacesRequest, ListNamespacesResponse};

use super::filters::{self, Filter};
use super::{find, view};
use crate::Caller;
use crate::table::Read;

const KNOWN: &[(&str, &[&str])] = &[
    ("TYPE", &["EQ", "IN"]),
    ("NAME", &["EQ", "BEGINS_WITH"]),
    ("HTTP_NAME", &["EQ", "BEGINS_WITH"]),
    ("RESOURCE_OWNER", &["EQ"]),
];

impl Read for ListNamespaces {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListNamespacesRequest,
    ) -> Result<ListNamespacesResponse, Error> {
        let given = input.filters.unwrap_or_default().into_iter();
        let filters: Vec<_> = given
            .map(|one| Filter { name: one.name, condition: one.condition, values: one.values })
            .collect();
        filters.iter().try_for_each(|filter| filter.check(KNOWN))?;
        let wanted = |after: Option<&str>| {
            let all = world.scan_from::<Namespace>(&caller.scope, "", after);
            all.filter(|namespace| filters.iter().all(|filter| passes(filter, namespace)))
        };
        let size = find::page_size(input.max_results);
        let page =
            page_from(wanted, |one| one.id.clone(), input.next_token.as_deref(), size, find::bad_token)?;
        let shown = page.items.iter().map(|namespace| view::namespace_summary(world, namespace));
        Ok(ListNamespacesResponse { namespaces: Some(shown.collect()), next_token: page.next })
    }
}

fn passes(filter: &Filter, namespace: &Namespace) -> bool {
    match filter.name.as_str() {
        "TYPE" => filter.takes(namespace.kind.as_str()),
        "RESOURCE_OWNER" => filters::owner(filter),
        _ => filter.takes(&namespace.name),
    }
}
