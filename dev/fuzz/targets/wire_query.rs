//! Parameters of Query. Oracle: what is read reads back the same from JSON and from CBOR.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wire::exercise::query(bytes));
