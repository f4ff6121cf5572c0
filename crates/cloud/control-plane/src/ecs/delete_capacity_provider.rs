//! DeleteCapacityProvider: refused while a cluster has it; described as INACTIVE afterwards.

use ledger::Txn;
use model::ecs::{CapacityProvider, CapacityProviderStatus, CapacityProviderUpdate, Cluster, ClusterStatus};
use shapes::Error;
use shapes::ecs::{
    DeleteCapacityProvider, DeleteCapacityProviderRequest, DeleteCapacityProviderResponse, errors,
};

use super::{capacity_providers, find, view};
use crate::Caller;
use crate::table::Write;

/// Of a provider that is not there, or deleted.
pub(super) const UNKNOWN: &str =
    "The specified capacity provider does not exist. Specify a valid name or ARN and try again.";

impl Write for DeleteCapacityProvider {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteCapacityProviderRequest,
    ) -> Result<DeleteCapacityProviderResponse, Error> {
        if capacity_providers::is_of_aws(find::short_id(&input.capacity_provider)) {
            let text = "The specified capacity provider is reserved and cannot be deleted.";
            return Err(errors::client_exception(text));
        }
        let own = capacity_providers::own(txn.world(), &caller.scope, &input.capacity_provider);
        let mut provider = own.ok_or_else(|| errors::client_exception(UNKNOWN))?.clone();
        if let Some(cluster) = associated_with(txn, &provider) {
            let text = format!(
                "The capacity provider cannot be deleted because it is associated with cluster: {cluster}. Remove \
                 the capacity provider from the cluster and try again."
            );
            return Err(errors::client_exception(text));
        }
        provider.status = CapacityProviderStatus::Inactive;
        provider.update = CapacityProviderUpdate::Deleted;
        let shown = view::capacity_provider(&provider, view::Include::ALL);
        txn.put(provider);
        Ok(DeleteCapacityProviderResponse { capacity_provider: Some(shown) })
    }
}

/// The name of the first cluster in use that has the provider.
fn associated_with(txn: &Txn, provider: &CapacityProvider) -> Option<String> {
    let mut clusters = txn.scan::<Cluster>(&provider.scope);
    let has_it = |cluster: &Cluster| cluster.capacity_providers.contains(&provider.name);
    let found = clusters.find(|cluster| cluster.status == ClusterStatus::Active && has_it(cluster))?;
    Some(found.name.clone())
}
