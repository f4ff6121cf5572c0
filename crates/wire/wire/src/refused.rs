//! Members of AWS's that this product does not act on (`scope/` says which). In: what was sent as one, down to its texts. Out: whether it asks
//! for anything, and the service's own error. What AWS would do anyway (a default, an empty list) asks for nothing.

use shapes::{Document, Error, Kind, ServiceSchema, Shape};

/// A scalar as the one text of a list; an empty text is no text, as in Query.
pub(crate) fn leaf(text: String) -> Document {
    Document::List(if text.is_empty() { Vec::new() } else { vec![Document::String(text)] })
}

/// The texts that a leaf or a list of them holds.
pub(crate) fn leaves(value: Document) -> Vec<Document> {
    if let Document::List(items) = value { items } else { Vec::new() }
}

/// What it is that is not here, if `sent` asks for it.
pub(crate) fn asked(shape: &Shape, sent: &Document) -> Option<&'static str> {
    let (Kind::Refused { unless, why }, Document::List(texts)) = (&shape.kind, sent) else { return None };
    let is_default = |text: &Document| text.as_str().is_some_and(|text| unless.contains(&text));
    (!texts.iter().all(is_default)).then_some(why)
}

/// The error for a member, called by the way to it: `containerDefinitions.1.member.privileged`.
pub(crate) fn error(service: &ServiceSchema, path: &str, why: &str) -> Error {
    let what = if why.is_empty() { String::new() } else { format!(" ({why})") };
    Error::modelled(service.refusal, format!("{path} is not in this product{what}; see SCOPE.md"))
}
