//! The log groups in which the wanted streams are, and what of them was shown. In: the cloud's word on which streams these are. Out: events
//! not shown before, oldest first. Never here: how they look.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::event::Event;
use crate::client::{Aws, AwsError, JsonService};
use crate::commands::place::Running;
use crate::commands::query::encoded;
use crate::front_door::log_sources;

/// Programs write at once, but several streams do not arrive in the order of their times.
const OVERLAP: i64 = 5_000;
/// Streams that FilterLogEvents takes at once.
const MOST_STREAMS: usize = 100;

/// A stream, as the cloud tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Source {
    account: String,
    region: String,
    group: String,
    stream: String,
    of: String,
    task: String,
}

/// All groups with wanted streams.
pub(super) struct Groups {
    name: Option<String>,
    by_place: BTreeMap<(String, String, String), Group>,
}

/// A log group, and what of it was shown.
struct Group {
    aws: Aws,
    name: String,
    /// Service and task by stream.
    streams: BTreeMap<String, (String, String)>,
    /// Events before this were shown, or never will be.
    since: i64,
    /// Times of shown events that may be met again, by id.
    shown: BTreeMap<String, i64>,
}

impl Groups {
    /// Those of a service or task, or of all; fails when nothing is called so.
    pub(super) async fn find(cloud: &Running, name: Option<&str>) -> Result<Groups, String> {
        let mut groups = Groups { name: name.map(str::to_owned), by_place: BTreeMap::new() };
        groups.refresh(cloud).await?;
        Ok(groups)
    }

    /// Learns which streams there are now: those of the newest tasks.
    pub(super) async fn refresh(&mut self, cloud: &Running) -> Result<(), String> {
        let sources = sources(cloud, self.name.as_deref()).await?;
        self.by_place.values_mut().for_each(|group| group.streams.clear());
        for source in sources {
            let Source { account, region, group, stream, of, task } = source;
            let aws = || Aws::new(cloud.endpoint(), &account, &region);
            let place = (account.clone(), region.clone(), group.clone());
            let known = self.by_place.entry(place).or_insert_with(|| Group::new(aws(), group));
            known.streams.insert(stream, (of, task));
        }
        Ok(())
    }

    /// The moment from which on at most about `most` events are the latest of all.
    pub(super) async fn latest(&self, most: usize) -> Result<i64, String> {
        let mut times = Vec::new();
        for group in self.by_place.values() {
            for stream in group.streams.keys() {
                times.extend(group.latest(stream, most).await.map_err(|error| error.to_string())?);
            }
        }
        times.sort_unstable();
        Ok(times.len().checked_sub(most).map_or(0, |from| times.get(from).copied().unwrap_or(i64::MAX)))
    }

    /// Events since then that were not shown before.
    pub(super) async fn news(&mut self, since: i64) -> Result<Vec<Event>, String> {
        let mut events = Vec::new();
        for group in self.by_place.values_mut() {
            group.since = group.since.max(since);
            let new = group.events().await.map_err(|error| error.to_string())?;
            events.extend(group.take(new));
        }
        events.sort();
        Ok(events)
    }
}

async fn sources(cloud: &Running, name: Option<&str>) -> Result<Vec<Source>, String> {
    let query = name.map(|name| format!("?name={}", encoded(name))).unwrap_or_default();
    let answer = cloud.http().get(&format!("{}{query}", log_sources::PATH)).await;
    let answer = answer.map_err(|error| error.to_string())?;
    if answer.status == http::StatusCode::NOT_FOUND {
        return Err(format!("no service or task is called {}", name.unwrap_or_default()));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|error| format!("the cloud's answer makes no sense: {error}"))
}

impl Group {
    fn new(aws: Aws, name: String) -> Group {
        Group { aws, name, streams: BTreeMap::new(), since: 0, shown: BTreeMap::new() }
    }

    /// Times of the latest events of a stream.
    async fn latest(&self, stream: &str, most: usize) -> Result<Vec<i64>, AwsError> {
        let asked = json!({ "logGroupName": self.name, "logStreamName": stream, "limit": most.max(1) });
        let answer = self.aws.json(JsonService::Logs, "GetLogEvents", asked).await;
        let answer = match answer {
            Err(error) if error.is("ResourceNotFoundException") => return Ok(Vec::new()),
            other => other?,
        };
        let events = answer["events"].as_array().map_or(&[][..], Vec::as_slice);
        Ok(events.iter().filter_map(|event| event["timestamp"].as_i64()).collect())
    }

    /// All events since the last look, and a little before it.
    async fn events(&self) -> Result<Vec<Event>, AwsError> {
        let names: Vec<&String> = self.streams.keys().collect();
        let mut events = Vec::new();
        for some in names.chunks(MOST_STREAMS) {
            let asked = json!({ "logGroupName": self.name, "logStreamNames": some, "startTime": self.since });
            events.extend(self.pages(asked).await?);
        }
        Ok(events)
    }

    async fn pages(&self, mut asked: Value) -> Result<Vec<Event>, AwsError> {
        let whose = |stream: &str| self.streams.get(stream).map(|(of, task)| (of.as_str(), task.as_str()));
        let mut events = Vec::new();
        loop {
            let answer = match self.aws.json(JsonService::Logs, "FilterLogEvents", asked.clone()).await {
                // Deleted since the cloud told of it.
                Err(error) if error.is("ResourceNotFoundException") => return Ok(events),
                other => other?,
            };
            let page = answer["events"].as_array().map_or(&[][..], Vec::as_slice);
            events.extend(page.iter().filter_map(|event| Event::read(event, whose)));
            match answer.get("nextToken") {
                Some(token) if token.is_string() => asked["nextToken"] = token.clone(),
                _ => return Ok(events),
            }
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: i64, id: &str) -> Event {
        let text = |text: &str| text.to_owned();
        Event { at, id: text(id), of: text("hq"), task: text("1"), message: String::new() }
    }

    #[test]
    fn an_event_is_shown_once_also_when_late_ones_come_between() {
        let aws = Aws::new(([127, 0, 0, 1], 1).into(), "000000000000", "us-west-2");
        let mut group = Group::new(aws, "hq".to_owned());
        let ids = |events: Vec<Event>| events.into_iter().map(|event| event.id).collect::<Vec<_>>();
        assert_eq!(ids(group.take(vec![event(10_000, "a"), event(12_000, "b")])), ["a", "b"]);
        assert_eq!(group.since, 7_000);
        assert_eq!(ids(group.take(vec![event(9_000, "late"), event(12_000, "b")])), ["late"]);
        assert_eq!(ids(group.take(vec![event(20_000, "c")])), ["c"]);
        assert_eq!(group.shown.len(), 1);
    }
}
