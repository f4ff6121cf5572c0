//! DeleteCluster: refused while anything in it is in use.

use ledger::{Txn, World};
use model::ecs::{
    Cluster, ClusterStatus, ContainerInstance, InstanceStatus, LastStatus, Service, ServiceStatus, Task,
};
use shapes::Error;
use shapes::ecs::{DeleteCluster, DeleteClusterRequest, DeleteClusterResponse, errors};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteCluster {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteClusterRequest,
    ) -> Result<DeleteClusterResponse, Error> {
        let mut cluster = (*find::cluster(txn.world(), &caller.scope, Some(&input.cluster))?).clone();
        check_empty(txn.world(), &cluster)?;
        cluster.status = ClusterStatus::Inactive;
        txn.put(cluster.clone());
        Ok(DeleteClusterResponse { cluster: Some(view::cluster(txn.world(), &cluster, view::Include::ALL)) })
    }
}

fn check_empty(world: &World, cluster: &Cluster) -> Result<(), Error> {
    let prefix = format!("{}/", cluster.name);
    let mut instances = world.scan_prefix::<ContainerInstance>(&cluster.scope, &prefix);
    if instances.any(|instance| instance.status != InstanceStatus::Inactive) {
        let text = "The Cluster cannot be deleted while Container Instances are active or draining.";
        return Err(errors::cluster_contains_container_instances_exception(text));
    }
    let mut services = world.scan_prefix::<Service>(&cluster.scope, &prefix);
    if services.any(|service| service.status == ServiceStatus::Active) {
        let text = "The Cluster cannot be deleted while Services are active.";
        return Err(errors::cluster_contains_services_exception(text));
    }
    let mut tasks = world.scan_prefix::<Task>(&cluster.scope, &prefix);
    if tasks.any(|task| task.last != LastStatus::Stopped) {
        let text = "The Cluster cannot be deleted while Tasks are active.";
        return Err(errors::cluster_contains_tasks_exception(text));
    }
    Ok(())
}
