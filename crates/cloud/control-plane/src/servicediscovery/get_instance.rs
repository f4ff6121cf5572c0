//! GetInstance: one instance with its attributes.

use ledger::World;
use shapes::Error;
use shapes::servicediscovery::{GetInstance, GetInstanceRequest, GetInstanceResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for GetInstance {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetInstanceRequest,
    ) -> Result<GetInstanceResponse, Error> {
        let service = find::service(world, &caller.scope, &input.service_id)?;
        let instance = find::instance(world, &service, &input.instance_id)?;
        Ok(GetInstanceResponse {
            instance: Some(view::instance(&instance)),
            resource_owner: Some(service.scope.account.to_string()),
        })
    }
}
