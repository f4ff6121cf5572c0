//! Certificates for import, in DER and in PEM. Oracle: none but survival.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| control_plane::exercise::certificate(bytes));
