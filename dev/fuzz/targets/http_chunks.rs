//! Chunked bodies. Oracle: where a stream is cut makes no difference.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| load_balancer::exercise::chunks(bytes));
