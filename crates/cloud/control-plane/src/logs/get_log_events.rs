//! GetLogEvents: a page of one stream, in the order of time, and the tokens of its neighbours, which are never absent.

use ledger::{Direction, LogBook, LogPage, LogQuery, PlacedEvent, World};
use model::Time;
use model::logs::LogGroup;
use shapes::Error;
use shapes::logs::{GetLogEvents, GetLogEventsRequest, GetLogEventsResponse, OutputLogEvent};

use super::{find, paging, view};
use crate::Caller;
use crate::table::ReadLogs;

/// The largest page, and the usual one.
pub(crate) const PAGE: i64 = 10_000;

impl ReadLogs for GetLogEvents {
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: GetLogEventsRequest,
    ) -> Result<GetLogEventsResponse, Error> {
        let (name, identifier) = (input.log_group_name.as_deref(), input.log_group_identifier.as_deref());
        let group = find::group_of(world, &caller.scope, name, identifier)?;
        let stream = find::stream(world, &caller.scope, &group.name, &input.log_stream_name)?;
        let query = query(&group, caller.now, &input)?;
        let page = book.read(&view::stream_key(&stream), &query).map_err(unreadable)?;
        Ok(answer(page))
    }
}

/// The disk did not give what the index promised.
pub(crate) fn unreadable(cause: std::io::Error) -> Error {
    Error::internal(format!("the log book cannot be read: {cause}"))
}

/// The earliest timestamp a reader may see.
pub(crate) fn earliest(group: &LogGroup, now: Time, asked: Option<i64>) -> i64 {
    let kept = group.keeps_from(now).map_or(i64::MIN, |moment| moment.0);
    asked.unwrap_or(i64::MIN).max(kept)
}

fn query(group: &LogGroup, now: Time, input: &GetLogEventsRequest) -> Result<LogQuery, Error> {
    let position = input.next_token.as_deref().map(paging::position).transpose()?;
    let from_head = input.start_from_head == Some(true);
    let start = if from_head { Direction::Forward } else { Direction::Backward };
    Ok(LogQuery {
        from: earliest(group, now, input.start_time),
        until: input.end_time.unwrap_or(i64::MAX),
        limit: input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize,
        direction: position.map_or(start, |(direction, _)| direction),
        position: position.map(|(_, position)| position),
        ..LogQuery::default()
    })
}

fn answer(page: LogPage) -> GetLogEventsResponse {
    GetLogEventsResponse {
        events: Some(page.events.into_iter().map(shown).collect()),
        next_backward_token: Some(paging::position_token(Direction::Backward, page.head)),
        next_forward_token: Some(paging::position_token(Direction::Forward, page.tail)),
    }
}

fn shown(placed: PlacedEvent) -> OutputLogEvent {
    OutputLogEvent {
        ingestion_time: Some(placed.event.ingested),
        message: Some(placed.event.message),
        timestamp: Some(placed.event.timestamp),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    fn ask() -> GetLogEventsRequest {
        GetLogEventsRequest {
            log_group_name: Some("g".into()),
            log_stream_name: "s".into(),
            ..Default::default()
        }
    }

    fn texts(answer: &GetLogEventsResponse) -> Vec<&str> {
        let events = answer.events.as_deref().unwrap();
        events.iter().filter_map(|event| event.message.as_deref()).collect()
    }

    #[test]
    fn without_a_direction_the_tail_comes_first_and_tokens_walk_both_ways() {
        let mut bench = Bench::new();
        bench.put("s", &[(0, "a"), (1, "b"), (2, "c")]).unwrap();
        let two = GetLogEventsRequest { limit: Some(2), ..ask() };
        let last = bench.read_logs::<GetLogEvents>(two.clone()).unwrap();
        assert_eq!(texts(&last), ["b", "c"]);
        let back = GetLogEventsRequest { next_token: last.next_backward_token.clone(), ..two.clone() };
        let first = bench.read_logs::<GetLogEvents>(back).unwrap();
        assert_eq!(texts(&first), ["a"]);
        let over = GetLogEventsRequest { next_token: first.next_backward_token.clone(), ..two.clone() };
        let over = bench.read_logs::<GetLogEvents>(over).unwrap();
        assert_eq!((texts(&over).len(), over.next_backward_token), (0, first.next_backward_token));
        let on = GetLogEventsRequest { next_token: last.next_forward_token.clone(), ..two };
        let end = bench.read_logs::<GetLogEvents>(on.clone()).unwrap();
        assert_eq!((texts(&end).len(), &end.next_forward_token), (0, &last.next_forward_token));
        bench.put("s", &[(3, "d")]).unwrap();
        assert_eq!(texts(&bench.read_logs::<GetLogEvents>(on).unwrap()), ["d"]);
    }

    #[test]
    fn a_batch_that_came_in_late_stands_where_its_time_puts_it() {
        let mut bench = Bench::new();
        bench.put("s", &[(10, "c"), (20, "d")]).unwrap();
        bench.put("s", &[(0, "a"), (5, "b")]).unwrap();
        bench.put("s", &[(30, "e")]).unwrap();
        let latest = GetLogEventsRequest { limit: Some(2), ..ask() };
        let last = bench.read_logs::<GetLogEvents>(latest.clone()).unwrap();
        assert_eq!(texts(&last), ["d", "e"]);
        let back = GetLogEventsRequest { next_token: last.next_backward_token, ..latest.clone() };
        let before = bench.read_logs::<GetLogEvents>(back).unwrap();
        assert_eq!(texts(&before), ["b", "c"]);
        let head = GetLogEventsRequest { start_from_head: Some(true), ..latest };
        let first = bench.read_logs::<GetLogEvents>(head.clone()).unwrap();
        assert_eq!(texts(&first), ["a", "b"]);
        let on = GetLogEventsRequest { next_token: first.next_forward_token, ..head };
        assert_eq!(texts(&bench.read_logs::<GetLogEvents>(on).unwrap()), ["c", "d"]);
    }

    #[test]
    fn the_start_is_inclusive_the_end_exclusive_and_the_retention_hides() {
        let mut bench = Bench::new();
        bench.put("s", &[(-90_000_000, "old")]).unwrap();
        bench.put("s", &[(0, "a"), (1, "b"), (2, "c")]).unwrap();
        let now = bench.caller.now.0;
        let range = GetLogEventsRequest { start_time: Some(now), end_time: Some(now + 2), ..ask() };
        assert_eq!(texts(&bench.read_logs::<GetLogEvents>(range).unwrap()), ["a", "b"]);
        let days =
            shapes::logs::PutRetentionPolicyRequest { log_group_name: "g".into(), retention_in_days: 1 };
        bench.write::<shapes::logs::PutRetentionPolicy>(days).unwrap();
        assert_eq!(texts(&bench.read_logs::<GetLogEvents>(ask()).unwrap()), ["a", "b", "c"]);
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let mut bench = Bench::new();
        let mut words = |input| bench.read_logs::<GetLogEvents>(input).unwrap_err().message;
        let token = GetLogEventsRequest { next_token: Some("x".into()), ..ask() };
        assert_eq!(words(token), "The specified nextToken is invalid.");
        let stream = GetLogEventsRequest { log_stream_name: "x".into(), ..ask() };
        assert_eq!(words(stream), "The specified log stream does not exist.");
        let both = GetLogEventsRequest { log_group_identifier: Some("g".into()), ..ask() };
        assert_eq!(words(both), "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
    }
}
