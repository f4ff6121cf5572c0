//! DescribeClusters: unknown names are failures, not errors.

use ledger::World;
use model::ecs::Cluster;
use shapes::Error;
use shapes::ecs::{DescribeClusters, DescribeClustersRequest, DescribeClustersResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeClusters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeClustersRequest,
    ) -> Result<DescribeClustersResponse, Error> {
        let include = view::Include::parse(input.include.as_deref());
        let wanted = input.clusters.unwrap_or_else(|| vec![find::DEFAULT_CLUSTER.to_owned()]);
        let (mut clusters, mut failures) = (Vec::new(), Vec::new());
        for identifier in &wanted {
            let key = Cluster::key_of(&caller.scope, find::cluster_name(Some(identifier)));
            match world.get::<Cluster>(&key) {
                Some(cluster) => clusters.push(view::cluster(world, cluster, include)),
                None => failures.push(view::missing(&caller.scope, "cluster", identifier)),
            }
        }
        Ok(DescribeClustersResponse { clusters: Some(clusters), failures: Some(failures) })
    }
}
