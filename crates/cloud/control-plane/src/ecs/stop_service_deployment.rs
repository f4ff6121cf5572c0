//! StopServiceDeployment: the last deployment that completed becomes PRIMARY again; the scheduler does the rest.

use ledger::Txn;
use model::ecs::{Service, ServiceDeployment, ServiceDeploymentStatus, ServiceRevision, ServiceStatus};
use shapes::Error;
use shapes::ecs::{
    StopServiceDeployment, StopServiceDeploymentRequest, StopServiceDeploymentResponse, errors,
};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for StopServiceDeployment {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: StopServiceDeploymentRequest,
    ) -> Result<StopServiceDeploymentResponse, Error> {
        if let Some(other) = input.stop_type.as_deref().filter(|kind| *kind != "ROLLBACK") {
            let text = format!("stopType {other} is not supported; the valid value is ROLLBACK.");
            return Err(errors::invalid_parameter_exception(text));
        }
        let arn = input.service_deployment_arn;
        let found = find::service_deployment(txn.world(), &caller.scope, &arn)?;
        let found = found
            .ok_or_else(|| errors::service_deployment_not_found_exception("Service deployment not found."))?;
        let service = stoppable(txn, &found)?;
        roll_back(txn, &service, &found, caller)?;
        Ok(StopServiceDeploymentResponse { service_deployment_arn: Some(arn) })
    }
}

/// The service of a deployment that is under way, or why it cannot be stopped.
fn stoppable(txn: &Txn, deployment: &ServiceDeployment) -> Result<Service, Error> {
    use ServiceDeploymentStatus::{InProgress, Pending};
    let ServiceDeployment { scope, cluster, service, status, .. } = deployment;
    let key = Service::key_of(scope, cluster, service);
    let service = txn.get::<Service>(&key).filter(|it| it.status == ServiceStatus::Active);
    let newest = |it: &&std::sync::Arc<Service>| {
        it.primary().is_some_and(|primary| primary.number == deployment.target)
    };
    match service.filter(newest) {
        Some(service) if matches!(status, Pending | InProgress) => Ok((**service).clone()),
        _ => {
            let text = format!("The service deployment cannot be stopped because its status is {status}.");
            Err(errors::conflict_exception(text))
        }
    }
}

fn roll_back(
    txn: &mut Txn,
    service: &Service,
    deployment: &ServiceDeployment,
    caller: &Caller,
) -> Result<(), Error> {
    let Some(deployments) = planner::service::roll_back_for_user(service, caller.now) else {
        let text = "The service deployment cannot be rolled back because no service deployment of this service was \
                    successful before it.";
        return Err(errors::conflict_exception(text));
    };
    let mut service = Service { deployments, ..service.clone() };
    let back = service.primary().map(|primary| primary.number).unwrap_or_default();
    let key = ServiceRevision::key_of(&service.scope, &service.cluster, &service.name, back);
    if let Some(revision) = txn.get::<ServiceRevision>(&key).cloned() {
        revision.restore(&mut service);
    }
    txn.put(service);
    let status = ServiceDeploymentStatus::RollbackRequested;
    txn.put(ServiceDeployment { status, updated_at: caller.now, ..deployment.clone() });
    Ok(())
}
