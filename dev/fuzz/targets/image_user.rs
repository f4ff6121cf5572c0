//! The user of an image, its /etc/passwd and /etc/group. Oracle: a number is itself.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| container_runtime::linux::exercise::image_user(bytes));
