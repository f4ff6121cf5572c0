//! DeleteQueryDefinition: forgets a saved query.

use ledger::Txn;
use model::logs::QueryDefinition;
use shapes::Error;
use shapes::logs::{DeleteQueryDefinition, DeleteQueryDefinitionRequest, DeleteQueryDefinitionResponse};

use super::put_query_definition::unknown;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteQueryDefinition {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteQueryDefinitionRequest,
    ) -> Result<DeleteQueryDefinitionResponse, Error> {
        let key = QueryDefinition::key_of(&caller.scope, &input.query_definition_id);
        if txn.get::<QueryDefinition>(&key).is_none() {
            return Err(unknown(&input.query_definition_id));
        }
        txn.remove::<QueryDefinition>(&key);
        Ok(DeleteQueryDefinitionResponse { success: Some(true) })
    }
}
