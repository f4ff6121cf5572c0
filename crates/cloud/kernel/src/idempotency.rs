//! Idempotency: whether a request with a token asks for the same as the one before. In: an input and its shape. Out: a digest of all of it but
//! the token, the same whatever the order of members, and for as long as the product lives.

use sha2::{Digest, Sha256};
use shapes::{Document, Kind, Shape};

/// `None` where the operation takes no token, or none was given.
pub(crate) fn digest(shape: Option<&Shape>, input: &Document) -> Option<String> {
    let Some(Shape { kind: Kind::Structure { members, .. }, .. }) = shape else { return None };
    let is_token = |name: &str| members.iter().any(|member| member.is_token && member.name == name);
    digest_but(input, is_token)
}

/// The same where the model does not say which members are tokens.
pub(crate) fn digest_but(input: &Document, is_token: impl Fn(&str) -> bool) -> Option<String> {
    let Document::Map(all) = input else { return None };
    if !all.iter().any(|(name, _)| is_token(name)) {
        return None;
    }
    let asked = all.iter().filter(|(name, _)| !is_token(name));
    let mut hash = Sha256::new();
    map(&mut hash, asked.map(|(name, value)| (&**name, value)));
    Some(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A letter for the type, then lengths before all that has one: no two documents are spelt alike.
fn add(hash: &mut Sha256, document: &Document) {
    match document {
        Document::Null => hash.update(b"z"),
        Document::Bool(it) => hash.update([b'b', u8::from(*it)]),
        Document::Integer(it) => bytes(hash, b'i', &it.to_le_bytes()),
        Document::Float(it) => bytes(hash, b'f', &it.to_bits().to_le_bytes()),
        Document::Timestamp(it) => bytes(hash, b't', &it.millis().to_le_bytes()),
        Document::String(it) => bytes(hash, b's', it.as_bytes()),
        Document::Blob(it) => bytes(hash, b'x', it),
        Document::List(all) => {
            count(hash, b'l', all.len());
            all.iter().for_each(|one| add(hash, one));
        }
        Document::Map(all) => map(hash, all.iter().map(|(name, value)| (&**name, value))),
    }
}

fn map<'d>(hash: &mut Sha256, all: impl Iterator<Item = (&'d str, &'d Document)>) {
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(name, _)| *name);
    count(hash, b'm', all.len());
    for (name, value) in all {
        bytes(hash, b'n', name.as_bytes());
        add(hash, value);
    }
}

fn bytes(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    count(hash, kind, bytes.len());
    hash.update(bytes);
}

fn count(hash: &mut Sha256, kind: u8, count: usize) {
    hash.update([kind]);
    hash.update((count as u64).to_le_bytes());
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rig::{document, schema};

    fn of(input: &Value) -> Option<String> {
        digest(schema("ecs", "RunTask").unwrap().input, &document(input))
    }

    #[test]
    fn the_same_is_asked_for_whatever_the_order_and_the_token() {
        let one = of(&json!({"clientToken": "a", "taskDefinition": "web", "count": 2})).unwrap();
        let Document::Map(mut turned) =
            document(&json!({"taskDefinition": "web", "clientToken": "b", "count": 2}))
        else {
            panic!("a map")
        };
        turned.reverse();
        let other = digest(schema("ecs", "RunTask").unwrap().input, &Document::Map(turned));
        assert_eq!(other.as_deref(), Some(&*one));
        for different in [
            json!({"clientToken": "a", "taskDefinition": "web", "count": 3}),
            json!({"clientToken": "a", "taskDefinition": "web"}),
            json!({"clientToken": "a", "taskDefinition": "web", "count": 2, "group": ""}),
        ] {
            assert_ne!(of(&different).as_deref(), Some(&*one), "{different}");
        }
        // As long as the product lives: what is on disk was made by an earlier one.
        assert_eq!(one, "b926faa1883917b4355a4645848b77cb2be461418befbcd9cbd42ca75ffab4b6");
    }

    #[test]
    fn without_a_token_there_is_none() {
        assert_eq!(of(&json!({"taskDefinition": "web"})), None);
        assert_eq!(digest(schema("ecs", "ListTasks").unwrap().input, &document(&json!({}))), None);
    }
}
