//! What the journal's frames say, under any bytes at all. In: a payload. Out: nothing. Never here: anything the product calls.

pub(crate) use super::entries::FRAMES;
use super::entries::{self, Entry};

/// Reads a payload to its end.
pub(crate) fn payload(payload: &[u8]) {
    match entries::entry(payload) {
        Some(Entry::Part { changes, .. }) => {
            let count = entries::changes(changes).count();
            assert!(count <= changes.len(), "more changes than bytes");
        }
        Some(Entry::Records(bytes)) => {
            let total: usize =
                entries::records(bytes).map(|(kind, key, json)| kind.len() + key.len() + json.len()).sum();
            assert!(total <= bytes.len(), "records longer than what they were read from");
        }
        Some(Entry::Header { .. } | Entry::Closed { .. } | Entry::End { .. }) | None => {}
    }
}
