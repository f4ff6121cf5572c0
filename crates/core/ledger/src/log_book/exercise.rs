//! What the frames of log segments say, under any bytes at all. In: a payload. Out: nothing. Never here: anything the product calls.

pub(crate) use super::segment::FRAMES;
use super::segment::{self, Entry};

/// Reads a payload to its end.
pub(crate) fn payload(payload: &[u8]) {
    if let Some(Entry::Events(events)) = segment::entry(payload) {
        let total: usize = events.views().map(|(_, _, message)| message.len() + 20).sum();
        assert!(total <= payload.len(), "events longer than their block");
        let _ = events.block(0, 0, payload.len() as u32);
    }
}
