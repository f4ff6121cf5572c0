//! DescribeInstanceStatus: of running instances, or of all when asked. An instance is this machine, so a running one passes its checks.

use ledger::World;
use model::ec2::{Instance, InstanceState};
use shapes::Error;
use shapes::ec2::{
    DescribeInstanceStatus, DescribeInstanceStatusRequest, DescribeInstanceStatusResult, InstanceStatus,
    InstanceStatusDetails, InstanceStatusSummary,
};

use super::find::{self, Asked};
use super::{refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeInstanceStatus {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeInstanceStatusRequest,
    ) -> Result<DescribeInstanceStatusResult, Error> {
        let asked = Asked {
            ids: input.instance_ids,
            filters: input.filters,
            max_results: input.max_results,
            next_token: input.next_token,
        };
        let page = find::instances(world, &caller.scope, asked)?;
        refusals::dry_run(input.dry_run)?;
        let all = input.include_all_instances == Some(true);
        let shown = page.items.iter().filter(|found| all || found.state == InstanceState::Running);
        Ok(DescribeInstanceStatusResult {
            instance_statuses: Some(shown.map(|found| status(found)).collect()),
            next_token: page.next,
        })
    }
}

fn status(instance: &Instance) -> InstanceStatus {
    InstanceStatus {
        instance_id: Some(instance.id.clone()),
        availability_zone: Some(instance.zone.clone()),
        instance_state: Some(view::state(instance.state)),
        instance_status: Some(summary(instance.state)),
        system_status: Some(summary(instance.state)),
        ..Default::default()
    }
}

fn summary(state: InstanceState) -> InstanceStatusSummary {
    if state != InstanceState::Running {
        return InstanceStatusSummary { status: Some("not-applicable".to_owned()), details: None };
    }
    let passed = InstanceStatusDetails {
        name: Some("reachability".to_owned()),
        status: Some("passed".to_owned()),
        impaired_since: None,
    };
    InstanceStatusSummary { status: Some("ok".to_owned()), details: Some(vec![passed]) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;
    use shapes::ec2::{TerminateInstances, TerminateInstancesRequest};

    #[test]
    fn only_running_instances_unless_asked() {
        let mut example = Example::new();
        let id = example.run(|_| {}).unwrap().instances.unwrap().remove(0).instance_id.unwrap();
        let statuses = |example: &mut Example, include_all_instances| {
            let input = DescribeInstanceStatusRequest { include_all_instances, ..Default::default() };
            let output = example.read::<DescribeInstanceStatus>(input).unwrap();
            let all = output.instance_statuses.unwrap().into_iter();
            all.map(|one| one.instance_status.unwrap().status.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(statuses(&mut example, None), ["ok"]);
        let input = TerminateInstancesRequest { instance_ids: vec![id], ..Default::default() };
        example.write::<TerminateInstances>(input).unwrap();
        assert!(statuses(&mut example, None).is_empty());
        assert_eq!(statuses(&mut example, Some(true)), ["not-applicable"]);
    }
}
