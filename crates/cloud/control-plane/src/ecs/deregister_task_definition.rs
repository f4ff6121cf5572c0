//! DeregisterTaskDefinition: the revision goes on serving what already uses it.

use ledger::Txn;
use model::ecs::TaskDefinitionStatus;
use shapes::Error;
use shapes::ecs::{
    DeregisterTaskDefinition, DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse, errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeregisterTaskDefinition {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeregisterTaskDefinitionRequest,
    ) -> Result<DeregisterTaskDefinitionResponse, Error> {
        let identifier = &input.task_definition;
        if !find::short_id(identifier).contains(':') {
            return Err(errors::client_exception("Invalid revision number. Number: null"));
        }
        let found = find::task_definition(txn.world(), &caller.scope, identifier);
        let found = found.ok_or_else(|| errors::client_exception("Unable to describe task definition."))?;
        let mut definition = (*found).clone();
        if definition.status == TaskDefinitionStatus::Active {
            definition.status = TaskDefinitionStatus::Inactive;
            definition.deregistered_at = Some(caller.now);
            txn.put(definition.clone());
        }
        Ok(DeregisterTaskDefinitionResponse { task_definition: Some(view::task_definition(&definition)) })
    }
}
