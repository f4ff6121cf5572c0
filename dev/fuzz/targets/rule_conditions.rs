//! Conditions of listener rules. Oracle: what answers show is read as the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| control_plane::exercise::rule_conditions(bytes));
