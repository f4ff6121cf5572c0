//! Cron expressions of six fields: `MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR`.
//!
//! In: the text between the brackets of `cron(...)`. Out: the next moment. Never here: time zones, clocks.
//! Source: Application Auto Scaling user guide, "Schedule recurring scaling actions using cron expressions".

use std::collections::BTreeSet;

use model::Time;

const DAY: i64 = 86_400_000;
/// Days looked ahead: a 29th of February on a given day of the week comes again within 40 years.
const HORIZON: i64 = 41 * 366;
const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// An expression that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: BTreeSet<i64>,
    hours: BTreeSet<i64>,
    days: Days,
    months: BTreeSet<i64>,
    years: Option<BTreeSet<i64>>,
}

/// Which days of its months.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    OfMonth(BTreeSet<i64>),
    LastOfMonth,
    /// `15W`: the day from Monday to Friday nearest to it, in the same month.
    WorkingNear(i64),
    /// 1 is Sunday.
    OfWeek(BTreeSet<i64>),
    /// `6#3`: the third Friday.
    Nth(i64, i64),
    /// `6L`: the last Friday.
    LastOfWeek(i64),
}

impl Days {
    fn have(&self, midnight: Time) -> bool {
        let (weekday, day) = (weekday(midnight), midnight.date().2);
        match self {
            Days::OfMonth(days) => days.contains(&day),
            Days::LastOfMonth => is_last(midnight),
            Days::WorkingNear(wanted) => is_working_near(*wanted, midnight),
            Days::OfWeek(days) => days.contains(&weekday),
            Days::Nth(of_week, number) => weekday == *of_week && (day + 6) / 7 == *number,
            Days::LastOfWeek(of_week) => {
                weekday == *of_week && midnight.plus(7 * DAY).date().1 != midnight.date().1
            }
        }
    }
}

/// 1 is Sunday. 1970-01-01 was a Thursday, the fifth.
fn weekday(midnight: Time) -> i64 {
    (midnight.0.div_euclid(DAY) + 4).rem_euclid(7) + 1
}

fn is_last(midnight: Time) -> bool {
    midnight.plus(DAY).date().2 == 1
}

/// Saturday stands back to Friday and Sunday goes on to Monday, but neither into another month.
fn is_working_near(wanted: i64, midnight: Time) -> bool {
    let day = midnight.date().2;
    match weekday(midnight) {
        2 => day == wanted || day == wanted + 1 || (wanted == 1 && day == 3),
        6 => {
            let sunday_is_last = is_last(midnight.plus(2 * DAY));
            day == wanted || day == wanted - 1 || (day == wanted - 2 && sunday_is_last)
        }
        3..=5 => day == wanted,
        _ => false,
    }
}

/// A field: what numbers it may hold, and what else they are called.
struct Field {
    name: &'static str,
    least: i64,
    most: i64,
    words: &'static [&'static str],
}

impl Field {
    const fn new(name: &'static str, least: i64, most: i64) -> Field {
        Field { name, least, most, words: &[] }
    }

    fn wrong(&self, text: &str) -> String {
        format!("{text:?} is no {} of a cron expression", self.name)
    }

    fn number(&self, text: &str) -> Result<i64, String> {
        let word = self.words.iter().position(|word| word.eq_ignore_ascii_case(text));
        let number = word.map(|place| place as i64 + self.least).or_else(|| text.parse().ok());
        number.filter(|number| (self.least..=self.most).contains(number)).ok_or_else(|| self.wrong(text))
    }

    /// `*`, `5`, `1-5`, `*/15`, `0/15`, and lists of them.
    fn read(&self, text: &str) -> Result<BTreeSet<i64>, String> {
        let mut all = BTreeSet::new();
        for part in text.split(',') {
            let (range, step) = match part.split_once('/') {
                Some((range, step)) => (range, Some(step)),
                None => (part, None),
            };
            let step = step.map_or(Ok(1), |step| step.parse::<usize>().map_err(|_| self.wrong(text)))?;
            let (first, last) = self.range(range, part.contains('/'))?;
            if step == 0 || first > last {
                return Err(self.wrong(text));
            }
            all.extend((first..=last).step_by(step));
        }
        Ok(all)
    }

    /// A single number before a step begins a range to the end.
    fn range(&self, text: &str, has_step: bool) -> Result<(i64, i64), String> {
        if text == "*" {
            return Ok((self.least, self.most));
        }
        match text.split_once('-') {
            Some((first, last)) => Ok((self.number(first)?, self.number(last)?)),
            None => {
                let first = self.number(text)?;
                Ok((first, if has_step { self.most } else { first }))
            }
        }
    }
}

impl Cron {
    /// Reads the six fields; an error says what is wrong.
    pub fn parse(text: &str) -> Result<Cron, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, of_month, months, of_week, years] = fields[..] else {
            return Err("a cron expression has six fields".to_owned());
        };
        let year = Field::new("year", 1970, 2199);
        Ok(Cron {
            minutes: Field::new("minute", 0, 59).read(minutes)?,
            hours: Field::new("hour", 0, 23).read(hours)?,
            days: days(of_month, of_week)?,
            months: Field { words: &MONTHS, ..Field::new("month", 1, 12) }.read(months)?,
            years: (years != "*").then(|| year.read(years)).transpose()?,
        })
    }

    /// The first moment after `after`, both in the time zone meant; `None` when there is none any more.
    pub fn next(&self, after: Time) -> Option<Time> {
        let first = after.0.div_euclid(DAY);
        (first..first + HORIZON).filter(|day| self.has(Time(day * DAY))).find_map(|day| {
            let moments = self.hours.iter().flat_map(|hour| {
                self.minutes.iter().map(move |minute| Time(day * DAY + (hour * 60 + minute) * 60_000))
            });
            moments.into_iter().find(|moment| *moment > after)
        })
    }

    fn has(&self, midnight: Time) -> bool {
        let (year, month, _) = midnight.date();
        self.days.have(midnight)
            && self.months.contains(&month)
            && self.years.as_ref().is_none_or(|years| years.contains(&year))
    }
}

/// One of the two says it, the other is `?`.
fn days(of_month: &str, of_week: &str) -> Result<Days, String> {
    match (of_month, of_week) {
        ("?", "?") => Err("one of day of the month and day of the week must be said".to_owned()),
        (month, "?") => days_of_month(month),
        ("?", week) => days_of_week(week),
        _ => Err("one of day of the month and day of the week must be ?".to_owned()),
    }
}

fn days_of_month(text: &str) -> Result<Days, String> {
    let field = Field::new("day of the month", 1, 31);
    match text.strip_suffix('W') {
        _ if text == "L" => Ok(Days::LastOfMonth),
        Some(day) => field.number(day).map(Days::WorkingNear),
        None => field.read(text).map(Days::OfMonth),
    }
}

fn days_of_week(text: &str) -> Result<Days, String> {
    let field = Field { words: &WEEKDAYS, ..Field::new("day of the week", 1, 7) };
    if text == "L" {
        return Ok(Days::OfWeek(BTreeSet::from([7])));
    }
    if let Some((day, number)) = text.split_once('#') {
        let number = Field::new("week of the month", 1, 5).number(number)?;
        return Ok(Days::Nth(field.number(day)?, number));
    }
    match text.strip_suffix('L') {
        Some(day) => field.number(day).map(Days::LastOfWeek),
        None => field.read(text).map(Days::OfWeek),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next moments of an expression after Sunday 2026-11-22 21:30 UTC.
    fn next(text: &str, count: usize) -> Vec<String> {
        let cron = match Cron::parse(text) {
            Ok(cron) => cron,
            Err(wrong) => return vec![wrong],
        };
        let beginning = Time::of_date(2026, 11, 22).map(|day| day.plus((21 * 60 + 30) * 60_000));
        let moments = std::iter::successors(beginning, |after| cron.next(*after));
        moments.skip(1).take(count).map(|moment| moment.iso8601()[..16].to_owned()).collect()
    }

    #[test]
    fn the_next_moments_are_found() {
        assert_eq!(next("0 9 * * ? *", 2), ["2026-11-23T09:00", "2026-11-24T09:00"]);
        assert_eq!(
            next("0/30 22 ? * MON-FRI *", 3),
            ["2026-11-23T22:00", "2026-11-23T22:30", "2026-11-24T22:00"]
        );
        assert_eq!(next("15 10 L * ? *", 2), ["2026-11-30T10:15", "2026-12-31T10:15"]);
        assert_eq!(next("0 0 ? * L *", 1), ["2026-11-28T00:00"]);
        assert_eq!(next("0 12 29 2 ? *", 1), ["2028-02-29T12:00"]);
        assert_eq!(next("30 21 22 NOV ? 2026", 1), Vec::<String>::new(), "that moment is over");
        assert_eq!(
            next("*/20 * ? * SUN 2026", 3),
            ["2026-11-22T21:40", "2026-11-22T22:00", "2026-11-22T22:20"]
        );
    }

    #[test]
    fn days_are_counted_within_their_month() {
        assert_eq!(next("0 0 ? * 6#3 *", 2), ["2026-12-18T00:00", "2027-01-15T00:00"], "the third Friday");
        assert_eq!(next("0 0 ? * MON#5 *", 1), ["2026-11-30T00:00"]);
        assert_eq!(next("0 0 ? * FRIL *", 2), ["2026-11-27T00:00", "2026-12-25T00:00"], "the last Friday");
        assert_eq!(next("0 0 15W 11,12,5 ? *", 2), ["2026-12-15T00:00", "2027-05-14T00:00"], "a Saturday");
        assert_eq!(next("0 0 1W 5,8 ? *", 2), ["2027-05-03T00:00", "2027-08-02T00:00"], "a weekend's first");
        assert_eq!(next("0 0 31W 1 ? *", 1), ["2027-01-29T00:00"], "a Sunday that is the last");
    }

    #[test]
    fn what_is_no_expression_says_why() {
        for bad in [
            "",
            "* * * * *",
            "60 * * * ? *",
            "0 0 * * * *",
            "0 0 ? * ? *",
            "a * * * ? *",
            "5-1 * * * ? *",
            "*/0 * * * ? *",
            "0 0 32W * ? *",
            "0 0 ? * 2#6 *",
            "0 0 ? * 8L *",
            "0 0 W * ? *",
        ] {
            assert!(Cron::parse(bad).is_err(), "{bad}");
        }
    }
}
