//! PutLogEvents: one batch at the end of a stream; sequence tokens are taken and ignored, as on AWS.
//!
//! ```text
//!   index:   0 ...... tooOldEnd / expiredEnd ...... tooNewStart ...... end
//!            rejected                     kept                rejected
//! ```

use ledger::{Durable, LogBook, LogEvent, Txn};
use model::Time;
use model::logs::LogGroup;
use shapes::Error;
use shapes::logs::{
    InputLogEvent, PutLogEvents, PutLogEventsRequest, PutLogEventsResponse, RejectedLogEventsInfo, errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::WriteLogs;

/// Bytes of a batch: of its messages in UTF-8, and 26 for each.
const BATCH_BYTES: usize = 1_048_576;
const EVENT_OVERHEAD: usize = 26;
/// Milliseconds between the first and the last event of a batch that are kept.
const SPAN: i64 = 86_400_000;
/// Milliseconds an event may be behind and ahead of the service.
const OLDEST: i64 = 14 * 86_400_000;
const NEWEST: i64 = 2 * 3_600_000;

impl WriteLogs for PutLogEvents {
    fn write_logs(
        txn: &mut Txn,
        book: &LogBook,
        caller: &mut Caller,
        input: PutLogEventsRequest,
    ) -> Result<(PutLogEventsResponse, Durable), Error> {
        check(&input.log_events)?;
        let (group, name) = (&input.log_group_name, &input.log_stream_name);
        let stream = find::stream(txn.world(), &caller.scope, group, name)?;
        let group = find::group(txn.world(), &caller.scope, group)?;
        let bounds = Bounds::new(&input.log_events, &group, caller.now);
        let events = bounds.kept(input.log_events, caller.now);
        check_span(&events)?;
        let answer = PutLogEventsResponse {
            next_sequence_token: Some(view::sequence_token(&stream, caller.now.0)),
            rejected_log_events_info: bounds.rejected(),
            ..Default::default()
        };
        Ok((answer, book.append(&view::stream_key(&stream), events)))
    }
}

fn check(events: &[InputLogEvent]) -> Result<(), Error> {
    let refused = errors::invalid_parameter_exception;
    if !events.is_sorted_by_key(|event| event.timestamp) {
        let text = "Log events in a single PutLogEvents request must be in chronological order.";
        return Err(refused(text.into()));
    }
    let bytes: usize = events.iter().map(|event| event.message.len() + EVENT_OVERHEAD).sum();
    if bytes > BATCH_BYTES {
        return Err(refused(format!("Upload too large: {bytes} bytes exceeds limit of {BATCH_BYTES}")));
    }
    Ok(())
}

/// How far the events that are kept may lie apart; those rejected for their age do not count.
fn check_span(kept: &[LogEvent]) -> Result<(), Error> {
    let span = kept.first().zip(kept.last()).map(|(first, last)| last.timestamp - first.timestamp);
    if span.is_some_and(|span| span > SPAN) {
        let text = "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.";
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(())
}

/// Where in the batch the kept events begin and end; the batch is in order of time.
struct Bounds {
    too_old_end: usize,
    expired_end: usize,
    too_new_start: usize,
    length: usize,
}

impl Bounds {
    fn new(events: &[InputLogEvent], group: &LogGroup, now: Time) -> Bounds {
        let before = |moment: Time| events.partition_point(|event| event.timestamp < moment.0);
        Bounds {
            too_old_end: before(now.plus(-OLDEST)),
            expired_end: group.keeps_from(now).map_or(0, before),
            too_new_start: before(now.plus(NEWEST + 1)),
            length: events.len(),
        }
    }

    fn kept(&self, events: Vec<InputLogEvent>, now: Time) -> Vec<LogEvent> {
        let begin = self.too_old_end.max(self.expired_end);
        let kept = events.into_iter().take(self.too_new_start).skip(begin);
        kept.map(|event| LogEvent { timestamp: event.timestamp, ingested: now.0, message: event.message })
            .collect()
    }

    fn rejected(&self) -> Option<RejectedLogEventsInfo> {
        let index = |index: usize, some: bool| some.then_some(index as i64);
        let info = RejectedLogEventsInfo {
            expired_log_event_end_index: index(self.expired_end, self.expired_end > self.too_old_end),
            too_new_log_event_start_index: index(self.too_new_start, self.too_new_start < self.length),
            too_old_log_event_end_index: index(self.too_old_end, self.too_old_end > 0),
        };
        (info != RejectedLogEventsInfo::default()).then_some(info)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use ledger::{LogQuery, StreamKey};

    fn kept(bench: &Bench) -> Vec<String> {
        let key = StreamKey::new(&bench.caller.scope, "g", "s");
        let page = bench.books().logs.read(&key, &LogQuery::default()).unwrap();
        page.events.into_iter().map(|placed| placed.event.message).collect()
    }

    #[test]
    fn old_and_new_events_are_rejected_in_the_answer() {
        let mut bench = Bench::new();
        let too_old = bench.put("s", &[(-OLDEST - 1, "old"), (-OLDEST, "kept")]).unwrap();
        let info = too_old.rejected_log_events_info.unwrap();
        assert_eq!(info.too_old_log_event_end_index, Some(1));
        let too_new = bench.put("s", &[(0, "now"), (NEWEST, "edge"), (NEWEST + 1, "new")]).unwrap();
        assert_eq!(too_new.rejected_log_events_info.unwrap().too_new_log_event_start_index, Some(2));
        assert_eq!(too_new.next_sequence_token.unwrap().len(), 56);
        let around = [(-OLDEST - 1, "old"), (5, "between"), (NEWEST + 1, "new")];
        let info = bench.put("s", &around).unwrap().rejected_log_events_info.unwrap();
        assert_eq!(
            (info.too_old_log_event_end_index, info.too_new_log_event_start_index),
            (Some(1), Some(2))
        );
        assert_eq!(kept(&bench), ["kept", "now", "between", "edge"]);
    }

    #[test]
    fn events_past_the_retention_are_expired() {
        let mut bench = Bench::new();
        let days =
            shapes::logs::PutRetentionPolicyRequest { log_group_name: "g".into(), retention_in_days: 1 };
        bench.write::<shapes::logs::PutRetentionPolicy>(days).unwrap();
        let answer = bench.put("s", &[(-SPAN - 1, "expired"), (-1, "kept")]).unwrap();
        assert_eq!(answer.rejected_log_events_info.unwrap().expired_log_event_end_index, Some(1));
        assert_eq!(kept(&bench), ["kept"]);
    }

    #[test]
    fn a_batch_that_breaks_a_rule_leaves_nothing() {
        let mut bench = Bench::new();
        let disorder = bench.put("s", &[(1, "a"), (0, "b")]).unwrap_err();
        let words = "Log events in a single PutLogEvents request must be in chronological order.";
        assert_eq!(disorder.message, words);
        assert!(bench.put("s", &[(-SPAN, "a"), (1, "b")]).unwrap_err().message.contains("24 hours"));
        let big = "x".repeat(BATCH_BYTES - EVENT_OVERHEAD + 1);
        let words = "Upload too large: 1048577 bytes exceeds limit of 1048576";
        assert_eq!(bench.put("s", &[(0, &big)]).unwrap_err().message, words);
        let words = "The specified log stream does not exist.";
        assert_eq!(bench.put("nowhere", &[(0, "a")]).unwrap_err().message, words);
        assert!(kept(&bench).is_empty());
    }
}
