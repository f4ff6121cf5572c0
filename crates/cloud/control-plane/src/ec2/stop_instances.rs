//! StopInstances: switched off at once; tasks end with it and its agent is no longer connected. Its address is kept for it.

use ledger::Txn;
use model::ec2::InstanceState;
use shapes::Error;
use shapes::ec2::{StopInstances, StopInstancesRequest, StopInstancesResult};

use super::power;
use crate::Caller;
use crate::table::Write;

impl Write for StopInstances {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: StopInstancesRequest,
    ) -> Result<StopInstancesResult, Error> {
        let changes = power::bring(txn, caller, &input.instance_ids, input.dry_run, InstanceState::Stopped)?;
        Ok(StopInstancesResult { stopping_instances: Some(changes) })
    }
}
