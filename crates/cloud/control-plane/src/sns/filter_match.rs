//! Whether a subscription wants a message. In: its filter, and the message's attributes or body. Out: yes or no. Never here: JSON of
//! policies.
//!
//! A policy may have 256 KiB and so may a message, and a topic has many policies: nothing is copied for a policy, and a long list of values
//! is not gone through for each value of a message.

use std::collections::{BTreeMap, HashSet};

use model::sns::{Condition, FilterPolicy, Literal, MessageAttribute};
use serde_json::{Map, Value};

/// The attributes of a message as filters see them, by name: texts, numbers, and lists of those; binary attributes offer nothing.
pub(crate) fn offered(attributes: &BTreeMap<String, MessageAttribute>) -> Map<String, Value> {
    attributes.iter().filter_map(|(name, attribute)| Some((name.clone(), offer(attribute)?))).collect()
}

fn offer(attribute: &MessageAttribute) -> Option<Value> {
    let base = attribute.data_type.split('.').next().unwrap_or_default();
    match (attribute.data_type.as_str(), base) {
        ("String.Array", _) => serde_json::from_str(&attribute.value).ok().map(Value::Array),
        (_, "String") => Some(Value::String(attribute.value.clone())),
        (_, "Number") => {
            serde_json::Number::from_f64(attribute.value.trim().parse().ok()?).map(Value::Number)
        }
        _ => None,
    }
}

/// Whether what the attributes offer meets the policy.
pub(crate) fn wants(policy: &FilterPolicy, attributes: &Map<String, Value>) -> bool {
    // Attributes hold no objects, so nothing is found under a key.
    meets(policy, attributes, &|_, _| false)
}

/// Whether the body meets the policy.
pub(crate) fn wants_body(policy: &FilterPolicy, body: &Map<String, Value>) -> bool {
    let below = |key: &str, inner: &FilterPolicy| match objects(body.get(key)).as_slice() {
        // What is not there has no members: `exists: false` may be all that is asked.
        [] => wants_body(inner, &Map::new()),
        found => found.iter().any(|object| wants_body(inner, object)),
    };
    meets(policy, body, &below)
}

/// The object of a value, or those of a list.
fn objects(value: Option<&Value>) -> Vec<&Map<String, Value>> {
    match value {
        Some(Value::Object(object)) => vec![object],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    }
}

/// Given what stands at the keys, and whether what lies under one meets a policy of its own.
fn meets(
    policy: &FilterPolicy,
    values: &Map<String, Value>,
    below: &dyn Fn(&str, &FilterPolicy) -> bool,
) -> bool {
    let key_is_met = |(key, conditions): (&String, &Vec<Condition>)| {
        let values = values.get(key);
        conditions.iter().any(|condition| met(condition, values))
    };
    policy.keys.iter().all(key_is_met)
        && policy.nested.iter().all(|(key, inner)| below(key, inner))
        && (policy.alternatives.is_empty() || policy.alternatives.iter().any(|one| meets(one, values, below)))
}

/// A plain value, of a policy or of a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Plain<'v> {
    Text(&'v str),
    /// Its bits, so that numbers have a hash.
    Number(u64),
    Bool(bool),
    Null,
}

impl<'v> Plain<'v> {
    fn number(number: f64) -> Self {
        // -0 is 0.
        Self::Number((number + 0.0).to_bits())
    }

    fn of(value: &'v Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text)),
            Value::Number(number) => number.as_f64().map(Self::number),
            Value::Bool(truth) => Some(Self::Bool(*truth)),
            Value::Null => Some(Self::Null),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn wanted(literal: &'v Literal) -> Self {
        match literal {
            Literal::Text(text) => Self::Text(text),
            Literal::Number(number) => Self::number(*number),
            Literal::Bool(truth) => Self::Bool(*truth),
            Literal::Null => Self::Null,
        }
    }
}

/// One element of an array is enough; what is absent meets only `exists: false`.
fn met(condition: &Condition, value: Option<&Value>) -> bool {
    let Some(value) = value else { return *condition == Condition::Exists(false) };
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let mut offered = items.iter().filter_map(Plain::of);
    match condition {
        Condition::Exists(wanted) => *wanted,
        Condition::Is(wanted) => offered.any(|value| value == Plain::wanted(wanted)),
        Condition::AnythingBut(unwanted) => {
            let unwanted: HashSet<Plain<'_>> = unwanted.iter().map(Plain::wanted).collect();
            offered.any(|value| !unwanted.contains(&value))
        }
        Condition::Numeric(bounds) => offered.any(|value| match value {
            Plain::Number(bits) => {
                bounds.iter().all(|(comparison, bound)| comparison.holds(f64::from_bits(bits), *bound))
            }
            _ => false,
        }),
        of_texts => {
            let test = of_text(of_texts);
            offered.any(|value| matches!(value, Plain::Text(text) if test(text)))
        }
    }
}

/// What a condition on texts asks of one.
fn of_text(condition: &Condition) -> Box<dyn Fn(&str) -> bool + '_> {
    match condition {
        Condition::AnythingButPrefix(prefix) => Box::new(|text| !text.starts_with(prefix.as_str())),
        Condition::AnythingButSuffix(suffix) => Box::new(|text| !text.ends_with(suffix.as_str())),
        Condition::Prefix(prefix) => Box::new(|text| text.starts_with(prefix.as_str())),
        Condition::Suffix(suffix) => Box::new(|text| text.ends_with(suffix.as_str())),
        Condition::Within(block) => {
            Box::new(|text| text.trim().parse().is_ok_and(|address| block.holds(address)))
        }
        Condition::EqualsIgnoreCase(wanted) => {
            let wanted = wanted.to_lowercase();
            Box::new(move |text| text.to_lowercase() == wanted)
        }
        _ => Box::new(|_| false),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::filter_policy;
    use model::sns::FilterScope;

    fn read(json: &str) -> Result<FilterPolicy, String> {
        filter_policy::read(json, FilterScope::Attributes)
    }

    fn takes(policy: &str, data_type: &str, value: &str) -> bool {
        let attribute = MessageAttribute { data_type: data_type.into(), value: value.into() };
        wants(&read(policy).unwrap(), &offered(&BTreeMap::from([("a".to_owned(), attribute)])))
    }

    #[test]
    fn each_operator_tells_two_values_apart() {
        for (policy, kind, yes, no) in [
            (r#"{"a":["x","y"]}"#, "String", "y", "z"),
            (r#"{"a":[5]}"#, "Number", "5.0", "6"),
            (r#"{"a":[{"prefix":"ab"}]}"#, "String", "abc", "ac"),
            (r#"{"a":[{"suffix":"ab"}]}"#, "String", "cab", "abc"),
            (r#"{"a":[{"equals-ignore-case":"Ab"}]}"#, "String", "aB", "ac"),
            (r#"{"a":[{"anything-but":["x",3]}]}"#, "String", "y", "x"),
            (r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#, "String", "yx", "xy"),
            (r#"{"a":[{"numeric":[">=",0,"<",10]}]}"#, "Number", "0", "10"),
            (r#"{"a":["x"]}"#, "String.Array", r#"["z","x"]"#, r#"["z"]"#),
            (r#"{"a":[{"anything-but":["x"]}]}"#, "String.Array", r#"["z","x"]"#, r#"["x"]"#),
            (r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, "String", "10.1.2.3", "11.0.0.1"),
            (r#"{"$or":[{"a":["x"]},{"a":[{"prefix":"y"}]}]}"#, "String", "yz", "z"),
            (r#"{"a":[true,null]}"#, "String.Array", "[null]", "[false]"),
        ] {
            assert!(takes(policy, kind, yes), "{policy} takes {yes}");
            assert!(!takes(policy, kind, no), "{policy} leaves {no}");
        }
    }

    #[test]
    fn absence_is_only_met_by_exists_false() {
        let none = Map::new();
        assert!(wants(&read(r#"{"a":[{"exists":false}]}"#).unwrap(), &none));
        assert!(!wants(&read(r#"{"a":[{"anything-but":["x"]}]}"#).unwrap(), &none));
        assert!(!takes(r#"{"a":[{"exists":false}]}"#, "String", "x"));
    }

    #[test]
    fn all_keys_must_be_met() {
        assert!(!takes(r#"{"a":["x"],"b":["x"]}"#, "String", "x"));
    }

    #[test]
    fn bodies_are_looked_into() {
        let takes = |policy: &str, body: &str| {
            let body: Map<String, Value> = serde_json::from_str(body).unwrap();
            wants_body(&filter_policy::read(policy, FilterScope::Body).unwrap(), &body)
        };
        for (policy, yes, no) in [
            (r#"{"a":["x",1,true,null]}"#, r#"{"a":null}"#, r#"{"a":2}"#),
            (r#"{"a":["x"]}"#, r#"{"a":["y","x"]}"#, r#"{"a":{"x":1}}"#),
            (
                r#"{"a":{"b":["x"],"c":[{"numeric":[">",1]}]}}"#,
                r#"{"a":{"b":"x","c":2}}"#,
                r#"{"a":{"b":"x","c":1}}"#,
            ),
            (r#"{"a":{"b":["x"]}}"#, r#"{"a":[{"b":"y"},{"b":"x"}]}"#, r#"{"b":"x"}"#),
            (r#"{"a":{"b":[{"exists":false}]}}"#, r#"{"c":1}"#, r#"{"a":{"b":1}}"#),
            (r#"{"a":[{"exists":true}]}"#, r#"{"a":{}}"#, "{}"),
            (
                r#"{"k":["z"],"$or":[{"a":["x"]},{"b":{"c":["y"]}}]}"#,
                r#"{"k":"z","b":{"c":"y"}}"#,
                r#"{"k":"z","b":{"c":"x"}}"#,
            ),
        ] {
            assert!(takes(policy, yes), "{policy} takes {yes}");
            assert!(!takes(policy, no), "{policy} leaves {no}");
        }
    }

    #[test]
    fn a_long_list_is_not_gone_through_for_each_value() {
        // 30,000 values against 30,000: every one with every other would be a thousand million comparisons, in each of a hundred conditions.
        let list = format!("[{}]", (0..30_000).map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(","));
        let body: Map<String, Value> = serde_json::from_str(&format!("{{\"a\":{list}}}")).unwrap();
        let but = |list: &str| format!("{{\"a\":[{{\"anything-but\":{list}}}]}}");
        let policy = filter_policy::read(&but(&list), FilterScope::Body).unwrap();
        assert!((0..100).all(|_| !wants_body(&policy, &body)));
        let policy =
            filter_policy::read(&but(&list.replacen("\"29999\"", "1", 1)), FilterScope::Body).unwrap();
        assert!(wants_body(&policy, &body));
    }

    #[test]
    fn numbers_are_equal_however_they_are_written() {
        assert!(takes(r#"{"a":[0]}"#, "Number", "-0.0") && takes(r#"{"a":[100]}"#, "String.Array", "[1e2]"));
        assert!(!takes(r#"{"a":[{"anything-but":[100]}]}"#, "Number", "1e2"));
        assert!(!takes(r#"{"a":["x"]}"#, "String.Array", r#"[["x"],{"x":"x"}]"#));
        assert!(!takes(r#"{"a":[{"exists":true}]}"#, "Binary", "eA=="));
    }
}
