//! What a policy does, as a request says it. In: the configuration of a policy. Out: its rule, checked. Never here: records, alarms.

use ledger::World;
use model::cloudwatch::{MetricName, Statistic, Unit};
use model::ecs::Service;
use model::scaling::{
    AdjustmentType, PolicyRule, PredefinedMetric, StepScaling, TargetTracking, TrackedMetric,
};
use shapes::Error;
use shapes::application_autoscaling::{
    CustomizedMetricSpecification, PredefinedMetricSpecification, PutScalingPolicyRequest,
    StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration,
};

use super::find::invalid;
use super::{labels, queries, steps};

/// Values a target may have, as AWS writes them.
const TARGETS: std::ops::RangeInclusive<f64> = 8.515920e-109..=1.174271e108;

/// Reads what a policy of this service shall do.
pub(crate) fn read(
    world: &World,
    service: &Service,
    input: &PutScalingPolicyRequest,
) -> Result<PolicyRule, Error> {
    let tracking = input.target_tracking_scaling_policy_configuration.as_ref();
    let stepping = input.step_scaling_policy_configuration.as_ref();
    let kind = input.policy_type.as_deref().unwrap_or("StepScaling");
    match (kind, tracking, stepping) {
        ("PredictiveScaling", ..) => {
            Err(invalid("PolicyType PredictiveScaling is not in this product yet; see SCOPE.md"))
        }
        ("TargetTrackingScaling", Some(rule), None) => {
            target_tracking(world, service, rule).map(PolicyRule::Tracking)
        }
        ("StepScaling", None, Some(rule)) => step_scaling(rule).map(PolicyRule::Step),
        ("TargetTrackingScaling", None, _) => Err(invalid(
            "TargetTrackingScalingPolicyConfiguration must be specified for TargetTrackingScaling policy type",
        )),
        ("StepScaling", _, None) => {
            Err(invalid("StepScalingPolicyConfiguration must be specified for StepScaling policy type"))
        }
        (kind, ..) => Err(invalid(format!(
            "Only the configuration of its own type may be specified for {kind} policy type"
        ))),
    }
}

fn step_scaling(given: &StepScalingPolicyConfiguration) -> Result<StepScaling, Error> {
    let Some(adjustment_type) = given.adjustment_type.as_deref().and_then(|word| word.parse().ok()) else {
        return Err(invalid("AdjustmentType must be specified for StepScaling policy type"));
    };
    let magnitude = given.min_adjustment_magnitude.filter(|least| *least > 0);
    if magnitude.is_some() && adjustment_type != AdjustmentType::PercentChangeInCapacity {
        return Err(invalid("MinAdjustmentMagnitude is only valid with PercentChangeInCapacity"));
    }
    Ok(StepScaling {
        adjustment_type,
        steps: steps::read(given.step_adjustments.clone(), adjustment_type)?,
        min_magnitude: magnitude,
        cooldown: cooldown(given.cooldown, "Cooldown")?,
        aggregation: given.metric_aggregation_type.as_deref().and_then(|word| word.parse().ok()),
    })
}

fn cooldown(given: Option<i64>, member: &str) -> Result<Option<i64>, Error> {
    if given.is_some_and(|seconds| seconds < 0) {
        return Err(invalid(format!("{member} must be greater than or equal to 0")));
    }
    Ok(given)
}

fn target_tracking(
    world: &World,
    service: &Service,
    given: &TargetTrackingScalingPolicyConfiguration,
) -> Result<TargetTracking, Error> {
    if !TARGETS.contains(&given.target_value) {
        return Err(invalid(
            "The specified value for TargetValue must be in the range of 8.515920e-109 to 1.174271e+108 (Base 10) or 2e-360 to 2e360 (Base 2)",
        ));
    }
    let (predefined, customized) =
        (&given.predefined_metric_specification, &given.customized_metric_specification);
    let metric = match (predefined, customized) {
        (Some(predefined), None) => self::predefined(world, service, predefined)?,
        (None, Some(customized)) => self::customized(customized)?,
        _ => {
            return Err(invalid(
                "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified",
            ));
        }
    };
    Ok(TargetTracking {
        metric,
        target: given.target_value,
        disable_scale_in: given.disable_scale_in,
        scale_in_cooldown: cooldown(given.scale_in_cooldown, "ScaleInCooldown")?,
        scale_out_cooldown: cooldown(given.scale_out_cooldown, "ScaleOutCooldown")?,
    })
}

fn predefined(
    world: &World,
    service: &Service,
    given: &PredefinedMetricSpecification,
) -> Result<TrackedMetric, Error> {
    let word = &given.predefined_metric_type;
    let Ok(kind) = word.parse::<PredefinedMetric>() else {
        return Err(invalid(format!(
            "PredefinedMetricType {word} cannot be used with ecs:service:DesiredCount"
        )));
    };
    match (kind, given.resource_label.as_deref()) {
        (PredefinedMetric::AlbRequests, None) => {
            return Err(invalid(format!("ResourceLabel must be specified for {kind}")));
        }
        (PredefinedMetric::AlbRequests, Some(label)) => labels::check(world, service, label)?,
        (_, Some(_)) => return Err(invalid(format!("ResourceLabel cannot be specified for {kind}"))),
        (_, None) => {}
    }
    Ok(TrackedMetric::Predefined { kind, label: given.resource_label.clone() })
}

fn customized(given: &CustomizedMetricSpecification) -> Result<TrackedMetric, Error> {
    if let Some(metrics) = given.metrics.as_ref().filter(|metrics| !metrics.is_empty()) {
        if given.metric_name.is_some() || given.namespace.is_some() || given.statistic.is_some() {
            return Err(invalid(
                "Metrics may not be specified together with a metric in CustomizedMetricSpecification",
            ));
        }
        return queries::read(metrics).map(TrackedMetric::Queries);
    }
    let (Some(name), Some(namespace), Some(statistic)) =
        (&given.metric_name, &given.namespace, &given.statistic)
    else {
        return Err(invalid(
            "MetricName, Namespace and Statistic must be specified in CustomizedMetricSpecification",
        ));
    };
    if Statistic::plain(statistic).is_none() {
        return Err(invalid(format!("{statistic} is no statistic of CustomizedMetricSpecification")));
    }
    let dimensions = given.dimensions.iter().flatten();
    let dimensions = dimensions.map(|it| (it.name.as_str(), it.value.as_str()));
    Ok(TrackedMetric::Customized {
        metric: MetricName::new(namespace, name, dimensions),
        statistic: statistic.clone(),
        unit: given.unit.as_deref().map(unit).transpose()?,
    })
}

fn unit(word: &str) -> Result<Unit, Error> {
    word.parse().map_err(|_| invalid(format!("{word} is no unit of CloudWatch")))
}
