//! DescribeLogStreams: by name or by latest event, either way round, 50 a page.

use std::sync::Arc;

use ledger::{LogBook, StreamFacts, World};
use model::logs::LogStream;
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
        let prefix =
            LogStream::prefix_of(&group.name) + input.log_stream_name_prefix.as_deref().unwrap_or("");
        let found = world.scan_prefix::<LogStream>(&caller.scope, &prefix);
        let mut streams: Vec<Ranked> = found.map(|stream| Ranked::new(stream, book, by_time)).collect();
        streams.sort_by(|a, b| a.rank.cmp(&b.rank));
        if input.descending == Some(true) {
            streams.reverse();
        }
        page(streams, &input)
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

/// A stream and the text it is ordered by.
struct Ranked {
    rank: String,
    stream: Arc<LogStream>,
    /// Asked for already when the order needs them.
    facts: Option<StreamFacts>,
}

impl Ranked {
    fn new(stream: &Arc<LogStream>, book: &LogBook, by_time: bool) -> Ranked {
        let facts = book.facts(&view::stream_key(stream));
        // A stream without events stands where its creation puts it, as on AWS.
        let latest = facts.map_or(stream.created_at.0, |facts| facts.last_timestamp);
        let name = &stream.name;
        let rank = if by_time { format!("{:020}:{name}", latest.max(0)) } else { name.clone() };
        Ranked { rank, stream: stream.clone(), facts }
    }
}

/// The streams after the token, up to the limit. The token is the rank of the last one shown.
fn page(
    streams: Vec<Ranked>,
    input: &DescribeLogStreamsRequest,
) -> Result<DescribeLogStreamsResponse, Error> {
    let after = input.next_token.as_deref().map(paging::decode).transpose()?;
    let descending = input.descending == Some(true);
    let is_shown = |rank: &String| {
        after.as_ref().is_some_and(|after| if descending { rank >= after } else { rank <= after })
    };
    let mut rest = streams.into_iter().skip_while(|one| is_shown(&one.rank));
    let limit = input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize;
    let shown: Vec<Ranked> = rest.by_ref().take(limit).collect();
    let more = rest.next().is_some();
    let next_token = shown.last().filter(|_| more).map(|last| paging::encode(&last.rank));
    let log_streams = shown.iter().map(|one| view::stream(&one.stream, one.facts)).collect();
    Ok(DescribeLogStreamsResponse { log_streams: Some(log_streams), next_token })
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
