//! ListMetrics: metrics with a value in the last two weeks, 500 a page.

use std::ops::Bound;

use kernel::paging;
use ledger::{MetricBook, World};
use model::cloudwatch::MetricName;
use model::{Scope, Time};
use shapes::Error;
use shapes::cloudwatch::{DimensionFilter, ListMetrics, ListMetricsInput, ListMetricsOutput, errors};

use super::metric;
use super::refusal::invalid_value;
use crate::Caller;
use crate::table::ReadMetrics;

/// Metrics a page.
const PAGE: usize = 500;
/// How long a metric without new values is listed, ms; and with `RecentlyActive`.
const LISTED: i64 = 14 * 86_400_000;
const RECENT: i64 = 3 * 3_600_000;

impl ReadMetrics for ListMetrics {
    fn read_metrics(
        _: &World,
        book: &MetricBook,
        caller: &mut Caller,
        input: ListMetricsInput,
    ) -> Result<ListMetricsOutput, Error> {
        let since = since(caller.now, input.recently_active.as_deref())?;
        let bad_token = || errors::invalid_next_token("The NextToken is not one this operation returned.");
        let known = |after: Option<&str>| known(book, &caller.scope, &input, since, after).into_iter();
        let page = paging::page_from(known, place, input.next_token.as_deref(), PAGE, bad_token)?;
        let metrics = page.items.iter().map(metric::shown).collect();
        Ok(ListMetricsOutput { metrics: Some(metrics), next_token: page.next, owning_accounts: None })
    }
}

/// A page of the metrics asked for and one more, from the one after a place on. Of a namespace, or of a name in it, no others are looked at.
fn known(
    book: &MetricBook,
    scope: &Scope,
    input: &ListMetricsInput,
    since: i64,
    after: Option<&str>,
) -> Vec<MetricName> {
    let namespace = input.namespace.as_deref();
    let first = MetricName {
        namespace: namespace.unwrap_or_default().to_owned(),
        name: namespace.and(input.metric_name.clone()).unwrap_or_default(),
        dimensions: Vec::new(),
    };
    let after = after.map(at);
    let from =
        after.as_ref().filter(|after| **after >= first).map_or(Bound::Included(&first), Bound::Excluded);
    let mut found = Vec::new();
    book.metrics(scope, from, |metric, latest| {
        let beyond = namespace.is_some_and(|namespace| metric.namespace != namespace)
            || (!first.name.is_empty() && metric.name != first.name);
        if !beyond && latest >= since && has(input, metric) {
            found.push(metric.clone());
        }
        !beyond && found.len() <= PAGE
    });
    found
}

fn since(now: Time, recently: Option<&str>) -> Result<i64, Error> {
    match recently {
        None => Ok(now.0 - LISTED),
        Some("PT3H") => Ok(now.0 - RECENT),
        Some(other) => Err(invalid_value(other, "RecentlyActive")),
    }
}

/// Where a metric stands in the list: a text that sorts as metrics do, whatever characters are in them.
fn place(metric: &MetricName) -> String {
    let mut place = format!("{}\0{}", metric.namespace, metric.name);
    for (name, value) in &metric.dimensions {
        place.push_str(&format!("\0{name}\0{value}"));
    }
    place
}

/// The metric that stands at a place.
fn at(place: &str) -> MetricName {
    let mut parts = place.split('\0').map(str::to_owned);
    let (namespace, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut dimensions = Vec::new();
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        dimensions.push((name, value));
    }
    MetricName { namespace, name, dimensions }
}

fn has(input: &ListMetricsInput, metric: &MetricName) -> bool {
    let filters = input.dimensions.as_deref().unwrap_or_default();
    let name = input.metric_name.as_deref();
    name.is_none_or(|name| name == metric.name) && filters.iter().all(|filter| passes(filter, metric))
}

fn passes(filter: &DimensionFilter, metric: &MetricName) -> bool {
    let value = metric.dimension(&filter.name);
    value.is_some_and(|value| filter.value.as_deref().is_none_or(|wanted| wanted == value))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::bench::Bench;
    use shapes::cloudwatch::Dimension;

    fn names(bench: &mut Bench, input: ListMetricsInput) -> Vec<String> {
        let metrics = bench.read_metrics::<ListMetrics>(input).unwrap().metrics.unwrap();
        metrics.into_iter().filter_map(|metric| metric.metric_name).collect()
    }

    #[test]
    fn names_dimensions_and_age_choose() {
        let mut bench = Bench::new();
        let mut tagged = bench.datum("b", 0, 1.0);
        tagged.dimensions = Some(vec![Dimension { name: "Room".into(), value: "blue".into() }]);
        let data = vec![bench.datum("a", -240, 1.0), tagged, bench.datum("c", 0, 1.0)];
        bench.put(data).unwrap();
        let all = ListMetricsInput::default;
        assert_eq!(names(&mut bench, all()), ["a", "b", "c"]);
        assert_eq!(names(&mut bench, ListMetricsInput { metric_name: Some("c".into()), ..all() }), ["c"]);
        assert!(names(&mut bench, ListMetricsInput { namespace: Some("X".into()), ..all() }).is_empty());
        let filter = |value: Option<&str>| {
            let filter = DimensionFilter { name: "Room".into(), value: value.map(str::to_owned) };
            ListMetricsInput { dimensions: Some(vec![filter]), ..all() }
        };
        assert_eq!(names(&mut bench, filter(None)), ["b"]);
        assert_eq!(names(&mut bench, filter(Some("blue"))), ["b"]);
        assert!(names(&mut bench, filter(Some("red"))).is_empty());
        let recent = ListMetricsInput { recently_active: Some("PT3H".into()), ..all() };
        assert_eq!(names(&mut bench, recent), ["b", "c"]);
    }

    #[test]
    fn pages_hold_five_hundred_and_miss_none() {
        let mut bench = Bench::new();
        for start in [0, 600] {
            let data = (start..start + 600).map(|n| bench.datum(&format!("m{n:04}"), 0, 1.0)).collect();
            bench.put(data).unwrap();
        }
        let (mut seen, mut token, mut pages) = (Vec::new(), None, 0);
        loop {
            let input = ListMetricsInput { next_token: token, ..Default::default() };
            let page = bench.read_metrics::<ListMetrics>(input).unwrap();
            seen.extend(page.metrics.unwrap().into_iter().filter_map(|metric| metric.metric_name));
            (token, pages) = (page.next_token, pages + 1);
            if token.is_none() {
                break;
            }
        }
        assert_eq!((seen.len(), pages), (1200, 3));
        assert!(seen.is_sorted());
    }
}
