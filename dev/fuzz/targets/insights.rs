//! Queries of Logs Insights: a query, a zero, and messages in lines. Oracles: rows are bounded; what a message that is looked at must hold,
//! it holds; where a query is malformed lies within it.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use planner::insights::{Collector, Event, MOST_ROWS, Pointer, Query, fields_of};

const NOW: i64 = 1_795_000_000_000;

fuzz_target!(|text: &str| {
    let (asked, messages) =
        text.split_once('\0').unwrap_or((text, "one\n{\"a\": [1, {\"b\": null}], \"c\": \"x\"}\n"));
    let query = match Query::parse(asked, 1000, NOW) {
        Ok(query) => query,
        Err(malformed) => {
            let length = asked.chars().count();
            assert!(
                malformed.start <= malformed.end && malformed.end <= length + 1,
                "{malformed:?} of {length}"
            );
            return;
        }
    };
    let mut collector = Collector::new(&query, &|| true);
    for (number, message) in messages.lines().enumerate() {
        let pointer =
            Pointer { group: Cow::Borrowed("g"), stream: Cow::Borrowed("s"), ordinal: number as u64 };
        let again = Pointer::parse(&pointer.text());
        assert_eq!(again.as_ref(), Some(&pointer), "a pointer that leads elsewhere");
        let event = Event::new("000000000000", pointer, (NOW - number as i64, NOW), message);
        let _ = fields_of(&event);
        // What costs too much is refused; then the whole query is.
        let Ok(looked) = query.look(event, &|| true) else { return };
        if let Some(mapped) = looked {
            assert!(
                query.needle().is_none_or(|needle| message.contains(needle)),
                "{message:?} lacks the needle"
            );
            if collector.take(mapped).is_err() {
                return;
            }
        }
    }
    if let Ok(rows) = collector.finish() {
        assert!(rows.len() <= MOST_ROWS, "{} rows", rows.len());
    }
});
