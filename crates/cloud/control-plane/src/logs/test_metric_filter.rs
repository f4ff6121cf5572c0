//! TestMetricFilter: which of some messages a pattern means, and what it finds in them.

use ledger::World;
use shapes::Error;
use shapes::logs::{
    MetricFilterMatchRecord, TestMetricFilter, TestMetricFilterRequest, TestMetricFilterResponse,
};

use super::pattern;
use crate::Caller;
use crate::table::Read;

impl Read for TestMetricFilter {
    fn read(
        _: &World,
        _: &mut Caller,
        input: TestMetricFilterRequest,
    ) -> Result<TestMetricFilterResponse, Error> {
        let pattern = pattern::parse(&input.filter_pattern)?;
        let record = |(number, message): (i64, String)| {
            let extracted = pattern.extracted(&pattern.find(&message)?);
            Some(MetricFilterMatchRecord {
                event_message: Some(message),
                event_number: Some(number),
                extracted_values: Some(extracted),
            })
        };
        let matches = (1..).zip(input.log_event_messages).filter_map(record).collect();
        Ok(TestMetricFilterResponse { matches: Some(matches) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn matches_are_numbered_from_one_and_say_what_was_found() {
        let mut bench = Bench::new();
        let input = TestMetricFilterRequest {
            filter_pattern: "[ip, status = 5*, bytes]".into(),
            log_event_messages: vec!["::1 200 7".into(), "::1 503 9".into()],
        };
        let matches = bench.read::<TestMetricFilter>(input).unwrap().matches.unwrap();
        assert_eq!(matches.len(), 1);
        assert_eq!(matches[0].event_number, Some(2));
        let found = matches[0].extracted_values.as_ref().unwrap();
        assert_eq!((found["$status"].as_str(), found["$bytes"].as_str()), ("503", "9"));
        let bad =
            TestMetricFilterRequest { filter_pattern: "a:b".into(), log_event_messages: vec!["x".into()] };
        assert_eq!(bench.read::<TestMetricFilter>(bad).unwrap_err().code, "InvalidParameterException");
    }
}
