//! XML bodies to documents, guided by the shape. In: bytes. Out: a document of that shape's types; elements and attributes it does not know are
//! left out. Prefixes of elements are not looked at: AWS's clients write one namespace.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use shapes::{Document, Entries, Kind, Member, Place, Shape};

use crate::{query_read::scalar, refused::leaf};

/// Elements within elements.
const MAX_DEPTH: usize = 64;
/// Elements of one body.
const MAX_ELEMENTS: usize = 250_000;

/// An element, read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Element {
    /// without a prefix
    pub(crate) name: String,
    /// names with their prefixes
    pub(crate) attributes: Vec<(String, String)>,
    /// all text directly in it
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The one element of a body; `None` is an empty body.
    /// # Errors
    /// Why it is not well-formed, or too large.
    pub(crate) fn parse(body: &[u8]) -> Result<Option<Element>, String> {
        let text = std::str::from_utf8(body).map_err(|_| "the body is not UTF-8".to_owned())?;
        let mut reader = Reader::from_str(text);
        let mut open = vec![Element::default()];
        let mut seen = 0;
        loop {
            let event = reader.read_event().map_err(|error| error.to_string())?;
            if matches!(event, Event::Start(_) | Event::Empty(_)) {
                seen += 1;
                if seen > MAX_ELEMENTS || open.len() > MAX_DEPTH {
                    return Err("too many elements, or too many within each other".to_owned());
                }
            }
            if matches!(event, Event::Eof) {
                break;
            }
            take(&mut open, event)?;
        }
        let [root] = open.as_mut_slice() else { return Err("an element is not closed".to_owned()) };
        match root.children.len() {
            0 if root.text.trim().is_empty() => Ok(None),
            1 if root.text.trim().is_empty() => Ok(root.children.pop()),
            _ => Err("there must be one element, and nothing around it".to_owned()),
        }
    }

    fn named(start: &BytesStart<'_>) -> Result<Element, String> {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        let mut element = Element { name, ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = attribute.unescape_value().map_err(|error| error.to_string())?;
            element.attributes.push((key, value.into_owned()));
        }
        Ok(element)
    }

    fn called<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Element> {
        let name = local(name).to_owned();
        self.children.iter().filter(move |child| child.name == name)
    }

    /// All texts in it and below, but for empty ones.
    fn texts(&self) -> Vec<Document> {
        let text = if self.children.is_empty() { &*self.text } else { "" };
        let Document::List(mut all) = leaf(text.to_owned()) else { return Vec::new() };
        all.extend(self.children.iter().flat_map(Element::texts));
        all
    }
}

/// Adds what was read to the innermost open element.
fn take(open: &mut Vec<Element>, event: Event<'_>) -> Result<(), String> {
    let text = match event {
        Event::Start(start) => {
            open.push(Element::named(&start)?);
            return Ok(());
        }
        Event::Empty(start) => {
            let element = Element::named(&start)?;
            return inner(open).map(|parent| parent.children.push(element));
        }
        Event::End(_) => {
            let element = open.pop().unwrap_or_default();
            return inner(open).map(|parent| parent.children.push(element));
        }
        Event::Text(text) => text.decode().map_err(|error| error.to_string())?.into_owned(),
        Event::CData(text) => text.decode().map_err(|error| error.to_string())?.into_owned(),
        Event::GeneralRef(entity) => referred(&entity)?,
        Event::DocType(_) => return Err("a document type is not taken".to_owned()),
        Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => return Ok(()),
    };
    inner(open).map(|parent| parent.text.push_str(&text))
}

fn inner(open: &mut [Element]) -> Result<&mut Element, String> {
    open.last_mut().ok_or_else(|| "an element is closed that was not opened".to_owned())
}

/// `amp`, `#38`, `#x26`: what XML itself has, for no body declares others.
fn referred(entity: &quick_xml::events::BytesRef<'_>) -> Result<String, String> {
    if let Some(letter) = entity.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(letter.to_string());
    }
    let name = entity.decode().map_err(|error| error.to_string())?;
    let known = quick_xml::escape::resolve_predefined_entity(&name);
    known.map(str::to_owned).ok_or_else(|| format!("the entity {name} is not known"))
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Members of `shape` that stand in a body, as `element` has them.
/// # Errors
/// The name of the element that is not of its member's type, and its text.
pub(crate) fn read_members(
    members: &'static [Member],
    element: &Element,
) -> Result<Entries, (String, String)> {
    let mut entries = Entries::new();
    for member in members {
        let value = match member.place {
            Place::Attribute => attribute(member, element)?,
            Place::Body => read_member(member.xml, member.shape, element)?,
            _ => None,
        };
        entries.extend(value.map(|value| (Cow::Borrowed(member.name), value)));
    }
    Ok(entries)
}

type Read = Result<Option<Document>, (String, String)>;

fn attribute(member: &Member, element: &Element) -> Read {
    let found = element.attributes.iter().find(|(name, _)| name == member.xml);
    found.map(|(name, text)| typed(member.shape, name, text)).transpose()
}

/// What `parent` holds under a member's name.
fn read_member(name: &str, shape: &'static Shape, parent: &Element) -> Read {
    match &shape.kind {
        Kind::List { member, flattened: true, item } => {
            // Models that name the items, too, mean that name.
            let name = if *item == "member" || parent.called(name).next().is_some() { name } else { item };
            list(parent.called(name), member)
        }
        Kind::Map { value, names, flattened: true, .. } => map(parent.called(name), value, *names),
        _ => parent.called(name).next().map(|element| read_value(shape, element)).transpose(),
    }
}

/// The value of a shape that `element` stands for.
/// # Errors
/// As [`read_members`].
pub(crate) fn read_value(shape: &'static Shape, element: &Element) -> Result<Document, (String, String)> {
    let empty = |read: Option<Document>, or: Document| read.unwrap_or(or);
    match &shape.kind {
        Kind::Structure { members, .. } => read_members(members, element).map(Document::Map),
        Kind::List { member, item, .. } => {
            list(element.called(item), member).map(|read| empty(read, Document::List(Vec::new())))
        }
        Kind::Map { value, names, .. } => {
            map(element.called("entry"), value, *names).map(|read| empty(read, Document::Map(Vec::new())))
        }
        Kind::Refused { .. } => Ok(Document::List(element.texts())),
        _ => typed(shape, &element.name, &element.text),
    }
}

fn list<'e>(items: impl Iterator<Item = &'e Element>, member: &'static Shape) -> Read {
    let items: Vec<Document> = items.map(|item| read_value(member, item)).collect::<Result<_, _>>()?;
    Ok((!items.is_empty()).then_some(Document::List(items)))
}

fn map<'e>(
    all: impl Iterator<Item = &'e Element>,
    value: &'static Shape,
    names: (&'static str, &'static str),
) -> Read {
    let mut entries = Entries::new();
    for entry in all {
        let Some(key) = entry.called(names.0).next() else { continue };
        let value = read_member(names.1, value, entry)?.unwrap_or_default();
        entries.push((Cow::Owned(key.text.clone()), value));
    }
    Ok((!entries.is_empty()).then_some(Document::Map(entries)))
}

fn typed(shape: &Shape, name: &str, text: &str) -> Result<Document, (String, String)> {
    let is_text = matches!(shape.kind, Kind::String { .. } | Kind::Refused { .. });
    let text = if is_text { text } else { text.trim() };
    scalar(&shape.kind, text).ok_or_else(|| (name.to_owned(), text.to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn entities_cdata_and_comments() {
        let body =
            b"<?xml version=\"1.0\"?>\n<a b='1 &amp; 2'><!-- no --><c>x &lt;&#65;<![CDATA[<d>]]></c></a>\n";
        let read = Element::parse(body).unwrap().unwrap();
        assert_eq!(read.attributes, [("b".to_owned(), "1 & 2".to_owned())]);
        assert_eq!(read.children[0].text, "x <A<d>");
    }

    #[test]
    fn what_is_not_one_sound_element_is_refused() {
        assert_eq!(Element::parse(b" \n"), Ok(None));
        let nested = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        for bad in
            ["<a>", "</a>", "<a/><b/>", "text", "<a></b>", "<a>&unknown;</a>", "<!DOCTYPE a><a/>", &nested]
        {
            assert!(Element::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
