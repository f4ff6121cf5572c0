//! Documents to typed values and back. In: a document whose types the wire already checked. Out: typed values.
//! Never here: constraint checks; a document of another type is a [`Mismatch`], not a panic.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use crate::{Document, Timestamp};

/// A document that is not of the expected type, with the path to it (outermost member first).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// members leading to the value, `a.b`
    pub path: String,
    /// kind the shape asks for
    pub expected: &'static str,
    /// kind the document has
    pub found: &'static str,
}

impl Mismatch {
    pub(crate) fn new(expected: &'static str, found: &Document) -> Self {
        Self { path: String::new(), expected, found: found.kind() }
    }

    #[cold]
    pub(crate) fn inside(mut self, name: &str) -> Self {
        self.path = if self.path.is_empty() { name.to_owned() } else { format!("{name}.{}", self.path) };
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at '{}', found {}", self.expected, self.path, self.found)
    }
}

impl std::error::Error for Mismatch {}

/// Made from a document.
pub trait FromDocument: Sized {
    /// Reads the value; members the shape does not know are ignored.
    /// # Errors
    /// [`Mismatch`] when the document is of another type.
    fn from_document(document: Document) -> Result<Self, Mismatch>;
}

/// Turned into a document.
pub trait IntoDocument {
    /// The value as a document; absent members are left out.
    fn into_document(self) -> Document;
}

/// The input or output of an operation that has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unit;

impl FromDocument for Unit {
    fn from_document(_: Document) -> Result<Self, Mismatch> {
        Ok(Self)
    }
}

impl IntoDocument for Unit {
    fn into_document(self) -> Document {
        Document::Map(Vec::new())
    }
}

macro_rules! scalar {
    ($($type:ty, $variant:ident, $word:literal;)*) => {$(
        impl FromDocument for $type {
            fn from_document(document: Document) -> Result<Self, Mismatch> {
                match document {
                    Document::$variant(value) => Ok(value),
                    other => Err(Mismatch::new($word, &other)),
                }
            }
        }
        impl IntoDocument for $type {
            fn into_document(self) -> Document {
                Document::$variant(self)
            }
        }
    )*};
}

scalar! {
    bool, Bool, "boolean";
    i64, Integer, "integer";
    String, String, "string";
    Timestamp, Timestamp, "timestamp";
}

impl FromDocument for f64 {
    fn from_document(document: Document) -> Result<Self, Mismatch> {
        match document {
            Document::Float(value) => Ok(value),
            Document::Integer(value) => Ok(value as f64),
            other => Err(Mismatch::new("double", &other)),
        }
    }
}

impl IntoDocument for f64 {
    fn into_document(self) -> Document {
        Document::Float(self)
    }
}

impl FromDocument for Vec<u8> {
    fn from_document(document: Document) -> Result<Self, Mismatch> {
        match document {
            Document::Blob(bytes) => Ok(bytes),
            other => Err(Mismatch::new("blob", &other)),
        }
    }
}

impl IntoDocument for Vec<u8> {
    fn into_document(self) -> Document {
        Document::Blob(self)
    }
}

/// Values that may stand in a list; `u8` is left out because `Vec<u8>` is a blob.
pub(crate) trait Item {}
impl Item for bool {}
impl Item for i64 {}
impl Item for f64 {}
impl Item for String {}
impl Item for Timestamp {}
impl Item for Vec<u8> {}
impl<T: Item> Item for Vec<T> {}
impl<T> Item for BTreeMap<String, T> {}

impl<T: FromDocument + Item> FromDocument for Vec<T> {
    fn from_document(document: Document) -> Result<Self, Mismatch> {
        match document {
            Document::List(items) => items.into_iter().map(T::from_document).collect(),
            other => Err(Mismatch::new("list", &other)),
        }
    }
}

impl<T: IntoDocument + Item> IntoDocument for Vec<T> {
    fn into_document(self) -> Document {
        Document::List(self.into_iter().map(T::into_document).collect())
    }
}

impl<T: FromDocument> FromDocument for BTreeMap<String, T> {
    fn from_document(document: Document) -> Result<Self, Mismatch> {
        match document {
            Document::Map(entries) => entries
                .into_iter()
                .map(|(key, value)| Ok((key.into_owned(), T::from_document(value)?)))
                .collect(),
            other => Err(Mismatch::new("map", &other)),
        }
    }
}

impl<T: IntoDocument> IntoDocument for BTreeMap<String, T> {
    fn into_document(self) -> Document {
        Document::Map(self.into_iter().map(|(key, value)| (Cow::Owned(key), value.into_document())).collect())
    }
}

impl<T: FromDocument> FromDocument for Option<T> {
    fn from_document(document: Document) -> Result<Self, Mismatch> {
        if document.is_null() { Ok(None) } else { T::from_document(document).map(Some) }
    }
}

impl<T: IntoDocument> IntoDocument for Option<T> {
    fn into_document(self) -> Document {
        self.map_or(Document::Null, T::into_document)
    }
}

impl<T: FromDocument> FromDocument for Box<T> {
    fn from_document(document: Document) -> Result<Self, Mismatch> {
        T::from_document(document).map(Box::new)
    }
}

impl<T: IntoDocument> IntoDocument for Box<T> {
    fn into_document(self) -> Document {
        (*self).into_document()
    }
}
