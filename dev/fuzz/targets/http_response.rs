//! Answers of targets. Oracle: what a client gets is one head, framed as the target's was.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| load_balancer::exercise::response(bytes));
