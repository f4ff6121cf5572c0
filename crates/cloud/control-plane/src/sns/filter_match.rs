//! Whether a subscription wants a message. In: its filter, and the message's attributes or body. Out: yes or no. Never here: JSON of
//! policies.

use std::collections::BTreeMap;

use model::sns::{Condition, FilterPolicy, Literal, MessageAttribute};
use serde_json::{Map, Value};

/// The attributes of a message by name.
type Attributes = BTreeMap<String, MessageAttribute>;

/// Whether the attributes meet the policy.
pub(crate) fn wants(policy: &FilterPolicy, attributes: &Attributes) -> bool {
    // Attributes hold no objects, so nothing is found under a key.
    meets(policy, &|key| attributes.get(key).and_then(values), &|_, _| false)
}

/// Whether the body meets the policy.
pub(crate) fn wants_body(policy: &FilterPolicy, body: &Map<String, Value>) -> bool {
    let below = |key: &str, inner: &FilterPolicy| match objects(body.get(key)).as_slice() {
        // What is not there has no members: `exists: false` may be all that is asked.
        [] => wants_body(inner, &Map::new()),
        found => found.iter().any(|object| wants_body(inner, object)),
    };
    meets(policy, &|key| body.get(key).map(literals), &below)
}

/// The object of a value, or those of a list.
fn objects(value: Option<&Value>) -> Vec<&Map<String, Value>> {
    match value {
        Some(Value::Object(object)) => vec![object],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    }
}

fn literals(value: &Value) -> Vec<Literal> {
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    items.iter().filter_map(element).collect()
}

/// Given what stands at a key, and whether what lies under it meets a policy of its own.
fn meets(
    policy: &FilterPolicy,
    at: &dyn Fn(&str) -> Option<Vec<Literal>>,
    below: &dyn Fn(&str, &FilterPolicy) -> bool,
) -> bool {
    let key_is_met = |(key, conditions): (&String, &Vec<Condition>)| {
        let values = at(key);
        conditions.iter().any(|condition| met(condition, values.as_deref()))
    };
    policy.keys.iter().all(key_is_met)
        && policy.nested.iter().all(|(key, inner)| below(key, inner))
        && (policy.alternatives.is_empty() || policy.alternatives.iter().any(|one| meets(one, at, below)))
}

/// What an attribute offers for matching; binary attributes offer nothing.
fn values(attribute: &MessageAttribute) -> Option<Vec<Literal>> {
    let base = attribute.data_type.split('.').next().unwrap_or_default();
    match (attribute.data_type.as_str(), base) {
        ("String.Array", _) => {
            let items: Vec<Value> = serde_json::from_str(&attribute.value).ok()?;
            Some(items.iter().filter_map(element).collect())
        }
        (_, "String") => Some(vec![Literal::Text(attribute.value.clone())]),
        (_, "Number") => Some(vec![Literal::Number(attribute.value.trim().parse().ok()?)]),
        _ => None,
    }
}

fn element(value: &Value) -> Option<Literal> {
    match value {
        Value::String(text) => Some(Literal::Text(text.clone())),
        Value::Number(number) => number.as_f64().map(Literal::Number),
        Value::Bool(truth) => Some(Literal::Bool(*truth)),
        Value::Null => Some(Literal::Null),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// One element of an array is enough; what is absent meets only `exists: false`.
fn met(condition: &Condition, values: Option<&[Literal]>) -> bool {
    match (condition, values) {
        (Condition::Exists(wanted), found) => *wanted == found.is_some(),
        (_, None) => false,
        (condition, Some(values)) => values.iter().any(|value| met_by(condition, value)),
    }
}

fn met_by(condition: &Condition, value: &Literal) -> bool {
    match (condition, value) {
        (Condition::Is(wanted), value) => wanted == value,
        (Condition::AnythingBut(unwanted), value) => !unwanted.contains(value),
        (Condition::Numeric(bounds), Literal::Number(number)) => {
            bounds.iter().all(|(comparison, bound)| comparison.holds(*number, *bound))
        }
        (condition, Literal::Text(text)) => met_by_text(condition, text),
        _ => false,
    }
}

fn met_by_text(condition: &Condition, text: &str) -> bool {
    match condition {
        Condition::AnythingButPrefix(prefix) => !text.starts_with(prefix.as_str()),
        Condition::AnythingButSuffix(suffix) => !text.ends_with(suffix.as_str()),
        Condition::Prefix(prefix) => text.starts_with(prefix.as_str()),
        Condition::Suffix(suffix) => text.ends_with(suffix.as_str()),
        Condition::Within(block) => text.trim().parse().is_ok_and(|address| block.holds(address)),
        Condition::EqualsIgnoreCase(wanted) => text.to_lowercase() == wanted.to_lowercase(),
        _ => false,
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
        wants(&read(policy).unwrap(), &BTreeMap::from([("a".to_owned(), attribute)]))
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
        let none = BTreeMap::new();
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
}
