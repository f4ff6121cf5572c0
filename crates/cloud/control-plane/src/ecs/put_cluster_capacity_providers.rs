//! PutClusterCapacityProviders: the providers of a cluster and what tasks get that name none.

use ledger::{Txn, World};
use model::ecs::{Cluster, LastStatus, Service, ServiceStatus, Task};
use shapes::Error;
use shapes::ecs::{
    PutClusterCapacityProviders, PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse,
    errors,
};

use super::{capacity_providers, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for PutClusterCapacityProviders {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutClusterCapacityProvidersRequest,
    ) -> Result<PutClusterCapacityProvidersResponse, Error> {
        let mut cluster = (*find::cluster(txn.world(), &caller.scope, Some(&input.cluster))?).clone();
        let names = capacity_providers::names(txn.world(), &caller.scope, Some(input.capacity_providers))?;
        let given = Some(input.default_capacity_provider_strategy);
        cluster.default_strategy = capacity_providers::strategy(&names, given)?;
        cluster.capacity_providers = names;
        check_used(txn.world(), &cluster)?;
        txn.put(cluster.clone());
        let shown = view::cluster(txn.world(), &cluster, view::Include::ALL);
        Ok(PutClusterCapacityProvidersResponse { cluster: Some(shown) })
    }
}

/// Refuses to leave out a provider that services or tasks of the cluster are using.
fn check_used(world: &World, cluster: &Cluster) -> Result<(), Error> {
    let prefix = format!("{}/", cluster.name);
    let gone = |provider: &String| !cluster.capacity_providers.contains(provider);
    let mut tasks = world.scan_prefix::<Task>(&cluster.scope, &prefix);
    let mut services = world.scan_prefix::<Service>(&cluster.scope, &prefix);
    let misses = |service: &Service| service.capacity_strategy.iter().any(|item| gone(&item.provider));
    let used = tasks
        .any(|it| it.last != LastStatus::Stopped && it.capacity_provider.as_ref().is_some_and(gone))
        || services.any(|it| it.status != ServiceStatus::Inactive && misses(it));
    match used {
        true => {
            let text = "The specified capacity provider is in use and cannot be removed.";
            Err(errors::resource_in_use_exception(text))
        }
        false => Ok(()),
    }
}
