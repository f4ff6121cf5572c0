//! StopTask: writes the wish; the loops drain and stop it.

use ledger::Txn;
use model::ecs::StopReason;
use shapes::Error;
use shapes::ecs::{StopTask, StopTaskRequest, StopTaskResponse, errors};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for StopTask {
    fn write(txn: &mut Txn, caller: &mut Caller, input: StopTaskRequest) -> Result<StopTaskResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        find::check_identifier(&cluster, &input.task)?;
        let found = find::task(txn.world(), &cluster, &input.task);
        let unknown = || errors::invalid_parameter_exception("The referenced task was not found.");
        let mut task = (*found.ok_or_else(unknown)?).clone();
        let reason = input.reason.filter(|reason| !reason.is_empty());
        task.want_stopped(reason.map_or(StopReason::StoppedByUser, StopReason::Said), caller.now);
        txn.put(task.clone());
        Ok(StopTaskResponse { task: Some(view::task(txn.world(), &task, view::Include::ALL)) })
    }
}
