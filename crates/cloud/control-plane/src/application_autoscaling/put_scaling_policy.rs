//! PutScalingPolicy: how a target is scaled; target tracking brings its alarms with it.

use ledger::Txn;
use model::cloudwatch::Alarm;
use model::ecs::Service;
use model::scaling::{OwnAlarms, PolicyRule, Scaled, ScalingPolicy};
use planner::scaling::watch;
use shapes::Error;
use shapes::application_autoscaling::{PutScalingPolicy, PutScalingPolicyRequest, PutScalingPolicyResponse};

use super::{find, rules, view};
use crate::Caller;
use crate::cloudwatch::alarm_records;
use crate::quotas;
use crate::table::Write;

impl Write for PutScalingPolicy {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutScalingPolicyRequest,
    ) -> Result<PutScalingPolicyResponse, Error> {
        let of = find::scaled(
            &caller.scope,
            &input.service_namespace,
            &input.scalable_dimension,
            &input.resource_id,
        )?;
        find::registered(txn, &of)?;
        let service = service(txn, &of)?;
        let rule = rules::read(txn.world(), &service, &input)?;
        let present = txn.get::<ScalingPolicy>(&of.key_of(&input.policy_name)).cloned();
        let count = txn.scan_prefix::<ScalingPolicy>(&of.scope, &of.prefix()).count();
        quotas::SCALING_POLICIES.check(count + usize::from(present.is_none()))?;
        let present = present.as_deref();
        let policy = ScalingPolicy {
            id: present.map_or_else(|| caller.dice.uuid(), |it| it.id.clone()),
            alarms: alarms(caller, &of, &rule, present.map(|it| &it.alarms)),
            created_at: present.map_or(caller.now, |it| it.created_at),
            name: input.policy_name,
            rule,
            of,
        };
        renew_alarms(txn, caller, present, &policy);
        txn.put(policy.clone());
        Ok(PutScalingPolicyResponse {
            alarms: Some(view::alarms(txn.world(), &policy)),
            policy_arn: Some(policy.arn()),
        })
    }
}

/// The service as it is, also one that was deleted since it was registered: its policies may still be put in order.
fn service(txn: &Txn, of: &Scaled) -> Result<Service, Error> {
    let found = txn.get::<Service>(&of.key()).map(|service| Service::clone(service));
    found.ok_or_else(|| find::invalid(format!("ECS service doesn't exist: {}", of.resource_id())))
}

/// Names of the alarms the policy shall own; those it has stay.
fn alarms(caller: &mut Caller, of: &Scaled, rule: &PolicyRule, present: Option<&OwnAlarms>) -> OwnAlarms {
    let PolicyRule::Tracking(rule) = rule else { return OwnAlarms::default() };
    let mut name = |what: &str| format!("TargetTracking-{}-{what}-{}", of.resource_id(), caller.dice.uuid());
    let kept = present.cloned().unwrap_or_default();
    let high = kept.high.unwrap_or_else(|| name("AlarmHigh"));
    let low = (rule.disable_scale_in != Some(true)).then(|| kept.low.unwrap_or_else(|| name("AlarmLow")));
    OwnAlarms { high: Some(high), low }
}

fn renew_alarms(txn: &mut Txn, caller: &Caller, former: Option<&ScalingPolicy>, policy: &ScalingPolicy) {
    let scope = &policy.of.scope;
    let kept = |name: &str| policy.alarms.names().any(|it| it == name);
    let gone = former.into_iter().flat_map(|former| former.alarms.names()).filter(|name| !kept(name));
    gone.for_each(|name| alarm_records::delete(txn, &Alarm::key_of(scope, name), caller.now));
    watch::alarms(policy, caller.now)
        .into_iter()
        .for_each(|alarm| alarm_records::put(txn, alarm, caller.now));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::cloudwatch::{Comparison, Condition};
    use shapes::application_autoscaling::{
        DeleteScalingPolicy, DeleteScalingPolicyRequest, DescribeScalingPolicies, StepAdjustment,
        StepScalingPolicyConfiguration,
    };

    use super::*;
    use crate::application_autoscaling::fixture::{Desk, refused, resource};

    #[test]
    fn target_tracking_brings_two_alarms_of_its_own() {
        let mut desk = Desk::with_service(2);
        assert!(
            refused(desk.track_cpu(70.0, None))
                .1
                .starts_with("No scalable target registered for service namespace: ecs")
        );
        desk.register(Some(1), Some(4)).unwrap();
        let put = desk.track_cpu(70.0, None).unwrap();
        let arn = put.policy_arn.unwrap();
        assert!(arn.starts_with("arn:aws:autoscaling:us-west-2:000000000000:scalingPolicy:"), "{arn}");
        assert!(arn.ends_with(":resource/ecs/service/default/web:policyName/cpu"), "{arn}");
        let alarms = desk.records::<Alarm>();
        let told: Vec<_> = alarms.iter().map(|alarm| condition(alarm)).collect();
        assert_eq!(
            told,
            [(Comparison::GreaterThanThreshold, 70.0, 3), (Comparison::LessThanThreshold, 63.0, 15)]
        );
        assert!(alarms[0].name.starts_with("TargetTracking-service/default/web-AlarmHigh-"));
        assert_eq!(alarms[0].actions.alarm, [arn]);
        assert_eq!(put.alarms.unwrap().len(), 2);
    }

    fn condition(alarm: &Alarm) -> (Comparison, f64, u32) {
        match &alarm.condition {
            Condition::Metric(it) => (it.comparison, it.threshold, it.evaluation_periods),
            Condition::Composite { .. } => panic!("{alarm:?}"),
        }
    }

    #[test]
    fn an_update_keeps_alarms_and_scale_in_switched_off_takes_the_low_one() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        let first = desk.track_cpu(70.0, None).unwrap();
        let second = desk.track_cpu(50.0, Some(true)).unwrap();
        assert_eq!(first.policy_arn, second.policy_arn);
        let names: Vec<_> = desk.records::<Alarm>().iter().map(|alarm| alarm.name.clone()).collect();
        assert_eq!(names.len(), 1);
        assert_eq!(first.alarms.unwrap()[0].alarm_name.as_ref(), Some(&names[0]));
        assert_eq!(condition(&desk.records::<Alarm>()[0]).1, 50.0);
        let shown = desk
            .read::<DescribeScalingPolicies>(
                resource!(shapes::application_autoscaling::DescribeScalingPoliciesRequest {} optional),
            )
            .unwrap();
        let shown = shown.scaling_policies.unwrap();
        assert_eq!(
            shown[0].target_tracking_scaling_policy_configuration.as_ref().unwrap().target_value,
            50.0
        );
    }

    #[test]
    fn a_policy_deleted_leaves_users_alarms_and_is_forgotten_by_them() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        let steps = StepScalingPolicyConfiguration {
            adjustment_type: Some("ChangeInCapacity".into()),
            step_adjustments: Some(vec![StepAdjustment {
                metric_interval_lower_bound: Some(0.0),
                metric_interval_upper_bound: None,
                scaling_adjustment: 1,
            }]),
            ..Default::default()
        };
        let put = resource!(PutScalingPolicyRequest {
            policy_name: "more".into(),
            step_scaling_policy_configuration: Some(steps),
            ..
        });
        let arn = desk.write::<PutScalingPolicy>(put).unwrap().policy_arn.unwrap();
        desk.user_alarm("queue", &arn);
        let shown = desk
            .read::<DescribeScalingPolicies>(
                resource!(shapes::application_autoscaling::DescribeScalingPoliciesRequest {} optional),
            )
            .unwrap();
        assert_eq!(
            shown.scaling_policies.unwrap()[0].alarms.as_ref().unwrap()[0].alarm_name.as_deref(),
            Some("queue")
        );
        let delete = || resource!(DeleteScalingPolicyRequest { policy_name: "more".into() });
        desk.write::<DeleteScalingPolicy>(delete()).unwrap();
        assert_eq!(desk.records::<Alarm>()[0].actions.alarm, Vec::<String>::new());
        assert_eq!(refused(desk.write::<DeleteScalingPolicy>(delete())).0, "ObjectNotFoundException");
    }

    #[test]
    fn what_is_not_built_or_not_there_is_refused() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        let predictive = resource!(PutScalingPolicyRequest {
            policy_name: "p".into(),
            policy_type: Some("PredictiveScaling".into()),
            ..
        });
        assert!(refused(desk.write::<PutScalingPolicy>(predictive)).1.contains("PredictiveScaling"));
        assert!(
            refused(desk.track("ALBRequestCountPerTarget", None))
                .1
                .contains("ResourceLabel must be specified")
        );
        let label = "app/front/50dc6c495c0c9188/targetgroup/web/6d0ecf831eec9f09";
        assert!(
            refused(desk.track("ALBRequestCountPerTarget", Some(label))).1.contains("no such load balancer")
        );
        assert!(refused(desk.track("DynamoDBReadCapacityUtilization", None)).1.contains("DynamoDB"));
        assert!(refused(desk.track_cpu(0.0, None)).1.contains("TargetValue"));
    }
}
