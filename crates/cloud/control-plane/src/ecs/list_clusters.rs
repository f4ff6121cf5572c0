//! ListClusters.

use kernel::paging;
use ledger::World;
use model::ecs::{Cluster, ClusterStatus};
use shapes::Error;
use shapes::ecs::{ListClusters, ListClustersRequest, ListClustersResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListClusters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListClustersRequest,
    ) -> Result<ListClustersResponse, Error> {
        let active = |after: Option<&str>| {
            let all = world.scan_from::<Cluster>(&caller.scope, "", after);
            all.filter(|cluster| cluster.status == ClusterStatus::Active)
        };
        let limit = find::page_size(input.max_results, 100)?;
        let page = paging::page_from(
            active,
            |c| c.name.clone(),
            input.next_token.as_deref(),
            limit,
            find::bad_token,
        )?;
        let arns = page.items.iter().map(|cluster| cluster.arn()).collect();
        Ok(ListClustersResponse { cluster_arns: Some(arns), next_token: page.next })
    }
}
