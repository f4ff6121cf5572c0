//! The input of a REST operation, from labels, query string, headers and body, as its model places each member.

use std::borrow::Cow;

use shapes::{
    Document, Entries, Error, Kind, Member, OperationSchema, Place, Protocol, Shape, TimestampFormat,
};

use crate::{
    json_read::read_rest_json,
    query_read::{Pairs, scalar_in},
    read::Request,
    refused::{leaf, leaves},
    rest_path::Labels,
    xml_read::{Element, read_members, read_value},
};

/// Reads an input.
pub(crate) fn read_rest(
    operation: &'static OperationSchema,
    protocol: Protocol,
    request: &Request<'_>,
    labels: &Labels,
    query: &Pairs<'_>,
) -> Result<Document, Error> {
    let Some(Kind::Structure { members, .. }) = operation.input.map(|shape| &shape.kind) else {
        return Ok(Document::Map(Vec::new()));
    };
    let reader = Reader { operation, protocol, request, labels, query, members };
    let mut entries = reader.body()?;
    for member in *members {
        let value = reader.placed(member)?;
        entries.extend(value.map(|value| (Cow::Borrowed(member.name), value)));
    }
    Ok(Document::Map(entries))
}

struct Reader<'r, 'a> {
    operation: &'static OperationSchema,
    protocol: Protocol,
    request: &'r Request<'a>,
    labels: &'r Labels,
    query: &'r Pairs<'r>,
    members: &'static [Member],
}

impl Reader<'_, '_> {
    /// A member that stands outside the body.
    fn placed(&self, member: &Member) -> Result<Option<Document>, Error> {
        let wrong = |text: &str| self.wrong_type(member.xml, text);
        match member.place {
            Place::Label => {
                let label = self.labels.iter().find(|(name, _)| *name == member.xml);
                label.map(|(_, text)| one(member.shape, TimestampFormat::Iso8601, text)).transpose()
            }
            Place::Query => self.query_member(member),
            Place::Header => self.header_member(member),
            Place::Headers => Ok(self.prefixed(member)),
            _ => Ok(None),
        }
        .map_err(|text| wrong(&text))
    }

    fn query_member(&self, member: &Member) -> Result<Option<Document>, String> {
        let named: Vec<&str> =
            self.query.iter().filter(|(name, _)| name == member.xml).map(|(_, value)| &**value).collect();
        let format = TimestampFormat::Iso8601;
        match &member.shape.kind {
            Kind::Map { value, .. } => self.all_parameters(value),
            _ if named.is_empty() => Ok(None),
            Kind::List { member, .. } => {
                let items = named.iter().map(|text| one(member, format, text));
                items.collect::<Result<_, _>>().map(Document::List).map(Some)
            }
            Kind::Refused { .. } => Ok(Some(refused(named.iter().copied()))),
            _ => one(member.shape, format, named[0]).map(Some),
        }
    }

    /// All parameters, also those that members of their own have: so servers must (Smithy, `httpQueryParams`).
    fn all_parameters(&self, shape: &'static Shape) -> Result<Option<Document>, String> {
        let mut entries = Entries::new();
        for (name, text) in self.query {
            let same = entries.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value);
            match (&shape.kind, same) {
                (Kind::List { member, .. }, Some(Document::List(items))) => {
                    items.push(one(member, TimestampFormat::Iso8601, text)?);
                }
                (Kind::List { member, .. }, _) => {
                    let first = one(member, TimestampFormat::Iso8601, text)?;
                    entries.push((Cow::Owned(name.to_string()), Document::List(vec![first])));
                }
                (_, Some(_)) => {}
                (_, None) => {
                    let value = one(shape, TimestampFormat::Iso8601, text)?;
                    entries.push((Cow::Owned(name.to_string()), value));
                }
            }
        }
        Ok((!entries.is_empty()).then_some(Document::Map(entries)))
    }

    fn header_member(&self, member: &Member) -> Result<Option<Document>, String> {
        let Some(text) = self.request.header(&member.xml.to_ascii_lowercase()) else { return Ok(None) };
        let format = TimestampFormat::HttpDate;
        match &member.shape.kind {
            Kind::List { member, .. } => {
                let items = listed(text, member).into_iter().map(|text| one(member, format, &text));
                items.collect::<Result<_, _>>().map(Document::List).map(Some)
            }
            Kind::Refused { .. } => Ok(Some(refused([text].into_iter()))),
            _ => one(member.shape, format, text).map(Some),
        }
    }

    fn prefixed(&self, member: &Member) -> Option<Document> {
        let prefix = member.xml.to_ascii_lowercase();
        let all = self.request.headers.all();
        let found: Entries = all
            .into_iter()
            .filter_map(|(name, value)| {
                Some((
                    Cow::Owned(name.strip_prefix(&*prefix)?.to_owned()),
                    Document::String(value.to_owned()),
                ))
            })
            .collect();
        (!found.is_empty()).then_some(Document::Map(found))
    }

    /// Members that stand in the body, or the one that is the body.
    fn body(&self) -> Result<Entries, Error> {
        let whole = self.members.iter().find(|it| matches!(it.place, Place::Payload | Place::Stream));
        let body = self.request.body;
        match whole {
            Some(member) => {
                let value = self.payload(member, body)?;
                Ok(value.map(|value| (Cow::Borrowed(member.name), value)).into_iter().collect())
            }
            None if self.members.iter().all(|it| !matches!(it.place, Place::Body | Place::Attribute)) => {
                Ok(Vec::new())
            }
            None if self.protocol == Protocol::RestJson => {
                let Some(shape) = self.operation.input else { return Ok(Vec::new()) };
                let Document::Map(mut entries) = read_rest_json(shape, body)? else { return Ok(Vec::new()) };
                let placed =
                    |name: &str| self.members.iter().any(|it| it.name == name && it.place != Place::Body);
                entries.retain(|(name, _)| !placed(name));
                Ok(entries)
            }
            None => match self.element(body)? {
                Some(root) => {
                    read_members(self.members, &root).map_err(|(name, text)| self.wrong_type(&name, &text))
                }
                None => Ok(Vec::new()),
            },
        }
    }

    fn payload(&self, member: &Member, body: &[u8]) -> Result<Option<Document>, Error> {
        match member.shape.kind {
            Kind::Blob => Ok((!body.is_empty()).then(|| Document::Blob(body.to_vec()))),
            Kind::String { .. } => {
                let text =
                    String::from_utf8(body.to_vec()).map_err(|_| self.malformed("the body is not UTF-8"))?;
                Ok((!text.is_empty()).then_some(Document::String(text)))
            }
            Kind::Refused { .. } => Ok(Some(leaf(String::from_utf8_lossy(body).into_owned()))),
            _ if self.protocol == Protocol::RestJson => match body {
                [] => Ok(None),
                _ => read_rest_json(member.shape, body).map(Some),
            },
            _ => {
                let root = self.element(body)?;
                let read = root.map(|root| read_value(member.shape, &root)).transpose();
                read.map_err(|(name, text)| self.wrong_type(&name, &text))
            }
        }
    }

    fn element(&self, body: &[u8]) -> Result<Option<Element>, Error> {
        Element::parse(body).map_err(|why| self.malformed(&why))
    }

    fn wrong_type(&self, name: &str, text: &str) -> Error {
        let shown: String = text.chars().take(64).collect();
        self.malformed(&format!("'{shown}' at '{name}' is not of its type"))
    }

    fn malformed(&self, why: &str) -> Error {
        if self.protocol == Protocol::RestJson {
            return Error::sender("SerializationException", why);
        }
        match self.operation.service.name {
            "s3" => {
                let words = "The XML you provided was not well-formed or did not validate against our published schema";
                Error::sender("MalformedXML", words)
            }
            "route53" => Error::sender("InvalidInput", format!("Invalid XML ; {why}")),
            _ => Error::sender("MalformedInput", format!("Invalid XML: {why}")),
        }
    }
}

fn one(shape: &Shape, usual: TimestampFormat, text: &str) -> Result<Document, String> {
    match shape.kind {
        Kind::Refused { .. } => Ok(leaf(text.to_owned())),
        _ => scalar_in(&shape.kind, usual, text).ok_or_else(|| text.to_owned()),
    }
}

fn refused<'t>(texts: impl Iterator<Item = &'t str>) -> Document {
    Document::List(texts.flat_map(|text| leaves(leaf(text.to_owned()))).collect())
}

/// The items of a header that is a list: `a, "b,c"`; HTTP dates have a comma of their own.
fn listed(text: &str, member: &Shape) -> Vec<String> {
    let dates = matches!(member.kind, Kind::Timestamp(TimestampFormat::Usual | TimestampFormat::HttpDate));
    let mut items = vec![String::new()];
    let (mut quoted, mut commas) = (false, 0);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let last = items.len() - 1;
        match letter {
            '"' => quoted = !quoted,
            '\\' if quoted => items[last].extend(letters.next()),
            ',' if !quoted => {
                commas += 1;
                match dates && commas % 2 == 1 {
                    true => items[last].push(','),
                    false => items.push(String::new()),
                }
            }
            _ => items[last].push(letter),
        }
    }
    if text.trim().is_empty() {
        return Vec::new();
    }
    items.iter().map(|item| item.trim().to_owned()).collect()
}
