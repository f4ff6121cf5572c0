//! A moment in time, as every record keeps it. Never here: reading a clock (the caller passes `now`).

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// Seconds since the epoch, with the fraction.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// This moment and so many milliseconds.
    pub fn plus(self, milliseconds: i64) -> Time {
        Time(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    pub fn since(self, earlier: Time) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// `YYYY-MM-DDThh:mm:ss.mmmZ`, UTC.
    pub fn iso8601(self) -> String {
        let (days, in_day) = (self.0.div_euclid(86_400_000), self.0.rem_euclid(86_400_000));
        let (year, month, day) = civil(days);
        let (hour, minute) = (in_day / 3_600_000, in_day / 60_000 % 60);
        let (second, milli) = (in_day / 1000 % 60, in_day % 1000);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }

    /// Year, month (1 to 12) and day (1 to 31), UTC.
    pub fn date(self) -> (i64, i64, i64) {
        civil(self.0.div_euclid(86_400_000))
    }

    /// Midnight of a date, UTC; `None` if the calendar has no such day.
    pub fn of_date(year: i64, month: i64, day: i64) -> Option<Time> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let midnight = Time(days(year, month, day) * 86_400_000);
        (midnight.date() == (year, month, day)).then_some(midnight)
    }
}

/// A date of the proleptic Gregorian calendar to days since the epoch (Howard Hinnant's `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Days since the epoch to a date of the proleptic Gregorian calendar (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn iso8601_knows_leap_days_and_the_epoch() {
        assert_eq!(Time(0).iso8601(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Time(951_782_400_123).iso8601(), "2000-02-29T00:00:00.123Z");
        assert_eq!(Time(1_795_355_165_999).iso8601(), "2026-11-22T13:46:05.999Z");
    }

    #[test]
    fn a_date_leads_to_its_midnight_and_back() {
        for date in [(1970, 1, 1), (2000, 2, 29), (2026, 11, 22), (2199, 12, 31)] {
            let midnight = Time::of_date(date.0, date.1, date.2);
            assert_eq!(midnight.map(Time::date), Some(date));
            assert_eq!(midnight.map(|it| it.0 % 86_400_000), Some(0));
        }
        assert_eq!((Time::of_date(2026, 2, 29), Time::of_date(2026, 13, 1)), (None, None));
    }
}
