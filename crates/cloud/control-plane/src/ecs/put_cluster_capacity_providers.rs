//! PutClusterCapacityProviders: the providers of a cluster and what tasks get that name none.

use ledger::Txn;
use shapes::Error;
use shapes::ecs::{
    PutClusterCapacityProviders, PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse,
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
        let strategy = capacity_providers::strategy(&names, Some(input.default_capacity_provider_strategy))?;
        cluster.capacity_providers = names;
        cluster.default_strategy = strategy;
        txn.put(cluster.clone());
        let shown = view::cluster(txn.world(), &cluster, view::Include::ALL);
        Ok(PutClusterCapacityProvidersResponse { cluster: Some(shown) })
    }
}
