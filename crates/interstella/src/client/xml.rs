//! In: the XML of Query services. Out: a tree of elements. Never here: attributes, namespaces, documents nobody trusts: entities
//! are the five of XML and numbers, nothing is ever fetched, depth and size are bounded.

use std::fmt;

const MOST_DEPTH: usize = 64;

/// An element: its name without prefix, its text, its children in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

/// The text is no XML of that kind; where it ceases to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotXml(usize);

impl fmt::Display for NotXml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not XML from byte {} on", self.0)
    }
}

impl Element {
    /// Reads a whole document.
    pub(crate) fn parse(text: &str) -> Result<Self, NotXml> {
        let mut reader = Reader { text, at: 0 };
        reader.skip_prologue();
        reader.element(0).ok_or(NotXml(reader.at))
    }

    /// The first descendant along a path such as `CreateTopicResult/TopicArn`.
    pub(crate) fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |here, name| here.children.iter().find(|child| child.name == name))
    }

    /// The text at a path.
    pub(crate) fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path).map(|found| found.text.as_str())
    }

    /// The children of the element at a path: the members of a list. Empty when there is none.
    pub(crate) fn list(&self, path: &str) -> &[Element] {
        self.at(path).map_or(&[], |found| &found.children)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_prologue(&mut self) {
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            let rest = self.rest();
            match rest.find("?>") {
                Some(end) if rest.starts_with("<?") => self.at += end + 2,
                _ => return,
            }
        }
    }

    fn element(&mut self, depth: usize) -> Option<Element> {
        let inside = self.rest().strip_prefix('<').filter(|_| depth < MOST_DEPTH)?;
        let end = inside.find('>')?;
        let tag = &inside[..end];
        self.at += end + 2;
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let full = tag.split_whitespace().next()?;
        let mut element = Element { name: local(full).to_owned(), ..Element::default() };
        if !empty {
            self.content(&mut element, full, depth)?;
        }
        Some(element)
    }

    fn content(&mut self, element: &mut Element, full: &str, depth: usize) -> Option<()> {
        loop {
            let rest = self.rest();
            let open = rest.find('<')?;
            unescape(&rest[..open], &mut element.text)?;
            self.at += open;
            if let Some(closing) = rest[open..].strip_prefix("</") {
                let name = closing.strip_prefix(full)?;
                let end = name.find('>').filter(|end| name[..*end].trim().is_empty())?;
                self.at += 2 + full.len() + end + 1;
                return Some(());
            }
            element.children.push(self.element(depth + 1)?);
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn unescape(mut raw: &str, into: &mut String) -> Option<()> {
    while let Some(start) = raw.find('&') {
        into.push_str(&raw[..start]);
        let (entity, rest) = raw[start + 1..].split_once(';')?;
        into.push(character(entity)?);
        raw = rest;
    }
    into.push_str(raw);
    Some(())
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn paths_and_lists_are_found() {
        let text = "<?xml version=\"1.0\"?>\n<A xmlns=\"http://x/\"><R><L><member>1</member><member>2 &amp; 3</member>\
                    </L><E/></R></A>";
        let root = Element::parse(text).unwrap();
        assert_eq!(root.name, "A");
        let texts: Vec<&str> = root.list("R/L").iter().map(|member| member.text.as_str()).collect();
        assert_eq!(texts, ["1", "2 & 3"]);
        assert_eq!(root.text_at("R/E"), Some(""));
        assert_eq!(root.text_at("R/None"), None);
        assert!(root.list("R/None").is_empty());
    }

    #[test]
    fn characters_come_out_as_they_went_in() {
        let root = Element::parse("<a>&lt;&gt;&quot;&apos;&#65;&#x1F680;\u{e9}</a>").unwrap();
        assert_eq!(root.text, "<>\"'A\u{1F680}\u{e9}");
    }

    #[test]
    fn what_is_no_xml_is_an_error_and_never_a_panic() {
        let whole = "<a x=\"1\"><b>&amp;\u{e9}</b><c/></a>";
        for (at, _) in whole.char_indices() {
            assert!(Element::parse(&whole[..at]).is_err(), "cut at {at}");
        }
        for bad in ["", "{}", "<a></b>", "<a>&nbsp;</a>", "<a>&#x110000;</a>", "<>", "< ></ >"] {
            assert!(Element::parse(bad).is_err(), "{bad}");
        }
        assert!(Element::parse(&"<a>".repeat(100_000)).is_err());
    }
}
