//! What daemon and keeper say to each other, under any bytes at all. In: bytes. Out: nothing. Never here: anything the product calls.

use std::io::Write as _;
use std::os::unix::net::UnixStream;

use super::super::child::Plan;
use super::frame;
use super::words::{Answer, Order};

/// Bytes on their way to a keeper or a daemon: frames, then what they say. What is understood is said again and understood.
///
/// # Panics
///
/// When it is not.
pub fn keeper(bytes: &[u8]) {
    frames(bytes);
    if let Ok(order) = serde_json::from_slice::<Order<Plan>>(bytes) {
        let said = serde_json::to_vec(&order).unwrap_or_default();
        assert!(
            serde_json::from_slice::<Order<Plan>>(&said).is_ok(),
            "an order that is understood once only"
        );
    }
    if let Ok(answer) = serde_json::from_slice::<Answer>(bytes) {
        let said = serde_json::to_vec(&answer).unwrap_or_default();
        assert!(serde_json::from_slice::<Answer>(&said).is_ok(), "an answer that is understood once only");
    }
}

fn frames(bytes: &[u8]) {
    let Ok((mut here, there)) = UnixStream::pair() else { return };
    // More than the socket holds would wait for a reader.
    if bytes.len() > 64 << 10 || here.write_all(bytes).is_err() {
        return;
    }
    drop(here);
    let mut taken = 0;
    while let Ok(Some(frame)) = frame::receive(&there) {
        taken += 8 + frame.bytes.len();
        assert!(taken <= bytes.len(), "messages longer than what was sent");
        assert!(frame.descriptors.is_empty(), "descriptors nobody sent");
    }
}
