//! DeleteService: refused while instances are registered.

use ledger::Txn;
use model::Record;
use model::cloud_map::Service;
use shapes::Error;
use shapes::servicediscovery::{DeleteService, DeleteServiceRequest, DeleteServiceResponse, errors};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteService {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteServiceRequest,
    ) -> Result<DeleteServiceResponse, Error> {
        let service = find::service(txn.world(), &caller.scope, &input.id)?;
        if find::instances_of(txn.world(), &service, None).next().is_some() {
            let text =
                "Service contains registered instances; delete the instances before deleting the service";
            return Err(errors::resource_in_use(text));
        }
        txn.remove::<Service>(&service.key());
        Ok(DeleteServiceResponse {})
    }
}
