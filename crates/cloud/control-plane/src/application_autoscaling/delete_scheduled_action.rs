//! DeleteScheduledAction: its bounds stay as it last set them.

use ledger::Txn;
use model::scaling::{ScheduledAction, ScheduledRuns};
use shapes::Error;
use shapes::application_autoscaling::{
    DeleteScheduledAction, DeleteScheduledActionRequest, DeleteScheduledActionResponse,
};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteScheduledAction {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteScheduledActionRequest,
    ) -> Result<DeleteScheduledActionResponse, Error> {
        let of = find::scaled(
            &caller.scope,
            &input.service_namespace,
            &input.scalable_dimension,
            &input.resource_id,
        )?;
        let name = input.scheduled_action_name;
        if txn.remove::<ScheduledAction>(&of.key_of(&name)).is_none() {
            return Err(find::not_found(&format!("scheduled action found with name {name}"), &of));
        }
        txn.update::<ScheduledRuns, _>(&of.key(), |runs| runs.last.remove(&name));
        Ok(DeleteScheduledActionResponse {})
    }
}
