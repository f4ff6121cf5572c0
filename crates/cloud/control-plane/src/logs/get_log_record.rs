//! GetLogRecord: all fields of the event that `@ptr` of a query's row names.

use std::borrow::Cow;

use ledger::{LogBook, World};
use planner::insights::{Event, Pointer, fields_of};
use shapes::Error;
use shapes::logs::{GetLogRecord, GetLogRecordRequest, GetLogRecordResponse, errors};

use super::get_log_events::{earliest, unreadable};
use super::{find, view};
use crate::Caller;
use crate::table::ReadLogs;

impl ReadLogs for GetLogRecord {
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: GetLogRecordRequest,
    ) -> Result<GetLogRecordResponse, Error> {
        let text = &input.log_record_pointer;
        let bad = || errors::invalid_parameter_exception("The specified logRecordPointer is invalid.");
        let pointer = Pointer::parse(text).ok_or_else(bad)?;
        let group = find::group(world, &caller.scope, &pointer.group)?;
        let stream = find::stream(world, &caller.scope, &group.name, &pointer.stream)?;
        let found = book.event(&view::stream_key(&stream), pointer.ordinal).map_err(unreadable)?;
        let oldest = earliest(&group, caller.now, None);
        let gone = || errors::resource_not_found_exception("The log record is no longer there.");
        let event = found.filter(|event| event.timestamp >= oldest).ok_or_else(gone)?;
        let account = caller.scope.account.as_str();
        let pointer = Pointer {
            group: Cow::Borrowed(&pointer.group),
            stream: Cow::Borrowed(&pointer.stream),
            ordinal: pointer.ordinal,
        };
        let times = (event.timestamp, event.ingested);
        let mut record = fields_of(&Event::new(account, pointer, times, &event.message));
        // Unlike rows of a query, a record tells its times in milliseconds.
        record.insert("@timestamp".to_owned(), event.timestamp.to_string());
        record.insert("@ingestionTime".to_owned(), event.ingested.to_string());
        record.insert("@ptr".to_owned(), text.clone());
        Ok(GetLogRecordResponse { log_record: Some(record) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn a_pointer_leads_to_its_event() {
        let mut bench = Bench::new();
        bench.put("s", &[(0, "first"), (1, r#"{"a": {"b": 7}}"#)]).unwrap();
        let pointer = Pointer { group: "g".into(), stream: "s".into(), ordinal: 1 };
        let mut ask = |log_record_pointer: String| {
            bench.read_logs::<GetLogRecord>(GetLogRecordRequest { log_record_pointer })
        };
        let record = ask(pointer.text()).unwrap().log_record.unwrap();
        assert_eq!((record["a.b"].as_str(), record["@ptr"].clone()), ("7", pointer.text()));
        assert_eq!(record["@timestamp"], (Caller::example().now.0 + 1).to_string());
        let nowhere = Pointer { ordinal: 2, ..pointer };
        assert_eq!(ask(nowhere.text()).unwrap_err().code, "ResourceNotFoundException");
        assert_eq!(ask("x".into()).unwrap_err().code, "InvalidParameterException");
    }
}
