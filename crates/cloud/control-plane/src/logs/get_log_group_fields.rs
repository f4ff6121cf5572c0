//! GetLogGroupFields: which fields recent events of a group have, and how many of the events have each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ledger::{EventView, LogBook, Onward, Search, StreamKey, World};
use model::Time;
use model::logs::LogStream;
use planner::insights::{Event, Pointer, fields_of};
use shapes::Error;
use shapes::logs::{GetLogGroupFields, GetLogGroupFieldsRequest, GetLogGroupFieldsResponse, LogGroupField};

use super::find;
use super::get_log_events::{earliest, unreadable};
use crate::Caller;
use crate::table::ReadLogs;

const MINUTE: i64 = 60_000;
/// Events looked at.
const MOST_EVENTS: usize = 10_000;
/// Fields told of; AWS tells of a hundred at most.
const MOST_FIELDS: usize = 100;

impl ReadLogs for GetLogGroupFields {
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: GetLogGroupFieldsRequest,
    ) -> Result<GetLogGroupFieldsResponse, Error> {
        let (name, identifier) = (input.log_group_name.as_deref(), input.log_group_identifier.as_deref());
        let group = find::group_of(world, &caller.scope, name, identifier)?;
        let (from, until) = window(caller.now, input.time);
        let from = earliest(&group, caller.now, Some(from));
        let streams = world.scan_prefix::<LogStream>(&group.scope, &LogStream::prefix_of(&group.name));
        let keys: Vec<StreamKey> =
            streams.map(|stream| StreamKey::new(&group.scope, &group.name, &stream.name)).collect();
        let account = group.scope.account.as_str();
        let look = |seen: &EventView<'_>| {
            let key = &keys[seen.stream];
            let pointer = Pointer {
                group: Cow::Borrowed(&group.name),
                stream: Cow::Borrowed(&key.stream),
                ordinal: seen.ordinal,
            };
            let event = Event::new(account, pointer, (seen.timestamp, seen.ingested), seen.message);
            Some(fields_of(&event).into_keys().collect::<Vec<String>>())
        };
        let (mut events, mut counts) = (0, BTreeMap::<String, usize>::new());
        let count = |found: Vec<Vec<String>>, _| {
            events += found.len();
            found.into_iter().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
            if events < MOST_EVENTS { Onward::Go } else { Onward::Stop }
        };
        book.search(&keys, &Search { from, until, needle: None }, look, count).map_err(unreadable)?;
        Ok(GetLogGroupFieldsResponse { log_group_fields: Some(shown(counts, events)) })
    }
}

/// 8 minutes around a moment (seconds since 1970), or the last 15.
fn window(now: Time, time: Option<i64>) -> (i64, i64) {
    let around = time.map(|seconds| seconds.saturating_mul(1000));
    around.map_or((now.0 - 15 * MINUTE, now.0 + 1), |at| {
        (at.saturating_sub(8 * MINUTE), at.saturating_add(8 * MINUTE))
    })
}

/// The most frequent first.
fn shown(counts: BTreeMap<String, usize>, events: usize) -> Vec<LogGroupField> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(MOST_FIELDS);
    let percent = |count: usize| (count * 100).div_ceil(events.max(1)) as i64;
    let field = |(name, count)| LogGroupField { name: Some(name), percent: Some(percent(count)) };
    counts.into_iter().map(field).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn fields_are_counted_in_percent_of_recent_events() {
        let mut bench = Bench::new();
        bench.put("s", &[(-20 * MINUTE, r#"{"old": 1}"#)]).unwrap();
        bench.put("s", &[(-2, r#"{"a": 1}"#), (-1, r#"{"a": 2, "b": {"c": 3}}"#), (0, "plain")]).unwrap();
        let mut fields = |time| {
            let input =
                GetLogGroupFieldsRequest { log_group_name: Some("g".into()), time, ..Default::default() };
            let fields = bench.read_logs::<GetLogGroupFields>(input).unwrap().log_group_fields.unwrap();
            fields
                .into_iter()
                .map(|field| (field.name.unwrap(), field.percent.unwrap()))
                .collect::<BTreeMap<_, _>>()
        };
        let recent = fields(None);
        assert_eq!((recent["@message"], recent["a"], recent["b.c"], recent.get("old")), (100, 67, 34, None));
        let then = fields(Some((Caller::example().now.0 - 20 * MINUTE) / 1000));
        assert_eq!((then["old"], then.get("a")), (100, None));
    }
}
