//! Calls of any operation, one a line: two bytes that choose it, and its input as JSON. All on one memory. Oracle: no panic, and answers
//! that are JSON.
#![no_main]

use std::sync::OnceLock;

use control_plane::{Entry, entries};
use kernel::rig::Rig;
use libfuzzer_sys::fuzz_target;
use model::Time;

/// Calls on one memory; more would not tell more.
const MOST_CALLS: usize = 24;
const BEGINNING: i64 = 1_795_000_000_000;

fuzz_target!(|bytes: &[u8]| {
    let rig = Rig::in_memory(table().to_vec());
    for (number, call) in bytes.split(|byte| *byte == b'\n').take(MOST_CALLS).enumerate() {
        let Some((choice, body)) = call.split_first_chunk::<2>() else { continue };
        let table = table();
        let entry = &table[usize::from(u16::from_be_bytes(*choice)) % table.len()];
        let Some(input) = wire::exercise::input(entry.operation, body) else { continue };
        rig.set_now(Time(BEGINNING + number as i64 * 1000));
        // A session that goes on is an answer too, but not a document.
        let outcome = rig.engine.perform_now(rig.caller(), entry.operation, input);
        let answer =
            wire::write(entry.operation, entry.operation.service.protocols[0], "id", outcome.as_ref());
        if answer.body.first() == Some(&b'{') {
            assert!(
                serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok(),
                "an answer that is no JSON"
            );
        }
    }
});

fn table() -> &'static [Entry] {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    TABLE.get_or_init(entries)
}
