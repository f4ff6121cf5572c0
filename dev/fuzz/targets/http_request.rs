//! HTTP/1.1 requests of a load balancer. Oracle: what a target gets is one request, framed as the client's was.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| load_balancer::exercise::request(bytes));
