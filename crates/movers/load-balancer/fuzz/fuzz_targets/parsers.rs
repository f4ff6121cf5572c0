//! Any bytes as a request, an answer and a chunked body. In: bytes from libFuzzer. Out: nothing, or a panic. Never here: sockets.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| load_balancer::exercise::parsers(bytes));
