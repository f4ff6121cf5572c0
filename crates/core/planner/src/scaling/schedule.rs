//! When a scheduled action is due: `at(...)` and `cron(...)` in a time zone, `rate(...)` by the metrics' clock.
//!
//! In: texts, moments. Out: the next moment. Never here: clocks, what a time zone is (`zone`).

use model::scaling::ScheduledAction;
use model::{Pace, Time};

use super::cron::Cron;
use super::zone::Zone;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A schedule that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Once, in local time.
    At(Time),
    /// Every so many nominal milliseconds.
    Rate(i64),
    /// Again and again, in local time.
    Cron(Cron),
}

impl Schedule {
    /// Reads a schedule; an error says what is wrong.
    pub fn parse(text: &str) -> Result<Schedule, String> {
        let inner = |prefix: &str| text.trim().strip_prefix(prefix)?.strip_suffix(')');
        if let Some(moment) = inner("at(") {
            return moment_of(moment).map(Schedule::At).ok_or_else(|| format!("{moment:?} is no moment"));
        }
        if let Some(rate) = inner("rate(") {
            return rate_of(rate).map(Schedule::Rate).ok_or_else(|| format!("{rate:?} is no rate"));
        }
        match inner("cron(") {
            Some(fields) => Cron::parse(fields).map(Schedule::Cron),
            None => Err("it is none of at(...), rate(...) and cron(...)".to_owned()),
        }
    }

    /// The first moment after `after`; `begun` is when a rate began to count.
    pub fn next(&self, after: Time, begun: Time, zone: Zone, pace: Pace) -> Option<Time> {
        match self {
            Schedule::At(local) => Some(zone.instant(*local)).filter(|moment| *moment > after),
            Schedule::Cron(cron) => {
                // Where the clock is set back an hour of local times comes twice, and counts once.
                let locals = std::iter::successors(cron.next(zone.local(after)), |local| cron.next(*local));
                locals.map(|local| zone.instant(local)).find(|moment| *moment > after)
            }
            Schedule::Rate(nominal) => {
                let step = pace.takes(*nominal).max(1);
                let past = after.since(begun).max(0) / step;
                Some(begun.plus((past + 1).saturating_mul(step)))
            }
        }
    }
}

/// When an action is due for the first time after `after`; `None` when it never is again, or cannot be read.
pub fn due(action: &ScheduledAction, after: Time, pace: Pace) -> Option<Time> {
    let schedule = Schedule::parse(&action.schedule).ok()?;
    let zone = action.timezone.as_deref().map_or(Some(Zone::UTC), Zone::parse)?;
    // The beginning itself is in: a moment earlier is not.
    let begun = action.start.unwrap_or(action.put_at);
    let after = action.start.map_or(after, |start| after.max(start.plus(-1)));
    let next = schedule.next(after.max(action.put_at), begun, zone, pace)?;
    action.end.is_none_or(|end| next <= end).then_some(next)
}

/// `2026-11-22T21:30:00`.
fn moment_of(text: &str) -> Option<Time> {
    let (date, time) = text.split_once('T')?;
    let numbers =
        |text: &str, by: char| text.split(by).map(|part| part.parse().ok()).collect::<Option<Vec<i64>>>();
    let [year, month, day] = numbers(date, '-')?[..] else { return None };
    let [hour, minute, second] = numbers(time, ':')?[..] else { return None };
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let midnight = Time::of_date(year, month, day).filter(|_| fits)?;
    Some(midnight.plus(((hour * 60 + minute) * 60 + second) * 1000))
}

/// `1 minute`, `5 minutes`, `2 days`.
fn rate_of(text: &str) -> Option<i64> {
    let mut parts = text.split_whitespace();
    let (count, unit) = (parts.next()?.parse::<i64>().ok()?, parts.next()?);
    let unit = match unit {
        "minute" | "minutes" => MINUTE,
        "hour" | "hours" => HOUR,
        "day" | "days" => 24 * HOUR,
        _ => return None,
    };
    (count > 0 && parts.next().is_none()).then(|| count.checked_mul(unit))?
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::Scope;
    use model::scaling::Scaled;

    fn at(text: &str) -> Time {
        moment_of(text).unwrap()
    }

    fn action(schedule: &str) -> ScheduledAction {
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        ScheduledAction {
            of: Scaled::parse(&scope, "service/c/s").unwrap(),
            name: "night".into(),
            id: "id".into(),
            schedule: schedule.into(),
            timezone: None,
            start: None,
            end: None,
            min: Some(1),
            max: None,
            created_at: at("2026-11-22T21:00:00"),
            put_at: at("2026-11-22T21:00:00"),
        }
    }

    fn dues(action: &ScheduledAction, pace: Pace) -> Vec<String> {
        let moments = std::iter::successors(Some(action.put_at), |after| due(action, *after, pace));
        moments.skip(1).take(2).map(|moment| moment.iso8601()[..19].to_owned()).collect()
    }

    #[test]
    fn a_moment_is_due_once_and_only_if_it_is_to_come() {
        assert_eq!(dues(&action("at(2026-11-23T04:00:00)"), Pace::HONEST), ["2026-11-23T04:00:00"]);
        assert_eq!(dues(&action("at(2026-11-21T04:00:00)"), Pace::HONEST), Vec::<String>::new());
    }

    #[test]
    fn a_rate_runs_by_the_metrics_clock() {
        let rate = action("rate(5 minutes)");
        assert_eq!(dues(&rate, Pace::HONEST), ["2026-11-22T21:05:00", "2026-11-22T21:10:00"]);
        assert_eq!(dues(&rate, Pace::new(20).unwrap()), ["2026-11-22T21:00:15", "2026-11-22T21:00:30"]);
    }

    #[test]
    fn a_time_zone_shifts_and_bounds_bind() {
        let mut cron = action("cron(0 9 * * ? *)");
        cron.timezone = Some("Etc/GMT-9".into());
        assert_eq!(dues(&cron, Pace::HONEST), ["2026-11-23T00:00:00", "2026-11-24T00:00:00"]);
        cron.start = Some(at("2026-11-24T00:00:00"));
        cron.end = Some(at("2026-11-24T12:00:00"));
        assert_eq!(dues(&cron, Pace::HONEST), ["2026-11-24T00:00:00"]);
    }

    #[test]
    fn summer_time_moves_a_schedule_with_the_clock_on_the_wall() {
        let mut cron = action("cron(30 1 * * ? *)");
        cron.timezone = Some("America/New_York".into());
        cron.put_at = at("2026-10-31T00:00:00");
        assert_eq!(dues(&cron, Pace::HONEST), ["2026-10-31T05:30:00", "2026-11-01T05:30:00"]);
        cron.put_at = at("2026-11-01T05:45:00");
        assert_eq!(dues(&cron, Pace::HONEST)[0], "2026-11-02T06:30:00", "half past one came twice");
        let mut once = action("at(2027-07-01T09:00:00)");
        once.timezone = Some("Europe/Berlin".into());
        assert_eq!(dues(&once, Pace::HONEST), ["2027-07-01T07:00:00"]);
    }

    #[test]
    fn what_is_no_schedule_says_why() {
        for bad in [
            "",
            "at(tomorrow)",
            "at(2026-02-30T00:00:00)",
            "rate(0 minutes)",
            "rate(5 weeks)",
            "cron(*)",
            "every day",
            "rate(5 minutes",
            "at(2026-11-22T24:00:00)",
        ] {
            assert!(Schedule::parse(bad).is_err(), "{bad}");
        }
    }
}
