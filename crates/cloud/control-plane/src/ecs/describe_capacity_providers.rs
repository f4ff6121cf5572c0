//! DescribeCapacityProviders: those of AWS, always there, and the user's own; unknown names are failures, not errors.

use kernel::paging;
use ledger::World;
use model::Scope;
use model::ecs::CapacityProvider;
use shapes::Error;
use shapes::ecs::{
    self as wire, DescribeCapacityProviders, DescribeCapacityProvidersRequest,
    DescribeCapacityProvidersResponse, errors,
};

use super::{capacity_providers, find, view};
use crate::Caller;
use crate::table::Read;

/// Providers a page holds at most.
const PAGE: i64 = 10;

impl Read for DescribeCapacityProviders {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeCapacityProvidersRequest,
    ) -> Result<DescribeCapacityProvidersResponse, Error> {
        let include = view::Include::parse(input.include.as_deref());
        let asked = input.capacity_providers.unwrap_or_default();
        if asked.len() > 100 {
            let text = "Capacity providers cannot be more than 100.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let cluster = match input.cluster.as_deref() {
            Some(cluster) => Some(find::cluster(world, &caller.scope, Some(cluster))?),
            None => None,
        };
        let shown =
            |name: &str| cluster.as_ref().is_none_or(|c| c.capacity_providers.iter().any(|n| n == name));
        let (mut names, mut failures) = (Vec::new(), Vec::new());
        for identifier in &asked {
            match known(world, &caller.scope, identifier).filter(|name| shown(name)) {
                Some(name) => names.push(name),
                None => failures.push(view::missing(&caller.scope, "capacity-provider", identifier)),
            }
        }
        if asked.is_empty() {
            names = every(world, &caller.scope).into_iter().filter(|name| shown(name)).collect();
        }
        names.sort();
        names.dedup();
        let limit = find::page_limit(input.max_results, PAGE, PAGE)?;
        let token = input.next_token.as_deref();
        let page = paging::page(names.into_iter(), String::clone, token, limit, find::bad_token)?;
        let providers = page.items.iter().filter_map(|name| described(world, &caller.scope, name, include));
        Ok(DescribeCapacityProvidersResponse {
            capacity_providers: Some(providers.collect()),
            failures: Some(failures),
            next_token: page.next,
        })
    }
}

/// Every name, those of AWS first.
fn every(world: &World, scope: &Scope) -> Vec<String> {
    let own = world.scan::<CapacityProvider>(scope).map(|provider| provider.name.clone());
    CapacityProvider::OF_AWS.iter().map(|name| (*name).to_owned()).chain(own).collect()
}

/// The name an identifier means, also of a deleted provider.
fn known(world: &World, scope: &Scope, identifier: &str) -> Option<String> {
    let name = find::id_of(scope, "capacity-provider", identifier)?;
    let there = capacity_providers::is_of_aws(name)
        || world.contains::<CapacityProvider>(&CapacityProvider::key_of(scope, name));
    there.then(|| name.to_owned())
}

fn described(
    world: &World,
    scope: &Scope,
    name: &str,
    include: view::Include,
) -> Option<wire::CapacityProvider> {
    if capacity_providers::is_of_aws(name) {
        return Some(view::capacity_provider_of_aws(scope, name));
    }
    let own = world.get::<CapacityProvider>(&CapacityProvider::key_of(scope, name))?;
    Some(view::capacity_provider(own, include))
}
