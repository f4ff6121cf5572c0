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
