//! The files of the ledger under any bytes at all, for the fuzz targets in `dev/fuzz`. In: bytes. Out: nothing; a promise that does not
//! hold is a panic. Never here: anything the product calls.

use crate::frames::{self, HEAD, Kind, Piece};
use crate::{journal, log_book, metric_book};

/// A row of frames of every kind of file.
///
/// # Panics
///
/// When pieces do not cover the file, or a whole frame says something else than it did.
pub fn frames(bytes: &[u8]) {
    for kind in [journal::exercise::FRAMES, log_book::exercise::FRAMES, metric_book::exercise::FRAMES] {
        pieces(bytes, kind);
        // The same with checksums that fit, which no random bytes have.
        let mended = mended(bytes, kind);
        pieces(&mended, kind);
        for piece in frames::walk(&mended, kind) {
            if let Piece::Frame { payload, .. } = piece {
                journal::exercise::payload(payload);
                log_book::exercise::payload(payload);
                metric_book::exercise::payload(payload);
            }
        }
    }
}

/// Every byte is in one piece, pieces follow each other, and frames are what they were.
fn pieces(bytes: &[u8], kind: Kind) {
    let mut at = 0;
    for piece in frames::walk(bytes, kind) {
        let range = match piece {
            Piece::Frame { offset, payload } => {
                let mut again = Vec::new();
                frames::put(&mut again, |out| out.extend(payload));
                assert_eq!(
                    again,
                    bytes[offset..offset + HEAD + payload.len()],
                    "a frame that is written otherwise"
                );
                offset..offset + HEAD + payload.len()
            }
            Piece::Damage(range) | Piece::Tail(range) => range,
        };
        assert_eq!(range.start, at, "a gap between pieces");
        assert!(range.end > range.start, "an empty piece");
        at = range.end;
    }
    assert_eq!(at, bytes.len(), "bytes in no piece");
}

/// The bytes with the checksum of every frame that would be one put right.
fn mended(bytes: &[u8], kind: Kind) -> Vec<u8> {
    let (mut mended, mut at) = (bytes.to_vec(), 0);
    while let Some(payload) = bytes.get(at..).and_then(|rest| frames::candidate(rest, kind)) {
        mended[at + 4..at + HEAD].copy_from_slice(&crc32fast::hash(payload).to_le_bytes());
        at += HEAD + payload.len();
    }
    mended
}
