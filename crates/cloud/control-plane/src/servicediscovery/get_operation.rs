//! GetOperation: what a call that AWS carries out later came to.

use ledger::World;
use model::cloud_map::Operation;
use shapes::Error;
use shapes::servicediscovery::{GetOperation, GetOperationRequest, GetOperationResponse, errors};

use super::view;
use crate::Caller;
use crate::table::Read;

impl Read for GetOperation {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetOperationRequest,
    ) -> Result<GetOperationResponse, Error> {
        let found = world.get::<Operation>(&Operation::key_of(&caller.scope, &input.operation_id));
        let foreign = input.owner_account.is_some_and(|owner| owner != caller.scope.account.as_str());
        let Some(operation) = found.filter(|_| !foreign) else {
            let text = format!("Operation not found: {}", input.operation_id);
            return Err(errors::operation_not_found(text));
        };
        Ok(GetOperationResponse { operation: Some(view::operation(operation)) })
    }
}
