//! Frames of the journal, made by hand: what no ledger of this version writes.
#![allow(dead_code)]

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

fn text(out: &mut Vec<u8>, text: &[u8]) {
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text);
}

fn frame(payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::new();
    frame.extend((payload.len() as u32).to_le_bytes());
    frame.extend(crc32fast::hash(payload).to_le_bytes());
    frame.extend(payload);
    frame
}

/// A batch that puts one record.
pub(crate) fn batch(number: u64, kind: &str, key: &str, json: &[u8]) -> Vec<u8> {
    let mut payload = vec![2, 3];
    payload.extend(number.to_le_bytes());
    payload.push(1);
    text(&mut payload, kind.as_bytes());
    text(&mut payload, key.as_bytes());
    text(&mut payload, json);
    frame(&payload)
}

/// The header of a file of the given format.
pub(crate) fn header(format: u32) -> Vec<u8> {
    let mut payload = vec![1];
    text(&mut payload, b"interstella journal");
    payload.extend(format.to_le_bytes());
    payload.extend(0_u64.to_le_bytes());
    frame(&payload)
}

/// Adds bytes at the end of a file.
pub(crate) fn append(path: &Path, bytes: &[u8]) {
    OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
}
