//! Expressions of metric math, one a line, over two metrics. Oracle: every value of every series is a finite number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planner::metric_math::{Expression, Grid, Series, Sheet, Source};

const MINUTE: i64 = 60_000;

fuzz_target!(|text: &str| {
    let series = |label: &str, step: i64| {
        let points = (0..20).map(|at| (at * step * MINUTE, at as f64 - 5.0)).collect();
        Source::Metric(Series { label: label.to_owned(), period: MINUTE, points })
    };
    let mut queries = vec![("m1".to_owned(), series("one", 1)), ("m2".to_owned(), series("two", 2))];
    for (number, line) in text.lines().take(8).enumerate() {
        if let Ok(expression) = Expression::read(line) {
            let _ = expression.ids();
            queries.push((format!("e{number}"), Source::Expression(expression)));
        }
    }
    let ids: Vec<String> = queries.iter().map(|(id, _)| id.clone()).collect();
    let sheet = Sheet::new(queries, Grid { from: 0, to: 20 * MINUTE, period: MINUTE });
    for id in ids {
        let all = sheet.series(&id).unwrap_or_default();
        let finite = all.iter().all(|series| series.points.values().all(|value| value.is_finite()));
        assert!(finite, "{id} is no number somewhere");
    }
});
