//! Moments as text. In: milliseconds since the epoch. Out: ISO 8601 in UTC, and back. Never here: reading a clock.

use shapes::{Timestamp, TimestampFormat};

const DAY: i64 = 86_400_000;

/// `2026-11-22T13:59:36.211Z`.
pub fn iso8601(moment: Timestamp) -> String {
    let (days, rest) = (moment.millis().div_euclid(DAY), moment.millis().rem_euclid(DAY));
    let (year, month, day) = date(days);
    let (seconds, millis) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The same, without a fraction where that is zero: how Smithy's `date-time` is written.
pub(crate) fn date_time(moment: Timestamp) -> String {
    let text = iso8601(moment);
    text.strip_suffix(".000Z").map_or(text.clone(), |whole| format!("{whole}Z"))
}

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Sun, 22 Nov 2026 13:59:36 GMT` (RFC 9110, section 5.6.7); what is less than a second is left out.
pub(crate) fn http_date(moment: Timestamp) -> String {
    let days = moment.millis().div_euclid(DAY);
    let seconds = moment.millis().rem_euclid(DAY) / 1000;
    let (year, month, day) = date(days);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let weekday = WEEKDAYS[days.rem_euclid(7) as usize];
    let month = MONTHS[(month - 1).rem_euclid(12) as usize];
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Reads `Sun, 22 Nov 2026 13:59:36 GMT`, with or without a fraction of a second. `None` when it is not one.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let parts: Vec<&str> = text.split(' ').collect();
    let [weekday, day, month, year, time, "GMT"] = parts.as_slice() else { return None };
    let month = MONTHS.iter().position(|known| known == month)? + 1;
    let known = WEEKDAYS.iter().any(|known| weekday.strip_suffix(',') == Some(known));
    // The rest is checked by whoever reads the other format.
    parse_iso8601(&format!("{year}-{month:02}-{day}T{time}Z")).filter(|_| known)
}

/// A moment in one of the formats; the usual one is the protocol's own.
pub(crate) fn parse(format: TimestampFormat, text: &str) -> Option<Timestamp> {
    match format {
        TimestampFormat::Usual => None,
        TimestampFormat::Iso8601 => parse_iso8601(text),
        TimestampFormat::HttpDate => parse_http_date(text),
        TimestampFormat::EpochSeconds => {
            let seconds = text.parse().ok().filter(|seconds: &f64| seconds.is_finite());
            seconds.map(Timestamp::from_seconds)
        }
    }
}

/// Reads `2026-11-22T13:59:36Z`, with or without fraction, with `Z` or `+hh:mm`. `None` when it is not one.
pub fn parse_iso8601(text: &str) -> Option<Timestamp> {
    if !text.is_ascii() || text.len() < 20 || text.len() > 40 {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok().map(i64::from);
    let separators = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")];
    if separators.iter().any(|(at, mark)| text.get(*at..at + 1) != Some(mark)) {
        return None;
    }
    let (month, day) = (number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (fraction, zone) = fraction(text.get(19..)?)?;
    let seconds = hour * 3600 + minute * 60 + second - offset(zone)?;
    Some(Timestamp::from_millis(days(number(0, 4)?, month, day) * DAY + seconds * 1000 + fraction))
}

/// Milliseconds of `.123456Z`, and what follows the digits.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix('.') else { return Some((0, text)) };
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let digits: String = rest[..end].chars().chain("000".chars()).take(3).collect();
    Some((digits.parse().ok()?, &rest[end..]))
}

/// Seconds east of UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone[1..].split_once(':')?;
    Some(sign * (i64::from(hours.parse::<u8>().ok()?) * 3600 + i64::from(minutes.parse::<u8>().ok()?) * 60))
}

/// Year, month and day of a day counted from 1970-01-01, by 400-year eras that begin on 1 March.
fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * day_of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day_of_year - (153 * march + 2) / 5 + 1)
}

fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn known_moments() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_733_318_615_211, "2024-12-04T13:23:35.211Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(iso8601(Timestamp::from_millis(millis)), text);
            assert_eq!(parse_iso8601(text).unwrap().millis(), millis);
        }
    }

    #[test]
    fn moments_of_http() {
        for (millis, text) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_398_796_238_000, "Tue, 29 Apr 2014 18:30:38 GMT"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (-1000, "Wed, 31 Dec 1969 23:59:59 GMT"),
        ] {
            assert_eq!(http_date(Timestamp::from_millis(millis)), text);
            assert_eq!(parse_http_date(text).unwrap().millis(), millis);
        }
        let fraction = parse_http_date("Sun, 02 Jan 2000 20:34:56.123 GMT").unwrap();
        assert_eq!(fraction.millis() % 1000, 123);
        for bad in [
            "",
            "Tue, 29 Apr 2014 18:30:38 UTC",
            "Tue 29 Apr 2014 18:30:38 GMT",
            "Tue, 29 Foo 2014 18:30:38 GMT",
        ] {
            assert_eq!(parse_http_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn zones_and_bad_text() {
        assert_eq!(parse_iso8601("1970-01-01T01:00:00+01:00").unwrap().millis(), 0);
        for bad in [
            "",
            "now",
            "1970-13-01T00:00:00Z",
            "1970-01-01 00:00:00Z",
            "1970-01-01T00:00:00.",
            "1970-01-01T00:00:0é0Z",
        ] {
            assert_eq!(parse_iso8601(bad), None, "{bad}");
        }
    }
}
