//! First packets of tasks' connections. Oracle: the refusal comes from where the packet went.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| container_runtime::linux::exercise::first_packet(bytes));
