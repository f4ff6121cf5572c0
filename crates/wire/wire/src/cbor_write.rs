//! Documents to CBOR. In: any document (it describes itself). Out: bytes. Never here: schemas, envelopes.

use ciborium_ll::{Encoder, Header, simple};
use shapes::Document;

/// Epoch seconds (RFC 8949, section 3.4.2).
const EPOCH: u64 = 1;

/// Appends `document`.
pub(crate) fn write_cbor(out: &mut Vec<u8>, document: &Document) {
    match document {
        Document::Null => push(out, Header::Simple(simple::NULL)),
        Document::Bool(value) => push(out, Header::Simple(if *value { simple::TRUE } else { simple::FALSE })),
        Document::Integer(value) => push(out, integer(*value)),
        Document::Float(value) => push(out, Header::Float(*value)),
        Document::String(value) => text(out, value),
        Document::Blob(bytes) => {
            push(out, Header::Bytes(Some(bytes.len())));
            out.extend_from_slice(bytes);
        }
        Document::Timestamp(moment) => {
            push(out, Header::Tag(EPOCH));
            push(out, Header::Float(moment.seconds()));
        }
        Document::List(items) => {
            push(out, Header::Array(Some(items.len())));
            items.iter().for_each(|item| write_cbor(out, item));
        }
        Document::Map(entries) => {
            map(out, entries.iter().map(|(name, value)| (&**name, value)), entries.len());
        }
    }
}

/// Appends a map of `count` entries.
pub(crate) fn map<'d>(
    out: &mut Vec<u8>,
    entries: impl Iterator<Item = (&'d str, &'d Document)>,
    count: usize,
) {
    push(out, Header::Map(Some(count)));
    for (name, value) in entries {
        text(out, name);
        write_cbor(out, value);
    }
}

fn integer(value: i64) -> Header {
    match u64::try_from(value) {
        Ok(value) => Header::Positive(value),
        // CBOR writes -1 as 0, -2 as 1: the bits turned over.
        Err(_) => Header::Negative(!value as u64),
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    push(out, Header::Text(Some(text.len())));
    out.extend_from_slice(text.as_bytes());
}

fn push(out: &mut Vec<u8>, header: Header) {
    // Writing to memory does not fail.
    let _ = Encoder::from(out).push(header);
}
