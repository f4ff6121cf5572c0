//! The neutral tree between bytes and typed structures. In and out: trees; the wire makes and reads them.
//! Never here: protocol spelling, validation.

use std::borrow::Cow;

use crate::{IntoDocument, Timestamp};

/// Ordered members of a structure or a map.
pub type Entries = Vec<(Cow<'static, str>, Document)>;

/// One value of any shape. Structures and maps keep the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Document {
    /// Absent, or JSON `null`: AWS treats both as "not set".
    #[default]
    Null,
    /// true or false
    Bool(bool),
    /// `integer` and `long` shapes
    Integer(i64),
    /// `float` and `double` shapes
    Float(f64),
    /// text, also every enumeration
    String(String),
    /// raw bytes (base64 only exists on the wire)
    Blob(Vec<u8>),
    /// a moment
    Timestamp(Timestamp),
    /// a list
    List(Vec<Document>),
    /// a structure or a map, in order
    Map(Entries),
}

impl Document {
    /// The word for this kind of value, for error texts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::Float(_) => "double",
            Self::String(_) => "string",
            Self::Blob(_) => "blob",
            Self::Timestamp(_) => "timestamp",
            Self::List(_) => "list",
            Self::Map(_) => "structure",
        }
    }

    /// The member or map value called `name`, if this is a map that has it.
    pub fn get(&self, name: &str) -> Option<&Document> {
        match self {
            Self::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string value.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// True for [`Document::Null`].
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Adds `value` under `name` unless it is absent.
pub(crate) fn put(entries: &mut Entries, name: &'static str, value: impl IntoDocument) {
    match value.into_document() {
        Document::Null => {}
        present => entries.push((Cow::Borrowed(name), present)),
    }
}
