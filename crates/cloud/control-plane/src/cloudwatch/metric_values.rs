//! Values of metrics by stretches of time, and of the expressions over them. In: the metric book, what is asked. Out: points. Never here:
//! what they mean.

use std::collections::BTreeMap;

use ledger::MetricBook;
use model::Scope;
use model::cloudwatch::{
    Distribution, MetricName, MetricQuery, MetricStat, QuerySource, Statistic, Unit, Watched,
};
use planner::alarms::{Point, Span};
use planner::metric_math::{Expression, Grid, Series, Sheet, Source, Trouble};

/// A statistic of a metric, read.
#[derive(Clone, Debug)]
pub(crate) struct Stat {
    pub(crate) metric: MetricName,
    pub(crate) statistic: Statistic,
    pub(crate) unit: Option<Unit>,
}

impl Stat {
    /// Its values in `[from, to)` by stretches of `period` ms, ascending; values of several units are taken together when none was asked
    /// for.
    pub(crate) fn points(
        &self,
        book: &MetricBook,
        scope: &Scope,
        range: (i64, i64),
        period: i64,
    ) -> Vec<Point> {
        let mut stretches: BTreeMap<i64, Distribution> = BTreeMap::new();
        for stretch in book.read(scope, &self.metric, self.unit, range, period) {
            stretches.entry(stretch.start).or_default().add(&stretch.values);
        }
        let told = |(at, values): (i64, Distribution)| {
            Some(Point { at, value: self.statistic.of(&values)?, samples: Some(values.count) })
        };
        stretches.into_iter().filter_map(told).collect()
    }
}

/// What an alarm looks at in a span, by stretch; a trouble of an expression is its own.
pub fn watched(
    book: &MetricBook,
    scope: &Scope,
    watched: &Watched,
    span: &Span,
) -> Result<Vec<Option<Point>>, Trouble> {
    match watched {
        Watched::Metric(stat) => Ok(span.slots(points(book, scope, stat, span)?)),
        Watched::Queries(queries) => {
            let values = |stat: &MetricStat| points(book, scope, stat, span);
            let series = worked_out(queries, span, values)?;
            let points = series.points.into_iter();
            Ok(span.slots(points.map(|(at, value)| Point { at, value, samples: None })))
        }
    }
}

/// The series of the query whose data are the answer; there must be one, and it must come to one series.
pub(crate) fn worked_out(
    queries: &[MetricQuery],
    span: &Span,
    values: impl Fn(&MetricStat) -> Result<Vec<Point>, Trouble>,
) -> Result<Series, Trouble> {
    let mut sources = Vec::new();
    for query in queries {
        let source = match &query.source {
            QuerySource::Stat(stat) => {
                let points = values(stat)?.into_iter().map(|point| (point.at, point.value)).collect();
                Source::Metric(Series { label: stat.metric.name.clone(), period: span.stretch, points })
            }
            QuerySource::Expression { text, .. } => Source::Expression(Expression::read(text)?),
        };
        sources.push((query.id.clone(), source));
    }
    let sheet = Sheet::new(sources, Grid { from: span.from, to: span.to(), period: span.stretch });
    let answer = queries.iter().find(|query| query.return_data);
    let answer = answer.ok_or_else(|| Trouble("no query returns data".to_owned()))?;
    let mut series = sheet.series(&answer.id)?;
    match (series.pop(), series.is_empty()) {
        (Some(one), true) => Ok(one),
        _ => Err(Trouble("it comes to several time series, and an alarm watches one".to_owned())),
    }
}

fn points(book: &MetricBook, scope: &Scope, stat: &MetricStat, span: &Span) -> Result<Vec<Point>, Trouble> {
    let statistic = Statistic::parse(&stat.statistic);
    let statistic = statistic.ok_or_else(|| Trouble(format!("{} is no statistic", stat.statistic)))?;
    let stat = Stat { metric: stat.metric.clone(), statistic, unit: stat.unit };
    Ok(stat.points(book, scope, (span.from, span.to()), span.stretch))
}
