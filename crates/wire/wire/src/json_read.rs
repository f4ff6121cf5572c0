//! JSON bodies to documents, guided by the shape. In: bytes. Out: a document of that shape's types, unknown members
//! left out. Never here: constraints (see `validate`).

use std::{borrow::Cow, cell::Cell, fmt};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use shapes::{Document, Entries, Error, Kind, Member, Shape, Timestamp};

use crate::civil;
use crate::refused::{leaf, leaves};

/// Most values one body may hold, known members only.
const MAX_VALUES: usize = 250_000;

/// Reads a body of `shape`; an empty body is an empty structure.
pub(crate) fn read_json(shape: &'static Shape, body: &[u8]) -> Result<Document, Error> {
    read(shape, body, false)
}

/// The same in REST, where the model may give members other names.
pub(crate) fn read_rest_json(shape: &'static Shape, body: &[u8]) -> Result<Document, Error> {
    read(shape, body, true)
}

fn read(shape: &'static Shape, body: &[u8], renamed: bool) -> Result<Document, Error> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Document::Map(Vec::new()));
    }
    let reader = Reader { renamed, left: Cell::new(MAX_VALUES), complaint: Cell::new(None) };
    let mut source = serde_json::Deserializer::from_slice(body);
    let read = Seed { shape, reader: &reader }.deserialize(&mut source).and_then(|document| {
        source.end()?;
        Ok(document)
    });
    match read {
        Ok(document @ Document::Map(_)) => Ok(document),
        Ok(_) => Err(serialization("Expected a structure")),
        Err(error) => Err(reader.complaint.take().map_or_else(|| syntax(&error), serialization)),
    }
}

fn serialization(words: impl Into<String>) -> Error {
    Error::sender("SerializationException", words)
}

fn syntax(error: &serde_json::Error) -> Error {
    serialization(format!("The request body is not valid JSON: {error}"))
}

/// What JSON and Query have no number for, and AWS spells so.
pub(crate) fn no_number(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

struct Reader {
    /// members go by their names in XML, which JSON shares in REST
    renamed: bool,
    left: Cell<usize>,
    complaint: Cell<Option<&'static str>>,
}

impl Reader {
    fn complain<E: serde::de::Error>(&self, words: &'static str) -> E {
        self.complaint.set(Some(words));
        E::custom(words)
    }

    fn spend<E: serde::de::Error>(&self) -> Result<(), E> {
        match self.left.get().checked_sub(1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.complain("Too many values in one request")),
        }
    }
}

#[derive(Clone, Copy)]
struct Seed<'r> {
    shape: &'static Shape,
    reader: &'r Reader,
}

impl Seed<'_> {
    fn of(self, shape: &'static Shape) -> Self {
        Self { shape, ..self }
    }

    /// The complaint for a number or a boolean where something else belongs.
    fn misplaced<E: serde::de::Error>(self, words: &'static [&'static str; 4]) -> E {
        self.reader.complain(match self.shape.kind {
            Kind::Structure { .. } | Kind::Map { .. } => {
                "Unexpected value where a structure or map is expected"
            }
            Kind::List { .. } => "Expected list or null",
            Kind::String { .. } | Kind::Blob => words[0],
            Kind::Integer | Kind::Long => words[1],
            Kind::Double | Kind::Timestamp(_) => words[2],
            Kind::Boolean => words[3],
            // Takes everything.
            Kind::Refused { .. } => "",
        })
    }
}

const NUMBER: [&str; 4] = [
    "NUMBER_VALUE cannot be converted to String",
    "NUMBER_VALUE cannot be converted to Integer",
    "NUMBER_VALUE cannot be converted to Double",
    "NUMBER_VALUE cannot be converted to Boolean",
];
const STRING: [&str; 4] = [
    "STRING_VALUE cannot be converted to Blob: not base64",
    "STRING_VALUE cannot be converted to Integer",
    "STRING_VALUE cannot be converted to Double",
    "STRING_VALUE cannot be converted to Boolean",
];
const BOOLEAN: [&str; 4] = [
    "TRUE_VALUE or FALSE_VALUE cannot be converted to String",
    "TRUE_VALUE or FALSE_VALUE cannot be converted to Integer",
    "TRUE_VALUE or FALSE_VALUE cannot be converted to Double",
    "TRUE_VALUE or FALSE_VALUE cannot be converted to Boolean",
];

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Document, D::Error> {
        self.reader.spend()?;
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape.name)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Document, E> {
        match self.shape.kind {
            Kind::Boolean => Ok(Document::Bool(value)),
            Kind::Refused { .. } => Ok(leaf(value.to_string())),
            _ => Err(self.misplaced(&BOOLEAN)),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Document, E> {
        match self.shape.kind {
            Kind::Long => Ok(Document::Integer(value)),
            Kind::Integer if i32::try_from(value).is_ok() => Ok(Document::Integer(value)),
            Kind::Double => Ok(Document::Float(value as f64)),
            Kind::Timestamp(_) => Ok(Document::Timestamp(Timestamp::from_seconds(value as f64))),
            Kind::Refused { .. } => Ok(leaf(value.to_string())),
            _ => Err(self.misplaced(&NUMBER)),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Document, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Document, E> {
        // A whole number written as 3.0 is an integer; beyond 2^53 a float no longer says which.
        let whole = value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0;
        match self.shape.kind {
            Kind::Double => Ok(Document::Float(value)),
            Kind::Timestamp(_) => Ok(Document::Timestamp(Timestamp::from_seconds(value))),
            Kind::Integer | Kind::Long if whole => self.visit_i64(value as i64),
            Kind::Refused { .. } => Ok(leaf(value.to_string())),
            _ => Err(self.misplaced(&NUMBER)),
        }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Document, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Document, E> {
        match self.shape.kind {
            Kind::String { .. } => Ok(Document::String(value)),
            Kind::Refused { .. } => Ok(leaf(value)),
            Kind::Timestamp(format) => {
                civil::parse(format, &value).map(Document::Timestamp).ok_or_else(|| self.misplaced(&STRING))
            }
            Kind::Double => no_number(&value).map(Document::Float).ok_or_else(|| self.misplaced(&STRING)),
            Kind::Blob => STANDARD.decode(&value).map(Document::Blob).map_err(|_| self.misplaced(&STRING)),
            _ => Err(self.misplaced(&STRING)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Document, A::Error> {
        let mut items = Vec::new();
        match self.shape.kind {
            Kind::List { member, .. } => {
                while let Some(item) = source.next_element_seed(self.of(member))? {
                    items.push(item);
                }
            }
            Kind::Refused { .. } => {
                while let Some(item) = source.next_element_seed(self)? {
                    items.extend(leaves(item));
                }
            }
            _ => return Err(self.reader.complain("Start of list found where not expected")),
        }
        Ok(Document::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, source: A) -> Result<Document, A::Error> {
        match self.shape.kind {
            Kind::Structure { members, .. } => self.structure(members, source),
            Kind::Map { value, .. } => self.map(value, source),
            Kind::Refused { .. } => self.refused(source),
            _ => Err(self.reader.complain("Start of structure or map found where not expected.")),
        }
    }
}

impl Seed<'_> {
    fn structure<'de, A: MapAccess<'de>>(
        self,
        members: &'static [Member],
        mut source: A,
    ) -> Result<Document, A::Error> {
        let mut entries: Entries = Vec::with_capacity(members.len().min(8));
        while let Some(member) = source.next_key_seed(Name { members, renamed: self.reader.renamed })? {
            let Some(member) = member else {
                source.next_value::<IgnoredAny>()?;
                continue;
            };
            match source.next_value_seed(self.of(member.shape))? {
                Document::Null => {}
                value => entries.push((Cow::Borrowed(member.name), value)),
            }
        }
        Ok(Document::Map(entries))
    }

    fn map<'de, A: MapAccess<'de>>(self, shape: &'static Shape, mut source: A) -> Result<Document, A::Error> {
        let mut entries: Entries = Vec::new();
        while let Some(key) = source.next_key::<String>()? {
            entries.push((Cow::Owned(key), source.next_value_seed(self.of(shape))?));
        }
        Ok(Document::Map(entries))
    }

    /// All texts in a structure that is not in this product.
    fn refused<'de, A: MapAccess<'de>>(self, mut source: A) -> Result<Document, A::Error> {
        let mut items = Vec::new();
        while source.next_key::<IgnoredAny>()?.is_some() {
            items.extend(leaves(source.next_value_seed(self)?));
        }
        Ok(Document::List(items))
    }
}

/// A member's name, looked up without copying it.
struct Name {
    members: &'static [Member],
    renamed: bool,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<&'static Member>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<&'static Member>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Self::Value, E> {
        if self.renamed {
            return Ok(self.members.iter().find(|member| member.xml == name));
        }
        Ok(self.members.binary_search_by(|member| member.name.cmp(name)).ok().map(|at| &self.members[at]))
    }
}
