//! The stretch of time a reader asks about. In: start, end, period, now. Out: milliseconds and seconds that fit, or the refusal.
//! Never here: values.

use model::Time;
use shapes::Error;
use shapes::Timestamp;

use super::refusal::invalid;

const MINUTE: i64 = 60_000;
/// Hours and days in ms: how far back seconds, minutes and five minutes are told apart.
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// From when to when, in ms since 1970, and the length of a stretch in ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) period: i64,
}

impl Window {
    /// The window, its start rounded down as CloudWatch does: to the period when that is less than a minute; to minutes up to 15
    /// days back, to five minutes up to 63 days, to hours beyond.
    pub(crate) fn new(start: Timestamp, end: Timestamp, period: i64, now: Time) -> Result<Window, Error> {
        let period = length(period)?;
        if start >= end {
            return Err(invalid("The parameter StartTime must be less than the parameter EndTime."));
        }
        let age = now.0.saturating_sub(start.millis());
        let grain = match period {
            fine if fine < MINUTE => fine,
            _ if age <= 15 * DAY => MINUTE,
            _ if age <= 63 * DAY => 5 * MINUTE,
            _ => HOUR,
        };
        Ok(Window { from: start.millis().div_euclid(grain).saturating_mul(grain), to: end.millis(), period })
    }

    /// How many stretches it has.
    pub(crate) fn stretches(&self) -> i64 {
        self.to.saturating_sub(self.from).saturating_add(self.period - 1) / self.period
    }
}

/// A period of seconds in ms, if it is one of CloudWatch's.
pub(crate) fn length(period: i64) -> Result<i64, Error> {
    let fine = matches!(period, 1 | 5 | 10 | 20 | 30);
    if !fine && (period < 60 || period % 60 != 0 || period > 86_400 * 365) {
        return Err(invalid("Period must be 1, 5, 10, 20, 30 or any multiple of 60."));
    }
    Ok(period * 1000)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn window(start: i64, end: i64, period: i64) -> Result<Window, Error> {
        Window::new(Timestamp::from_millis(start), Timestamp::from_millis(end), period, Time(100 * DAY))
    }

    #[test]
    fn the_start_is_rounded_by_its_age() {
        let now = 100 * DAY;
        let from = |ago: i64, period: i64| now - window(now - ago, now, period).unwrap().from;
        assert_eq!(from(1, 60), MINUTE);
        assert_eq!(from(9_999, 5), 10_000);
        assert_eq!(from(16 * DAY + 1, 60), 16 * DAY + 5 * MINUTE);
        assert_eq!(from(64 * DAY + 1, 60), 64 * DAY + HOUR);
        assert_eq!(window(now - 10 * MINUTE, now, 240).unwrap().stretches(), 3);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let words = "The parameter StartTime must be less than the parameter EndTime.";
        assert_eq!(window(5, 5, 60).unwrap_err().message, words);
        for period in [-60, 0, 2, 59, 61, 90] {
            assert!(window(0, MINUTE, period).unwrap_err().message.starts_with("Period must be"), "{period}");
        }
        assert!(window(i64::MIN, i64::MAX, 60).unwrap().stretches() > 0);
    }
}
