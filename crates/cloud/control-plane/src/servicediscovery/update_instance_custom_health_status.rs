//! UpdateInstanceCustomHealthStatus: tells how an instance of a service with a custom health check is.

use ledger::Txn;
use model::ecs::HealthStatus;
use shapes::servicediscovery::{
    UpdateInstanceCustomHealthStatus, UpdateInstanceCustomHealthStatusRequest, errors,
};
use shapes::{Error, Unit};

use super::{find, instances};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateInstanceCustomHealthStatus {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateInstanceCustomHealthStatusRequest,
    ) -> Result<Unit, Error> {
        let service = find::service(txn.world(), &caller.scope, &input.service_id)?;
        let instance = find::instance(txn.world(), &service, &input.instance_id)?;
        if !service.custom_health {
            let text = format!("Service {} has no custom health check.", service.id);
            return Err(errors::custom_health_not_found(text));
        }
        let health = match input.status.as_str() {
            "HEALTHY" => HealthStatus::Healthy,
            "UNHEALTHY" => HealthStatus::Unhealthy,
            other => return Err(errors::invalid_input(format!("Unknown health status: {other}"))),
        };
        instances::tell_health(txn, &instance, health);
        Ok(Unit)
    }
}
