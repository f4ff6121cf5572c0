//! The queries of an alarm over metric math, as requests write them and answers show them. In and out: shapes and records. Never here:
//! values.

use model::cloudwatch::{MetricQuery, MetricStat, QuerySource, Unit};
use shapes::Error;
use shapes::cloudwatch as op;

use super::metric;
use super::refusal::unsupported;

/// The queries, checked.
pub(crate) fn read(_: &[op::MetricDataQuery]) -> Result<Vec<MetricQuery>, Error> {
    Err(unsupported("An alarm on metric math (Metrics)"))
}

/// A query as answers show it.
pub(crate) fn shown(query: &MetricQuery) -> op::MetricDataQuery {
    let told = op::MetricDataQuery {
        id: query.id.clone(),
        label: query.label.clone(),
        return_data: Some(query.return_data),
        ..Default::default()
    };
    match &query.source {
        QuerySource::Stat(stat) => op::MetricDataQuery { metric_stat: Some(shown_stat(stat)), ..told },
        QuerySource::Expression { text, period } => {
            op::MetricDataQuery { expression: Some(text.clone()), period: *period, ..told }
        }
    }
}

fn shown_stat(stat: &MetricStat) -> op::MetricStat {
    op::MetricStat {
        metric: metric::shown(&stat.metric),
        period: stat.period,
        stat: stat.statistic.clone(),
        unit: stat.unit.map(Unit::as_str).map(str::to_owned),
    }
}
