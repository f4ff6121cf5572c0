//! UpdateCluster: settings and the configuration of ECS Exec; what is not named stays.

use ledger::Txn;
use shapes::Error;
use shapes::ecs::{UpdateCluster, UpdateClusterRequest, UpdateClusterResponse};

use super::{cluster_settings, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateCluster {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateClusterRequest,
    ) -> Result<UpdateClusterResponse, Error> {
        let mut cluster = (*find::cluster(txn.world(), &caller.scope, Some(&input.cluster))?).clone();
        cluster.settings = cluster_settings::settings(cluster.settings, input.settings)?;
        cluster.exec = cluster_settings::exec(cluster.exec, input.configuration)?;
        txn.put(cluster.clone());
        let shown = view::cluster(txn.world(), &cluster, view::Include::ALL);
        Ok(UpdateClusterResponse { cluster: Some(shown) })
    }
}
