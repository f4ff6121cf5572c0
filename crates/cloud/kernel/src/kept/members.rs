//! Members of kept resources between requests, records and answers, guided by the API's model. In: documents or JSON. Out: the other.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use shapes::{Document, Entries, Kind, Member, Shape, Timestamp};

/// The members of a structure; of anything else none.
pub(super) fn of(shape: &'static Shape) -> &'static [Member] {
    match &shape.kind {
        Kind::Structure { members, .. } => members,
        _ => &[],
    }
}

/// The items of a list; of anything else none.
pub(super) fn items(document: &Document) -> &[Document] {
    match document {
        Document::List(items) => items,
        _ => &[],
    }
}

/// What a request gave, in the form an answer has it: there a text may stand in a structure of its own, as its `Value`.
pub(super) fn shaped(shape: &'static Shape, given: &Document) -> Document {
    match (&shape.kind, given) {
        (Kind::Structure { members, .. }, Document::Map(entries)) => {
            let known = entries.iter().filter_map(|(name, value)| {
                let member = members.iter().find(|member| member.name == name)?;
                Some((Cow::Borrowed(member.name), shaped(member.shape, value)))
            });
            Document::Map(known.collect())
        }
        (Kind::Structure { members, .. }, scalar) => match members {
            [only] if only.name == "Value" => Document::Map(vec![(Cow::Borrowed(only.name), scalar.clone())]),
            _ => scalar.clone(),
        },
        (Kind::List { member, .. }, Document::List(items)) => {
            Document::List(items.iter().map(|item| shaped(member, item)).collect())
        }
        _ => given.clone(),
    }
}

/// The members of a structure as a record keeps them.
pub(super) fn to_json(document: Document) -> Map<String, Value> {
    match json(document) {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn json(document: Document) -> Value {
    match document {
        Document::Null => Value::Null,
        Document::Bool(it) => it.into(),
        Document::Integer(it) => it.into(),
        Document::Float(it) => it.into(),
        Document::String(it) => it.into(),
        Document::Blob(it) => STANDARD.encode(it).into(),
        Document::Timestamp(it) => (it.millis() as f64 / 1000.0).into(),
        Document::List(all) => all.into_iter().map(json).collect(),
        Document::Map(all) => all
            .into_iter()
            .map(|(name, value)| (name.into_owned(), json(value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// The members a record keeps, typed by their structure's shape; what that does not know, or has another type for, is left out.
pub(super) fn from_json(shape: &'static Shape, kept: &Map<String, Value>) -> Entries {
    let member =
        |member: &Member| Some((Cow::Borrowed(member.name), typed(member.shape, kept.get(member.name)?)?));
    of(shape).iter().filter_map(member).collect()
}

fn typed(shape: &'static Shape, value: &Value) -> Option<Document> {
    Some(match (&shape.kind, value) {
        (Kind::Structure { .. }, Value::Object(kept)) => Document::Map(from_json(shape, kept)),
        (Kind::List { member, .. }, Value::Array(all)) => {
            Document::List(all.iter().filter_map(|value| typed(member, value)).collect())
        }
        (Kind::Map { value: of, .. }, Value::Object(all)) => {
            let entries =
                all.iter().filter_map(|(key, value)| Some((Cow::Owned(key.clone()), typed(of, value)?)));
            Document::Map(entries.collect())
        }
        (Kind::String { .. }, Value::String(it)) => Document::String(it.clone()),
        (Kind::Blob, Value::String(it)) => Document::Blob(STANDARD.decode(it).ok()?),
        (Kind::Boolean, Value::Bool(it)) => Document::Bool(*it),
        (Kind::Integer | Kind::Long, Value::Number(it)) => Document::Integer(it.as_i64()?),
        (Kind::Double, Value::Number(it)) => Document::Float(it.as_f64()?),
        (Kind::Timestamp(_), Value::Number(it)) => Document::Timestamp(Timestamp::from_seconds(it.as_f64()?)),
        _ => return None,
    })
}

/// The texts at the end of a way through members, lists looked through.
pub(super) fn texts(document: &Document, way: &[&str], found: &mut Vec<String>) {
    match (document, way) {
        (Document::List(items), _) => items.iter().for_each(|item| texts(item, way, found)),
        (Document::Map(_), [member, rest @ ..]) => {
            document.get(member).into_iter().for_each(|value| texts(value, rest, found));
        }
        (Document::String(text), []) => found.push(text.clone()),
        (Document::Integer(number), []) => found.push(number.to_string()),
        (Document::Bool(flag), []) => found.push(flag.to_string()),
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_type_comes_back_from_a_record_as_it_went_in() {
        let shape = shapes::dynamodb::operations::DescribeTable.output.unwrap();
        let text = |text: &str| Document::String(text.to_owned());
        let map = |entries: Vec<(&'static str, Document)>| {
            Document::Map(entries.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
        };
        let schema =
            Document::List(vec![map(vec![("AttributeName", text("id")), ("KeyType", text("HASH"))])]);
        let table = map(vec![
            ("CreationDateTime", Document::Timestamp(Timestamp::from_millis(1_700_000_000_123))),
            ("DeletionProtectionEnabled", Document::Bool(true)),
            ("ItemCount", Document::Integer(7)),
            ("KeySchema", schema),
        ]);
        let whole = map(vec![("Table", table)]);
        assert_eq!(Document::Map(from_json(shape, &to_json(whole.clone()))), whole);
    }
}
