//! Metric math of a customized metric: the queries of a policy become those of its alarms. In: shapes. Out: queries, checked as those of
//! an alarm are. Never here: values.

use model::cloudwatch::MetricQuery;
use shapes::Error;
use shapes::application_autoscaling::{TargetTrackingMetric, TargetTrackingMetricDataQuery};
use shapes::cloudwatch as op;

use super::find::invalid;
use crate::cloudwatch::alarm_queries;

/// Seconds of a period of target tracking.
const PERIOD: i64 = 60;

/// The queries of a policy.
pub(crate) fn read(given: &[TargetTrackingMetricDataQuery]) -> Result<Vec<MetricQuery>, Error> {
    let queries: Vec<op::MetricDataQuery> = given.iter().map(query).collect();
    alarm_queries::read(&queries).map_err(|error| invalid(error.message))
}

fn query(given: &TargetTrackingMetricDataQuery) -> op::MetricDataQuery {
    let stat = given.metric_stat.as_ref().map(|stat| op::MetricStat {
        metric: metric(&stat.metric),
        period: PERIOD,
        stat: stat.stat.clone(),
        unit: stat.unit.clone(),
    });
    op::MetricDataQuery {
        id: given.id.clone(),
        expression: given.expression.clone(),
        label: given.label.clone(),
        metric_stat: stat,
        return_data: given.return_data,
        ..Default::default()
    }
}

fn metric(given: &TargetTrackingMetric) -> op::Metric {
    let dimensions = given.dimensions.iter().flatten();
    let dimension = |it: &shapes::application_autoscaling::TargetTrackingMetricDimension| op::Dimension {
        name: it.name.clone(),
        value: it.value.clone(),
    };
    op::Metric {
        dimensions: Some(dimensions.map(dimension).collect()),
        metric_name: given.metric_name.clone(),
        namespace: given.namespace.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::cloudwatch::{Alarm, Condition, Watched};
    use shapes::application_autoscaling::{
        CustomizedMetricSpecification, DescribeScalingPolicies, DescribeScalingPoliciesRequest,
        PutScalingPolicy, PutScalingPolicyRequest, TargetTrackingMetricStat,
        TargetTrackingScalingPolicyConfiguration,
    };

    use super::*;
    use crate::application_autoscaling::fixture::{Desk, refused, resource};

    fn stat(id: &str, name: &str) -> TargetTrackingMetricDataQuery {
        let metric = TargetTrackingMetric {
            dimensions: Some(Vec::new()),
            metric_name: Some(name.into()),
            namespace: Some("Shop".into()),
        };
        let stat = TargetTrackingMetricStat { metric, stat: "Sum".into(), unit: None };
        TargetTrackingMetricDataQuery {
            id: id.into(),
            metric_stat: Some(stat),
            return_data: Some(false),
            ..Default::default()
        }
    }

    fn math(text: &str) -> TargetTrackingMetricDataQuery {
        TargetTrackingMetricDataQuery {
            id: "e".into(),
            expression: Some(text.into()),
            return_data: Some(true),
            ..Default::default()
        }
    }

    fn input(queries: Vec<TargetTrackingMetricDataQuery>) -> PutScalingPolicyRequest {
        let metric = CustomizedMetricSpecification { metrics: Some(queries), ..Default::default() };
        let rule = TargetTrackingScalingPolicyConfiguration {
            customized_metric_specification: Some(metric),
            target_value: 10.0,
            ..Default::default()
        };
        resource!(PutScalingPolicyRequest {
            policy_name: "backlog".into(),
            policy_type: Some("TargetTrackingScaling".into()),
            target_tracking_scaling_policy_configuration: Some(rule),
            ..
        })
    }

    #[test]
    fn an_expression_is_watched_by_both_alarms_and_shown_as_it_was_put() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        let queries = vec![math("m1 / m2"), stat("m1", "Waiting"), stat("m2", "Tasks")];
        desk.write::<PutScalingPolicy>(input(queries.clone())).unwrap();
        let watches = |alarm: &Alarm| match &alarm.condition {
            Condition::Metric(condition) => {
                matches!(&condition.watched, Watched::Queries(all) if all.len() == 3)
            }
            Condition::Composite { .. } => false,
        };
        assert_eq!(desk.records::<Alarm>().iter().filter(|alarm| watches(alarm)).count(), 2);
        let asked = resource!(DescribeScalingPoliciesRequest {} optional);
        let shown = desk.read::<DescribeScalingPolicies>(asked).unwrap().scaling_policies.unwrap().remove(0);
        let shown = shown.target_tracking_scaling_policy_configuration.unwrap();
        assert_eq!(shown.customized_metric_specification.unwrap().metrics, Some(queries));
    }

    #[test]
    fn what_comes_to_no_series_is_refused() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        let (code, words) = refused(desk.write::<PutScalingPolicy>(input(vec![math("m9")])));
        assert_eq!(code, "ValidationException");
        assert!(words.contains("m9"), "{words}");
    }
}
