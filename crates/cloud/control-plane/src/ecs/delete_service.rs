//! DeleteService: scaled to 0 first, or forced; its tasks end while it is DRAINING.

use ledger::Txn;
use model::ecs::{DeploymentStatus, LastStatus, Service, ServiceStatus, Task};
use shapes::Error;
use shapes::ecs::{DeleteService, DeleteServiceRequest, DeleteServiceResponse, errors};

use super::{deployment_history, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteService {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteServiceRequest,
    ) -> Result<DeleteServiceResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let mut service = (*find::service(txn.world(), &cluster, &input.service)?).clone();
        if service.status == ServiceStatus::Inactive {
            return Err(errors::service_not_found_exception("Service not found."));
        }
        if service.desired_count > 0 && input.force != Some(true) {
            let text = "The service cannot be stopped while it is scaled above 0.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let older = service.deployments.iter().any(|it| it.status == DeploymentStatus::Active);
        if older && service.status == ServiceStatus::Active && input.force != Some(true) {
            let text = "The service cannot be stopped while deployments are active.";
            return Err(errors::invalid_parameter_exception(text));
        }
        service.desired_count = 0;
        service.status =
            if has_tasks(txn, &service) { ServiceStatus::Draining } else { ServiceStatus::Inactive };
        if service.status == ServiceStatus::Inactive {
            service.deployments.clear();
            deployment_history::close(txn, &service, caller);
        }
        txn.put(service.clone());
        Ok(DeleteServiceResponse { service: Some(view::service(txn.world(), &service, view::Include::ALL)) })
    }
}

fn has_tasks(txn: &Txn, service: &Service) -> bool {
    let mut tasks = txn.scan_prefix::<Task>(&service.scope, &format!("{}/", service.cluster));
    tasks.any(|task| task.service() == Some(&service.name) && task.last != LastStatus::Stopped)
}
