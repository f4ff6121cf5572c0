//! A body of JSON 1.0 or 1.1. Oracle: what is read reads back the same from JSON and from CBOR.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wire::exercise::json(bytes));
