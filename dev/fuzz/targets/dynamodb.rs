//! Expressions of DynamoDB. Oracles: NOT turns a condition round; updates change and projections show what they name only.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| control_plane::exercise::dynamodb(bytes));
