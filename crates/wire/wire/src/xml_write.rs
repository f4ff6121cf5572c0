//! Documents to XML, guided by the shape. In: a document of that shape. Out: elements. Never here: envelopes.

use base64::{Engine, engine::general_purpose::STANDARD};
use shapes::{Document, Entries, Kind, Shape, Timestamp, TimestampFormat};

use crate::civil::{http_date, iso8601};

/// Appends the members of a structure, without an element around them.
pub(crate) fn write_members(out: &mut String, shape: &Shape, document: &Document) {
    let (Kind::Structure { members, .. }, Document::Map(entries)) = (&shape.kind, document) else { return };
    for (name, value) in entries {
        let found = members.binary_search_by(|member| member.name.cmp(name));
        if let Ok(at) = found {
            write_member(out, members[at].xml, members[at].shape, value);
        }
    }
}

fn write_member(out: &mut String, name: &str, shape: &Shape, value: &Document) {
    match (&shape.kind, value) {
        (_, Document::Null) => {}
        (Kind::List { member, flattened: true, .. }, Document::List(items)) => {
            items.iter().for_each(|item| write_member(out, name, member, item));
        }
        (Kind::Map { value: shape, names, flattened: true, .. }, Document::Map(entries)) => {
            write_entries(out, name, shape, *names, entries);
        }
        _ => element(out, name, |out| write_value(out, shape, value)),
    }
}

/// Key and value of each entry, in an element called `name`.
fn write_entries(out: &mut String, name: &str, shape: &Shape, names: (&str, &str), entries: &Entries) {
    for (key, value) in entries {
        element(out, name, |out| {
            element(out, names.0, |out| escape(out, key));
            write_member(out, names.1, shape, value);
        });
    }
}

fn write_value(out: &mut String, shape: &Shape, value: &Document) {
    match (&shape.kind, value) {
        (Kind::Structure { .. }, _) => write_members(out, shape, value),
        (Kind::List { member, item, .. }, Document::List(items)) => {
            items.iter().for_each(|value| write_member(out, item, member, value));
        }
        (Kind::Map { value: shape, names, .. }, Document::Map(entries)) => {
            write_entries(out, "entry", shape, *names, entries);
        }
        (Kind::Timestamp(format), Document::Timestamp(moment)) => write_moment(out, *format, *moment),
        _ => write_scalar(out, value),
    }
}

fn write_moment(out: &mut String, format: TimestampFormat, moment: Timestamp) {
    match format {
        TimestampFormat::Usual | TimestampFormat::Iso8601 => out.push_str(&iso8601(moment)),
        TimestampFormat::HttpDate => out.push_str(&http_date(moment)),
        TimestampFormat::EpochSeconds if moment.millis() % 1000 == 0 => {
            out.push_str(itoa::Buffer::new().format(moment.millis() / 1000));
        }
        TimestampFormat::EpochSeconds => {
            out.push_str(ryu::Buffer::new().format_finite(moment.millis() as f64 / 1000.0));
        }
    }
}

fn write_scalar(out: &mut String, value: &Document) {
    match value {
        Document::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Document::Integer(value) => out.push_str(itoa::Buffer::new().format(*value)),
        Document::Float(value) if value.is_nan() => out.push_str("NaN"),
        Document::Float(value) if value.is_infinite() => {
            out.push_str(if *value > 0.0 { "Infinity" } else { "-Infinity" });
        }
        Document::Float(value) => out.push_str(ryu::Buffer::new().format_finite(*value)),
        Document::String(text) => escape(out, text),
        Document::Blob(bytes) => STANDARD.encode_string(bytes, out),
        Document::Timestamp(moment) => out.push_str(&iso8601(*moment)),
        Document::Null | Document::List(_) | Document::Map(_) => {}
    }
}

/// `<name>`, what `inside` writes, `</name>`; `<name/>` when it writes nothing.
pub(crate) fn element(out: &mut String, name: &str, inside: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    let before = out.len();
    inside(out);
    if out.len() == before {
        out.insert(before - 1, '/');
        return;
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Appends text; what XML 1.0 cannot carry becomes U+FFFD.
pub(crate) fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A bare carriage return would be read back as a line feed.
            '\r' => out.push_str("&#xD;"),
            '\t' | '\n' => out.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
}
