//! What daemon and keeper say to each other. Oracle: what is understood is understood again; no message is longer than what came.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| container_runtime::linux::exercise::keeper(bytes));
