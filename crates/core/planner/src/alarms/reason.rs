//! Why an alarm is in a state, as CloudWatch words it. In: a condition, the state, the evidence. Out: a sentence, and JSON. Never here:
//! decisions.

use model::Time;
use model::cloudwatch::{Comparison, MetricCondition, MissingData, StateValue, Watched};
use serde::Serialize;

use super::Span;
use super::evaluation::{Evidence, Point, breaches};

/// Datapoints a sentence lists, and JSON.
const MOST_LISTED: usize = 5;
const MOST_TOLD: usize = 30;

/// The sentence.
pub(super) fn words(condition: &MetricCondition, state: StateValue, evidence: &Evidence) -> String {
    match state {
        StateValue::InsufficientData => unknown(condition.evaluation_periods),
        _ if evidence.real.is_empty() => silence(condition, evidence.filled),
        StateValue::Alarm | StateValue::Ok => crossed(condition, state, evidence),
    }
}

fn unknown(periods: u32) -> String {
    format!("Insufficient Data: {} unknown.", counted(periods as usize, "datapoint was", "datapoints were"))
}

fn silence(condition: &MetricCondition, filled: usize) -> String {
    let periods = counted(filled, "period", "periods");
    let fill = filler(condition, filled).unwrap_or_default();
    format!("Threshold Crossed: no datapoints were received for {periods} and {fill}.")
}

/// How missing datapoints were counted, where they were.
fn filler(condition: &MetricCondition, filled: usize) -> Option<String> {
    let treated = match condition.treatment() {
        MissingData::Breaching => "Breaching",
        MissingData::NotBreaching => "NonBreaching",
        MissingData::Missing | MissingData::Ignore => return None,
    };
    let missing = counted(filled, "missing datapoint was", "missing datapoints were");
    (filled > 0).then(|| format!("{missing} treated as [{treated}]"))
}

fn crossed(condition: &MetricCondition, state: StateValue, evidence: &Evidence) -> String {
    let alarm = state == StateValue::Alarm;
    let told: Vec<&Point> =
        evidence.real.iter().filter(|point| breaches(condition, point.value) == alarm).collect();
    let verb = match (told.len() == 1, alarm) {
        (true, true) => "was",
        (true, false) => "was not",
        (false, true) => "were",
        (false, false) => "were not",
    };
    let listed: Vec<String> = told.iter().take(MOST_LISTED).map(|point| listed(point)).collect();
    let listed = format!("[{}]", listed.join(", "));
    let (before, after) = match told.len() > MOST_LISTED {
        true => (String::new(), format!(". The most recent datapoints: {listed}")),
        false => (format!("{listed} "), String::new()),
    };
    let fill = filler(condition, evidence.filled).map_or(String::new(), |fill| format!(" and {fill}"));
    format!(
        "Threshold Crossed: {} out of the last {} datapoints {before}{verb} {} the threshold ({}){after}{fill} ({}).",
        told.len(),
        evidence.real.len(),
        comparison(condition.comparison),
        number(condition.threshold),
        transition(condition, alarm),
    )
}

fn transition(condition: &MetricCondition, alarm: bool) -> String {
    let minimum = condition.minimum();
    let (needed, arrow) = match alarm {
        true => (minimum, "OK -> ALARM"),
        false => {
            (condition.evaluation_periods - minimum.min(condition.evaluation_periods) + 1, "ALARM -> OK")
        }
    };
    format!("minimum {} for {arrow} transition", counted(needed as usize, "datapoint", "datapoints"))
}

pub(super) fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::GreaterThanOrEqualToThreshold => "greater than or equal to",
        Comparison::GreaterThanThreshold => "greater than",
        Comparison::LessThanThreshold => "less than",
        Comparison::LessThanOrEqualToThreshold => "less than or equal to",
    }
}

pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// `95.0 (21/11/26 10:00:00)`
fn listed(point: &Point) -> String {
    let at = Time(point.at).iso8601();
    let date = at.get(..19).unwrap_or_default();
    let part = |range| date.get(range).unwrap_or_default();
    format!("{} ({}/{}/{} {})", number(point.value), part(8..10), part(5..7), part(2..4), part(11..19))
}

/// As Java writes a double, which is how CloudWatch does.
pub(super) fn number(value: f64) -> String {
    if value == 0.0 || (1e-3..1e7).contains(&value.abs()) || !value.is_finite() {
        return format!("{value:?}");
    }
    let text = format!("{value:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

/// `2026-11-22T13:46:05.999+0000`
pub(super) fn moment(at: i64) -> String {
    Time(at).iso8601().replace('Z', "+0000")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    version: &'static str,
    query_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistic: Option<&'a str>,
    period: i64,
    recent_datapoints: Vec<f64>,
    threshold: f64,
    evaluated_datapoints: Vec<Datapoint>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Datapoint {
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_count: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
}

/// The JSON, version 1.0; periods are nominal, moments real.
pub(super) fn data(condition: &MetricCondition, evidence: &Evidence, span: &Span, now: Time) -> String {
    let stat = match &condition.watched {
        Watched::Metric(stat) => Some(stat),
        Watched::Queries(_) => None,
    };
    let told = &evidence.real[..evidence.real.len().min(MOST_TOLD)];
    let data = Data {
        version: "1.0",
        query_date: moment(now.0),
        start_date: told.last().map(|oldest| moment(oldest.at)),
        unit: stat.and_then(|stat| stat.unit).map(model::cloudwatch::Unit::as_str),
        statistic: stat.map(|stat| stat.statistic.as_str()),
        period: condition.watched.period(),
        recent_datapoints: told.iter().rev().map(|point| point.value).collect(),
        threshold: condition.threshold,
        evaluated_datapoints: evaluated(condition, told, span),
    };
    // Strings and finite numbers: nothing that JSON could refuse.
    serde_json::to_string(&data).unwrap_or_default()
}

/// Newest first; where there is nothing, the stretches that were looked at in vain.
fn evaluated(condition: &MetricCondition, told: &[Point], span: &Span) -> Vec<Datapoint> {
    if told.is_empty() {
        let vain = (1..=condition.evaluation_periods as i64).take(MOST_TOLD);
        let at = |back| moment(span.to() - back * span.stretch);
        return vain.map(|back| Datapoint { timestamp: at(back), sample_count: None, value: None }).collect();
    }
    let datapoint = |point: &Point| Datapoint {
        timestamp: moment(point.at),
        sample_count: point.samples,
        value: Some(point.value),
    };
    told.iter().map(datapoint).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::Pace;
    use model::cloudwatch::MissingData;

    use super::number;
    use crate::alarms::evaluation::tests::{condition, slots};
    use crate::alarms::{Point, Span, Verdict, evaluate};

    const AT: i64 = 1_637_920_800_000;

    fn judged(condition: &super::MetricCondition, text: &str) -> Verdict {
        let shift = |point: Point| Point { at: point.at + AT, ..point };
        let slots: Vec<_> = slots(text).into_iter().map(|slot| slot.map(shift)).collect();
        let span = Span { from: AT, stretch: 60_000, count: slots.len() };
        evaluate(condition, &slots, &span, model::Time(AT + 300_000), Pace::HONEST).unwrap()
    }

    #[test]
    fn an_alarm_is_told_in_the_words_of_cloudwatch() {
        let one = judged(&condition(1, 1), "X");
        let words = "Threshold Crossed: 1 out of the last 1 datapoints [95.0 (26/11/21 10:00:00)] was greater than the threshold \
                     (80.0) (minimum 1 datapoint for OK -> ALARM transition).";
        assert_eq!(one.reason, words);
        let data = "{\"version\":\"1.0\",\"queryDate\":\"2021-11-26T10:05:00.000+0000\",\
                    \"startDate\":\"2021-11-26T10:00:00.000+0000\",\"unit\":\"Percent\",\"statistic\":\"Average\",\"period\":60,\
                    \"recentDatapoints\":[95.0],\"threshold\":80.0,\"evaluatedDatapoints\":\
                    [{\"timestamp\":\"2021-11-26T10:00:00.000+0000\",\"sampleCount\":1.0,\"value\":95.0}]}";
        assert_eq!(one.reason_data.as_deref(), Some(data));
    }

    #[test]
    fn several_datapoints_are_listed_newest_first() {
        let words = "Threshold Crossed: 2 out of the last 3 datapoints [95.0 (26/11/21 10:04:00), 95.0 (26/11/21 10:02:00)] were greater \
                     than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).";
        assert_eq!(judged(&condition(2, 3), "0 - X - X").reason, words);
        let many = judged(&condition(6, 6), "XXXXXX").reason;
        assert!(
            many.starts_with("Threshold Crossed: 6 out of the last 6 datapoints were greater than"),
            "{many}"
        );
        assert_eq!(many.matches("95.0").count(), 5);
    }

    #[test]
    fn being_fine_again_is_told_too() {
        let words = "Threshold Crossed: 1 out of the last 1 datapoints [10.0 (26/11/21 10:00:00)] was not greater than the threshold \
                     (80.0) (minimum 1 datapoint for ALARM -> OK transition).";
        assert_eq!(judged(&condition(1, 1), "0").reason, words);
    }

    #[test]
    fn silence_is_told_by_how_it_is_counted() {
        assert_eq!(judged(&condition(1, 1), "---").reason, "Insufficient Data: 1 datapoint was unknown.");
        let mut breaching = condition(2, 2);
        breaching.missing_data = Some(MissingData::Breaching);
        let words = "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].";
        let silent = judged(&breaching, "----");
        assert_eq!(silent.reason, words);
        assert!(silent.reason_data.unwrap().contains(r#""recentDatapoints":[]"#));
        let partly = judged(&breaching, "---X").reason;
        assert!(
            partly.contains(" and 1 missing datapoint was treated as [Breaching] (minimum 2 datapoints"),
            "{partly}"
        );
    }

    #[test]
    fn another_clock_is_remarked() {
        let span = Span { from: 0, stretch: 3000, count: 1 };
        let told = evaluate(&condition(1, 1), &slots("X"), &span, model::Time(3000), Pace::new(20).unwrap())
            .unwrap();
        assert!(told.reason.ends_with("transition). (clock speed 20: 60 s take 3 s)"), "{}", told.reason);
    }

    #[test]
    fn numbers_are_written_as_java_does() {
        let all = [0.0, 95.0, 0.001, 0.00025, 1e7, 12_345_678.5, -2.0].map(number);
        assert_eq!(all, ["0.0", "95.0", "0.001", "2.5E-4", "1.0E7", "1.23456785E7", "-2.0"]);
    }
}
