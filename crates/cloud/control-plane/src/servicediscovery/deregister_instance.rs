//! DeregisterInstance: takes an instance out; it is found no longer.

use ledger::Txn;
use model::cloud_map::OperationKind;
use shapes::Error;
use shapes::servicediscovery::{DeregisterInstance, DeregisterInstanceRequest, DeregisterInstanceResponse};

use super::{find, instances, operations};
use crate::Caller;
use crate::table::Write;

impl Write for DeregisterInstance {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeregisterInstanceRequest,
    ) -> Result<DeregisterInstanceResponse, Error> {
        let service = find::service(txn.world(), &caller.scope, &input.service_id)?;
        let instance = find::instance(txn.world(), &service, &input.instance_id)?;
        instances::remove(txn, &instance);
        let targets = [("SERVICE", service.id.as_str()), ("INSTANCE", instance.id.as_str())];
        let operation_id = Some(operations::done(txn, caller, OperationKind::DeregisterInstance, &targets));
        Ok(DeregisterInstanceResponse { operation_id })
    }
}
