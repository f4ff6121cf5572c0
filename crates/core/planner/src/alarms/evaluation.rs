//! Values against a threshold: M of N. In: a condition, values by stretch, the state. Out: a verdict. Never here: words.
//!
//! What CloudWatch's user guide says of missing data: real values are taken from further back before anything is made up; what is still
//! missing then counts as the alarm says. When all that is there breaches and is too little to tell, the alarm goes off once the oldest
//! breach is at least M periods old; until then its state stays.

use model::cloudwatch::{
    Comparison, LowSamples, MetricCondition, MissingData, StateValue, Statistic, Watched,
};
use model::{Pace, Time};

use super::{Span, Verdict, reason};

/// One value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When its stretch begins, ms since 1970.
    pub at: i64,
    /// The value.
    pub value: f64,
    /// How many values it was made of, where that is known.
    pub samples: Option<f64>,
}

/// What is evaluated of a span.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    /// The real values, newest first, at most N.
    pub(super) real: Vec<Point>,
    /// How many of N periods nothing real was found for.
    pub(super) filled: usize,
    /// How many of the real values breach.
    pub(super) breaching: usize,
    /// How many periods ago the oldest of them was: 1 is the newest.
    pub(super) oldest: usize,
}

impl Evidence {
    fn gather(condition: &MetricCondition, slots: &[Option<Point>]) -> Evidence {
        let wanted = condition.evaluation_periods as usize;
        let aged = slots.iter().rev().enumerate();
        let real: Vec<(usize, Point)> =
            aged.filter_map(|(age, slot)| slot.map(|point| (age + 1, point))).take(wanted).collect();
        Evidence {
            filled: wanted - real.len(),
            breaching: real.iter().filter(|(_, point)| breaches(condition, point.value)).count(),
            oldest: real.last().map_or(0, |(age, _)| *age),
            real: real.into_iter().map(|(_, point)| point).collect(),
        }
    }
}

/// What the values of a span, oldest first, come to; `None` where the state stays for want of them.
pub fn evaluate(
    condition: &MetricCondition,
    slots: &[Option<Point>],
    span: &Span,
    now: Time,
    pace: Pace,
) -> Option<Verdict> {
    let evidence = Evidence::gather(condition, slots);
    if !is_significant(condition, &evidence) {
        return None;
    }
    let value = outcome(condition, &evidence)?;
    let reason = reason::words(condition, value, &evidence) + &pace.remark();
    let reason_data = Some(reason::data(condition, &evidence, span, now));
    Some(Verdict { value, reason, reason_data })
}

/// Whether a value breaches.
pub(super) fn breaches(condition: &MetricCondition, value: f64) -> bool {
    match condition.comparison {
        Comparison::GreaterThanOrEqualToThreshold => value >= condition.threshold,
        Comparison::GreaterThanThreshold => value > condition.threshold,
        Comparison::LessThanThreshold => value < condition.threshold,
        Comparison::LessThanOrEqualToThreshold => value <= condition.threshold,
    }
}

fn outcome(condition: &MetricCondition, evidence: &Evidence) -> Option<StateValue> {
    let (treatment, minimum) = (condition.treatment(), condition.minimum() as usize);
    let Evidence { real, filled, breaching, oldest } = evidence;
    if real.is_empty() {
        return without_values(treatment);
    }
    if *breaching >= minimum {
        return Some(StateValue::Alarm);
    }
    match treatment {
        MissingData::Breaching if breaching + filled >= minimum => Some(StateValue::Alarm),
        MissingData::Breaching | MissingData::NotBreaching => Some(StateValue::Ok),
        _ if *breaching < real.len() => Some(StateValue::Ok),
        MissingData::Missing if *oldest >= minimum => Some(StateValue::Alarm),
        MissingData::Missing | MissingData::Ignore => None,
    }
}

fn without_values(treatment: MissingData) -> Option<StateValue> {
    match treatment {
        MissingData::Breaching => Some(StateValue::Alarm),
        MissingData::NotBreaching => Some(StateValue::Ok),
        MissingData::Missing => Some(StateValue::InsufficientData),
        MissingData::Ignore => None,
    }
}

/// Whether percentiles are of enough samples, where the alarm asks for that: 10 / (1 - p) of them, or 10 / p in the lower half.
fn is_significant(condition: &MetricCondition, evidence: &Evidence) -> bool {
    let Watched::Metric(stat) = &condition.watched else { return true };
    let Some(Statistic::Percentile(percent)) = Statistic::parse(&stat.statistic) else { return true };
    if condition.low_sample_percentile != Some(LowSamples::Ignore) {
        return true;
    }
    let share = percent / 100.0;
    let needed = 10.0 / if share < 0.5 { share } else { 1.0 - share };
    evidence.real.iter().all(|point| point.samples.is_none_or(|samples| samples >= needed))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use model::cloudwatch::{MetricName, MetricStat, Unit};
    use proptest::prelude::*;

    use super::*;

    /// M of N of an average over a minute, above 80.
    pub(in crate::alarms) fn condition(minimum: u32, periods: u32) -> MetricCondition {
        MetricCondition {
            watched: Watched::Metric(MetricStat {
                metric: MetricName::new("Shop", "m", []),
                statistic: "Average".into(),
                period: 60,
                unit: Some(Unit::Percent),
            }),
            comparison: Comparison::GreaterThanThreshold,
            threshold: 80.0,
            evaluation_periods: periods,
            datapoints_to_alarm: Some(minimum),
            missing_data: None,
            low_sample_percentile: None,
        }
    }

    /// `0` does not breach, `X` does, `-` is missing; oldest first.
    pub(in crate::alarms) fn slots(text: &str) -> Vec<Option<Point>> {
        let values = text.chars().filter(|c| *c != ' ').enumerate();
        let point = |at: usize, value| Some(Point { at: at as i64 * 60_000, value, samples: Some(1.0) });
        let read = |(at, c)| match c {
            '0' => point(at, 10.0),
            'X' => point(at, 95.0),
            _ => None,
        };
        values.map(read).collect()
    }

    fn told(minimum: u32, text: &str, missing: MissingData) -> Option<StateValue> {
        let mut condition = condition(minimum, 3);
        condition.missing_data = Some(missing);
        outcome(&condition, &Evidence::gather(&condition, &slots(text)))
    }

    /// Missing, ignore, breaching, notBreaching.
    fn row(minimum: u32, text: &str) -> [Option<StateValue>; 4] {
        use MissingData::*;
        [Missing, Ignore, Breaching, NotBreaching].map(|missing| told(minimum, text, missing))
    }

    const OK: Option<StateValue> = Some(StateValue::Ok);
    const ALARM: Option<StateValue> = Some(StateValue::Alarm);
    const NONE: Option<StateValue> = Some(StateValue::InsufficientData);
    const STAYS: Option<StateValue> = None;

    #[test]
    fn three_of_three_as_the_user_guide_has_it() {
        assert_eq!(row(3, "0 - X - X"), [OK, OK, OK, OK]);
        assert_eq!(row(3, "- - - - 0"), [OK, OK, OK, OK]);
        assert_eq!(row(3, "- - - - -"), [NONE, STAYS, ALARM, OK]);
        assert_eq!(row(3, "0 X X - X"), [ALARM, ALARM, ALARM, ALARM]);
        assert_eq!(row(3, "- - X - -"), [ALARM, STAYS, ALARM, OK]);
    }

    #[test]
    fn two_of_three_as_the_user_guide_has_it() {
        assert_eq!(row(2, "0 - X - X"), [ALARM, ALARM, ALARM, ALARM]);
        assert_eq!(row(2, "0 0 X 0 X"), [ALARM, ALARM, ALARM, ALARM]);
        assert_eq!(row(2, "0 - X - -"), [OK, OK, ALARM, OK]);
        assert_eq!(row(2, "- - - - 0"), [OK, OK, ALARM, OK]);
        assert_eq!(row(2, "- - - X -"), [ALARM, STAYS, ALARM, OK]);
    }

    #[test]
    fn a_single_fresh_breach_is_not_yet_an_alarm() {
        assert_eq!(told(3, "- - - - X", MissingData::Missing), STAYS);
        assert_eq!(told(3, "- - - X -", MissingData::Missing), STAYS);
        assert_eq!(told(1, "- - - - X", MissingData::Ignore), ALARM);
    }

    #[test]
    fn tables_of_a_service_may_fall_silent() {
        let mut condition = condition(1, 1);
        condition.missing_data = Some(MissingData::Breaching);
        let Watched::Metric(stat) = &mut condition.watched else { unreachable!() };
        stat.metric.namespace = "AWS/DynamoDB".into();
        assert_eq!(outcome(&condition, &Evidence::gather(&condition, &slots("---"))), STAYS);
    }

    #[test]
    fn percentiles_of_few_samples_leave_the_state_where_asked() {
        let mut condition = condition(1, 1);
        let Watched::Metric(stat) = &mut condition.watched else { unreachable!() };
        stat.statistic = "p90".into();
        let significant = |condition: &MetricCondition, samples| {
            let point = Point { at: 0, value: 95.0, samples: Some(samples) };
            is_significant(condition, &Evidence::gather(condition, &[Some(point)]))
        };
        assert!(significant(&condition, 1.0));
        condition.low_sample_percentile = Some(LowSamples::Ignore);
        assert!(!significant(&condition, 99.0));
        assert!(significant(&condition, 101.0));
    }

    #[test]
    fn each_comparison_draws_its_own_line() {
        let breaching =
            |comparison, value| breaches(&MetricCondition { comparison, ..condition(1, 1) }, value);
        use Comparison::*;
        assert!(breaching(GreaterThanOrEqualToThreshold, 80.0) && !breaching(GreaterThanThreshold, 80.0));
        assert!(breaching(LessThanOrEqualToThreshold, 80.0) && !breaching(LessThanThreshold, 80.0));
        assert!(breaching(LessThanThreshold, 79.0) && !breaching(GreaterThanOrEqualToThreshold, 79.0));
    }

    fn any_slots() -> impl Strategy<Value = String> {
        proptest::collection::vec(prop_oneof![Just('0'), Just('X'), Just('-')], 5)
            .prop_map(|all| all.into_iter().collect())
    }

    fn severity(state: Option<StateValue>) -> u8 {
        u8::from(state == ALARM)
    }

    proptest! {
        #[test]
        fn missing_data_counts_only_where_real_values_do_not_suffice(text in any_slots(), minimum in 1u32..=3) {
            let all = row(minimum, &text);
            if text.chars().filter(|c| *c != '-').count() >= 3 {
                prop_assert!(all.iter().all(|one| *one == all[0] && one.is_some()));
            }
        }

        #[test]
        fn a_breach_more_never_calms_an_alarm(text in any_slots(), place in 0usize..5, minimum in 1u32..=3) {
            let worse: String =
                text.chars().enumerate().map(|(at, c)| if at == place && c == '0' { 'X' } else { c }).collect();
            let (before, after) = (row(minimum, &text), row(minimum, &worse));
            prop_assert!(before.iter().zip(after).all(|(before, after)| severity(*before) <= severity(after)));
        }

        #[test]
        fn treating_missing_as_breaching_is_the_strictest(text in any_slots(), minimum in 1u32..=3) {
            let all = row(minimum, &text);
            prop_assert!(all.iter().all(|one| severity(*one) <= severity(all[2])));
        }

        #[test]
        fn only_silence_is_insufficient(text in any_slots(), minimum in 1u32..=3) {
            let silent = text.chars().all(|c| c == '-');
            prop_assert_eq!(row(minimum, &text).contains(&NONE), silent);
        }
    }
}
