//! Time zones by name, with summer time: what local time is at a moment, and which moment a local time means.
//!
//! In: names of the tz database, moments. Out: moments. Never here: clocks, what was long ago: `zones.txt` holds the rule that zones
//! follow now (tz database 2025b, in the public domain), a line a rule in POSIX's form, then the names that follow it.
//!
//! ```text
//! EST5EDT,M3.2.0,M11.1.0       standard time is five hours behind UTC; summer time from the second Sunday of March at 2:00
//! <+01>-1                      to the first Sunday of November at 2:00 of summer time; one hour ahead, always
//! ```

use model::Time;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const RULES: &str = include_str!("zones.txt");

/// How far local time is from UTC, and when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Standard time, ms ahead of UTC.
    standard: i64,
    summer: Option<Summer>,
}

/// Summer time, or whatever is kept for a part of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Summer {
    /// ms ahead of UTC.
    offset: i64,
    /// Told in standard time.
    begins: Turn,
    /// Told in summer time.
    ends: Turn,
}

/// A moment of every year: a weekday of a month, and a time of day that may lie beyond the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turn {
    month: i64,
    /// 1 is the first of its weekday in the month, 5 the last.
    week: i64,
    /// 0 is Sunday.
    weekday: i64,
    /// ms since midnight.
    time: i64,
}

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone { standard: 0, summer: None };

    /// The zone of a name, such as `Europe/Berlin`, `Etc/GMT+9` or `UTC`; `None` for a name nobody gave.
    pub fn parse(name: &str) -> Option<Zone> {
        let has = |line: &&str| line.split(' ').skip(1).any(|known| known == name);
        let rule = RULES.lines().find(has)?.split(' ').next()?;
        Zone::of_rule(rule)
    }

    /// A rule in POSIX's form.
    fn of_rule(rule: &str) -> Option<Zone> {
        let (behind, rest) = offset(word(rule)?)?;
        let standard = -behind;
        let Some(rest) = (!rest.is_empty()).then(|| word(rest)).flatten() else {
            return rest.is_empty().then_some(Zone { standard, summer: None });
        };
        let (ahead, turns) = match rest.strip_prefix(',') {
            Some(turns) => (standard + HOUR, turns),
            None => {
                let (behind, turns) = offset(rest)?;
                (-behind, turns.strip_prefix(',')?)
            }
        };
        let (begins, ends) = turns.split_once(',')?;
        let summer = Summer { offset: ahead, begins: Turn::read(begins)?, ends: Turn::read(ends)? };
        Some(Zone { standard, summer: Some(summer) })
    }

    /// How far local time is ahead of UTC at a moment, ms.
    fn ahead(self, at: Time) -> i64 {
        let Some(summer) = self.summer else { return self.standard };
        let year = at.plus(self.standard).date().0;
        let begins = summer.begins.of(year).map(|local| local.0 - self.standard);
        let ends = summer.ends.of(year).map(|local| local.0 - summer.offset);
        let is_summer = begins.zip(ends).is_some_and(|(begins, ends)| match begins < ends {
            true => (begins..ends).contains(&at.0),
            // South of the equator the year begins in summer.
            false => !(ends..begins).contains(&at.0),
        });
        if is_summer { summer.offset } else { self.standard }
    }

    /// Local time at a moment.
    pub fn local(self, instant: Time) -> Time {
        instant.plus(self.ahead(instant))
    }

    /// The moment of a local time: of one that comes twice the first, of one that is left out as much later as the clock was moved.
    pub fn instant(self, local: Time) -> Time {
        let other = self.summer.map_or(self.standard, |summer| summer.offset);
        let (most, least) = (self.standard.max(other), self.standard.min(other));
        let fits = |ahead: &i64| self.ahead(local.plus(-ahead)) == *ahead;
        local.plus(-[most, least].into_iter().find(fits).unwrap_or(least))
    }
}

impl Turn {
    /// `M3.2.0/2`: month, week, weekday, and hours after midnight, two unless said.
    fn read(text: &str) -> Option<Turn> {
        let (day, time) = text.strip_prefix('M')?.split_once('/').unwrap_or((text.get(1..)?, "2"));
        let mut numbers = day.split('.').map(|part| part.parse::<i64>().ok());
        let (month, week, weekday) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let (time, rest) = offset(time)?;
        rest.is_empty().then_some(Turn { month, week, weekday, time })
    }

    /// Local time of it in a year, told as if it were UTC.
    fn of(self, year: i64) -> Option<Time> {
        let first = Time::of_date(year, self.month, 1)?;
        // The epoch was a Thursday.
        let weekday = (first.0.div_euclid(DAY) + 4).rem_euclid(7);
        let day = (self.weekday - weekday).rem_euclid(7) + (self.week - 1) * 7;
        let in_month = |day: i64| first.plus(day * DAY).date().1 == self.month;
        let day = if in_month(day) { day } else { day - 7 };
        Some(first.plus(day * DAY + self.time))
    }
}

/// What follows the name of a zone: letters, or anything between angle brackets.
fn word(text: &str) -> Option<&str> {
    match text.strip_prefix('<') {
        Some(inner) => Some(inner.split_once('>')?.1),
        None => Some(text.trim_start_matches(|c: char| c.is_ascii_alphabetic())),
    }
}

/// `5`, `-3:30`, `+1:30:00` in ms, and what follows it.
fn offset(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || "+-:".contains(c))).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => (-1, number),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let mut unit = HOUR;
    let mut total = 0;
    for part in number.split(':') {
        total += part.parse::<i64>().ok()? * unit;
        unit /= 60;
    }
    Some((sign * total, rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
        let midnight = Time::of_date(number(0..4), number(5..7), number(8..10)).unwrap();
        midnight.plus(number(11..13) * HOUR + number(14..16) * MINUTE)
    }

    fn local(zone: &str, instant: &str) -> String {
        Zone::parse(zone).unwrap().local(time(instant)).iso8601()[..16].to_owned()
    }

    fn instant(zone: &str, local: &str) -> String {
        Zone::parse(zone).unwrap().instant(time(local)).iso8601()[..16].to_owned()
    }

    #[test]
    fn every_rule_can_be_read_and_names_are_those_of_the_database() {
        for line in RULES.lines() {
            let (rule, names) = line.split_once(' ').unwrap();
            assert!(Zone::of_rule(rule).is_some(), "{rule}");
            assert!(names.split(' ').all(|name| Zone::parse(name) == Zone::of_rule(rule)), "{line}");
        }
        for none in ["", "Europe", "Europe/berlin", "EST5EDT,M3.2.0,M11.1.0", "Mars/Olympus", "Etc/GMT+13"] {
            assert_eq!(Zone::parse(none), None, "{none}");
        }
        assert_eq!((Zone::parse("UTC"), Zone::parse("GMT")), (Some(Zone::UTC), Some(Zone::UTC)));
    }

    #[test]
    fn local_time_turns_when_the_zone_does() {
        assert_eq!(local("America/New_York", "2026-03-08T06:59"), "2026-03-08T01:59");
        assert_eq!(local("America/New_York", "2026-03-08T07:00"), "2026-03-08T03:00");
        assert_eq!(local("America/New_York", "2026-11-01T05:59"), "2026-11-01T01:59");
        assert_eq!(local("America/New_York", "2026-11-01T06:00"), "2026-11-01T01:00");
        assert_eq!(local("Europe/Berlin", "2026-03-29T01:00"), "2026-03-29T03:00");
        assert_eq!(local("Australia/Sydney", "2026-01-15T00:00"), "2026-01-15T11:00");
        assert_eq!(local("Australia/Sydney", "2026-07-15T00:00"), "2026-07-15T10:00");
        assert_eq!(local("Europe/Dublin", "2026-07-01T12:00"), "2026-07-01T13:00");
        assert_eq!(local("Europe/Dublin", "2026-12-01T12:00"), "2026-12-01T12:00");
        assert_eq!(local("Asia/Kolkata", "2026-12-01T12:00"), "2026-12-01T17:30");
        assert_eq!(local("Etc/GMT+9", "2026-12-01T12:00"), "2026-12-01T03:00");
    }

    #[test]
    fn local_times_left_out_or_there_twice_mean_one_moment() {
        assert_eq!(instant("America/New_York", "2026-03-08T02:30"), "2026-03-08T07:30");
        assert_eq!(instant("America/New_York", "2026-11-01T01:30"), "2026-11-01T05:30");
        assert_eq!(instant("America/New_York", "2026-07-01T09:00"), "2026-07-01T13:00");
        assert_eq!(instant("Pacific/Auckland", "2026-12-25T09:00"), "2026-12-24T20:00");
    }
}
