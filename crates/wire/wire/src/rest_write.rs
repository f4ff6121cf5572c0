//! The answer of a REST operation: status, headers and body, as its model places each member.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use shapes::{Document, Entries, Kind, Member, OperationSchema, Place, Protocol, Shape, TimestampFormat};

use crate::civil::{date_time, http_date};
use crate::json_write::write_shaped;
use crate::write::{HeaderList, Response};
use crate::xml_write::{plain_moment, plain_scalar, write_element};

/// Spells an output.
pub(crate) fn write_rest(
    operation: &OperationSchema,
    protocol: Protocol,
    request_id: &str,
    document: &Document,
) -> Response {
    let status = operation.http.map_or(200, |http| http.status);
    let mut answer = Response { status, headers: vec![id_header(operation, request_id)], body: Vec::new() };
    if let (Some(shape), Document::Map(entries)) = (operation.output, document) {
        outside(shape, entries, &mut answer);
        let body = body(operation, shape, protocol, document, entries);
        if let Some((kind, body)) = body {
            if !answer.headers.iter().any(|(name, _)| name == "content-type") {
                answer.headers.push(("content-type".into(), kind.to_owned()));
            }
            answer.body = body;
        }
    }
    answer
}

/// S3 has a name of its own for the header with the request's id.
pub(crate) fn id_header(operation: &OperationSchema, request_id: &str) -> (Cow<'static, str>, String) {
    let name = if operation.service.name == "s3" { "x-amz-request-id" } else { "x-amzn-requestid" };
    (name.into(), request_id.to_owned())
}

/// Status and headers that members give.
pub(crate) fn outside(shape: &Shape, entries: &Entries, answer: &mut Response) {
    for (member, value) in placed(shape, entries) {
        match (member.place, value) {
            (Place::Status, Document::Integer(status)) => {
                answer.status = u16::try_from(*status).unwrap_or(answer.status);
            }
            (Place::Header, value) => {
                let text = header_text(member.shape, value);
                answer.headers.extend(text.map(|text| (member.xml.to_ascii_lowercase().into(), text)));
            }
            (Place::Headers, Document::Map(all)) => prefixed(member.xml, all, &mut answer.headers),
            _ => {}
        }
    }
}

fn placed<'e>(shape: &Shape, entries: &'e Entries) -> impl Iterator<Item = (&'static Member, &'e Document)> {
    let members = members(shape);
    entries.iter().filter_map(move |(name, value)| {
        let at = members.binary_search_by(|member| member.name.cmp(name)).ok()?;
        Some((&members[at], value))
    })
}

fn members(shape: &Shape) -> &'static [Member] {
    match shape.kind {
        Kind::Structure { members, .. } => members,
        _ => &[],
    }
}

fn prefixed(prefix: &str, all: &Entries, headers: &mut HeaderList) {
    for (name, value) in all {
        if let Document::String(text) = value {
            headers.push((format!("{prefix}{name}").to_ascii_lowercase().into(), text.clone()));
        }
    }
}

/// A value in a header; items of a list are joined by commas, and quoted where they hold one.
fn header_text(shape: &Shape, value: &Document) -> Option<String> {
    match (&shape.kind, value) {
        (_, Document::Null | Document::Map(_)) => None,
        (Kind::Timestamp(TimestampFormat::Usual), Document::Timestamp(moment)) => Some(http_date(*moment)),
        (Kind::Timestamp(TimestampFormat::Iso8601), Document::Timestamp(moment)) => Some(date_time(*moment)),
        (Kind::Timestamp(format), Document::Timestamp(moment)) => Some(plain_moment(*format, *moment)),
        (Kind::List { member, .. }, Document::List(items)) => {
            let items: Vec<String> = items
                .iter()
                .filter_map(|item| header_text(member, item).map(|text| quoted(member, text)))
                .collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        (_, Document::Blob(bytes)) => Some(STANDARD.encode(bytes)),
        (_, value) => Some(plain_scalar(value)),
    }
}

fn quoted(shape: &Shape, text: String) -> String {
    match shape.kind {
        Kind::String { .. } if text.contains([',', '"']) => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => text,
    }
}

/// Media type and bytes of the body, where there is one.
fn body(
    operation: &OperationSchema,
    shape: &Shape,
    protocol: Protocol,
    document: &Document,
    entries: &Entries,
) -> Option<(&'static str, Vec<u8>)> {
    let whole = members(shape).iter().find(|it| matches!(it.place, Place::Payload | Place::Stream));
    if let Some(member) = whole {
        let value = entries.iter().find(|(name, _)| name == member.name).map(|(_, value)| value)?;
        return payload(operation, member, protocol, value);
    }
    let has_members = members(shape).iter().any(|it| matches!(it.place, Place::Body | Place::Attribute));
    match protocol {
        Protocol::RestJson => Some(("application/json", json(shape, document))),
        Protocol::RestXml if has_members => Some(("text/xml", xml(operation, shape.name, shape, document))),
        _ => None,
    }
}

fn payload(
    operation: &OperationSchema,
    member: &Member,
    protocol: Protocol,
    value: &Document,
) -> Option<(&'static str, Vec<u8>)> {
    match value {
        Document::Null => None,
        Document::Blob(bytes) => Some(("application/octet-stream", bytes.clone())),
        Document::String(text) => Some(("text/plain", text.clone().into_bytes())),
        value if protocol == Protocol::RestJson => Some(("application/json", json(member.shape, value))),
        value => {
            let name = if member.xml == member.name { member.shape.name } else { member.xml };
            Some(("application/xml", xml(operation, name, member.shape, value)))
        }
    }
}

fn json(shape: &Shape, document: &Document) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    write_shaped(&mut out, shape, document, true);
    out
}

fn xml(operation: &OperationSchema, name: &str, shape: &Shape, value: &Document) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_element(&mut out, name, operation.service.xml_namespace, shape, value);
    out.into_bytes()
}
