//! GetService: one service by id or ARN.

use ledger::World;
use shapes::Error;
use shapes::servicediscovery::{GetService, GetServiceRequest, GetServiceResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for GetService {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetServiceRequest,
    ) -> Result<GetServiceResponse, Error> {
        let service = find::service(world, &caller.scope, &input.id)?;
        Ok(GetServiceResponse { service: Some(view::service(world, &service)) })
    }
}
