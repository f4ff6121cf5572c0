//! CreateCluster: idempotent by name.

use ledger::Txn;
use model::ecs::{Cluster, ClusterStatus};
use shapes::Error;
use shapes::ecs::{CreateCluster, CreateClusterRequest, CreateClusterResponse};

use super::{account_settings, capacity_providers, cluster_settings, find, tags, view};
use crate::Caller;
use crate::table::Write;

impl Write for CreateCluster {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateClusterRequest,
    ) -> Result<CreateClusterResponse, Error> {
        let name = input.cluster_name.unwrap_or_else(|| find::DEFAULT_CLUSTER.to_owned());
        find::check_name("clusterName", &name)?;
        let present = txn.get::<Cluster>(&Cluster::key_of(&caller.scope, &name)).cloned();
        if let Some(present) = present.filter(|cluster| cluster.status == ClusterStatus::Active) {
            return Ok(answer(txn, &present));
        }
        let world = txn.world();
        let insights = account_settings::value_of(world, &caller.scope, cluster_settings::INSIGHTS);
        let settings = model::Tags::from([(cluster_settings::INSIGHTS.to_owned(), insights)]);
        let capacity_providers = capacity_providers::names(world, &caller.scope, input.capacity_providers)?;
        let cluster = Cluster {
            scope: caller.scope.clone(),
            name,
            status: ClusterStatus::Active,
            settings: cluster_settings::settings(settings, input.settings)?,
            default_strategy: capacity_providers::strategy(
                &capacity_providers,
                input.default_capacity_provider_strategy,
            )?,
            capacity_providers,
            exec: cluster_settings::exec(None, input.configuration)?,
            tags: tags::read(input.tags)?,
            created_at: caller.now,
        };
        txn.put(cluster.clone());
        Ok(answer(txn, &cluster))
    }
}

fn answer(txn: &Txn, cluster: &Cluster) -> CreateClusterResponse {
    CreateClusterResponse { cluster: Some(view::cluster(txn.world(), cluster, view::Include::ALL)) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ledger::{Ledger, Storage};

    #[test]
    fn a_second_call_returns_the_first_cluster() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let create = |caller: &mut Caller| {
            let input = CreateClusterRequest { cluster_name: Some("a".into()), ..Default::default() };
            ledger.transact(|txn| CreateCluster::write(txn, caller, input)).unwrap().0.cluster.unwrap()
        };
        let mut caller = Caller::example();
        let first = create(&mut caller);
        assert_eq!(first.cluster_arn.as_deref(), Some("arn:aws:ecs:us-west-2:000000000000:cluster/a"));
        assert_eq!(create(&mut caller), first);
    }
}
