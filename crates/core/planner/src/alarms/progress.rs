//! How far an alarm is from ALARM, for whoever waits for it. In: a condition, the values it looks at. Out: words of our own. Never here: the
//! state (`evaluation`), AWS's words (`reason`).

use model::Pace;
use model::cloudwatch::MetricCondition;

use super::Point;
use super::evaluation::breaches;
use super::reason::{comparison, counted};

/// `1 of the last 3 values is greater than 30, and it takes 3; the last one is 45`. `values` are those there are, oldest first.
pub fn progress(condition: &MetricCondition, values: &[Point], pace: Pace) -> String {
    let periods = condition.evaluation_periods as usize;
    let looked_at = &values[values.len().saturating_sub(periods)..];
    let Some(last) = looked_at.last() else {
        let seconds = condition.watched.period();
        let periods = counted(periods, "period", "periods");
        return format!("its metric has no value in the last {periods} of {seconds} s{}", pace.remark());
    };
    let breaching = looked_at.iter().filter(|point| breaches(condition, point.value)).count();
    let threshold = format!("{} {}", comparison(condition.comparison), plain(condition.threshold));
    let (last, needed) = (plain(last.value), condition.minimum());
    match (looked_at.len(), breaching) {
        (1, 0) => format!("its last value, {last}, is not {threshold}"),
        (1, _) => format!("its last value, {last}, is {threshold}, and it takes {needed}"),
        (all, breaching) => {
            let verb = if breaching == 1 { "is" } else { "are" };
            let takes = format!("and it takes {needed}; the last one is {last}");
            format!("{breaching} of the last {all} values {verb} {threshold}, {takes}")
        }
    }
}

/// At most three decimals: enough to compare.
fn plain(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::super::evaluation::tests::{condition, slots};
    use super::*;

    fn told(text: &str, pace: Pace) -> String {
        let values: Vec<Point> = slots(text).into_iter().flatten().collect();
        progress(&condition(2, 3), &values, pace)
    }

    #[test]
    fn only_the_values_the_alarm_looks_at_count() {
        let words = "1 of the last 3 values is greater than 80, and it takes 2; the last one is 10";
        assert_eq!(told("XX0X0", Pace::HONEST), words);
        assert_eq!(told("--0--", Pace::HONEST), "its last value, 10, is not greater than 80");
        assert_eq!(told("--X--", Pace::HONEST), "its last value, 95, is greater than 80, and it takes 2");
    }

    #[test]
    fn a_metric_without_values_says_so() {
        assert_eq!(told("----", Pace::HONEST), "its metric has no value in the last 3 periods of 60 s");
        let fast = Pace::new(20).map(|pace| told("", pace));
        let words = "its metric has no value in the last 3 periods of 60 s (clock speed 20: 60 s take 3 s)";
        assert_eq!(fast.as_deref(), Some(words));
    }
}
