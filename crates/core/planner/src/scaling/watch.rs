//! What target tracking looks at: the metric of a policy, and the two alarms it makes for itself.
//!
//! In: a policy. Out: what is watched, alarms. Never here: names chosen (the policy has them), evaluation.

use model::Time;
use model::cloudwatch::{
    Alarm, AlarmActions, Comparison, Condition, MetricCondition, MetricName, MetricStat, MissingData, Unit,
    Watched,
};
use model::scaling::{PolicyRule, PredefinedMetric, Scaled, ScalingPolicy, TargetTracking, TrackedMetric};

/// Nominal seconds of a period.
const PERIOD: i64 = 60;
/// Periods above the target until tasks are added.
const HIGH_PERIODS: u32 = 3;
/// Periods below it until they are taken away.
const LOW_PERIODS: u32 = 15;

/// What a policy of this service looks at.
pub fn watched(of: &Scaled, metric: &TrackedMetric) -> Watched {
    let stat = |metric, statistic: &str, unit| {
        Watched::Metric(MetricStat { metric, statistic: statistic.to_owned(), period: PERIOD, unit })
    };
    let of_service = |name| {
        let dimensions = [("ClusterName", of.cluster.as_str()), ("ServiceName", of.service.as_str())];
        stat(MetricName::new("AWS/ECS", name, dimensions), "Average", Some(Unit::Percent))
    };
    match metric {
        TrackedMetric::Predefined { kind: PredefinedMetric::EcsCpu, .. } => of_service("CPUUtilization"),
        TrackedMetric::Predefined { kind: PredefinedMetric::EcsMemory, .. } => {
            of_service("MemoryUtilization")
        }
        TrackedMetric::Predefined { kind: PredefinedMetric::AlbRequests, label } => {
            let label = label.as_deref().unwrap_or_default();
            // Whole parts: the label was checked when it was put.
            let (balancer, group) = label.split_once("/targetgroup/").unwrap_or((label, ""));
            let group = format!("targetgroup/{group}");
            let dimensions = [("LoadBalancer", balancer), ("TargetGroup", group.as_str())];
            stat(MetricName::new("AWS/ApplicationELB", "RequestCountPerTarget", dimensions), "Sum", None)
        }
        TrackedMetric::Customized { metric, statistic, unit } => stat(metric.clone(), statistic, *unit),
        TrackedMetric::Queries(queries) => Watched::Queries(queries.clone()),
    }
}

/// The alarms a policy owns, as they should be; none for one that owns none.
pub fn alarms(policy: &ScalingPolicy, now: Time) -> Vec<Alarm> {
    let PolicyRule::Tracking(rule) = &policy.rule else { return Vec::new() };
    let high = policy.alarms.high.as_ref().map(|name| {
        alarm(policy, rule, name, (Comparison::GreaterThanThreshold, rule.target, HIGH_PERIODS), now)
    });
    let low = policy.alarms.low.as_ref().map(|name| {
        let threshold = rule.target * 9.0 / 10.0;
        alarm(policy, rule, name, (Comparison::LessThanThreshold, threshold, LOW_PERIODS), now)
    });
    high.into_iter().chain(low).collect()
}

fn alarm(
    policy: &ScalingPolicy,
    rule: &TargetTracking,
    name: &str,
    (comparison, threshold, evaluation_periods): (Comparison, f64, u32),
    now: Time,
) -> Alarm {
    let arn = policy.arn();
    Alarm {
        scope: policy.of.scope.clone(),
        name: name.to_owned(),
        description: Some(format!("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {arn}.")),
        condition: Condition::Metric(MetricCondition {
            watched: watched(&policy.of, &rule.metric),
            comparison,
            threshold,
            evaluation_periods,
            datapoints_to_alarm: None,
            missing_data: Some(MissingData::Missing),
            low_sample_percentile: None,
        }),
        actions: AlarmActions { enabled: true, alarm: vec![arn], ..AlarmActions::default() },
        configured_at: now,
        tags: model::Tags::new(),
    }
}
