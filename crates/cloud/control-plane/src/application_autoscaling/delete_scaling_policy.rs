//! DeleteScalingPolicy: with the alarms it owns; an alarm of a user's own stays and only forgets the policy.

use ledger::Txn;
use model::cloudwatch::Alarm;
use model::scaling::ScalingPolicy;
use model::{Record, Time};
use shapes::Error;
use shapes::application_autoscaling::{
    DeleteScalingPolicy, DeleteScalingPolicyRequest, DeleteScalingPolicyResponse,
};

use super::find;
use crate::Caller;
use crate::cloudwatch::alarm_records;
use crate::table::Write;

impl Write for DeleteScalingPolicy {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteScalingPolicyRequest,
    ) -> Result<DeleteScalingPolicyResponse, Error> {
        let of = find::scaled(
            &caller.scope,
            &input.service_namespace,
            &input.scalable_dimension,
            &input.resource_id,
        )?;
        let name = &input.policy_name;
        let Some(policy) = txn.get::<ScalingPolicy>(&of.key_of(name)).cloned() else {
            return Err(find::not_found(&format!("scaling policy found with name {name}"), &of));
        };
        remove(txn, &policy, caller.now);
        Ok(DeleteScalingPolicyResponse {})
    }
}

/// Takes a policy away; also when its target goes.
pub(super) fn remove(txn: &mut Txn, policy: &ScalingPolicy, now: Time) {
    let arn = policy.arn();
    policy.alarms.names().for_each(|name| {
        alarm_records::delete(txn, &Alarm::key_of(&policy.of.scope, name), now);
    });
    let naming = txn.scan::<Alarm>(&policy.of.scope).filter(|alarm| alarm.actions.all().any(|it| *it == arn));
    let naming: Vec<_> = naming.map(|alarm| alarm.key()).collect();
    for key in naming {
        txn.update::<Alarm, _>(&key, |alarm| alarm.actions.forget(&arn));
    }
    txn.remove::<ScalingPolicy>(&policy.key());
}
