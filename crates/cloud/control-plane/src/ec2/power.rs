//! Switching instances on, off and for good: all those named or none. In: ids. Out: each one's state before and after. Never here: what
//! becomes of their tasks and agents; a loop sees to that.
//!
//! ```text
//!             StopInstances
//!   running ----------------> stopped
//!      |    <----------------    |
//!      |      StartInstances     |
//!      '------> terminated <-----'      TerminateInstances
//! ```
//!
//! Nothing boots or shuts down, so the states in between are never seen.

use ledger::Txn;
use model::Record;
use model::ec2::{Instance, InstanceState};
use shapes::Error;
use shapes::ec2::InstanceStateChange;

use super::{find, refusals, view};
use crate::Caller;

/// Brings every instance named to a state that its present one allows.
pub(crate) fn bring(
    txn: &mut Txn,
    caller: &Caller,
    ids: &[String],
    dry_run: Option<bool>,
    to: InstanceState,
) -> Result<Vec<InstanceStateChange>, Error> {
    if ids.is_empty() {
        return Err(refusals::missing("InstanceId"));
    }
    let named = ids.iter().map(|id| find::instance(txn.world(), &caller.scope, id));
    let named = named.collect::<Result<Vec<_>, _>>()?;
    if let Some(gone) = named.iter().find(|instance| !may_become(instance.state, to)) {
        return Err(refusals::incorrect_state(&gone.id));
    }
    refusals::dry_run(dry_run)?;
    let mut changes = Vec::new();
    for instance in named {
        txn.update(&instance.key(), |now: &mut Instance| {
            now.state = to;
            if to == InstanceState::Terminated {
                now.terminated_at.get_or_insert(caller.now);
            }
        });
        changes.push(InstanceStateChange {
            instance_id: Some(instance.id.clone()),
            previous_state: Some(view::state(instance.state)),
            current_state: Some(view::state(to)),
        });
    }
    Ok(changes)
}

/// What is terminated stays so; asking again for the state that is there changes nothing.
fn may_become(from: InstanceState, to: InstanceState) -> bool {
    from != InstanceState::Terminated || to == InstanceState::Terminated
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::ec2::example::Example;
    use shapes::ec2::{
        StartInstances, StartInstancesRequest, StopInstances, StopInstancesRequest, TerminateInstances,
        TerminateInstancesRequest,
    };

    #[test]
    fn a_stopped_instance_starts_again_and_a_terminated_one_does_not() {
        let mut example = Example::new();
        let made = example.run(|_| {}).unwrap().instances.unwrap().remove(0);
        let instance_ids = vec![made.instance_id.unwrap()];
        let codes = |changes: Option<Vec<shapes::ec2::InstanceStateChange>>| {
            let change = changes.unwrap().remove(0);
            (change.previous_state.unwrap().code.unwrap(), change.current_state.unwrap().code.unwrap())
        };
        let stop = || StopInstancesRequest { instance_ids: instance_ids.clone(), ..Default::default() };
        let start = || StartInstancesRequest { instance_ids: instance_ids.clone(), ..Default::default() };
        let stopped = example.write::<StopInstances>(stop()).unwrap();
        assert_eq!(codes(stopped.stopping_instances), (16, 80));
        let started = example.write::<StartInstances>(start()).unwrap();
        assert_eq!(codes(started.starting_instances), (80, 16));
        let end = TerminateInstancesRequest { instance_ids: instance_ids.clone(), ..Default::default() };
        example.write::<TerminateInstances>(end).unwrap();
        assert_eq!(example.write::<StartInstances>(start()).unwrap_err().code, "IncorrectInstanceState");
    }
}
