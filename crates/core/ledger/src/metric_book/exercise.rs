//! What the frames of metric files say, under any bytes at all. In: a payload. Out: nothing. Never here: anything the product calls.

pub(crate) use super::day_files::FRAMES;
use super::day_files::Line;

/// Reads a payload; what is read of it is written so that it is read again.
pub(crate) fn payload(payload: &[u8]) {
    if let Ok(line) = serde_json::from_slice::<Line>(payload) {
        let again =
            serde_json::to_vec(&line).ok().and_then(|json| serde_json::from_slice::<Line>(&json).ok());
        assert!(again.is_some(), "a line that is read once only");
    }
}
