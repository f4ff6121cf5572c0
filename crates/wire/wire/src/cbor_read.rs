//! CBOR bodies to documents, guided by the shape. In: bytes. Out: a document of that shape's types, unknown members left out.
//! Never here: constraints (see `validate`), paths and headers (see `route`).

use std::borrow::Cow;

use ciborium_ll::{Decoder, Header, simple};
use shapes::{Document, Entries, Error, Kind, Member, Shape, Timestamp};

use crate::refused::{leaf, leaves};

/// Most values one body may hold, unknown members included.
const MAX_VALUES: usize = 250_000;
/// Values nested deeper than any model nests them.
const MAX_DEPTH: usize = 64;
/// Epoch seconds (RFC 8949, section 3.4.2).
const EPOCH: u64 = 1;

/// Reads a body of `shape`; an empty body is an empty structure.
pub(crate) fn read_cbor(shape: &'static Shape, body: &[u8]) -> Result<Document, Error> {
    if body.is_empty() {
        return Ok(Document::Map(Vec::new()));
    }
    let mut reader = Reader { source: Decoder::from(body), left: MAX_VALUES, depth: 0 };
    match reader.value(shape)? {
        document @ Document::Map(_) => Ok(document),
        _ => Err(serialization("Expected a structure")),
    }
}

fn serialization(words: impl Into<String>) -> Error {
    Error::sender("SerializationException", words)
}

fn broken() -> Error {
    serialization("The request body is not valid CBOR")
}

struct Reader<'b> {
    source: Decoder<&'b [u8]>,
    left: usize,
    depth: usize,
}

/// Whether a list or map has one more item.
enum Count {
    Known(usize),
    UntilBreak,
}

impl Reader<'_> {
    fn header(&mut self) -> Result<Header, Error> {
        self.left =
            self.left.checked_sub(1).ok_or_else(|| serialization("Too many values in one request"))?;
        self.source.pull().map_err(|_| broken())
    }

    fn value(&mut self, shape: &'static Shape) -> Result<Document, Error> {
        let header = self.header()?;
        self.value_of(shape, header)
    }

    fn value_of(&mut self, shape: &'static Shape, header: Header) -> Result<Document, Error> {
        if matches!(header, Header::Simple(simple::NULL | simple::UNDEFINED)) {
            return Ok(Document::Null);
        }
        match (&shape.kind, header) {
            (Kind::Structure { members, .. }, Header::Map(length)) => self.structure(members, length),
            (Kind::Map { value, .. }, Header::Map(length)) => self.map(value, length),
            (Kind::List { member, .. }, Header::Array(length)) => self.list(member, length),
            (Kind::String { .. }, Header::Text(length)) => self.text(length).map(Document::String),
            (Kind::Blob, Header::Bytes(length)) => self.bytes(length).map(Document::Blob),
            (Kind::Boolean, Header::Simple(simple::TRUE)) => Ok(Document::Bool(true)),
            (Kind::Boolean, Header::Simple(simple::FALSE)) => Ok(Document::Bool(false)),
            (Kind::Timestamp(_), Header::Tag(EPOCH)) => {
                let seconds = self.header()?;
                let seconds = number(seconds).ok_or_else(|| misplaced(shape))?;
                Ok(Document::Timestamp(Timestamp::from_seconds(seconds)))
            }
            (Kind::Double, header) => number(header).map(Document::Float).ok_or_else(|| misplaced(shape)),
            (Kind::Integer, header) => {
                let value = whole(header).filter(|value| i32::try_from(*value).is_ok());
                value.map(Document::Integer).ok_or_else(|| misplaced(shape))
            }
            (Kind::Refused { .. }, header) => {
                let mut items = Vec::new();
                self.refused(header, &mut items)?;
                Ok(Document::List(items))
            }
            (Kind::Long, header) => whole(header).map(Document::Integer).ok_or_else(|| misplaced(shape)),
            _ => Err(misplaced(shape)),
        }
    }

    fn structure(&mut self, members: &'static [Member], length: Option<usize>) -> Result<Document, Error> {
        let mut entries: Entries = Vec::new();
        self.each(length, |reader, header| {
            let name = reader.key(header)?;
            let Ok(at) = members.binary_search_by(|member| member.name.cmp(&name)) else {
                let unknown = reader.header()?;
                return reader.skip(unknown);
            };
            match reader.value(members[at].shape)? {
                Document::Null => {}
                value => entries.push((Cow::Borrowed(members[at].name), value)),
            }
            Ok(())
        })?;
        Ok(Document::Map(entries))
    }

    fn map(&mut self, shape: &'static Shape, length: Option<usize>) -> Result<Document, Error> {
        let mut entries: Entries = Vec::new();
        self.each(length, |reader, header| {
            let key = reader.key(header)?;
            entries.push((Cow::Owned(key), reader.value(shape)?));
            Ok(())
        })?;
        Ok(Document::Map(entries))
    }

    fn list(&mut self, shape: &'static Shape, length: Option<usize>) -> Result<Document, Error> {
        let mut items = Vec::new();
        self.each(length, |reader, header| {
            items.push(reader.value_of(shape, header)?);
            Ok(())
        })?;
        Ok(Document::List(items))
    }

    /// Calls `one` with the header of every item (of a map: of every key).
    fn each(
        &mut self,
        length: Option<usize>,
        mut one: impl FnMut(&mut Self, Header) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.depth == MAX_DEPTH {
            return Err(serialization("The request body is nested too deeply"));
        }
        self.depth += 1;
        let mut count = length.map_or(Count::UntilBreak, Count::Known);
        loop {
            if let Count::Known(left) = &mut count {
                let Some(less) = left.checked_sub(1) else { break };
                *left = less;
            }
            match (self.header()?, &count) {
                (Header::Break, Count::UntilBreak) => break,
                (Header::Break, Count::Known(_)) => return Err(broken()),
                (header, _) => one(self, header)?,
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn key(&mut self, header: Header) -> Result<String, Error> {
        match header {
            Header::Text(length) => self.text(length),
            _ => Err(serialization("Map keys must be text")),
        }
    }

    fn text(&mut self, length: Option<usize>) -> Result<String, Error> {
        let mut text = String::new();
        let mut buffer = [0; 1024];
        let mut segments = self.source.text(length);
        while let Some(mut segment) = segments.pull().map_err(|_| broken())? {
            while let Some(part) = segment.pull(&mut buffer).map_err(|_| broken())? {
                text.push_str(part);
            }
        }
        Ok(text)
    }

    fn bytes(&mut self, length: Option<usize>) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut buffer = [0; 1024];
        let mut segments = self.source.bytes(length);
        while let Some(mut segment) = segments.pull().map_err(|_| broken())? {
            while let Some(part) = segment.pull(&mut buffer).map_err(|_| broken())? {
                bytes.extend_from_slice(part);
            }
        }
        Ok(bytes)
    }

    /// All texts in a value that is not in this product.
    fn refused(&mut self, header: Header, items: &mut Vec<Document>) -> Result<(), Error> {
        let text = match header {
            Header::Text(length) => self.text(length)?,
            Header::Simple(simple::TRUE) => "true".to_owned(),
            Header::Simple(simple::FALSE) => "false".to_owned(),
            Header::Simple(simple::NULL | simple::UNDEFINED) => return Ok(()),
            Header::Array(length) => {
                return self.each(length, |reader, header| reader.refused(header, items));
            }
            Header::Map(length) => {
                return self.each(length, |reader, header| {
                    reader.key(header)?;
                    let value = reader.header()?;
                    reader.refused(value, items)
                });
            }
            other => match whole(other) {
                Some(number) => number.to_string(),
                None => {
                    self.skip(other)?;
                    "a value".to_owned()
                }
            },
        };
        items.extend(leaves(leaf(text)));
        Ok(())
    }

    /// Reads over a value nobody asked for.
    fn skip(&mut self, header: Header) -> Result<(), Error> {
        match header {
            Header::Text(length) => self.text(length).map(drop),
            Header::Bytes(length) => self.bytes(length).map(drop),
            Header::Array(length) => self.each(length, |reader, header| reader.skip(header)),
            Header::Map(length) => self.each(length, |reader, header| {
                reader.skip(header)?;
                let value = reader.header()?;
                reader.skip(value)
            }),
            Header::Tag(_) => {
                let tagged = self.header()?;
                if matches!(tagged, Header::Tag(_)) { Err(broken()) } else { self.skip(tagged) }
            }
            Header::Break => Err(broken()),
            Header::Positive(_) | Header::Negative(_) | Header::Float(_) | Header::Simple(_) => Ok(()),
        }
    }
}

fn misplaced(shape: &'static Shape) -> Error {
    serialization(format!("A value cannot be converted to {}", shape.name))
}

fn whole(header: Header) -> Option<i64> {
    match header {
        Header::Positive(value) => i64::try_from(value).ok(),
        // CBOR writes -1 as 0, -2 as 1: the bits turned over.
        Header::Negative(value) => i64::try_from(value).ok().map(|value| !value),
        Header::Float(value) if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 => {
            Some(value as i64)
        }
        _ => None,
    }
}

fn number(header: Header) -> Option<f64> {
    match header {
        Header::Float(value) => Some(value),
        Header::Positive(value) => Some(value as f64),
        Header::Negative(value) => Some(-1.0 - value as f64),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shape() -> &'static Shape {
        shapes::cloudwatch::operations::PutMetricData.input.unwrap()
    }

    #[test]
    fn indefinite_lengths_and_unknown_members_are_read() {
        // {_ "Namespace": (_ "a", "b"), "Unknown": {"x": [1, [-2]], "y": 1(2.5)}}
        let body = [
            &[0xbf, 0x69][..],
            b"Namespace",
            &[0x7f, 0x61, b'a', 0x61, b'b', 0xff, 0x67],
            b"Unknown",
            &[0xa2, 0x61, b'x', 0x82, 1, 0x81, 0x21, 0x61, b'y', 0xc1, 0xf9, 0x41, 0x00, 0xff],
        ]
        .concat();
        let document = read_cbor(shape(), &body).unwrap();
        assert_eq!(document.get("Namespace").and_then(Document::as_str), Some("ab"));
        assert_eq!(document, Document::Map(vec![("Namespace".into(), Document::String("ab".into()))]));
    }

    #[test]
    fn every_cut_is_refused_and_nothing_panics() {
        let body = [&[0xa1, 0x69][..], b"Namespace", &[0x61, b'a']].concat();
        assert!(read_cbor(shape(), &body).is_ok());
        assert!((1..body.len()).all(|end| read_cbor(shape(), &body[..end]).is_err()));
        for first in 0..=255 {
            let _ = read_cbor(shape(), &[first, 0x81, 0xff]);
        }
        assert!(read_cbor(shape(), &[0x81; 4096]).is_err());
        let deep = [&[0xa1, 0x61, b'x'][..], &[0x81; 4096]].concat();
        assert!(read_cbor(shape(), &deep).unwrap_err().message.contains("nested"));
    }
}
