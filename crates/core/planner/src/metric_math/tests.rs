//! Expressions by what they come to. In: texts over three small series. Out: failures.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Four minutes.
const GRID: Grid = Grid { from: 0, to: 240_000, period: 60_000 };

fn series(label: &str, values: [Option<f64>; 4]) -> Source {
    let points = values.into_iter().enumerate().filter_map(|(at, value)| Some((at as i64 * 60_000, value?)));
    Source::Metric(Series { label: label.into(), period: 60_000, points: points.collect() })
}

/// m1 = 1 2 3 4, m2 = 10 - 30 0, errors = - - 5 -.
fn sheet(text: &str) -> Result<Sheet, Trouble> {
    let full = |values: [f64; 4]| values.map(Some);
    Ok(Sheet::new(
        vec![
            ("m1".into(), series("one", full([1.0, 2.0, 3.0, 4.0]))),
            ("m2".into(), series("two", [Some(10.0), None, Some(30.0), Some(0.0)])),
            ("errors".into(), series("errors", [None, None, Some(5.0), None])),
            ("e".into(), Source::Expression(Expression::read(text)?)),
        ],
        GRID,
    ))
}

/// Minute and value, or the number alone at minute -1.
fn told(text: &str) -> Vec<(i64, f64)> {
    match sheet(text).unwrap().value("e").unwrap() {
        Value::Number(number) => vec![(-1, *number)],
        Value::Series(series) => flat(series),
        Value::Array(all) => all.iter().flat_map(flat).collect(),
    }
}

fn flat(series: &Series) -> Vec<(i64, f64)> {
    series.points.iter().map(|(at, value)| (at / 60_000, *value)).collect()
}

fn refused(text: &str) -> String {
    sheet(text).and_then(|sheet| sheet.value("e").cloned()).unwrap_err().0
}

#[test]
fn numbers_follow_the_ranks_of_operators() {
    for (text, value) in [
        ("1 + 2 * 3 ^ 2", 19.0),
        ("(1 + 2) * 3", 9.0),
        ("-2 ^ 2", -4.0),
        ("2 ^ -1", 0.5),
        ("10 - 2 - 3", 5.0),
        ("1.5e1 / 3", 5.0),
        ("1 < 2 AND 3 >= 3", 1.0),
        ("0 OR 1 == 2", 0.0),
        ("1 != 1 || 2 > 1 && 0", 0.0),
        ("ABS(-3) + CEIL(1.2) + FLOOR(1.8)", 6.0),
        ("LOG10(1000) + LOG(1)", 3.0),
    ] {
        assert!((told(text)[0].1 - value).abs() < 1e-9, "{text}: {:?}", told(text));
    }
}

#[test]
fn series_are_joined_where_both_have_a_value() {
    assert_eq!(told("m1 + m2"), [(0, 11.0), (2, 33.0), (3, 4.0)]);
    assert_eq!(told("m1 / m2"), [(0, 0.1), (2, 0.1)], "x / 0 has no value");
    assert_eq!(told("100 * errors / m1"), [(2, 500.0 / 3.0)]);
    assert_eq!(told("m1 > 2"), [(0, 0.0), (1, 0.0), (2, 1.0), (3, 1.0)]);
    assert_eq!(told("-errors"), [(2, -5.0)]);
}

#[test]
fn functions_gather_over_time_or_over_series() {
    assert_eq!(told("AVG(m1)"), [(-1, 2.5)]);
    assert_eq!(told("MAX(m1) - MIN(m1)"), [(-1, 3.0)]);
    assert!((told("STDDEV(m1)")[0].1 - 1.25f64.sqrt()).abs() < 1e-12);
    assert_eq!(told("SUM([m1, m2])"), [(0, 11.0), (1, 2.0), (2, 33.0), (3, 4.0)]);
    assert_eq!(told("SUM(METRICS())"), [(0, 11.0), (1, 2.0), (2, 38.0), (3, 4.0)]);
    assert_eq!(told("MAX(METRICS(\"err\"))"), [(2, 5.0)]);
    assert_eq!(told("DATAPOINT_COUNT(m2) + PERIOD(m2)"), [(-1, 63.0)]);
    assert_eq!(told("m1 - AVG(m1)"), [(0, -1.5), (1, -0.5), (2, 0.5), (3, 1.5)]);
}

#[test]
fn functions_tell_of_times() {
    assert_eq!(told("MINUTE(m2)"), [(0, 0.0), (2, 2.0), (3, 3.0)]);
    assert_eq!(told("EPOCH(errors)"), [(2, 120.0)]);
    assert_eq!(told("DIFF_TIME(m2)"), [(2, 120.0), (3, 60.0)]);
    let date = "[YEAR(errors), MONTH(errors), DATE(errors), DAY(errors), HOUR(errors)]";
    assert_eq!(
        told(date).into_iter().map(|(_, value)| value).collect::<Vec<_>>(),
        [1970.0, 1.0, 1.0, 4.0, 0.0]
    );
    assert_eq!(told("IF(MINUTE(m1) > 1, m1)"), [(2, 3.0), (3, 4.0)]);
    assert!(refused("HOUR(3)").contains("does not take a number"));
}

#[test]
fn series_are_taken_out_of_arrays() {
    assert_eq!(told("FIRST([errors, m1])"), [(2, 5.0)]);
    assert_eq!(told("LAST(SORT(METRICS(), MAX, ASC))"), told("m2"));
    assert_eq!(told("AVG(REMOVE_EMPTY([errors, IF(m1 > 9, m1)]))"), [(2, 5.0)]);
    assert!(refused("FIRST(m1)").contains("does not take a time series"));
}

#[test]
fn functions_go_along_a_series() {
    assert_eq!(told("DIFF(m1)"), [(1, 1.0), (2, 1.0), (3, 1.0)]);
    assert_eq!(told("RATE(m2)"), [(2, 20.0 / 120.0), (3, -0.5)]);
    assert_eq!(told("RUNNING_SUM(m1)"), [(0, 1.0), (1, 3.0), (2, 6.0), (3, 10.0)]);
    assert_eq!(told("TIME_SERIES(7)"), [(0, 7.0), (1, 7.0), (2, 7.0), (3, 7.0)]);
}

#[test]
fn what_is_missing_is_filled_as_asked() {
    assert_eq!(told("FILL(m2, 0)"), [(0, 10.0), (1, 0.0), (2, 30.0), (3, 0.0)]);
    assert_eq!(told("FILL(m2, REPEAT)"), [(0, 10.0), (1, 10.0), (2, 30.0), (3, 0.0)]);
    assert_eq!(told("FILL(m2, LINEAR)"), [(0, 10.0), (1, 20.0), (2, 30.0), (3, 0.0)]);
    assert_eq!(told("FILL(errors, REPEAT)"), [(2, 5.0), (3, 5.0)]);
    assert_eq!(told("FILL(errors, m1)"), [(0, 1.0), (1, 2.0), (2, 5.0), (3, 4.0)]);
}

#[test]
fn a_condition_chooses() {
    assert_eq!(told("IF(m1 > 2, m1)"), [(2, 3.0), (3, 4.0)]);
    assert_eq!(told("IF(m1 > 2, m2, 0)"), [(0, 0.0), (1, 0.0), (2, 30.0), (3, 0.0)]);
    assert_eq!(told("IF(1, m1, 0)").len(), 4);
}

#[test]
fn arrays_are_sorted_and_cut() {
    assert_eq!(told("SLICE(SORT(METRICS(), MAX, DESC), 0)")[0], (0, 10.0));
    assert_eq!(told("SORT(METRICS(), SUM, ASC, 1)"), [(2, 5.0)]);
    assert_eq!(told("SLICE([m1, m2, errors], 2, 3)"), [(2, 5.0)]);
    assert_eq!(told("[errors, errors] * 2"), [(2, 10.0), (2, 10.0)]);
    for text in ["m1 + [m2, errors]", "[m2, errors] + m1"] {
        let series = sheet(text).unwrap().series("e").unwrap();
        assert_eq!(
            series.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(),
            ["two", "errors"],
            "{text}"
        );
    }
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    for (text, words) in [
        ("", "was expected where the end is"),
        ("m1 +", "was expected where the end is"),
        ("m1 m2", "an operator or the end was expected where 'm2' is"),
        ("(m1", "')' was expected where the end is"),
        ("AVERAGE(m1)", "'AVERAGE' is not a function"),
        ("gone + 1", "the id 'gone' is not among the queries"),
        ("METRICS() + METRICS()", "two arrays of time series cannot be joined"),
        ("RATE(1)", "RATE does not take a number"),
        ("FILL(m1)", "the arguments of FILL do not fit"),
        ("REPEAT + 1", "'REPEAT' is neither a function nor an id"),
        ("m1 ; 1", "it cannot be read from '; 1'"),
        ("e + 1", "the expression depends on itself"),
        ("SEARCH('{AWS/ECS}', 'Sum')", "The function SEARCH is not in this product yet"),
        ("ANOMALY_DETECTION_BAND(m1)", "The function ANOMALY_DETECTION_BAND is not"),
        ("SELECT AVG(x) FROM y", "A Metrics Insights query (SELECT) is not in this product yet"),
    ] {
        let refusal = refused(text);
        assert!(refusal.contains(words), "{text}: {refusal}");
    }
}

#[test]
fn expressions_may_name_expressions_in_any_order() {
    let read = |text: &str| Source::Expression(Expression::read(text).unwrap());
    let sheet = Sheet::new(
        vec![
            ("a".into(), read("b * 2")),
            ("b".into(), read("m + 1")),
            ("m".into(), series("m", [Some(1.0), None, None, None])),
            ("x".into(), read("y")),
            ("y".into(), read("x")),
        ],
        GRID,
    );
    assert_eq!(sheet.series("a").unwrap()[0].points, BTreeMap::from([(0, 4.0)]));
    assert!(sheet.series("x").is_err() && sheet.series("y").is_err());
    let number = Sheet::new(vec![("n".into(), read("1"))], GRID);
    assert!(number.series("n").unwrap_err().0.contains("TIME_SERIES"));
}

#[test]
fn depth_length_and_work_are_bounded() {
    assert!(refused(&"(".repeat(1000)).contains("nested deeper"));
    assert!(refused(&"-".repeat(1000)).contains("nested deeper"));
    assert!(refused(&"1+".repeat(1025)).contains("longer than 2048"));
    assert_eq!(told(&format!("{}1", "1+".repeat(1000))), [(-1, 1001.0)]);
    let doubled = Expression::read(&format!("[{}]", vec!["m1"; 400].join(","))).unwrap();
    assert_eq!(doubled.ids().len(), 1);
    assert!(refused(&format!("[{}]", vec!["m1"; 501].join(","))).contains("at most 500"));
}

#[test]
fn values_of_metrics_and_what_is_made_of_them_are_counted_together() {
    let metric = |values: i64| {
        let points = (0..values).map(|n| (n * 60_000, 1.0)).collect();
        Source::Metric(Series { label: "m".into(), period: 60_000, points })
    };
    let over = |values: i64, text: &str| {
        let expression = Source::Expression(Expression::read(text).unwrap());
        let all = vec![("m".into(), metric(values)), ("n".into(), metric(values)), ("e".into(), expression)];
        Sheet::new(all, GRID).series("e").map(|series| series.len())
    };
    let most = MOST_VALUES as i64;
    assert_eq!(over(most / 10, "m + n"), Ok(1));
    assert!(over(most * 2 / 5, "m + n").unwrap_err().0.contains("too many values"));
    // An array of arrays of arrays is as large as all its parts.
    let nested = (0..5).fold("m".to_owned(), |inner, _| format!("[{inner},{inner},{inner}]"));
    assert!(over(most / 100, &nested).unwrap_err().0.contains("too many values"));
}

#[test]
fn a_long_chain_of_expressions_is_worked_out() {
    let read = |text: String| Source::Expression(Expression::read(&text).unwrap());
    let mut queries = vec![("e500".to_owned(), series("m", [Some(1.0), None, None, None]))];
    queries.extend((100..500).map(|n| (format!("e{n}"), read(format!("e{} + 1", n + 1)))));
    assert_eq!(Sheet::new(queries, GRID).series("e100").unwrap()[0].points, BTreeMap::from([(0, 401.0)]));
}

#[test]
fn what_would_take_forever_is_refused() {
    let ages = Grid { from: 0, to: i64::MAX, period: 60_000 };
    for text in ["TIME_SERIES(1)", "FILL(m, 0)"] {
        let expression = Source::Expression(Expression::read(text).unwrap());
        let sheet = Sheet::new(vec![("m".into(), series("m", [None; 4])), ("e".into(), expression)], ages);
        assert!(sheet.series("e").unwrap_err().0.contains("too many values"), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "([a-z0-9 ()\\[\\],+*/^<>=!&|.\"'é-]|m1|m2|AVG|FILL|IF|SORT|SLICE|METRICS|REPEAT|e1|1e9|SUM\\(){0,40}") {
        drop(sheet(&text).map(|sheet| sheet.value("e").cloned()));
    }

    #[test]
    fn sums_are_what_their_parts_are(left in -1e6f64..1e6, right in -1e6f64..1e6) {
        prop_assert_eq!(told(&format!("({left}) + ({right})"))[0].1, left + right);
    }
}
