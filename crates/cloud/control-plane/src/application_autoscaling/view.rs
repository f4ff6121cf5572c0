//! Records as answers show them. In: records. Out: shapes. Never here: refusals.

use ledger::World;
use model::Time;
use model::cloudwatch::{Alarm, MetricQuery, QuerySource};
use model::scaling::{
    NotScaled, NotScaledCode, PolicyRule, ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction,
    StepScaling, Suspended, TargetTracking, TrackedMetric,
};
use shapes::Timestamp;
use shapes::application_autoscaling as op;

use super::find::{DIMENSION, NAMESPACE};

fn moment(time: Time) -> Option<Timestamp> {
    Some(Timestamp::from_millis(time.0))
}

/// A target.
pub(crate) fn target(it: &ScalableTarget) -> op::ScalableTarget {
    let account = it.of.scope.account.as_str();
    let role = "aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
    op::ScalableTarget {
        creation_time: moment(it.created_at),
        max_capacity: Some(it.max),
        min_capacity: Some(it.min),
        predicted_capacity: None,
        resource_id: Some(it.of.resource_id()),
        role_arn: Some(format!("arn:aws:iam::{account}:role/{role}")),
        scalable_dimension: Some(DIMENSION.to_owned()),
        scalable_target_arn: Some(it.arn()),
        service_namespace: Some(NAMESPACE.to_owned()),
        suspended_state: Some(suspended(it.suspended)),
    }
}

fn suspended(it: Suspended) -> op::SuspendedState {
    op::SuspendedState {
        dynamic_scaling_in_suspended: Some(it.dynamic_in),
        dynamic_scaling_out_suspended: Some(it.dynamic_out),
        scheduled_scaling_suspended: Some(it.scheduled),
    }
}

/// The alarms a policy owns, or, of step scaling, those that name it.
pub(crate) fn alarms(world: &World, policy: &ScalingPolicy) -> Vec<op::Alarm> {
    let arn = policy.arn();
    let named = |alarm: &Alarm| match policy.rule {
        PolicyRule::Tracking(_) => policy.alarms.names().any(|name| name == alarm.name),
        PolicyRule::Step(_) => alarm.actions.all().any(|action| *action == arn),
    };
    let found = world.scan::<Alarm>(&policy.of.scope).filter(|alarm| named(alarm));
    found
        .map(|alarm| op::Alarm { alarm_arn: Some(alarm.arn()), alarm_name: Some(alarm.name.clone()) })
        .collect()
}

/// A policy.
pub(crate) fn policy(world: &World, it: &ScalingPolicy) -> op::ScalingPolicy {
    let (kind, step, tracking) = match &it.rule {
        PolicyRule::Step(rule) => ("StepScaling", Some(step(rule)), None),
        PolicyRule::Tracking(rule) => ("TargetTrackingScaling", None, Some(tracking(rule))),
    };
    op::ScalingPolicy {
        alarms: Some(alarms(world, it)),
        creation_time: moment(it.created_at),
        policy_arn: Some(it.arn()),
        policy_name: Some(it.name.clone()),
        policy_type: Some(kind.to_owned()),
        resource_id: Some(it.of.resource_id()),
        scalable_dimension: Some(DIMENSION.to_owned()),
        service_namespace: Some(NAMESPACE.to_owned()),
        step_scaling_policy_configuration: step,
        target_tracking_scaling_policy_configuration: tracking,
        ..Default::default()
    }
}

fn step(it: &StepScaling) -> op::StepScalingPolicyConfiguration {
    let steps = it.steps.iter().map(|step| op::StepAdjustment {
        metric_interval_lower_bound: step.lower,
        metric_interval_upper_bound: step.upper,
        scaling_adjustment: step.adjustment,
    });
    op::StepScalingPolicyConfiguration {
        adjustment_type: Some(it.adjustment_type.to_string()),
        cooldown: it.cooldown,
        metric_aggregation_type: it.aggregation.map(|it| it.to_string()),
        min_adjustment_magnitude: it.min_magnitude,
        step_adjustments: Some(steps.collect()),
    }
}

fn tracking(it: &TargetTracking) -> op::TargetTrackingScalingPolicyConfiguration {
    let (predefined, customized) = match &it.metric {
        TrackedMetric::Predefined { kind, label } => {
            let (predefined_metric_type, resource_label) = (kind.to_string(), label.clone());
            (Some(op::PredefinedMetricSpecification { predefined_metric_type, resource_label }), None)
        }
        other => (None, Some(customized(other))),
    };
    op::TargetTrackingScalingPolicyConfiguration {
        customized_metric_specification: customized,
        disable_scale_in: it.disable_scale_in,
        predefined_metric_specification: predefined,
        scale_in_cooldown: it.scale_in_cooldown,
        scale_out_cooldown: it.scale_out_cooldown,
        target_value: it.target,
    }
}

fn customized(metric: &TrackedMetric) -> op::CustomizedMetricSpecification {
    let mut shown = op::CustomizedMetricSpecification::default();
    match metric {
        TrackedMetric::Customized { metric, statistic, unit } => {
            let dimensions = metric.dimensions.iter();
            let shape = |(name, value): &(String, String)| op::MetricDimension {
                name: name.clone(),
                value: value.clone(),
            };
            shown.dimensions = (!metric.dimensions.is_empty()).then(|| dimensions.map(shape).collect());
            shown.metric_name = Some(metric.name.clone());
            shown.namespace = Some(metric.namespace.clone());
            shown.statistic = Some(statistic.clone());
            shown.unit = unit.map(|unit| unit.to_string());
        }
        TrackedMetric::Queries(queries) => shown.metrics = Some(queries.iter().map(query).collect()),
        TrackedMetric::Predefined { .. } => {}
    }
    shown
}

fn query(it: &MetricQuery) -> op::TargetTrackingMetricDataQuery {
    let (stat, expression) = match &it.source {
        QuerySource::Stat(stat) => (Some(stat), None),
        QuerySource::Expression { text, .. } => (None, Some(text.clone())),
    };
    let shape = |(name, value): &(String, String)| op::TargetTrackingMetricDimension {
        name: name.clone(),
        value: value.clone(),
    };
    let metric_stat = stat.map(|stat| op::TargetTrackingMetricStat {
        metric: op::TargetTrackingMetric {
            dimensions: Some(stat.metric.dimensions.iter().map(shape).collect()),
            metric_name: Some(stat.metric.name.clone()),
            namespace: Some(stat.metric.namespace.clone()),
        },
        stat: stat.statistic.clone(),
        unit: stat.unit.map(|unit| unit.to_string()),
    });
    op::TargetTrackingMetricDataQuery {
        expression,
        id: it.id.clone(),
        label: it.label.clone(),
        metric_stat,
        return_data: Some(it.return_data),
    }
}

/// A scheduled action.
pub(crate) fn scheduled(it: &ScheduledAction) -> op::ScheduledAction {
    op::ScheduledAction {
        creation_time: moment(it.created_at),
        end_time: it.end.and_then(moment),
        resource_id: Some(it.of.resource_id()),
        scalable_dimension: Some(DIMENSION.to_owned()),
        scalable_target_action: Some(op::ScalableTargetAction { max_capacity: it.max, min_capacity: it.min }),
        schedule: Some(it.schedule.clone()),
        scheduled_action_arn: Some(it.arn()),
        scheduled_action_name: Some(it.name.clone()),
        service_namespace: Some(NAMESPACE.to_owned()),
        start_time: it.start.and_then(moment),
        timezone: it.timezone.clone(),
    }
}

/// An activity.
pub(crate) fn activity(it: &ScalingActivity) -> op::ScalingActivity {
    op::ScalingActivity {
        activity_id: Some(it.id.clone()),
        cause: Some(it.cause.clone()),
        description: Some(it.description.clone()),
        details: None,
        end_time: it.ended_at.and_then(moment),
        not_scaled_reasons: it.not_scaled.map(|reason| vec![not_scaled(reason)]),
        resource_id: Some(it.of.resource_id()),
        scalable_dimension: Some(DIMENSION.to_owned()),
        service_namespace: Some(NAMESPACE.to_owned()),
        start_time: moment(it.started_at),
        status_code: Some(it.status.to_string()),
        status_message: it.message.clone(),
    }
}

fn not_scaled(reason: NotScaled) -> op::NotScaledReason {
    let (mut max_capacity, mut min_capacity, mut current_capacity) = (None, None, None);
    match reason.code {
        NotScaledCode::AtMax => max_capacity = Some(reason.capacity),
        NotScaledCode::AtMin => min_capacity = Some(reason.capacity),
        _ => current_capacity = Some(reason.capacity),
    }
    op::NotScaledReason { code: Some(reason.code.to_string()), current_capacity, max_capacity, min_capacity }
}
