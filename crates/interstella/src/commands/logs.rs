//! `interstella logs [service] [-f]`: what the platform's programs said, from CloudWatch Logs.
//!
//! In: a service or none. Out: one line an event, oldest first: time (UTC), service, task, message. Never here: other log groups.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use serde_json::{Value, json};

use super::place::Place;
use super::{fail, nothing_runs};
use crate::client::{Aws, AwsError, HttpError, JsonService};
use crate::platform::{ATTENDEE_ACCOUNT, HQ, HQ_ACCOUNT, REGION, log_group, say};

const EVERY: Duration = Duration::from_millis(500);
/// Programs write at once, but several streams do not arrive in the order of their times.
const OVERLAP: i64 = 5_000;

/// Show what a service's tasks wrote
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct LogsArgs {
    /// monolith, iridium, magnesite, fulfillment or hq; all of them if none is given
    #[arg(value_parser = ["monolith", "iridium", "magnesite", "fulfillment", "hq"])]
    pub(crate) service: Option<String>,

    /// Go on showing new lines until Ctrl-C
    #[arg(short, long)]
    pub(crate) follow: bool,

    /// How many minutes to look back
    #[arg(long, default_value_t = 10, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=525_600))]
    pub(crate) since: u32,

    #[command(flatten)]
    pub(crate) place: Place,
}

/// Runs it.
pub(crate) async fn run(args: LogsArgs) -> ExitCode {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as i64);
    let since = now - i64::from(args.since) * 60_000;
    let mut groups = groups(&args, since);
    loop {
        let shown = show(&mut groups).await;
        match shown {
            Ok(()) => {}
            Err(AwsError::Http { error: HttpError::Unreachable(..), .. }) => {
                return nothing_runs(&args.place);
            }
            Err(error) => return fail("logs", error),
        }
        if !args.follow {
            return ExitCode::SUCCESS;
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// A log group, and what of it was shown.
struct Group {
    aws: Aws,
    service: &'static str,
    name: String,
    since: i64,
    /// Times of shown events that may be met again, by id.
    shown: BTreeMap<String, i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: i64,
    id: String,
    line: String,
}

fn groups(args: &LogsArgs, since: i64) -> Vec<Group> {
    let all = ["monolith", "iridium", "magnesite", "fulfillment", "hq"];
    let wanted =
        all.into_iter().filter(|name| args.service.as_deref().is_none_or(|service| service == *name));
    let group = |service| {
        let (account, name) = match service {
            HQ => (HQ_ACCOUNT, HQ.to_owned()),
            _ => (ATTENDEE_ACCOUNT, log_group(service)),
        };
        let aws = Aws::new(args.place.endpoint(), account, REGION);
        Group { aws, service, name, since, shown: BTreeMap::new() }
    };
    wanted.map(group).collect()
}

async fn show(groups: &mut [Group]) -> Result<(), AwsError> {
    let mut events = Vec::new();
    for group in groups {
        let new = news(group).await?;
        events.extend(group.take(new));
    }
    events.sort();
    for event in events {
        say(&event.line);
    }
    Ok(())
}

/// All events since the last look, and a little before it.
async fn news(group: &Group) -> Result<Vec<Event>, AwsError> {
    let mut events = Vec::new();
    let mut asked = json!({ "logGroupName": group.name, "startTime": group.since });
    loop {
        let answer = match group.aws.json(JsonService::Logs, "FilterLogEvents", asked.clone()).await {
            Err(error) if error.is("ResourceNotFoundException") => return Ok(events),
            other => other?,
        };
        let page = answer["events"].as_array().map_or(&[][..], Vec::as_slice);
        events.extend(page.iter().filter_map(|event| read(group.service, event)));
        match answer.get("nextToken") {
            Some(token) if token.is_string() => asked["nextToken"] = token.clone(),
            _ => return Ok(events),
        }
    }
}

fn read(service: &str, event: &Value) -> Option<Event> {
    let (at, id) = (event["timestamp"].as_i64()?, event["eventId"].as_str()?.to_owned());
    let stream = event["logStreamName"].as_str().unwrap_or_default();
    let task: String = stream.rsplit('/').next().unwrap_or_default().chars().take(8).collect();
    let message = event["message"].as_str()?.trim_end();
    let line = format!("{} {service}/{task} {message}", time_of_day(at));
    Some(Event { at, id, line })
}

impl Group {
    /// The events not shown before; they count as shown then.
    fn take(&mut self, events: Vec<Event>) -> Vec<Event> {
        let new: Vec<Event> =
            events.into_iter().filter(|event| !self.shown.contains_key(&event.id)).collect();
        self.shown.extend(new.iter().map(|event| (event.id.clone(), event.at)));
        let newest = self.shown.values().copied().max().unwrap_or(self.since);
        self.since = self.since.max(newest - OVERLAP);
        self.shown.retain(|_, at| *at >= self.since);
        new
    }
}

/// `13:59:36.042`
fn time_of_day(millis: i64) -> String {
    let (seconds, millis) = (millis.div_euclid(1000), millis.rem_euclid(1000));
    let (hours, minutes) = (seconds.div_euclid(3600).rem_euclid(24), seconds.div_euclid(60).rem_euclid(60));
    format!("{hours:02}:{minutes:02}:{:02}.{millis:03}", seconds.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: i64, id: &str) -> Event {
        Event { at, id: id.to_owned(), line: String::new() }
    }

    #[test]
    fn an_event_is_shown_once_also_when_late_ones_come_between() {
        let place = Place { port: 1, data_dir: "x".into() };
        let args = LogsArgs { service: Some("hq".to_owned()), follow: true, since: 0, place };
        let mut group = groups(&args, 0).remove(0);
        assert_eq!(group.name, "hq");
        let ids = |events: Vec<Event>| events.into_iter().map(|event| event.id).collect::<Vec<_>>();
        assert_eq!(ids(group.take(vec![event(10_000, "a"), event(12_000, "b")])), ["a", "b"]);
        assert_eq!(group.since, 7_000);
        assert_eq!(ids(group.take(vec![event(9_000, "late"), event(12_000, "b")])), ["late"]);
        assert_eq!(ids(group.take(vec![event(20_000, "c")])), ["c"]);
        assert_eq!(group.shown.len(), 1);
    }

    #[test]
    fn lines_say_when_and_who() {
        let given = json!({ "timestamp": 1_440_938_160_042_i64, "eventId": "1", "message": "hello\n",
                            "logStreamName": "ecs/iridium/0123456789abcdef" });
        let line = read("iridium", &given).map(|event| event.line);
        assert_eq!(line.as_deref(), Some("12:36:00.042 iridium/01234567 hello"));
        assert_eq!(read("iridium", &json!({})), None);
    }
}
