//! DescribeClusters: unknown names are failures, not errors.

use ledger::World;
use model::ecs::Cluster;
use shapes::Error;
use shapes::ecs::{DescribeClusters, DescribeClustersRequest, DescribeClustersResponse, errors};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeClusters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeClustersRequest,
    ) -> Result<DescribeClustersResponse, Error> {
        let asked = input.clusters.as_ref().map_or(0, Vec::len);
        if asked > 100 {
            return Err(errors::invalid_parameter_exception("Clusters cannot be more than 100."));
        }
        let include = view::Include::parse(input.include.as_deref());
        let wanted = input.clusters.filter(|asked| !asked.is_empty());
        let wanted = wanted.unwrap_or_else(|| vec![find::DEFAULT_CLUSTER.to_owned()]);
        let (mut clusters, mut failures) = (Vec::new(), Vec::new());
        for identifier in &wanted {
            let name = find::id_of(&caller.scope, "cluster", identifier);
            match name.and_then(|name| world.get::<Cluster>(&Cluster::key_of(&caller.scope, name))) {
                Some(cluster) => clusters.push(view::cluster(world, cluster, include)),
                None => failures.push(view::missing(&caller.scope, "cluster", identifier)),
            }
        }
        Ok(DescribeClustersResponse { clusters: Some(clusters), failures: Some(failures) })
    }
}
