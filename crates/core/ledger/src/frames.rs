//! Frames: the checksummed pieces every file of the ledger is a row of. Payloads go in, bytes come out, and the other way round,
//! damage told apart from the end.
//!
//! ```text
//!   frame = length u32 · crc32 of payload u32 · payload           (little-endian; an empty payload is no frame)
//! ```
//! After damage the walk goes on at the next whole frame: where the length of the damaged one leads, or wherever one is found.

use std::ops::Range;

/// Bytes before the payload.
pub(crate) const HEAD: usize = 8;
/// Bytes checksummed at most while the next whole frame is looked for; what lies beyond counts as damaged.
const SEARCH_BYTES: usize = 256 << 20;

/// What payloads a file may hold.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// Longest payload, in bytes.
    pub(crate) longest: usize,
    /// Whether a payload may begin with this byte.
    pub(crate) begins: fn(u8) -> bool,
}

/// Appends a frame whose payload `fill` writes; returns the payload's length.
pub(crate) fn put(out: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) -> u32 {
    let start = out.len();
    out.extend([0; HEAD]);
    fill(out);
    let payload = &out[start + HEAD..];
    let (length, sum) = (payload.len() as u32, crc32fast::hash(payload));
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
    out[start + 4..start + HEAD].copy_from_slice(&sum.to_le_bytes());
    length
}

/// The payload of the frame that begins `bytes`; `None` if it is torn or damaged.
pub(crate) fn payload(bytes: &[u8], kind: Kind) -> Option<&[u8]> {
    let candidate = candidate(bytes, kind)?;
    let sum = u32::from_le_bytes(bytes.get(4..HEAD)?.try_into().ok()?);
    (crc32fast::hash(candidate) == sum).then_some(candidate)
}

/// What would be the payload, were the checksum right.
pub(crate) fn candidate(bytes: &[u8], kind: Kind) -> Option<&[u8]> {
    let length = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let payload = bytes.get(HEAD..HEAD.checked_add(length)?).filter(|_| length <= kind.longest)?;
    payload.first().filter(|first| (kind.begins)(**first))?;
    Some(payload)
}

/// A piece of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece<'a> {
    /// A whole frame.
    Frame { offset: usize, payload: &'a [u8] },
    /// Bytes that are none, with whole frames behind them.
    Damage(Range<usize>),
    /// Bytes that are none, at the end: torn by a crash or damaged.
    Tail(Range<usize>),
}

/// The pieces of a file, in order.
pub(crate) fn walk(bytes: &[u8], kind: Kind) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let offset = at;
        if let Some(payload) = payload(rest, kind) {
            at += HEAD + payload.len();
            return Some(Piece::Frame { offset, payload });
        }
        at = next_whole(bytes, offset, kind).unwrap_or(bytes.len());
        let range = offset..at;
        Some(if at == bytes.len() { Piece::Tail(range) } else { Piece::Damage(range) })
    })
}

/// Where the next whole frame after a bad one at `bad` begins.
fn next_whole(bytes: &[u8], bad: usize, kind: Kind) -> Option<usize> {
    let is_whole = |at: &usize| payload(&bytes[*at..], kind).is_some();
    // If only the payload is damaged, its length still leads to its neighbour: no text inside it is mistaken for a frame.
    if let Some(payload) = candidate(&bytes[bad..], kind) {
        let neighbour = bad + HEAD + payload.len();
        if neighbour == bytes.len() || is_whole(&neighbour) {
            return Some(neighbour);
        }
    }
    let mut budget = SEARCH_BYTES;
    let mut affordable = |at: &usize| {
        let cost = candidate(&bytes[*at..], kind).map_or(0, <[u8]>::len);
        budget = budget.saturating_sub(cost);
        budget > 0
    };
    (bad + 1..bytes.len()).take_while(|at| affordable(at)).find(is_whole)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const KIND: Kind = Kind { longest: 1000, begins: |byte| byte == b'a' };

    fn file() -> Vec<u8> {
        let mut out = Vec::new();
        for text in ["a one", "a second", "a third"] {
            put(&mut out, |out| out.extend(text.as_bytes()));
        }
        out
    }

    fn texts(bytes: &[u8]) -> Vec<&str> {
        let text = |piece| match piece {
            Piece::Frame { payload, .. } => Some(std::str::from_utf8(payload).unwrap()),
            _ => None,
        };
        walk(bytes, KIND).filter_map(text).collect()
    }

    #[test]
    fn a_flipped_bit_anywhere_costs_one_frame() {
        let whole = file();
        assert_eq!(texts(&whole), ["a one", "a second", "a third"]);
        let second = HEAD + 5..2 * HEAD + 13;
        for bit in second.start * 8..second.end * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(texts(&flipped), ["a one", "a third"], "bit {bit}");
            let damage = Piece::Damage(second.clone());
            assert!(walk(&flipped, KIND).any(|piece| piece == damage), "bit {bit}");
        }
    }

    #[test]
    fn every_cut_leaves_the_frames_before_it_and_a_tail() {
        let whole = file();
        for end in 0..whole.len() {
            let pieces: Vec<Piece<'_>> = walk(&whole[..end], KIND).collect();
            let frames = [0, HEAD + 5, 2 * HEAD + 13].iter().filter(|start| **start < end).count();
            let torn = pieces.iter().filter(|piece| matches!(piece, Piece::Tail(_))).count();
            assert_eq!(pieces.len(), frames, "cut at {end}");
            assert_eq!(torn, usize::from(![0, HEAD + 5, 2 * HEAD + 13].contains(&end)), "cut at {end}");
        }
    }

    #[test]
    fn a_frame_inside_a_damaged_payload_is_not_found() {
        let mut inner = Vec::new();
        put(&mut inner, |out| out.extend(b"a forged"));
        let mut out = Vec::new();
        put(&mut out, |out| {
            out.push(b'a');
            out.extend(&inner);
        });
        put(&mut out, |out| out.extend(b"a true"));
        out[HEAD] = b'b';
        assert_eq!(texts(&out), ["a forged", "a true"], "the first byte says what a payload is");
        out[HEAD] = b'a';
        out[HEAD + 4] ^= 1;
        assert_eq!(texts(&out), ["a true"]);
    }

    #[test]
    fn zeros_and_noise_are_no_frames() {
        assert_eq!(texts(&[0; 100]), Vec::<&str>::new());
        let mut noisy = vec![7; 50];
        noisy.extend(file());
        assert_eq!(texts(&noisy), ["a one", "a second", "a third"]);
    }
}
