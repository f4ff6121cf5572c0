//! FilterLogEvents: the matching events of a group's streams, merged in the order of time.
//!
//! The token is the place of the last event shown, so events that come in later do not shift the pages.

use ledger::{LogBook, LogEvent, StreamKey, World};
use model::logs::{LogGroup, LogStream};
use shapes::Error;
use shapes::logs::{
    FilterLogEvents, FilterLogEventsRequest, FilterLogEventsResponse, FilteredLogEvent, errors,
};

use super::get_log_events::{PAGE, earliest, unreadable};
use super::select::{Place, Selection, select};
use super::{find, paging, pattern, view};
use crate::Caller;
use crate::table::ReadLogs;

impl ReadLogs for FilterLogEvents {
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: FilterLogEventsRequest,
    ) -> Result<FilterLogEventsResponse, Error> {
        let (name, identifier) = (input.log_group_name.as_deref(), input.log_group_identifier.as_deref());
        let group = find::group_of(world, &caller.scope, name, identifier)?;
        let wanted = Selection {
            from: earliest(&group, caller.now, input.start_time),
            until: input.end_time.unwrap_or(i64::MAX).saturating_add(1),
            limit: input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize,
            after: input.next_token.as_deref().map(read_token).transpose()?,
            pattern: pattern::parse(input.filter_pattern.as_deref().unwrap_or_default())?,
        };
        let streams = streams(world, &group, &input)?;
        let (events, more) = select(book, &streams, &wanted).map_err(unreadable)?;
        let next_token = events.last().filter(|_| more).map(|(place, _)| write_token(place));
        let events = events.into_iter().map(|(place, event)| shown(world, &group, place, event)).collect();
        Ok(FilterLogEventsResponse {
            events: Some(events),
            next_token,
            searched_log_streams: Some(Vec::new()),
        })
    }
}

/// The streams that are meant: a list, those with a prefix, or all.
fn streams(world: &World, group: &LogGroup, input: &FilterLogEventsRequest) -> Result<Vec<StreamKey>, Error> {
    let key = |name: &str| StreamKey::new(&group.scope, &group.name, name);
    let names = input.log_stream_names.as_ref();
    if names.is_some() && input.log_stream_name_prefix.is_some() {
        let text = "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.";
        return Err(errors::invalid_parameter_exception(text));
    }
    if let Some(names) = names {
        let named = names.iter().map(|name| find::stream(world, &group.scope, &group.name, name));
        return named.map(|stream| Ok(key(&stream?.name))).collect();
    }
    let prefix = LogStream::prefix_of(&group.name) + input.log_stream_name_prefix.as_deref().unwrap_or("");
    Ok(world.scan_prefix::<LogStream>(&group.scope, &prefix).map(|stream| key(&stream.name)).collect())
}

fn shown(world: &World, group: &LogGroup, place: Place, event: LogEvent) -> FilteredLogEvent {
    FilteredLogEvent {
        event_id: Some(event_id(world, group, &place)),
        ingestion_time: Some(place.ingested),
        log_stream_name: Some(place.stream),
        message: Some(event.message),
        timestamp: Some(place.timestamp),
    }
}

/// 56 digits that name one event for ever: time, stream, place in the stream.
fn event_id(world: &World, group: &LogGroup, place: &Place) -> String {
    let stream = world.get::<LogStream>(&LogStream::key_of(&group.scope, &group.name, &place.stream));
    let fingerprint = stream.map_or(0, |stream| view::fingerprint(stream));
    format!("{:016}{fingerprint:020}{:020}", place.timestamp.max(0), place.ordinal)
}

fn write_token(place: &Place) -> String {
    paging::encode(&format!("{}:{}:{}:{}", place.timestamp, place.ingested, place.ordinal, place.stream))
}

fn read_token(token: &str) -> Result<Place, Error> {
    let text = paging::decode(token)?;
    let mut parts = text.splitn(4, ':');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok()).ok_or_else(paging::bad_token);
    let (timestamp, ingested, ordinal) = (number()?, number()?, number()?);
    let ordinal = u64::try_from(ordinal).map_err(|_| paging::bad_token())?;
    let stream = parts.next().ok_or_else(paging::bad_token)?.to_owned();
    Ok(Place { timestamp, ingested, stream, ordinal })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::logs::bench::Bench;

    fn ask() -> FilterLogEventsRequest {
        FilterLogEventsRequest { log_group_name: Some("g".into()), ..Default::default() }
    }

    fn texts(answer: &FilterLogEventsResponse) -> Vec<&str> {
        let events = answer.events.as_deref().unwrap();
        events.iter().filter_map(|event| event.message.as_deref()).collect()
    }

    fn bench() -> Bench {
        let mut bench = Bench::new();
        bench.stream("t");
        bench.put("s", &[(0, "s0 odd"), (2, "s2"), (4, "s4")]).unwrap();
        bench.put("t", &[(1, "t1 odd"), (2, "t2"), (3, "t3")]).unwrap();
        bench.put("s", &[(1, "s1 late")]).unwrap();
        bench
    }

    #[test]
    fn streams_are_merged_by_time_in_pages_of_any_size() {
        let mut bench = bench();
        let order = ["s0 odd", "s1 late", "t1 odd", "s2", "t2", "t3", "s4"];
        for limit in 1..=8 {
            let mut seen = Vec::new();
            let mut ids = BTreeSet::new();
            let mut next_token = None;
            loop {
                let input = FilterLogEventsRequest { limit: Some(limit), next_token, ..ask() };
                let answer = bench.read_logs::<FilterLogEvents>(input).unwrap();
                seen.extend(texts(&answer).into_iter().map(str::to_owned));
                ids.extend(answer.events.unwrap().into_iter().filter_map(|event| event.event_id));
                next_token = answer.next_token;
                if next_token.is_none() {
                    break;
                }
            }
            assert_eq!(
                (seen.as_slice(), ids.len()),
                (order.map(str::to_owned).as_slice(), 7),
                "limit {limit}"
            );
        }
    }

    #[test]
    fn both_ends_of_the_range_are_inclusive() {
        let mut bench = bench();
        let now = bench.caller.now.0;
        let input = FilterLogEventsRequest { start_time: Some(now + 2), end_time: Some(now + 3), ..ask() };
        assert_eq!(texts(&bench.read_logs::<FilterLogEvents>(input).unwrap()), ["s2", "t2", "t3"]);
    }

    #[test]
    fn streams_and_patterns_choose() {
        let mut bench = bench();
        let odd = FilterLogEventsRequest { filter_pattern: Some("odd".into()), limit: Some(1), ..ask() };
        let first = bench.read_logs::<FilterLogEvents>(odd.clone()).unwrap();
        assert_eq!(texts(&first), ["s0 odd"]);
        let next = FilterLogEventsRequest { next_token: first.next_token, ..odd };
        assert_eq!(texts(&bench.read_logs::<FilterLogEvents>(next).unwrap()), ["t1 odd"]);
        let named = FilterLogEventsRequest { log_stream_names: Some(vec!["t".into()]), ..ask() };
        assert_eq!(
            texts(&bench.read_logs::<FilterLogEvents>(named.clone()).unwrap()),
            ["t1 odd", "t2", "t3"]
        );
        let both = FilterLogEventsRequest { log_stream_name_prefix: Some("t".into()), ..named };
        assert!(bench.read_logs::<FilterLogEvents>(both).is_err());
        let unknown = FilterLogEventsRequest { log_stream_names: Some(vec!["x".into()]), ..ask() };
        let words = "The specified log stream does not exist.";
        assert_eq!(bench.read_logs::<FilterLogEvents>(unknown).unwrap_err().message, words);
    }

    #[test]
    fn a_follower_sees_each_event_under_one_id() {
        let mut bench = bench();
        let before = bench.read_logs::<FilterLogEvents>(ask()).unwrap().events.unwrap();
        bench.put("t", &[(0, "t0 later")]).unwrap();
        let after = bench.read_logs::<FilterLogEvents>(ask()).unwrap().events.unwrap();
        let known: BTreeSet<_> = before.iter().map(|event| event.event_id.clone()).collect();
        let fresh: Vec<_> = after.iter().filter(|event| !known.contains(&event.event_id)).collect();
        assert_eq!(fresh.len(), 1);
        assert_eq!(fresh[0].message.as_deref(), Some("t0 later"));
    }

    #[test]
    fn large_messages_are_cut_into_pages_of_a_mebibyte() {
        let mut bench = Bench::new();
        let text = "x".repeat(400_000);
        for after in 0..5 {
            bench.put("s", &[(after, &text)]).unwrap();
        }
        let first = bench.read_logs::<FilterLogEvents>(ask()).unwrap();
        assert_eq!((texts(&first).len(), first.next_token.is_some()), (2, true));
    }
}
