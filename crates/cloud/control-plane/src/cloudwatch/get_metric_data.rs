//! GetMetricData: several metrics and expressions over them at once, in either direction of time, in pages that stay put while values
//! arrive.
//!
//! A page is filled query by query. Its token names the query and the time of the last point given, so what is recorded meanwhile
//! shifts nothing.

use ledger::{MetricBook, World};
use model::{Scope, Time};
use planner::metric_math::{Grid, MOST_VALUES, Series, Sheet, Source};
use shapes::Error;
use shapes::Timestamp;
use shapes::cloudwatch::{
    GetMetricData, GetMetricDataInput, GetMetricDataOutput, MetricDataQuery, MetricDataResult, errors,
};

use super::metric_query::{self, Read};
use super::metric_values::Stat;
use super::window::Window;
use crate::Caller;
use crate::table::ReadMetrics;

/// Queries of a request, and points of a page.
const MOST_QUERIES: usize = 500;
const MOST_POINTS: i64 = 100_800;
/// Seconds between the values of an expression over no metric.
const USUAL_PERIOD: i64 = 60;

impl ReadMetrics for GetMetricData {
    fn read_metrics(
        _: &World,
        book: &MetricBook,
        caller: &mut Caller,
        input: GetMetricDataInput,
    ) -> Result<GetMetricDataOutput, Error> {
        let queries = Queries::read(&input, caller.now)?;
        let answers = queries.answers(book, &caller.scope)?;
        let descending = input.scan_by.as_deref() != Some("TimestampAscending");
        let room = input.max_datapoints.unwrap_or(MOST_POINTS).clamp(1, MOST_POINTS) as usize;
        let from = input.next_token.as_deref().map(Place::read).transpose()?;
        let page = Page { book, scope: &caller.scope, descending };
        Ok(page.fill(&answers, from, room))
    }
}

/// What is asked.
struct Queries<'q> {
    all: Vec<Query<'q>>,
    /// The stretch of time of expressions.
    grid: Grid,
}

/// One metric or expression.
struct Query<'q> {
    asked: &'q MetricDataQuery,
    read: Read<'q>,
    /// Of a metric.
    window: Option<Window>,
}

/// One row of the answer; the points of a metric are only read for the page they are on.
struct Answer<'q> {
    id: &'q str,
    label: String,
    points: Points<'q>,
}

enum Points<'q> {
    Of(&'q Stat, Window),
    Are(Vec<(i64, f64)>),
}

impl<'q> Queries<'q> {
    fn read(input: &'q GetMetricDataInput, now: Time) -> Result<Queries<'q>, Error> {
        let asked = &input.metric_data_queries;
        if asked.is_empty() || asked.len() > MOST_QUERIES {
            let text = format!("MetricDataQueries must have 1 to {MOST_QUERIES} members.");
            return Err(Error::validation(text));
        }
        let read = metric_query::read_all(asked)?;
        if asked.iter().all(|query| query.return_data == Some(false)) {
            return Err(Error::validation(
                "At least one of the MetricDataQueries must have ReturnData true.",
            ));
        }
        let window = |period| Window::new(input.start_time, input.end_time, period, now);
        let mut all = Vec::new();
        for (asked, read) in asked.iter().zip(read) {
            let period = if let Read::Stat(_, period) = &read { Some(*period) } else { None };
            all.push(Query { asked, read, window: period.map(window).transpose()? });
        }
        let said = asked.iter().filter_map(|query| query.period);
        let shortest =
            all.iter().filter_map(|query| query.window.map(|window| window.period / 1000)).chain(said).min();
        let Window { from, to, period } = window(shortest.unwrap_or(USUAL_PERIOD))?;
        Ok(Queries { all, grid: Grid { from, to, period } })
    }

    /// The rows that are to be returned.
    fn answers(&self, book: &MetricBook, scope: &Scope) -> Result<Vec<Answer<'_>>, Error> {
        let is_math = self.all.iter().any(|query| matches!(query.read, Read::Expression(..)));
        let sheet = if is_math { Some(self.sheet(book, scope)?) } else { None };
        let mut answers = Vec::new();
        for query in self.all.iter().filter(|query| query.asked.return_data != Some(false)) {
            let id = query.asked.id.as_str();
            match (&query.read, query.window, &sheet) {
                (Read::Stat(stat, _), Some(window), _) => {
                    let label = query.asked.label.clone().unwrap_or_else(|| stat.metric.name.clone());
                    answers.push(Answer { id, label, points: Points::Of(stat, window) });
                }
                (_, _, Some(sheet)) => {
                    let series = sheet.series(id).map_err(|trouble| metric_query::refused(id, &trouble))?;
                    answers.extend(named(query, series));
                }
                _ => {}
            }
        }
        Ok(answers)
    }

    fn sheet(&self, book: &MetricBook, scope: &Scope) -> Result<Sheet, Error> {
        let mut values = 0;
        let mut sources = Vec::new();
        for query in &self.all {
            let source = match (&query.read, query.window) {
                (Read::Stat(stat, _), Some(Window { from, to, period })) => {
                    let points = stat.points(book, scope, (from, to), period);
                    values += points.len();
                    let points = points.into_iter().map(|point| (point.at, point.value)).collect();
                    Source::Metric(Series { label: stat.metric.name.clone(), period, points })
                }
                (Read::Expression(_, expression), _) => Source::Expression(expression.clone()),
                (Read::Stat(..), None) => continue,
            };
            if values > MOST_VALUES {
                return Err(Error::validation(format!(
                    "The metrics that the expressions are over have more than {MOST_VALUES} values; ask for a \
                     shorter time or a longer period."
                )));
            }
            sources.push((query.asked.id.clone(), source));
        }
        Ok(Sheet::new(sources, self.grid))
    }
}

/// An expression that comes to one series has its own name; those of an array have theirs.
fn named<'q>(query: &'q Query<'_>, series: Vec<Series>) -> Vec<Answer<'q>> {
    let (id, several) = (query.asked.id.as_str(), series.len() > 1);
    let own = query.asked.label.as_deref().unwrap_or(id);
    let row = |series: Series| {
        let label = if several { format!("{own} {}", series.label) } else { own.to_owned() };
        Answer { id, label, points: Points::Are(series.points.into_iter().collect()) }
    };
    series.into_iter().map(row).collect()
}

impl Points<'_> {
    /// Ascending.
    fn all(&self, book: &MetricBook, scope: &Scope) -> Vec<(i64, f64)> {
        match self {
            Points::Are(points) => points.clone(),
            Points::Of(stat, Window { from, to, period }) => {
                let points = stat.points(book, scope, (*from, *to), *period).into_iter();
                points.map(|point| (point.at, point.value)).collect()
            }
        }
    }
}

/// Where a page ended: the number of the row among those returned, and the time of its last point.
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
    scope: &'a Scope,
    descending: bool,
}

impl Page<'_> {
    fn fill(&self, answers: &[Answer<'_>], from: Option<Place>, mut room: usize) -> GetMetricDataOutput {
        let mut results = Vec::new();
        let mut next = None;
        let first = from.map_or(0, |place| place.query);
        for (number, answer) in answers.iter().enumerate().skip(first) {
            let mut points = answer.points.all(self.book, self.scope);
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
            results.push(shown(answer, points, whole));
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

fn shown(answer: &Answer<'_>, points: Vec<(i64, f64)>, whole: bool) -> MetricDataResult {
    let (times, values): (Vec<_>, Vec<_>) =
        points.into_iter().map(|(at, value)| (Timestamp::from_millis(at), value)).unzip();
    MetricDataResult {
        id: Some(answer.id.to_owned()),
        label: Some(answer.label.clone()),
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
        let input = ask(&bench, vec![query("a", "m"), query("b", "n")]);
        let answer = bench.read_metrics::<GetMetricData>(input).unwrap();
        let wanted = [("a".to_owned(), vec![0.0, 1.0, 2.0, 3.0, 4.0]), ("b".to_owned(), vec![9.0])];
        assert_eq!(values(&answer), wanted);
        let up = GetMetricDataInput {
            scan_by: Some("TimestampAscending".into()),
            ..ask(&bench, vec![query("a", "m")])
        };
        assert_eq!(values(&bench.read_metrics::<GetMetricData>(up).unwrap())[0].1, [4.0, 3.0, 2.0, 1.0, 0.0]);
        let unseen = MetricDataQuery { return_data: Some(false), ..query("a", "m") };
        let input = ask(&bench, vec![unseen, query("b", "n")]);
        let answer = bench.read_metrics::<GetMetricData>(input).unwrap();
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
            let page = bench.read_metrics::<GetMetricData>(input).unwrap();
            values(&page).into_iter().for_each(|(_, values)| seen.extend(values));
            bench.put(vec![bench.datum("m", 0, 100.0)]).unwrap();
            token = page.next_token;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, [0.0, 1.0, 2.0, 3.0, 4.0, 9.0]);
    }

    fn math(id: &str, text: &str) -> MetricDataQuery {
        MetricDataQuery { expression: Some(text.into()), metric_stat: None, ..query(id, "m") }
    }

    #[test]
    fn expressions_are_worked_out_over_what_is_asked_beside_them() {
        let mut bench = filled();
        let unseen = MetricDataQuery { return_data: Some(false), ..query("a", "m") };
        let queries = vec![unseen, math("e", "10 * a + f"), math("f", "a / 2"), query("b", "n")];
        let input = ask(&bench, queries);
        let answer = bench.read_metrics::<GetMetricData>(input).unwrap();
        let wanted = [
            ("e".to_owned(), vec![0.0, 10.5, 21.0, 31.5, 42.0]),
            ("f".to_owned(), vec![0.0, 0.5, 1.0, 1.5, 2.0]),
            ("b".to_owned(), vec![9.0]),
        ];
        assert_eq!(values(&answer), wanted);
        let input = ask(&bench, vec![query("b", "n"), math("e", "FILL(b, 1)")]);
        let filled = bench.read_metrics::<GetMetricData>(input).unwrap();
        assert_eq!(values(&filled)[1].1[..3], [9.0, 1.0, 1.0], "{filled:?}");
        let input = ask(&bench, vec![query("a", "m"), query("b", "n"), math("e", "METRICS()")]);
        let both = bench.read_metrics::<GetMetricData>(input).unwrap();
        assert_eq!(values(&both).len(), 4, "an array has a row a series");
    }

    #[test]
    fn what_is_not_built_or_makes_no_sense_is_refused_by_name() {
        let mut bench = filled();
        let mut words = |queries| refused(bench.read_metrics::<GetMetricData>(ask(&Bench::new(), queries)));
        let math = words(vec![query("a", "m"), math("b", "SEARCH('{Shop}', 'Sum')")]);
        assert_eq!(math.0, "ValidationError");
        let text = "Error in expression 'b': The function SEARCH is not in this product yet; see SCOPE.md";
        assert_eq!(math.1, text);
        let number = words(vec![query("a", "m"), super::tests::math("b", "AVG(a)")]).1;
        assert!(number.contains("Error in expression 'b': it comes to a number"), "{number}");
        assert!(words(vec![query("a", "m"), query("a", "n")]).1.contains("not unique"));
        assert!(words(vec![query("A", "m")]).1.contains("is not matched to the pattern"));
        assert!(words(vec![]).1.contains("1 to 500"));
    }
}
