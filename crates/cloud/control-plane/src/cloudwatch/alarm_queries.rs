//! The queries of an alarm over metric math, as requests write them and answers show them. In and out: shapes and records. Never here:
//! values.

use model::cloudwatch::{MetricQuery, MetricStat, QuerySource, Unit};
use planner::alarms::Span;
use shapes::Error;
use shapes::cloudwatch as op;

use super::metric_query::{self, Read};
use super::metric_values::worked_out;
use super::{alarm_condition, metric};

/// Metrics an alarm may look at, and queries in all.
const MOST_METRICS: usize = 10;
const MOST_QUERIES: usize = 100;

/// The queries, checked: they are worked out once over no values, so that what can never come to one time series is refused now.
pub(crate) fn read(queries: &[op::MetricDataQuery]) -> Result<Vec<MetricQuery>, Error> {
    if queries.is_empty() || queries.len() > MOST_QUERIES {
        return Err(Error::validation(format!("Metrics must have 1 to {MOST_QUERIES} members.")));
    }
    let read = metric_query::read_all(queries)?;
    let all =
        queries.iter().zip(read).map(|(query, read)| one(query, read)).collect::<Result<Vec<_>, _>>()?;
    let is_stat = |query: &&MetricQuery| matches!(query.source, QuerySource::Stat(_));
    if all.iter().filter(is_stat).count() > MOST_METRICS {
        return Err(Error::validation(format!("An alarm can look at no more than {MOST_METRICS} metrics.")));
    }
    check_periods(&all)?;
    let mut answers = all.iter().filter(|query| query.return_data);
    let (Some(answer), None) = (answers.next(), answers.next()) else {
        return Err(Error::validation("Exactly one element of the metrics list should return data."));
    };
    let empty = Span { from: 0, stretch: 60_000, count: 1 };
    let tried = worked_out(&all, &empty, |_| Ok(Vec::new()));
    tried.map_err(|trouble| metric_query::refused(&answer.id, &trouble))?;
    Ok(all)
}

fn one(query: &op::MetricDataQuery, read: Read<'_>) -> Result<MetricQuery, Error> {
    let source = match read {
        Read::Expression(text, _) => QuerySource::Expression {
            text: text.to_owned(),
            period: query.period.map(alarm_condition::period).transpose()?,
        },
        Read::Stat(stat, period) => QuerySource::Stat(MetricStat {
            metric: stat.metric,
            statistic: query.metric_stat.as_ref().map(|given| given.stat.clone()).unwrap_or_default(),
            period: alarm_condition::period(period)?,
            unit: stat.unit,
        }),
    };
    Ok(MetricQuery {
        id: query.id.clone(),
        label: query.label.clone(),
        return_data: query.return_data != Some(false),
        source,
    })
}

/// One period for all, so that an alarm has one.
fn check_periods(queries: &[MetricQuery]) -> Result<(), Error> {
    let of = |query: &MetricQuery| match &query.source {
        QuerySource::Stat(stat) => Some(stat.period),
        QuerySource::Expression { period, .. } => *period,
    };
    let mut periods = queries.iter().filter_map(of);
    let first = periods.next();
    match periods.all(|period| Some(period) == first) {
        true => Ok(()),
        false => Err(Error::validation("All members of Metrics must have the same Period.")),
    }
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::{AlarmBench, put_input};

    fn stat(id: &str, period: i64) -> op::MetricDataQuery {
        let metric = op::Metric {
            namespace: Some("Shop".into()),
            metric_name: Some("m".into()),
            dimensions: Some(Vec::new()),
        };
        let stat = op::MetricStat { metric, period, stat: "Sum".into(), unit: None };
        op::MetricDataQuery {
            id: id.into(),
            metric_stat: Some(stat),
            return_data: Some(false),
            ..Default::default()
        }
    }

    fn math(id: &str, text: &str) -> op::MetricDataQuery {
        op::MetricDataQuery {
            id: id.into(),
            expression: Some(text.into()),
            return_data: Some(true),
            ..Default::default()
        }
    }

    fn refused(queries: &[op::MetricDataQuery]) -> String {
        read(queries).unwrap_err().message
    }

    #[test]
    fn an_alarm_over_an_expression_is_shown_as_it_was_put() {
        let mut bench = AlarmBench::new();
        let queries = vec![math("e", "100 * m1 / m2"), stat("m1", 60), stat("m2", 60)];
        let input = op::PutMetricAlarmInput {
            metrics: Some(queries.clone()),
            namespace: None,
            metric_name: None,
            statistic: None,
            period: None,
            ..put_input("rate")
        };
        bench.write::<op::PutMetricAlarm>(input).unwrap();
        let answer = bench.read::<op::DescribeAlarms>(Default::default()).unwrap();
        let shown = &answer.metric_alarms.unwrap()[0];
        assert_eq!(shown.metrics.as_ref(), Some(&queries));
        assert_eq!((shown.period, shown.metric_name.as_ref()), (None, None));
    }

    #[test]
    fn what_can_never_come_to_one_series_is_refused() {
        let one = "Exactly one element of the metrics list should return data.";
        assert_eq!(refused(&[stat("m1", 60)]), one);
        assert_eq!(refused(&[math("a", "m1"), math("b", "m1"), stat("m1", 60)]), one);
        assert!(refused(&[math("a", "AVG(m1)"), stat("m1", 60)]).contains("it comes to a number"));
        assert!(
            refused(&[math("a", "METRICS()"), stat("m1", 60), stat("m2", 60)])
                .contains("several time series")
        );
        assert_eq!(
            refused(&[math("a", "m9"), stat("m1", 60)]),
            "Error in expression 'a': the id 'm9' is not among the queries"
        );
        assert!(refused(&[math("a", "m1 + m2"), stat("m1", 60), stat("m2", 300)]).contains("same Period"));
        assert!(refused(&[math("a", "m1"), stat("m1", 5)]).starts_with("Period must be"));
        let many: Vec<_> = (0..11).map(|n| stat(&format!("m{n}"), 60)).chain([math("a", "m1")]).collect();
        assert!(refused(&many).contains("no more than 10 metrics"));
    }
}
