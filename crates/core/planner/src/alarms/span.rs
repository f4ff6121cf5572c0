//! Which stretches of time an alarm looks at, and how often. In: a condition, now, the pace. Out: milliseconds. Never here: values.

use model::cloudwatch::MetricCondition;
use model::{Pace, Time};

use super::Point;

/// Periods looked at beyond those evaluated, so that real values win over missing ones: 5 for N = 3, as in CloudWatch's user guide.
const BEYOND: usize = 2;
/// Nominal seconds between two looks at an alarm; at one whose period is below a minute.
const USUAL: i64 = 60;
const FINE: i64 = 10;
/// The metric book tells no less apart, ms.
const SECOND: i64 = 1000;

/// Stretches of one length that end where the present one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When the first begins, ms since 1970.
    pub from: i64,
    /// How long each is, ms.
    pub stretch: i64,
    /// How many there are.
    pub count: usize,
}

impl Span {
    /// When the last ends, ms since 1970.
    pub fn to(&self) -> i64 {
        self.from + self.stretch * self.count as i64
    }

    /// Values by stretch, oldest first; of several in one the last counts.
    pub fn slots(&self, points: impl IntoIterator<Item = Point>) -> Vec<Option<Point>> {
        let mut slots = vec![None; self.count];
        for point in points {
            let place = usize::try_from((point.at - self.from).div_euclid(self.stretch));
            if let Some(slot) = place.ok().and_then(|place| slots.get_mut(place)) {
                *slot = Some(point);
            }
        }
        slots
    }
}

/// Whether an alarm is looked at every ten seconds rather than every minute.
pub fn is_fine(condition: &MetricCondition) -> bool {
    condition.watched.period() < USUAL
}

/// How long it takes, in ms, from one look at alarms of this kind to the next.
pub fn round_length(fine: bool, pace: Pace) -> i64 {
    stretch(if fine { FINE } else { USUAL }, pace)
}

/// The stretches an alarm looks at now. They move on with every look: an alarm over five minutes sees the last five minutes each minute.
pub fn span(condition: &MetricCondition, now: Time, pace: Pace) -> Span {
    let round = round_length(is_fine(condition), pace);
    let end = now.0.div_euclid(round) * round;
    let stretch = stretch(condition.watched.period(), pace);
    let count = condition.evaluation_periods as usize + BEYOND;
    Span { from: end - stretch * count as i64, stretch, count }
}

/// How long so many nominal seconds take, in ms: whole seconds, at least one.
fn stretch(seconds: i64, pace: Pace) -> i64 {
    let takes = pace.takes(seconds.saturating_mul(1000));
    (takes + SECOND - 1).div_euclid(SECOND).max(1) * SECOND
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::alarms::evaluation::tests::condition;

    #[test]
    fn spans_end_with_the_round_and_move_on_with_it() {
        let mut five_minutes = condition(3, 3);
        let model::cloudwatch::Watched::Metric(stat) = &mut five_minutes.watched else { unreachable!() };
        stat.period = 300;
        let seen = span(&five_minutes, Time(7 * 60_000 + 5), Pace::HONEST);
        assert_eq!((seen.to(), seen.stretch, seen.count), (7 * 60_000, 300_000, 5));
        let quick = span(&five_minutes, Time(7 * 60_000 + 3005), Pace::new(20).unwrap());
        assert_eq!((quick.to(), quick.stretch), (7 * 60_000 + 3000, 15_000));
    }

    #[test]
    fn no_stretch_is_shorter_than_a_second() {
        let quick = Pace::new(60).unwrap();
        assert_eq!((round_length(true, quick), round_length(false, quick)), (1000, 1000));
        assert_eq!((round_length(true, Pace::HONEST), round_length(false, Pace::HONEST)), (10_000, 60_000));
        assert_eq!(stretch(30, Pace::new(20).unwrap()), 2000);
    }

    #[test]
    fn values_find_their_stretch_and_others_are_left_out() {
        let seen = Span { from: 1000, stretch: 1000, count: 3 };
        let point = |at| Point { at, value: at as f64, samples: None };
        let slots = seen.slots([point(0), point(1000), point(3999), point(4000)]);
        assert_eq!(slots, [Some(point(1000)), None, Some(point(3999))]);
    }
}
