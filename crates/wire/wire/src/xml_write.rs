//! Documents to XML, guided by the shape. In: a document of that shape. Out: elements. Never here: envelopes.

use base64::{Engine, engine::general_purpose::STANDARD};
use shapes::{Document, Entries, Kind, Member, Place, Shape, Timestamp, TimestampFormat};

use crate::civil::{http_date, iso8601};

/// Appends the members of a structure, without an element around them.
pub(crate) fn write_members(out: &mut String, shape: &Shape, document: &Document) {
    let (Kind::Structure { members, .. }, Document::Map(entries)) = (&shape.kind, document) else { return };
    for (name, value) in entries {
        let found = members.binary_search_by(|member| member.name.cmp(name));
        if let Some(member) = found.ok().map(|at| &members[at]).filter(|it| it.place == Place::Body) {
            write_member(out, member.xml, member.shape, value);
        }
    }
}

/// Appends an element with the attributes that its shape has, and its namespace, else this one (empty: none).
pub(crate) fn write_element(out: &mut String, name: &str, namespace: &str, shape: &Shape, value: &Document) {
    let mut head = name.to_owned();
    match shape.namespace {
        Some((prefix, uri)) if !prefix.is_empty() => attribute(&mut head, &format!("xmlns:{prefix}"), uri),
        Some((_, uri)) => attribute(&mut head, "xmlns", uri),
        None if !namespace.is_empty() => attribute(&mut head, "xmlns", namespace),
        None => {}
    }
    if let (Kind::Structure { members, .. }, Document::Map(entries)) = (&shape.kind, value) {
        for member in members.iter().filter(|member| member.place == Place::Attribute) {
            let value = entries.iter().find(|(name, _)| name == member.name).map(|(_, value)| value);
            if let Some(Document::String(text)) = value {
                attribute(&mut head, member.xml, text);
            }
        }
    }
    element_of(out, &head, name, |out| write_value(out, shape, value));
}

fn attribute(head: &mut String, name: &str, text: &str) {
    head.push(' ');
    head.push_str(name);
    head.push_str("=\"");
    escape(head, text);
    head.push('"');
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
        _ if has_head(shape) => write_element(out, name, "", shape, value),
        _ => element(out, name, |out| write_value(out, shape, value)),
    }
}

/// Whether there is more in its tag than its name.
fn has_head(shape: &Shape) -> bool {
    let attributes = |members: &[Member]| members.iter().any(|member| member.place == Place::Attribute);
    shape.namespace.is_some() || matches!(shape.kind, Kind::Structure { members, .. } if attributes(members))
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

/// The text of a moment by itself.
pub(crate) fn plain_moment(format: TimestampFormat, moment: Timestamp) -> String {
    let mut out = String::new();
    write_moment(&mut out, format, moment);
    out
}

/// The text of a scalar by itself, as headers have it: not escaped.
pub(crate) fn plain_scalar(value: &Document) -> String {
    match value {
        Document::String(text) => text.clone(),
        value => {
            let mut out = String::new();
            write_scalar(&mut out, value);
            out
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
    element_of(out, name, name, inside);
}

/// The same, where the tag that opens it holds `head`.
fn element_of(out: &mut String, head: &str, name: &str, inside: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(head);
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
