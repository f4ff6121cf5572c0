//! `awslogs-datetime-format` (or, after a zero, `awslogs-multiline-pattern`) and a line. Oracle: none but survival.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planner::multiline::Multiline;

fuzz_target!(|text: &str| {
    let (option, line) = text.split_once('\n').unwrap_or((text, "2026-11-22 now"));
    let (key, option) = match option.strip_prefix('\0') {
        Some(pattern) => ("awslogs-multiline-pattern", pattern),
        None => ("awslogs-datetime-format", option),
    };
    let options = [(key.to_owned(), option.to_owned())].into();
    if let Ok(Some(multiline)) = Multiline::of(&options) {
        let _ = multiline.begins(line);
    }
});
