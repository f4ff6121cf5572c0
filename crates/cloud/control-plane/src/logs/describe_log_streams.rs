//! DescribeLogStreams: by name or by latest event, either way round, 50 a page.

use std::sync::Arc;

use kernel::paging::{Page, page_from};
use ledger::{LogBook, World};
use model::logs::{LogGroup, LogStream};
use shapes::Error;
use shapes::logs::{DescribeLogStreams, DescribeLogStreamsRequest, DescribeLogStreamsResponse, errors};

use super::{find, paging, view};
use crate::Caller;
use crate::table::ReadLogs;

/// The largest page, and the usual one.
const PAGE: i64 = 50;

impl ReadLogs for DescribeLogStreams {
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: DescribeLogStreamsRequest,
    ) -> Result<DescribeLogStreamsResponse, Error> {
        let by_time = by_time(&input)?;
        let (name, identifier) = (input.log_group_name.as_deref(), input.log_group_identifier.as_deref());
        let group = find::group_of(world, &caller.scope, name, identifier)?;
        let page = if by_time {
            page_by_time(world, book, &group, &input)?
        } else {
            page_by_name(world, &group, &input)?
        };
        let shown =
            page.items.iter().map(|stream| view::stream(stream, book.facts(&view::stream_key(stream))));
        Ok(DescribeLogStreamsResponse { log_streams: Some(shown.collect()), next_token: page.next })
    }
}

fn by_time(input: &DescribeLogStreamsRequest) -> Result<bool, Error> {
    let by_time = input.order_by.as_deref() == Some("LastEventTime");
    if by_time && input.log_stream_name_prefix.is_some() {
        return Err(errors::invalid_parameter_exception(
            "Cannot order by LastEventTime with a logStreamNamePrefix.",
        ));
    }
    Ok(by_time)
}

fn limit(input: &DescribeLogStreamsRequest) -> usize {
    input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize
}

fn page_by_name(
    world: &World,
    group: &LogGroup,
    input: &DescribeLogStreamsRequest,
) -> Result<Page<Arc<LogStream>>, Error> {
    let own = LogStream::prefix_of(&group.name);
    let prefix = format!("{own}{}", input.log_stream_name_prefix.as_deref().unwrap_or_default());
    let at = |name: Option<&str>| name.map(|name| format!("{own}{name}"));
    let key = |stream: &Arc<LogStream>| stream.name.clone();
    let (scope, token, limit) = (&group.scope, input.next_token.as_deref(), limit(input));
    if input.descending == Some(true) {
        let items = |before: Option<&str>| world.scan_back(scope, &prefix, at(before).as_deref()).cloned();
        return page_from(items, key, token, limit, paging::bad_token);
    }
    let items = |after: Option<&str>| world.scan_from(scope, &prefix, at(after).as_deref()).cloned();
    page_from(items, key, token, limit, paging::bad_token)
}

/// A stream without events stands where its creation puts it, as on AWS. The token is time and name of the last one shown.
fn page_by_time(
    world: &World,
    book: &LogBook,
    group: &LogGroup,
    input: &DescribeLogStreamsRequest,
) -> Result<Page<Arc<LogStream>>, Error> {
    let token = input.next_token.as_deref().map(paging::decode).transpose()?;
    let after = token.as_deref().map(place).transpose()?;
    let exist = world.counted::<LogStream>(&group.scope, &group.name);
    let all = || {
        let streams = world.scan_prefix::<LogStream>(&group.scope, &LogStream::prefix_of(&group.name));
        streams.map(|stream| (Arc::from(stream.name.as_str()), stream.created_at.0)).collect()
    };
    let (limit, descending) = (limit(input), input.descending == Some(true));
    let mut found: Vec<(i64, Arc<LogStream>)> = Vec::new();
    book.by_time(&view::group_key(group), exist, all, (after, descending), |at, name| {
        // Containers may still log to a stream that was deleted.
        let stream = world.get::<LogStream>(&LogStream::key_of(&group.scope, &group.name, name));
        found.extend(stream.map(|stream| (at, Arc::clone(stream))));
        found.len() <= limit
    });
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let next = last.map(|(at, stream)| paging::encode(&format!("{at:020}:{}", stream.name)));
    Ok(Page { items: found.into_iter().map(|(_, stream)| stream).collect(), next })
}

/// Time and name in a token.
fn place(token: &str) -> Result<(i64, &str), Error> {
    let (at, name) = token.split_once(':').ok_or_else(paging::bad_token)?;
    Ok((at.parse().map_err(|_| paging::bad_token())?, name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    fn ask() -> DescribeLogStreamsRequest {
        DescribeLogStreamsRequest { log_group_name: Some("g".into()), ..Default::default() }
    }

    fn names(answer: &DescribeLogStreamsResponse) -> Vec<&str> {
        let streams = answer.log_streams.as_deref().unwrap();
        streams.iter().filter_map(|stream| stream.log_stream_name.as_deref()).collect()
    }

    #[test]
    fn a_stream_knows_its_events_once_there_are_some() {
        let mut bench = Bench::new();
        let before = bench.read_logs::<DescribeLogStreams>(ask()).unwrap().log_streams.unwrap().remove(0);
        assert_eq!((before.first_event_timestamp, before.upload_sequence_token), (None, None));
        assert_eq!(before.stored_bytes, Some(0));
        bench.put("s", &[(-5, "a"), (3, "b")]).unwrap();
        let after = bench.read_logs::<DescribeLogStreams>(ask()).unwrap().log_streams.unwrap().remove(0);
        let now = bench.caller.now.0;
        assert_eq!(after.first_event_timestamp, Some(now - 5));
        assert_eq!(after.last_event_timestamp, Some(now + 3));
        assert_eq!(after.last_ingestion_time, Some(now));
        let arn = "arn:aws:logs:us-west-2:000000000000:log-group:g:log-stream:s";
        assert_eq!(after.arn.as_deref(), Some(arn));
    }

    #[test]
    fn the_latest_comes_first_when_asked_so_and_pages_go_on() {
        let mut bench = Bench::new();
        for (stream, after) in [("a", 30), ("b", 10), ("c", 20)] {
            bench.stream(stream);
            bench.put(stream, &[(after, "x")]).unwrap();
        }
        let latest = DescribeLogStreamsRequest {
            order_by: Some("LastEventTime".into()),
            descending: Some(true),
            limit: Some(2),
            ..ask()
        };
        let first = bench.read_logs::<DescribeLogStreams>(latest.clone()).unwrap();
        assert_eq!(names(&first), ["a", "c"]);
        let next = DescribeLogStreamsRequest { next_token: first.next_token, ..latest };
        let second = bench.read_logs::<DescribeLogStreams>(next).unwrap();
        assert_eq!((names(&second), &second.next_token), (vec!["b", "s"], &None));
        let prefixed = DescribeLogStreamsRequest { log_stream_name_prefix: Some("c".into()), ..ask() };
        assert_eq!(names(&bench.read_logs::<DescribeLogStreams>(prefixed).unwrap()), ["c"]);
    }
}
