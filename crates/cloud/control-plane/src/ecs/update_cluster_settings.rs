//! UpdateClusterSettings: Container Insights, kept and shown.

use ledger::Txn;
use shapes::Error;
use shapes::ecs::{UpdateClusterSettings, UpdateClusterSettingsRequest, UpdateClusterSettingsResponse};

use super::{cluster_settings, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateClusterSettings {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateClusterSettingsRequest,
    ) -> Result<UpdateClusterSettingsResponse, Error> {
        let mut cluster = (*find::cluster(txn.world(), &caller.scope, Some(&input.cluster))?).clone();
        cluster.settings = cluster_settings::settings(cluster.settings, Some(input.settings))?;
        txn.put(cluster.clone());
        let shown = view::cluster(txn.world(), &cluster, view::Include::ALL);
        Ok(UpdateClusterSettingsResponse { cluster: Some(shown) })
    }
}
