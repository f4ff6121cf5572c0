//! Frames of journal, log segments and metric files. Oracle: pieces cover the file; whole frames are what they were.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ledger::exercise::frames(bytes));
