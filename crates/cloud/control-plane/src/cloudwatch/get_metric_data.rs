//! GetMetricData: several metrics at once, in either direction of time, in pages that stay put while values arrive.
//!
//! A page is filled query by query. Its token names the query and the time of the last point given, so what is recorded meanwhile
//! shifts nothing.

use std::collections::BTreeMap;

use ledger::{MetricBook, World};
use model::Time;
use model::cloudwatch::{Distribution, MetricName, Statistic, Unit};
use shapes::Error;
use shapes::Timestamp;
use shapes::cloudwatch::{
    GetMetricData, GetMetricDataInput, GetMetricDataOutput, MetricDataQuery, MetricDataResult, errors,
};

use super::metric;
use super::window::Window;
use crate::Caller;
use crate::table::ReadMetrics;

/// Queries of a request, and points of a page.
const MOST_QUERIES: usize = 500;
const MOST_POINTS: i64 = 100_800;

impl ReadMetrics for GetMetricData {
    fn read_metrics(
        _: &World,
        book: &MetricBook,
        caller: &mut Caller,
        input: GetMetricDataInput,
    ) -> Result<GetMetricDataOutput, Error> {
        let queries = Query::read_all(&input, caller.now)?;
        let descending = input.scan_by.as_deref() != Some("TimestampAscending");
        let room = input.max_datapoints.unwrap_or(MOST_POINTS).clamp(1, MOST_POINTS) as usize;
        let from = input.next_token.as_deref().map(Place::read).transpose()?;
        let page = Page { book, caller, descending };
        Ok(page.fill(&queries, from, room))
    }
}

/// One metric asked about.
struct Query {
    id: String,
    label: String,
    metric: MetricName,
    statistic: Statistic,
    unit: Option<Unit>,
    window: Window,
}

impl Query {
    fn read_all(input: &GetMetricDataInput, now: Time) -> Result<Vec<Query>, Error> {
        let asked = &input.metric_data_queries;
        if asked.is_empty() || asked.len() > MOST_QUERIES {
            let text = format!("MetricDataQueries must have 1 to {MOST_QUERIES} members.");
            return Err(Error::validation(text));
        }
        if input.label_options.is_some() {
            return Err(not_in_product("LabelOptions"));
        }
        let mut queries = Vec::new();
        for (place, query) in asked.iter().enumerate() {
            check_id(&query.id, place)?;
            if asked[..place].iter().any(|earlier| earlier.id == query.id) {
                return Err(Error::validation(
                    "The values for parameter id in MetricDataQueries are not unique.",
                ));
            }
            if let Some(query) = Query::read(query, input, now)? {
                queries.push(query);
            }
        }
        if queries.is_empty() {
            return Err(Error::validation(
                "At least one of the MetricDataQueries must have ReturnData true.",
            ));
        }
        Ok(queries)
    }

    /// `None` when its data are not to be returned.
    fn read(query: &MetricDataQuery, input: &GetMetricDataInput, now: Time) -> Result<Option<Query>, Error> {
        if query.expression.as_deref().is_some_and(|expression| !expression.is_empty()) {
            return Err(not_in_product("Expression (metric math, SEARCH and Metrics Insights queries)"));
        }
        if query.account_id.is_some() {
            return Err(not_in_product("AccountId (cross-account observability)"));
        }
        if query.label.as_deref().is_some_and(|label| label.contains("${")) {
            return Err(not_in_product("A dynamic label (${...})"));
        }
        let text = "Each MetricDataQueries member needs one of MetricStat and Expression.";
        let stat = query.metric_stat.as_ref().ok_or_else(|| Error::validation(text))?;
        let named = stat.metric.namespace.as_deref().zip(stat.metric.metric_name.as_deref());
        let (namespace, name) =
            named.ok_or_else(|| Error::validation("MetricStat.Metric needs Namespace and MetricName."))?;
        let bad_statistic = || {
            Error::validation(format!(
                "The value {} for parameter MetricStat.Stat is invalid; here it is Average, Sum, Minimum, Maximum, \
                 SampleCount or a percentile (p0 to p100).",
                stat.stat
            ))
        };
        let read = Query {
            id: query.id.clone(),
            label: query.label.clone().unwrap_or_else(|| name.to_owned()),
            metric: metric::read(
                namespace,
                name,
                stat.metric.dimensions.as_deref(),
                "MetricStat.Metric.Dimensions",
            )?,
            statistic: Statistic::parse(&stat.stat).ok_or_else(bad_statistic)?,
            unit: metric::unit(stat.unit.as_deref())?,
            window: Window::new(input.start_time, input.end_time, stat.period, now)?,
        };
        Ok((query.return_data != Some(false)).then_some(read))
    }

    /// Its points, ascending; values of several units are taken together when none was asked for.
    fn points(&self, book: &MetricBook, caller: &Caller) -> Vec<(i64, f64)> {
        let Window { from, to, period } = self.window;
        let mut stretches: BTreeMap<i64, Distribution> = BTreeMap::new();
        for stretch in book.read(&caller.scope, &self.metric, self.unit, (from, to), period) {
            stretches.entry(stretch.start).or_default().add(&stretch.values);
        }
        let told = |(at, values)| Some((at, self.statistic.of(&values)?));
        stretches.into_iter().filter_map(told).collect()
    }
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

fn not_in_product(what: &str) -> Error {
    Error::validation(format!("{what} is not in this product yet; see SCOPE.md"))
}

/// Where a page ended: the number of the query among those returned, and the time of its last point.
#[derive(Clone, Copy)]
struct Place {
    query: usize,
    at: i64,
}

impl Place {
    fn read(token: &str) -> Result<Place, Error> {
        let place = token
            .split_once('.')
            .and_then(|(query, at)| Some(Place { query: query.parse().ok()?, at: at.parse().ok()? }));
        place.ok_or_else(|| errors::invalid_next_token("The NextToken is not one this operation returned."))
    }
}

/// How pages are made.
struct Page<'a> {
    book: &'a MetricBook,
    caller: &'a Caller,
    descending: bool,
}

impl Page<'_> {
    fn fill(&self, queries: &[Query], from: Option<Place>, mut room: usize) -> GetMetricDataOutput {
        let mut results = Vec::new();
        let mut next = None;
        let first = from.map_or(0, |place| place.query);
        for (number, query) in queries.iter().enumerate().skip(first) {
            let mut points = query.points(self.book, self.caller);
            if let Some(place) = from.filter(|place| place.query == number) {
                points.retain(|(at, _)| if self.descending { *at < place.at } else { *at > place.at });
            }
            if self.descending {
                points.reverse();
            }
            let whole = points.len() <= room;
            points.truncate(room);
            room -= points.len();
            let last = points.last().map(|(at, _)| *at);
            results.push(shown(query, points, whole));
            if !whole {
                let untouched = if self.descending { i64::MAX } else { i64::MIN };
                next = Some(format!("{number}.{}", last.unwrap_or(untouched)));
                break;
            }
        }
        GetMetricDataOutput {
            metric_data_results: Some(results),
            next_token: next,
            messages: Some(Vec::new()),
        }
    }
}

fn shown(query: &Query, points: Vec<(i64, f64)>, whole: bool) -> MetricDataResult {
    let (times, values): (Vec<_>, Vec<_>) =
        points.into_iter().map(|(at, value)| (Timestamp::from_millis(at), value)).unzip();
    MetricDataResult {
        id: Some(query.id.clone()),
        label: Some(query.label.clone()),
        status_code: Some(if whole { "Complete" } else { "PartialData" }.to_owned()),
        timestamps: Some(times),
        values: Some(values),
        messages: None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::bench::{Bench, refused};
    use shapes::cloudwatch::{Metric, MetricStat};

    fn query(id: &str, name: &str) -> MetricDataQuery {
        let metric =
            Metric { namespace: Some("Shop".into()), metric_name: Some(name.into()), dimensions: None };
        let stat = MetricStat { metric, period: 60, stat: "Sum".into(), unit: None };
        MetricDataQuery { id: id.into(), metric_stat: Some(stat), ..Default::default() }
    }

    fn ask(bench: &Bench, queries: Vec<MetricDataQuery>) -> GetMetricDataInput {
        GetMetricDataInput {
            start_time: bench.minute(-10),
            end_time: bench.minute(1),
            metric_data_queries: queries,
            ..Default::default()
        }
    }

    fn filled() -> Bench {
        let mut bench = Bench::new();
        let data = (0..5).map(|n| bench.datum("m", -n, f64::from(n as i32))).collect();
        bench.put(data).unwrap();
        bench.put(vec![bench.datum("n", 0, 9.0)]).unwrap();
        bench
    }

    fn values(answer: &GetMetricDataOutput) -> Vec<(String, Vec<f64>)> {
        let results = answer.metric_data_results.clone().unwrap();
        results.into_iter().map(|result| (result.id.unwrap(), result.values.unwrap())).collect()
    }

    #[test]
    fn newest_first_unless_asked_otherwise() {
        let mut bench = filled();
        let answer =
            bench.read::<GetMetricData>(ask(&bench, vec![query("a", "m"), query("b", "n")])).unwrap();
        let wanted = [("a".to_owned(), vec![0.0, 1.0, 2.0, 3.0, 4.0]), ("b".to_owned(), vec![9.0])];
        assert_eq!(values(&answer), wanted);
        let up = GetMetricDataInput {
            scan_by: Some("TimestampAscending".into()),
            ..ask(&bench, vec![query("a", "m")])
        };
        assert_eq!(values(&bench.read::<GetMetricData>(up).unwrap())[0].1, [4.0, 3.0, 2.0, 1.0, 0.0]);
        let unseen = MetricDataQuery { return_data: Some(false), ..query("a", "m") };
        let answer = bench.read::<GetMetricData>(ask(&bench, vec![unseen, query("b", "n")])).unwrap();
        assert_eq!(values(&answer), wanted[1..]);
    }

    #[test]
    fn pages_give_every_point_once_though_values_arrive() {
        let mut bench = filled();
        let (mut token, mut seen) = (None, Vec::new());
        loop {
            let input = GetMetricDataInput {
                max_datapoints: Some(2),
                next_token: token,
                ..ask(&bench, vec![query("a", "m"), query("b", "n")])
            };
            let page = bench.read::<GetMetricData>(input).unwrap();
            values(&page).into_iter().for_each(|(_, values)| seen.extend(values));
            bench.put(vec![bench.datum("m", 0, 100.0)]).unwrap();
            token = page.next_token;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, [0.0, 1.0, 2.0, 3.0, 4.0, 9.0]);
    }

    #[test]
    fn what_is_not_built_or_makes_no_sense_is_refused_by_name() {
        let mut bench = filled();
        let mut words = |queries| refused(bench.read::<GetMetricData>(ask(&Bench::new(), queries)));
        let math = MetricDataQuery { expression: Some("a + 1".into()), metric_stat: None, ..query("b", "m") };
        let math = words(vec![query("a", "m"), math]);
        assert_eq!(math.0, "ValidationError");
        assert!(math.1.starts_with("Expression (metric math"), "{}", math.1);
        assert!(words(vec![query("a", "m"), query("a", "n")]).1.contains("not unique"));
        assert!(words(vec![query("A", "m")]).1.contains("is not matched to the pattern"));
        assert!(words(vec![]).1.contains("1 to 500"));
    }
}
