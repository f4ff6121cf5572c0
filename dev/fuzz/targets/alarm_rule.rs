//! Rules of composite alarms. Oracle: NOT turns them round, and they name no alarm that is not in them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::cloudwatch::StateValue;
use planner::alarms::rule::{Rule, is_circular, name_in};

fuzz_target!(|text: &str| {
    let Ok(rule) = Rule::read(text) else { return };
    let state = |name: &str| (name.len() % 2 == 0).then_some(StateValue::Alarm);
    let holds = rule.holds(&state);
    for child in rule.children() {
        let _ = name_in(child);
        assert!(text.contains(child) || text.contains('\\'), "{child} is not in {text}");
    }
    let _ = is_circular("a", |_| rule.children().into_iter().map(str::to_owned).collect());
    if let Ok(turned) = Rule::read(&format!("NOT ({text})")) {
        assert_eq!(turned.holds(&state), !holds, "NOT ({text})");
    }
});
