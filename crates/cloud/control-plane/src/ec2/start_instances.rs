//! StartInstances: a stopped instance runs again, at its address; its agent connects anew as the same container instance.

use ledger::Txn;
use model::ec2::InstanceState;
use shapes::Error;
use shapes::ec2::{StartInstances, StartInstancesRequest, StartInstancesResult};

use super::power;
use crate::Caller;
use crate::table::Write;

impl Write for StartInstances {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: StartInstancesRequest,
    ) -> Result<StartInstancesResult, Error> {
        let changes = power::bring(txn, caller, &input.instance_ids, input.dry_run, InstanceState::Running)?;
        Ok(StartInstancesResult { starting_instances: Some(changes) })
    }
}
