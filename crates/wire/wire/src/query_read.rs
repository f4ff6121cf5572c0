//! Query and EC2 parameters to documents, guided by the shape. In: decoded pairs. Out: a document of that shape's
//! types. Never here: routing, constraints.
//!
//! `Names.member.2`, `Tags.member.1.Key`, `Attributes.entry.1.key`; EC2 leaves out `member`. Numbering may have gaps;
//! order is by number. An empty string is "not set" unless the member is required; where a list belongs it is an empty list.

use std::{borrow::Cow, collections::BTreeMap};

use base64::{Engine, engine::general_purpose::STANDARD};
use shapes::{Document, Entries, Error, Kind, Member, Protocol, Shape, Timestamp, TimestampFormat};

use crate::{civil, json_read::no_number, read::malformed_query};

/// Decoded names and values, in order.
pub(crate) type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

const MAX_PAIRS: usize = 20_000;
const MAX_DEPTH: usize = 32;

/// Splits and decodes a form or a query string.
pub(crate) fn pairs(text: &str) -> Result<Pairs<'_>, Error> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    let mut out = Vec::new();
    for part in parts {
        if out.len() == MAX_PAIRS {
            return Err(malformed_query("too many parameters"));
        }
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let decoded = decode_component(name).zip(decode_component(value));
        out.push(decoded.ok_or_else(|| malformed_query("a percent escape is malformed"))?);
    }
    Ok(out)
}

/// Decodes `%41` and `+`; `None` for a broken escape or bytes that are not UTF-8.
pub fn decode_component(text: &str) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, tail @ ..]) => {
                out.push(hex(*high)? << 4 | hex(*low)?);
                rest = tail;
            }
            (b'%', _) => return None,
            (other, _) => out.push(*other),
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// Reads the parameters of `shape`; parameters it does not know are left out.
pub(crate) fn read_query(
    shape: &'static Shape,
    protocol: Protocol,
    pairs: &Pairs<'_>,
) -> Result<Document, Error> {
    let mut root = Node::default();
    for (name, value) in pairs {
        root.insert(name, value)?;
    }
    let walk = Walk { protocol };
    Ok(walk.value(shape, &root, shape.name)?.unwrap_or(Document::Map(Vec::new())))
}

/// Parameters as a tree of the words between their dots.
#[derive(Default)]
struct Node<'a> {
    value: Option<&'a str>,
    children: BTreeMap<&'a str, Node<'a>>,
}

impl<'a> Node<'a> {
    fn insert(&mut self, name: &'a str, value: &'a str) -> Result<(), Error> {
        let mut node = self;
        for (depth, word) in name.split('.').enumerate() {
            if depth == MAX_DEPTH {
                return Err(malformed_query("a parameter is nested too deeply"));
            }
            node = node.children.entry(word).or_default();
        }
        node.value = Some(value);
        Ok(())
    }

    /// All values below, but for empty ones.
    fn texts(&self) -> Vec<Document> {
        let own = self.value.filter(|text| !text.is_empty()).map(|text| Document::String(text.to_owned()));
        own.into_iter().chain(self.children.values().flat_map(Node::texts)).collect()
    }

    /// Children whose word is a number, by number.
    fn numbered(&self) -> Vec<&Node<'a>> {
        let numbers = self.children.iter().filter_map(|(word, node)| Some((word.parse::<u32>().ok()?, node)));
        let mut numbers: Vec<_> = numbers.collect();
        numbers.sort_by_key(|(number, _)| *number);
        numbers.into_iter().map(|(_, node)| node).collect()
    }
}

struct Walk {
    protocol: Protocol,
}

impl Walk {
    fn value(&self, shape: &'static Shape, node: &Node<'_>, name: &str) -> Result<Option<Document>, Error> {
        match shape.kind {
            Kind::Structure { members, .. } => self.structure(members, node),
            Kind::List { member, item, flattened } => self.list(member, item, flattened, node, name),
            Kind::Map { value, names, .. } => self.map(value, names, node, name),
            Kind::Refused { .. } => Ok(Some(Document::List(node.texts()))),
            _ => match node.value {
                None | Some("") => Ok(None),
                Some(text) => {
                    scalar(&shape.kind, text).map(Some).ok_or_else(|| self.wrong_type(shape, text, name))
                }
            },
        }
    }

    fn structure(&self, members: &'static [Member], node: &Node<'_>) -> Result<Option<Document>, Error> {
        let mut entries: Entries = Vec::new();
        for member in members {
            let Some(child) = node.children.get(member.query) else { continue };
            let value = match member.required {
                true => self.needed(member.shape, child, member.query)?,
                false => self.value(member.shape, child, member.query)?,
            };
            if let Some(value) = value {
                entries.push((Cow::Borrowed(member.name), value));
            }
        }
        let present = !entries.is_empty() || !node.children.is_empty();
        Ok(present.then_some(Document::Map(entries)))
    }

    fn list(
        &self,
        member: &'static Shape,
        item: &str,
        flattened: bool,
        node: &Node<'_>,
        name: &str,
    ) -> Result<Option<Document>, Error> {
        if node.children.is_empty() {
            return Ok(node.value.map(|_| Document::List(Vec::new())));
        }
        let flat = flattened || self.protocol == Protocol::Ec2;
        let nested = node.children.get("member").or_else(|| node.children.get(item)).filter(|_| !flat);
        let items = nested.unwrap_or(node).numbered();
        let items = items.into_iter().filter_map(|node| self.value(member, node, name).transpose());
        items.collect::<Result<_, _>>().map(|items| Some(Document::List(items)))
    }

    fn map(
        &self,
        shape: &'static Shape,
        names: (&str, &str),
        node: &Node<'_>,
        name: &str,
    ) -> Result<Option<Document>, Error> {
        if node.children.is_empty() {
            return Ok(None);
        }
        let mut entries: Entries = Vec::new();
        for entry in node.children.get("entry").unwrap_or(node).numbered() {
            let Some(key) = entry.children.get(names.0).and_then(|key| key.value) else { continue };
            let value =
                entry.children.get(names.1).map(|value| self.needed(shape, value, name)).transpose()?;
            entries.push((Cow::Owned(key.to_owned()), value.flatten().unwrap_or_default()));
        }
        Ok(Some(Document::Map(entries)))
    }

    /// A map value or a required member: here an empty string is a value, for somebody has to say something.
    fn needed(&self, shape: &'static Shape, node: &Node<'_>, name: &str) -> Result<Option<Document>, Error> {
        match (&shape.kind, node.value) {
            (Kind::String { .. }, Some("")) => Ok(Some(Document::String(String::new()))),
            _ => self.value(shape, node, name),
        }
    }

    fn wrong_type(&self, shape: &Shape, text: &str, name: &str) -> Error {
        let shown: String = text.chars().take(64).collect();
        match self.protocol {
            Protocol::Ec2 => {
                let words = format!(
                    "Invalid value '{shown}' for {name}. It is not a valid {}.",
                    kind_word(&shape.kind)
                );
                Error::sender("InvalidParameterValue", words)
            }
            _ => {
                let words =
                    format!("'{shown}' at '{name}' can not be converted to {}", kind_word(&shape.kind));
                Error::sender("MalformedInput", words)
            }
        }
    }
}

fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Integer => "an Integer",
        Kind::Long => "a Long",
        Kind::Double => "a Double",
        Kind::Boolean => "a Boolean",
        Kind::Blob => "a Blob (base64)",
        Kind::Timestamp(_) => "a Timestamp (ISO 8601)",
        _ => "a String",
    }
}

/// A scalar from its text in Query and in XML.
pub(crate) fn scalar(kind: &Kind, text: &str) -> Option<Document> {
    scalar_in(kind, TimestampFormat::Iso8601, text)
}

/// A scalar from its text, where moments usually have this format.
pub(crate) fn scalar_in(kind: &Kind, usual: TimestampFormat, text: &str) -> Option<Document> {
    match kind {
        Kind::Integer => text.parse::<i32>().ok().map(|value| Document::Integer(value.into())),
        Kind::Long => text.parse().ok().map(Document::Integer),
        Kind::Double => {
            let finite = || text.parse().ok().filter(|value: &f64| value.is_finite());
            no_number(text).or_else(finite).map(Document::Float)
        }
        Kind::Boolean => boolean(text).map(Document::Bool),
        Kind::Blob => STANDARD.decode(text).ok().map(Document::Blob),
        Kind::Timestamp(TimestampFormat::Usual) => moment(usual, text).map(Document::Timestamp),
        Kind::Timestamp(format) => moment(*format, text).map(Document::Timestamp),
        _ => Some(Document::String(text.to_owned())),
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// In the format it is meant to be; epoch seconds are always taken.
fn moment(format: TimestampFormat, text: &str) -> Option<Timestamp> {
    civil::parse(format, text).or_else(|| civil::parse(TimestampFormat::EpochSeconds, text))
}
