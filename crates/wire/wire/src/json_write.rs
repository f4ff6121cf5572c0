//! Documents to JSON. In: a document, which describes itself but for other names of members and formats of moments, which its shape has.
//! Out: bytes. Never here: envelopes.

use base64::{Engine, engine::general_purpose::STANDARD};
use shapes::{Document, Kind, Place, Shape, Timestamp, TimestampFormat};

use crate::civil::{date_time, http_date};

/// Appends `document`.
pub(crate) fn write_json(out: &mut Vec<u8>, document: &Document) {
    match document {
        Document::Null => out.extend_from_slice(b"null"),
        Document::Bool(true) => out.extend_from_slice(b"true"),
        Document::Bool(false) => out.extend_from_slice(b"false"),
        Document::Integer(value) => integer(out, *value),
        Document::Float(value) if value.is_finite() => {
            out.extend_from_slice(ryu::Buffer::new().format_finite(*value).as_bytes());
        }
        // The way AWS JSON spells what JSON has no number for.
        Document::Float(value) if value.is_nan() => out.extend_from_slice(b"\"NaN\""),
        Document::Float(value) => string(out, if *value > 0.0 { "Infinity" } else { "-Infinity" }),
        Document::String(text) => string(out, text),
        Document::Blob(bytes) => string(out, &STANDARD.encode(bytes)),
        Document::Timestamp(moment) => timestamp(out, *moment),
        Document::List(items) => sequence(out, items, write_json),
        Document::Map(entries) => {
            map(out, entries.iter().map(|(name, value)| (&**name, value)));
        }
    }
}

/// Appends `document` as `shape` has it: members of the body alone, under their names in REST, moments in their formats.
pub(crate) fn write_shaped(out: &mut Vec<u8>, shape: &Shape, document: &Document, renamed: bool) {
    match (&shape.kind, document) {
        (Kind::Structure { members, .. }, Document::Map(entries)) => {
            let known = entries.iter().filter_map(|(name, value)| {
                let at = members.binary_search_by(|member| member.name.cmp(name)).ok()?;
                Some((&members[at], value))
            });
            let known = known.filter(|(member, _)| !renamed || member.place == Place::Body);
            let named = known.map(|(it, value)| (if renamed { it.xml } else { it.name }, (it.shape, value)));
            object(out, named, |out, (shape, value)| write_shaped(out, shape, value, renamed));
        }
        (Kind::Map { value: shape, .. }, Document::Map(entries)) => {
            let entries = entries.iter().map(|(name, value)| (&**name, value));
            object(out, entries, |out, value| write_shaped(out, shape, value, renamed));
        }
        (Kind::List { member, .. }, Document::List(items)) => {
            sequence(out, items, |out, item| write_shaped(out, member, item, renamed));
        }
        (Kind::Timestamp(TimestampFormat::Iso8601), Document::Timestamp(moment)) => {
            string(out, &date_time(*moment))
        }
        (Kind::Timestamp(TimestampFormat::HttpDate), Document::Timestamp(moment)) => {
            string(out, &http_date(*moment));
        }
        _ => write_json(out, document),
    }
}

fn integer(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Epoch seconds; the fraction has three digits and is left out when zero.
fn timestamp(out: &mut Vec<u8>, moment: Timestamp) {
    let millis = moment.millis();
    if millis < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(itoa::Buffer::new().format(millis.unsigned_abs() / 1000).as_bytes());
    let fraction = millis.unsigned_abs() % 1000;
    if fraction != 0 {
        let digit = |unit: u64| b'0' + (fraction / unit % 10) as u8;
        out.extend_from_slice(&[b'.', digit(100), digit(10), digit(1)]);
    }
}

fn sequence(out: &mut Vec<u8>, items: &[Document], write: impl Fn(&mut Vec<u8>, &Document)) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// Appends a JSON object.
pub(crate) fn map<'d>(out: &mut Vec<u8>, entries: impl Iterator<Item = (&'d str, &'d Document)>) {
    object(out, entries, write_json);
}

fn object<'d, V>(
    out: &mut Vec<u8>,
    entries: impl Iterator<Item = (&'d str, V)>,
    write: impl Fn(&mut Vec<u8>, V),
) {
    out.push(b'{');
    for (at, (name, value)) in entries.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        string(out, name);
        out.push(b':');
        write(out, value);
    }
    out.push(b'}');
}

const HEX: &[u8; 16] = b"0123456789abcdef";

fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[start..at]);
        start = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => {
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            }
        }
    }
    out.extend_from_slice(&bytes[start..]);
    out.push(b'"');
}
