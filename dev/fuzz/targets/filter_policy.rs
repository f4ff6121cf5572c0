//! Filter policies of SNS and a message's body. Oracle: a policy is kept as it was read.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| control_plane::exercise::filter_policy(bytes));
