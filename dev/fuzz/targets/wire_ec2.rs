//! Parameters of EC2 Query. Oracle: what is read reads back the same from JSON and from CBOR.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wire::exercise::ec2(bytes));
