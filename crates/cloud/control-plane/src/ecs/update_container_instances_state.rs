//! UpdateContainerInstancesState: ACTIVE and DRAINING.

use ledger::Txn;
use model::ecs::InstanceStatus;
use shapes::Error;
use shapes::ecs::{
    UpdateContainerInstancesState, UpdateContainerInstancesStateRequest,
    UpdateContainerInstancesStateResponse, errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateContainerInstancesState {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateContainerInstancesStateRequest,
    ) -> Result<UpdateContainerInstancesStateResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let status = match input.status.as_str() {
            "ACTIVE" => InstanceStatus::Active,
            "DRAINING" => InstanceStatus::Draining,
            _ => {
                return Err(errors::invalid_parameter_exception(
                    "Container instance status should be one of [ACTIVE,DRAINING].",
                ));
            }
        };
        find::check_identifiers(&cluster, "Container instances", &input.container_instances, 10)?;
        let (mut changed, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.container_instances {
            let found = find::container_instance(txn.world(), &cluster, identifier);
            let present = found.filter(|instance| instance.status != InstanceStatus::Inactive);
            let Some(present) = present else {
                let kind = format!("container-instance/{}", cluster.name);
                failures.push(view::missing(&caller.scope, &kind, identifier));
                continue;
            };
            let mut instance = (*present).clone();
            instance.status = status;
            instance.version += 1;
            txn.put(instance.clone());
            changed.push(view::container_instance(txn.world(), &instance, view::Include::default()));
        }
        Ok(UpdateContainerInstancesStateResponse {
            container_instances: Some(changed),
            failures: Some(failures),
        })
    }
}
