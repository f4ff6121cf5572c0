//! What queries of GetMetricData and of alarms have in common. In: shapes. Out: what they mean, or the refusal. Never here: values.

use model::cloudwatch::Statistic;
use planner::metric_math::{Expression, Trouble};
use shapes::Error;
use shapes::cloudwatch::{MetricDataQuery, MetricStat};

use super::metric;
use super::metric_values::Stat;
use super::refusal::unsupported;

/// Where the values of a query come from.
#[derive(Clone, Debug)]
pub(crate) enum Read<'q> {
    /// A metric, and its period in seconds.
    Stat(Stat, i64),
    /// Other queries: as written, and read.
    Expression(&'q str, Expression),
}

/// Reads queries, each with an id of its own.
pub(crate) fn read_all(queries: &[MetricDataQuery]) -> Result<Vec<Read<'_>>, Error> {
    let mut read = Vec::new();
    for (place, query) in queries.iter().enumerate() {
        check_id(&query.id, place)?;
        if queries[..place].iter().any(|earlier| earlier.id == query.id) {
            return Err(Error::validation(
                "The values for parameter id in MetricDataQueries are not unique.",
            ));
        }
        read.push(read_one(query)?);
    }
    Ok(read)
}

fn read_one(query: &MetricDataQuery) -> Result<Read<'_>, Error> {
    if query.label.as_deref().is_some_and(|label| label.contains("${")) {
        return Err(unsupported("A dynamic label (${...})"));
    }
    match (query.expression.as_deref().filter(|text| !text.is_empty()), &query.metric_stat) {
        (Some(text), None) => {
            let expression = Expression::read(text).map_err(|trouble| refused(&query.id, &trouble))?;
            Ok(Read::Expression(text, expression))
        }
        (None, Some(given)) => Ok(Read::Stat(stat(given)?, given.period)),
        _ => {
            let text = "Each MetricDataQueries member needs one of MetricStat and Expression.";
            Err(Error::validation(text))
        }
    }
}

fn stat(stat: &MetricStat) -> Result<Stat, Error> {
    let named = stat.metric.namespace.as_deref().zip(stat.metric.metric_name.as_deref());
    let (namespace, name) =
        named.ok_or_else(|| Error::validation("MetricStat.Metric needs Namespace and MetricName."))?;
    let bad_statistic = || {
        Error::validation(format!("The value {} for parameter MetricStat.Stat is not supported.", stat.stat))
    };
    let dimensions = stat.metric.dimensions.as_deref();
    Ok(Stat {
        metric: metric::read(namespace, name, dimensions, "MetricStat.Metric.Dimensions")?,
        statistic: Statistic::parse(&stat.stat).ok_or_else(bad_statistic)?,
        unit: metric::unit(stat.unit.as_deref())?,
    })
}

/// What is wrong with the expression of a query.
pub(crate) fn refused(id: &str, trouble: &Trouble) -> Error {
    Error::validation(format!("Error in expression '{id}': {}", trouble.0))
}

/// A small letter, then letters, digits and underscores.
fn check_id(id: &str, place: usize) -> Result<(), Error> {
    let starts = id.starts_with(|first: char| first.is_ascii_lowercase());
    if starts && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(());
    }
    Err(Error::validation(format!(
        "The value {id} for parameter MetricDataQueries.member.{}.Id is not matched to the pattern ^[a-z][a-zA-Z0-9_]*$.",
        place + 1
    )))
}
