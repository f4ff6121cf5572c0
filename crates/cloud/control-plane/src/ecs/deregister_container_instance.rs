//! DeregisterContainerInstance: refused while tasks run there, unless forced.

use ledger::Txn;
use model::ecs::{ContainerInstance, InstanceStatus, LastStatus, StopReason, Task};
use shapes::Error;
use shapes::ecs::{
    DeregisterContainerInstance, DeregisterContainerInstanceRequest, DeregisterContainerInstanceResponse,
    errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeregisterContainerInstance {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeregisterContainerInstanceRequest,
    ) -> Result<DeregisterContainerInstanceResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        find::check_identifier(&cluster, &input.container_instance)?;
        let found = find::container_instance(txn.world(), &cluster, &input.container_instance);
        let unknown = || errors::invalid_parameter_exception("Referenced container instance not found.");
        let mut instance = (*found.ok_or_else(unknown)?).clone();
        let tasks = tasks_on(txn, &instance);
        if !tasks.is_empty() && input.force != Some(true) {
            let text = "Found running tasks on the instance. Stop or drain them first, or use force.";
            return Err(errors::invalid_parameter_exception(text));
        }
        for mut task in tasks {
            task.want_stopped(StopReason::DeregistrationForced, caller.now);
            txn.put(task);
        }
        instance.status = InstanceStatus::Inactive;
        instance.version += 1;
        txn.put(instance.clone());
        let shown = view::container_instance(txn.world(), &instance, view::Include::ALL);
        Ok(DeregisterContainerInstanceResponse { container_instance: Some(shown) })
    }
}

fn tasks_on(txn: &Txn, instance: &ContainerInstance) -> Vec<Task> {
    let tasks = txn.scan_prefix::<Task>(&instance.scope, &format!("{}/", instance.cluster));
    let on_it = tasks.filter(|task| task.instance == instance.id && task.last != LastStatus::Stopped);
    on_it.map(|task| (**task).clone()).collect()
}
