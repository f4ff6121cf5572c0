//! What the frames of the journal's files say: headers, parts of batches, records of snapshots, ends.
//! Entries go in, payloads come out, and the other way round. Deliberately absent: files, frames, what follows from an entry.
//!
//! ```text
//!   log file  = header · (the parts of a batch · closed?)*
//!   snapshot  = header · records* · end
//!   header    = 1 · magic · format u32 · batch u64                  the last batch before this file
//!   part      = 2 · place u8 · batch u64 · change*                  place: 1 the first of its batch + 2 the last
//!   change    = 1 put · kind · key · JSON  |  2 remove · kind · key  |  3 forget account · account  |  4 forget all
//!   closed    = 3 · batch u64                                       the process ended in order after this batch
//!   records   = 4 · (kind · key · JSON)*
//!   end       = 5 · count of records u64
//! ```

use super::batch::{Batch, Wipe};
use crate::bytes::{Cursor, put_blob, put_text};
use crate::frames::{self, Kind};

/// Raised when the files change in a way an older program would misread. 1 was a redb file.
pub(crate) const FORMAT: u32 = 2;
const MAGIC: &str = "interstella journal";
/// Frames of the journal's files. A part is closed at 1 MiB, and the longest record is far below the rest.
pub(crate) const FRAMES: Kind = Kind { longest: 64 << 20, begins: |byte| matches!(byte, HEADER..=END) };
/// A part or a frame of records is closed when it holds this much.
const PART_BYTES: usize = 1 << 20;

const HEADER: u8 = 1;
const PART: u8 = 2;
const CLOSED: u8 = 3;
const RECORDS: u8 = 4;
const END: u8 = 5;

const FIRST: u8 = 1;
const LAST: u8 = 2;

const PUT: u8 = 1;
const REMOVE: u8 = 2;
const FORGET: u8 = 3;
const FORGET_ALL: u8 = 4;

/// The meaning of a frame.
pub(super) enum Entry<'a> {
    Header { format: u32, batch: u64 },
    Part { is_first: bool, is_last: bool, batch: u64, changes: &'a [u8] },
    Closed { batch: u64 },
    Records(&'a [u8]),
    End { count: u64 },
}

/// One change within a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change<'a> {
    Put { kind: &'a str, key: &'a str, json: &'a [u8] },
    Remove { kind: &'a str, key: &'a str },
    Forget { account: &'a str },
    ForgetAll,
}

/// What a payload says; `None` if it says nothing known.
pub(super) fn entry(payload: &[u8]) -> Option<Entry<'_>> {
    let mut cursor = Cursor(payload);
    Some(match cursor.u8()? {
        HEADER => {
            (cursor.text()? == MAGIC).then_some(())?;
            Entry::Header { format: cursor.u32()?, batch: cursor.u64()? }
        }
        PART => {
            let place = cursor.u8()?;
            let (is_first, is_last) = (place & FIRST != 0, place & LAST != 0);
            Entry::Part { is_first, is_last, batch: cursor.u64()?, changes: cursor.0 }
        }
        CLOSED => Entry::Closed { batch: cursor.u64()? },
        RECORDS => Entry::Records(cursor.0),
        END => Entry::End { count: cursor.u64()? },
        _ => return None,
    })
}

/// The changes of a part; ends early if the bytes do.
pub(super) fn changes(bytes: &[u8]) -> impl Iterator<Item = Change<'_>> {
    let mut cursor = Cursor(bytes);
    std::iter::from_fn(move || {
        Some(match cursor.u8()? {
            PUT => Change::Put { kind: cursor.text()?, key: cursor.text()?, json: cursor.blob()? },
            REMOVE => Change::Remove { kind: cursor.text()?, key: cursor.text()? },
            FORGET => Change::Forget { account: cursor.text()? },
            FORGET_ALL => Change::ForgetAll,
            _ => return None,
        })
    })
}

/// The records of a snapshot's frame: kind, key, JSON.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = (&str, &str, &[u8])> {
    let mut cursor = Cursor(bytes);
    std::iter::from_fn(move || Some((cursor.text()?, cursor.text()?, cursor.blob()?)))
}

pub(super) fn put_header(out: &mut Vec<u8>, batch: u64) {
    frames::put(out, |out| {
        out.push(HEADER);
        put_text(out, MAGIC);
        out.extend(FORMAT.to_le_bytes());
        out.extend(batch.to_le_bytes());
    });
}

pub(super) fn put_closed(out: &mut Vec<u8>, batch: u64) {
    frames::put(out, |out| {
        out.push(CLOSED);
        out.extend(batch.to_le_bytes());
    });
}

pub(super) fn put_end(out: &mut Vec<u8>, count: u64) {
    frames::put(out, |out| {
        out.push(END);
        out.extend(count.to_le_bytes());
    });
}

/// Gathers records into frames.
#[derive(Default)]
pub(super) struct RecordFrames {
    held: Vec<u8>,
    pub(super) count: u64,
}

impl RecordFrames {
    /// Adds a record; a frame that is full goes to `out`.
    pub(super) fn add(&mut self, out: &mut Vec<u8>, (kind, key, json): (&str, &str, &[u8])) {
        put_text(&mut self.held, kind);
        put_text(&mut self.held, key);
        put_blob(&mut self.held, json);
        self.count += 1;
        if self.held.len() >= PART_BYTES {
            self.flush(out);
        }
    }

    /// The last frame goes to `out`.
    pub(super) fn flush(&mut self, out: &mut Vec<u8>) {
        if self.held.is_empty() {
            return;
        }
        frames::put(out, |out| {
            out.push(RECORDS);
            out.append(&mut self.held);
        });
    }
}

/// A batch as the frames of its parts.
pub(super) fn put_batch(out: &mut Vec<u8>, number: u64, batch: &Batch) -> Result<(), serde_json::Error> {
    let mut parts = Parts { number, held: Vec::new(), place: FIRST };
    match &batch.wipe {
        Wipe::Nothing => {}
        Wipe::Everything => parts.held.push(FORGET_ALL),
        Wipe::Accounts(accounts) => accounts.iter().for_each(|account| {
            parts.held.push(FORGET);
            put_text(&mut parts.held, account.as_str());
        }),
    }
    for ((kind, key), value) in &batch.changes {
        let json = value.as_ref().map(|record| record.encode()).transpose()?;
        parts.held.push(if json.is_some() { PUT } else { REMOVE });
        put_text(&mut parts.held, kind);
        put_text(&mut parts.held, &key.to_string());
        if let Some(json) = json {
            put_blob(&mut parts.held, &json);
        }
        if parts.held.len() >= PART_BYTES {
            parts.flush(out, 0);
        }
    }
    parts.flush(out, LAST);
    Ok(())
}

struct Parts {
    number: u64,
    held: Vec<u8>,
    /// What the next part is besides.
    place: u8,
}

impl Parts {
    fn flush(&mut self, out: &mut Vec<u8>, place: u8) {
        let place = std::mem::take(&mut self.place) | place;
        frames::put(out, |out| {
            out.extend([PART, place]);
            out.extend(self.number.to_le_bytes());
            out.append(&mut self.held);
        });
    }
}
