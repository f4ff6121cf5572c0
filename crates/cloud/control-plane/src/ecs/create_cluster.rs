//! CreateCluster: idempotent by name.

use ledger::Txn;
use model::ecs::{Cluster, ClusterStatus};
use shapes::Error;
use shapes::ecs::{CreateCluster, CreateClusterRequest, CreateClusterResponse};

use super::{find, service_connect, tags, view};
use crate::Caller;
use crate::table::Write;

impl Write for CreateCluster {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateClusterRequest,
    ) -> Result<CreateClusterResponse, Error> {
        service_connect::refuse_defaults(input.service_connect_defaults.is_some())?;
        let name = input.cluster_name.unwrap_or_else(|| find::DEFAULT_CLUSTER.to_owned());
        find::check_name("clusterName", &name)?;
        let present = txn.get::<Cluster>(&Cluster::key_of(&caller.scope, &name)).cloned();
        let cluster = match present {
            Some(cluster) if cluster.status == ClusterStatus::Active => (*cluster).clone(),
            _ => Cluster {
                scope: caller.scope.clone(),
                name,
                status: ClusterStatus::Active,
                settings: settings(input.settings),
                capacity_providers: input.capacity_providers.unwrap_or_default(),
                tags: tags::read(input.tags),
                created_at: caller.now,
            },
        };
        txn.put(cluster.clone());
        Ok(CreateClusterResponse { cluster: Some(view::cluster(txn.world(), &cluster, view::Include::ALL)) })
    }
}

/// Container Insights is off unless asked for.
fn settings(given: Option<Vec<shapes::ecs::ClusterSetting>>) -> model::Tags {
    let mut settings = model::Tags::from([("containerInsights".to_owned(), "disabled".to_owned())]);
    for setting in given.unwrap_or_default() {
        settings.insert(setting.name.unwrap_or_default(), setting.value.unwrap_or_default());
    }
    settings
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
