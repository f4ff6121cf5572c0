//! TerminateInstances: all those named or none. An instance has nothing to shut down but its tasks, which a loop stops; its record is
//! `terminated` at once and stays to be described.

use ledger::Txn;
use model::ec2::InstanceState;
use shapes::Error;
use shapes::ec2::{TerminateInstances, TerminateInstancesRequest, TerminateInstancesResult};

use super::power;
use crate::Caller;
use crate::table::Write;

impl Write for TerminateInstances {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TerminateInstancesRequest,
    ) -> Result<TerminateInstancesResult, Error> {
        let changes =
            power::bring(txn, caller, &input.instance_ids, input.dry_run, InstanceState::Terminated)?;
        Ok(TerminateInstancesResult { terminating_instances: Some(changes) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;
    use model::ec2::Instance;
    use shapes::ec2::InstanceStateChange;

    fn terminate(example: &mut Example, ids: &[&str]) -> Result<Vec<InstanceStateChange>, Error> {
        let instance_ids = ids.iter().map(|&id| id.to_owned()).collect();
        let input = TerminateInstancesRequest { instance_ids, ..Default::default() };
        example.write::<TerminateInstances>(input).map(|output| output.terminating_instances.unwrap())
    }

    #[test]
    fn all_or_none_end_and_their_addresses_rest() {
        let mut example = Example::new();
        let made = example.run(|_| {}).unwrap().instances.unwrap().remove(0);
        let id = made.instance_id.unwrap();
        let error = terminate(&mut example, &[&id, "i-00000000000000000"]).unwrap_err();
        assert_eq!(error.code, "InvalidInstanceID.NotFound");
        assert_eq!(terminate(&mut example, &["x"]).unwrap_err().code, "InvalidInstanceID.Malformed");
        let state = |example: &Example| example.world().all::<Instance>().next().unwrap().state;
        assert_eq!(state(&example), InstanceState::Running);
        let change = terminate(&mut example, &[&id]).unwrap().remove(0);
        assert_eq!(change.previous_state.unwrap().code, Some(16));
        assert_eq!(
            (change.current_state.unwrap().code, state(&example)),
            (Some(48), InstanceState::Terminated)
        );
        let next = example.run(|_| {}).unwrap().instances.unwrap().remove(0);
        assert_eq!(next.private_ip_address.as_deref(), Some("127.1.0.11"));
    }
}
