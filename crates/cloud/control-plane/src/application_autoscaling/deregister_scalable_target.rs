//! DeregisterScalableTarget: takes the target away, and its policies, their alarms and its scheduled actions with it. Activities stay.

use ledger::Txn;
use model::Record;
use model::scaling::{ScalableTarget, ScalingPolicy, ScheduledAction, ScheduledRuns};
use shapes::Error;
use shapes::application_autoscaling::{
    DeregisterScalableTarget, DeregisterScalableTargetRequest, DeregisterScalableTargetResponse,
};

use super::{delete_scaling_policy, find};
use crate::Caller;
use crate::table::Write;

impl Write for DeregisterScalableTarget {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeregisterScalableTargetRequest,
    ) -> Result<DeregisterScalableTargetResponse, Error> {
        let of = find::scaled(
            &caller.scope,
            &input.service_namespace,
            &input.scalable_dimension,
            &input.resource_id,
        )?;
        if txn.remove::<ScalableTarget>(&of.key()).is_none() {
            return Err(find::not_found("scalable target found", &of));
        }
        let policies: Vec<_> = txn.scan_prefix::<ScalingPolicy>(&of.scope, &of.prefix()).cloned().collect();
        policies.iter().for_each(|policy| delete_scaling_policy::remove(txn, policy, caller.now));
        let actions = txn.scan_prefix::<ScheduledAction>(&of.scope, &of.prefix());
        let actions: Vec<_> = actions.map(|action| action.key()).collect();
        actions.iter().for_each(|key| drop(txn.remove::<ScheduledAction>(key)));
        txn.remove::<ScheduledRuns>(&of.key());
        Ok(DeregisterScalableTargetResponse {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::cloudwatch::{Alarm, AlarmState};

    use super::*;
    use crate::application_autoscaling::fixture::{Desk, refused, resource};

    #[test]
    fn all_that_belongs_to_it_goes_with_it() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        desk.track_cpu(50.0, None).unwrap();
        desk.schedule("cron(0 9 * * ? *)").unwrap();
        assert_eq!((desk.records::<Alarm>().len(), desk.records::<ScheduledAction>().len()), (2, 1));
        let gone = || resource!(DeregisterScalableTargetRequest {});
        desk.write::<DeregisterScalableTarget>(gone()).unwrap();
        assert_eq!((desk.records::<Alarm>().len(), desk.records::<AlarmState>().len()), (0, 0));
        assert_eq!((desk.records::<ScalingPolicy>().len(), desk.records::<ScheduledAction>().len()), (0, 0));
        let (code, words) = refused(desk.write::<DeregisterScalableTarget>(gone()));
        assert_eq!(code, "ObjectNotFoundException");
        assert!(words.starts_with(
            "No scalable target found for service namespace: ecs, resource ID: service/default/web"
        ));
    }
}
