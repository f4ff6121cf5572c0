//! RegisterScalableTarget: bounds for the desired count of a service; a count outside them moves inside at once.

use ledger::Txn;
use model::scaling::{ScalableTarget, Scaled, Suspended};
use shapes::Error;
use shapes::application_autoscaling::{
    RegisterScalableTarget, RegisterScalableTargetRequest, RegisterScalableTargetResponse, SuspendedState,
};

use super::find::{self, invalid};
use super::{capacity, tags};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for RegisterScalableTarget {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RegisterScalableTargetRequest,
    ) -> Result<RegisterScalableTargetResponse, Error> {
        let of = find::scaled(
            &caller.scope,
            &input.service_namespace,
            &input.scalable_dimension,
            &input.resource_id,
        )?;
        find::service(txn.world(), &of)?;
        let present = txn.get::<ScalableTarget>(&of.key()).cloned();
        let count = txn.scan::<ScalableTarget>(&caller.scope).count();
        quotas::SCALABLE_TARGETS.check(count + usize::from(present.is_none()))?;
        if present.is_some() && input.tags.is_some() {
            return Err(invalid(
                "Tags are given when a scalable target is first registered; use TagResource",
            ));
        }
        let mut target = match present {
            Some(present) => ScalableTarget::clone(&present),
            None => fresh(caller, of, &input)?,
        };
        target.min = input.min_capacity.unwrap_or(target.min);
        target.max = input.max_capacity.unwrap_or(target.max);
        check_bounds(target.min, target.max)?;
        suspend(&mut target.suspended, input.suspended_state);
        capacity::keep_inside(txn, &target, caller.now, caller.dice.uuid());
        let scalable_target_arn = Some(target.arn());
        txn.put(target);
        Ok(RegisterScalableTargetResponse { scalable_target_arn })
    }
}

fn fresh(
    caller: &mut Caller,
    of: Scaled,
    input: &RegisterScalableTargetRequest,
) -> Result<ScalableTarget, Error> {
    let (Some(min), Some(max)) = (input.min_capacity, input.max_capacity) else {
        return Err(invalid(
            "Both MinCapacity and MaxCapacity must be specified to register a new scalable target",
        ));
    };
    Ok(ScalableTarget {
        of,
        id: caller.dice.hex(32),
        min,
        max,
        suspended: Suspended::default(),
        created_at: caller.now,
        tags: tags::RULES.read(input.tags.clone(), &input.resource_id)?,
    })
}

/// Also for scheduled actions.
pub(super) fn check_bounds(min: i64, max: i64) -> Result<(), Error> {
    if min < 0 || max < 0 {
        return Err(invalid("Minimum and maximum capacity must be greater than or equal to 0"));
    }
    if min > max {
        return Err(invalid("Maximum capacity cannot be less than minimum capacity"));
    }
    Ok(())
}

/// What is not said stays.
fn suspend(present: &mut Suspended, asked: Option<SuspendedState>) {
    let Some(asked) = asked else { return };
    present.dynamic_in = asked.dynamic_scaling_in_suspended.unwrap_or(present.dynamic_in);
    present.dynamic_out = asked.dynamic_scaling_out_suspended.unwrap_or(present.dynamic_out);
    present.scheduled = asked.scheduled_scaling_suspended.unwrap_or(present.scheduled);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::ecs::Service;
    use model::scaling::{ActivityStatus, ScalingActivity};
    use shapes::application_autoscaling::DescribeScalableTargets;

    use super::*;
    use crate::application_autoscaling::fixture::{Desk, WEB, refused};

    #[test]
    fn the_first_time_needs_both_bounds_and_later_ones_change_what_they_say() {
        let mut desk = Desk::with_service(2);
        assert_eq!(refused(desk.register(None, Some(4))).0, "ValidationException");
        let arn = desk.register(Some(1), Some(4)).unwrap().scalable_target_arn.unwrap();
        assert!(arn.starts_with("arn:aws:application-autoscaling:us-west-2:000000000000:scalable-target/"));
        assert_eq!(desk.register(None, Some(9)).unwrap().scalable_target_arn, Some(arn));
        let targets = desk.targets();
        let shown = desk.read::<DescribeScalableTargets>(targets).unwrap().scalable_targets.unwrap();
        assert_eq!((shown[0].min_capacity, shown[0].max_capacity), (Some(1), Some(9)));
        let mut alone = desk.targets();
        (alone.resource_ids, alone.scalable_dimension) = (None, Some("ecs:service:DesiredCount".into()));
        assert_eq!(
            refused(desk.read::<DescribeScalableTargets>(alone)).1,
            "ResourceId must be specified with ScalableDimension"
        );
        let crooked = refused(desk.register(Some(10), None));
        assert_eq!(crooked.1, "Maximum capacity cannot be less than minimum capacity");
    }

    #[test]
    fn a_count_outside_the_bounds_moves_inside() {
        let mut desk = Desk::with_service(1);
        desk.register(Some(3), Some(4)).unwrap();
        let service = desk.record::<Service>(&Service::key_of(&desk.caller.scope, "default", "web"));
        assert_eq!(service.unwrap().desired_count, 3);
        let activity = desk.records::<ScalingActivity>().pop().unwrap();
        assert_eq!(
            (activity.description.as_str(), activity.cause.as_str()),
            ("Setting desired count to 3.", "minimum capacity was set to 3")
        );
        assert_eq!(activity.status, ActivityStatus::InProgress);
    }

    #[test]
    fn what_cannot_be_scaled_is_refused_by_its_name() {
        let mut desk = Desk::with_service(1);
        let mut ask = |resource: &str, namespace: &str, dimension: &str| {
            let input = RegisterScalableTargetRequest {
                resource_id: resource.into(),
                service_namespace: namespace.into(),
                scalable_dimension: dimension.into(),
                min_capacity: Some(1),
                max_capacity: Some(2),
                ..Default::default()
            };
            refused(desk.write::<RegisterScalableTarget>(input))
        };
        let missing = ask("service/default/nobody", "ecs", "ecs:service:DesiredCount");
        assert_eq!(
            missing,
            ("ValidationException".into(), "ECS service doesn't exist: service/default/nobody".into())
        );
        assert!(ask("table/t", "dynamodb", "dynamodb:table:ReadCapacityUnits").1.contains("dynamodb"));
        assert!(ask(WEB, "ecs", "rds:cluster:ReadReplicaCount").1.contains("rds:cluster"));
        assert_eq!(ask("web", "ecs", "ecs:service:DesiredCount").0, "ValidationException");
    }
}
