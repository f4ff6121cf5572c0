//! Frames of HTTP/2. Oracle: every request in them becomes one request of HTTP/1.1.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| load_balancer::exercise::http2(bytes));
