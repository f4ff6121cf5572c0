//! Filter patterns of CloudWatch Logs: a pattern, and messages in the lines after it. Oracles: matching and finding agree; what a matching
//! message must hold, it holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planner::log_pattern::Pattern;

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n');
    let Ok(pattern) = Pattern::parse(lines.next().unwrap_or_default()) else { return };
    for message in lines {
        let found = pattern.find(message);
        assert_eq!(pattern.matches(message), found.is_some(), "{message:?}");
        if let Some(found) = found {
            assert!(
                pattern.needle().is_none_or(|needle| message.contains(needle)),
                "{message:?} lacks the needle"
            );
            let _ = pattern.extracted(&found);
        } else {
            assert!(!pattern.is_everything(), "everything but {message:?}");
        }
    }
});
