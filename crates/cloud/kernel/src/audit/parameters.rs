//! The input of a call as JSON for people: without secrets, short. In: a document and its shape. Out: JSON with names as CloudTrail spells
//! them.
//!
//! Secret is what the model calls sensitive, and what users put secrets into though it does not: values of environment variables.
//! CloudTrail hides values by the same words.

use std::fmt::Write;

use shapes::{Document, Kind, Member, Shape};

/// Bytes of the text they are added to.
const MOST_BYTES: usize = 2048;
/// Bytes of one text.
const MOST_TEXT: usize = 256;
const HIDDEN: &str = "\"HIDDEN_DUE_TO_SECURITY_REASONS\"";
/// Members by which values of variables come, by the shape of a variable.
const VARIABLES: [(&str, &str); 1] = [("KeyValuePair", "value")];

/// Adds them to the text; `null` where nothing was asked for.
pub(super) fn spell(out: &mut String, shape: Option<&Shape>, input: &Document) {
    match (shape, input) {
        (Some(shape), Document::Map(all)) if !all.is_empty() => value(out, shape, input),
        _ => out.push_str("null"),
    }
}

/// What asks for nothing (it would have been refused) is not told.
fn is_refused(member: &Member) -> bool {
    matches!(member.shape.kind, Kind::Refused { .. })
}

fn value(out: &mut String, shape: &Shape, document: &Document) {
    if shape.sensitive {
        return out.push_str(HIDDEN);
    }
    if out.len() > MOST_BYTES {
        return out.push_str("\"...\"");
    }
    match (document, &shape.kind) {
        (Document::Map(all), Kind::Structure { members, .. }) => {
            let known = all.iter().filter_map(|(name, document)| {
                let member = members.iter().find(|member| member.name == name && !is_refused(member))?;
                Some((name, member.shape, document))
            });
            let hidden = |name: &str| VARIABLES.contains(&(shape.name, name));
            sequence(out, ('{', '}'), known, |out, (name, member, document)| {
                member_name(out, name);
                out.push(':');
                if hidden(name) { out.push_str(HIDDEN) } else { value(out, member, document) }
            });
        }
        (Document::Map(all), Kind::Map { value: of, .. }) => {
            sequence(out, ('{', '}'), all.iter(), |out, (name, document)| {
                text(out, name);
                out.push(':');
                value(out, of, document);
            });
        }
        (Document::List(all), Kind::List { member, .. }) => {
            sequence(out, ('[', ']'), all.iter(), |out, document| value(out, member, document));
        }
        _ => scalar(out, document),
    }
}

/// What there is room for.
fn sequence<T>(
    out: &mut String,
    (open, close): (char, char),
    all: impl Iterator<Item = T>,
    mut one: impl FnMut(&mut String, T),
) {
    out.push(open);
    for (at, item) in all.enumerate() {
        if out.len() > MOST_BYTES {
            break;
        }
        if at > 0 {
            out.push(',');
        }
        one(out, item);
    }
    out.push(close);
}

fn scalar(out: &mut String, document: &Document) {
    // Writing to a String cannot fail.
    let _ = match document {
        Document::Bool(it) => write!(out, "{it}"),
        Document::Integer(it) => write!(out, "{it}"),
        Document::Float(it) if it.is_finite() => write!(out, "{it}"),
        Document::Timestamp(it) => write!(out, "\"{}\"", model::Time(it.millis()).iso8601()),
        Document::Blob(it) => write!(out, "\"{} bytes\"", it.len()),
        Document::String(it) => {
            text(out, it);
            Ok(())
        }
        _ => write!(out, "null"),
    };
}

/// A JSON string, cut where it is long.
fn text(out: &mut String, text: &str) {
    out.push('"');
    for (at, character) in text.char_indices() {
        if at >= MOST_TEXT {
            out.push_str("...");
            break;
        }
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control < ' ' || control == '\u{7f}' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

/// `"cluster"` of `Cluster`: names of members are letters and digits.
fn member_name(out: &mut String, name: &str) {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    out.push('"');
    out.extend(first.chain(letters));
    out.push('"');
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rig::{document, schema};

    fn told(service: &str, operation: &str, input: &serde_json::Value) -> String {
        let mut out = String::new();
        spell(&mut out, schema(service, operation).unwrap().input, &document(input));
        out
    }

    #[test]
    fn secrets_are_hidden_and_the_rest_is_shown() {
        let put = told("ssm", "PutParameter", &json!({"Name": "/db", "Value": "hunter2"}));
        assert!(
            put.contains(r#""name":"/db""#) && put.contains("HIDDEN_DUE") && !put.contains("hunter2"),
            "{put}"
        );
        let container = json!({"name": "web", "environment": [{"name": "TOKEN", "value": "hunter2"}]});
        let register = json!({"family": "f", "containerDefinitions": [container]});
        let register = told("ecs", "RegisterTaskDefinition", &register);
        assert!(register.contains(r#""environment":"HIDDEN_DUE"#), "{register}");
        assert!(!register.contains("hunter2") && register.contains(r#""family":"f""#), "{register}");
    }

    #[test]
    fn what_is_long_is_cut_and_stays_json() {
        let many: Vec<String> = (0..1000).map(|at| format!("t{at}\"\\\n{}", "x".repeat(400))).collect();
        let asked = told("ecs", "DescribeTasks", &json!({"tasks": many}));
        assert!(asked.len() < MOST_BYTES + 2 * MOST_TEXT, "{}", asked.len());
        let read: serde_json::Value = serde_json::from_str(&asked).unwrap();
        assert!(read["tasks"][0].as_str().unwrap().starts_with("t0\"\\\nxxx"), "{asked}");
        assert_eq!(told("ecs", "ListClusters", &json!({})), "null");
    }
}
