//! Key conditions of Query: `id = :id AND n BETWEEN :a AND :b`. In: a text and the table's key. Out: a partition and a range in it.
//! Never here: the items.

use std::sync::Arc;

use model::dynamodb::{KeyAttribute, Table, Value};
use shapes::Error;

use super::condition::{Comparison, Condition, Operand};
use super::names::Names;
use super::path::Path;

/// Which items of which partition.
#[derive(Debug, PartialEq)]
pub(crate) struct KeyCondition {
    /// The partition key.
    pub(crate) hash: Value,
    /// What the sort key must be.
    pub(crate) range: Option<RangeCondition>,
}

/// What a sort key must be.
#[derive(Debug, PartialEq)]
pub(crate) enum RangeCondition {
    /// `=`
    Is(Value),
    /// `<`
    Below(Value),
    /// `<=`
    AtMost(Value),
    /// `>`
    Above(Value),
    /// `>=`
    AtLeast(Value),
    /// Both ends inclusive.
    Between(Value, Value),
    /// Text or bytes begin so.
    Begins(Value),
}

/// What one attribute must be.
type OnAttribute = (String, RangeCondition);

impl KeyCondition {
    /// Reads the member `KeyConditionExpression`.
    pub(crate) fn parse(text: &str, table: &Table, names: &mut Names) -> Result<KeyCondition, Error> {
        let condition = Condition::parse("KeyConditionExpression", text, names)?;
        let mut parts = Vec::new();
        flatten(condition, &mut parts)?;
        let (mut hash, mut range) = (None, None);
        for (attribute, part) in parts {
            if attribute == table.hash.name && hash.is_none() {
                hash = Some(equal(part, &table.hash)?);
            } else if table.range.as_ref().is_some_and(|range| range.name == attribute) && range.is_none() {
                let key = table.range.as_ref();
                key.map_or(Ok(()), |key| check(&part, key))?;
                range = Some(part);
            } else {
                return Err(misplaced(&attribute, table));
            }
        }
        match hash {
            Some(hash) => Ok(KeyCondition { hash, range }),
            None => Err(missed(&table.hash.name)),
        }
    }
}

fn missed(name: &str) -> Error {
    Error::validation(format!("Query condition missed key schema element: {name}"))
}

/// A condition on an attribute that is not of the key, or a second one on one that is.
fn misplaced(attribute: &str, table: &Table) -> Error {
    let of_key = table.keys().any(|key| key.name == attribute);
    if of_key {
        return unsupported();
    }
    let missing = table.range.as_ref().unwrap_or(&table.hash);
    missed(&missing.name)
}

fn unsupported() -> Error {
    Error::validation("Query key condition not supported")
}

fn flatten(condition: Condition, parts: &mut Vec<OnAttribute>) -> Result<(), Error> {
    match condition {
        Condition::All(list) => list.into_iter().try_for_each(|one| flatten(one, parts)),
        Condition::Any(_) => Err(invalid_operator("OR")),
        Condition::Not(_) => Err(invalid_operator("NOT")),
        Condition::In(..) => Err(invalid_operator("IN")),
        Condition::Compare(_, Comparison::NotEqual, _) => Err(invalid_operator("<>")),
        Condition::Contains(..) => Err(invalid_operator("contains")),
        Condition::Exists(_) => Err(invalid_operator("attribute_exists")),
        Condition::HasType(..) => Err(invalid_operator("attribute_type")),
        simple => {
            parts.push(on_attribute(simple).ok_or_else(unsupported)?);
            Ok(())
        }
    }
}

fn invalid_operator(operator: &str) -> Error {
    Error::validation(format!("Invalid operator used in KeyConditionExpression: {operator}"))
}

fn on_attribute(condition: Condition) -> Option<OnAttribute> {
    use Operand::{Path as P, Value as V};
    let own = Arc::unwrap_or_clone;
    match condition {
        Condition::Compare(P(path), comparison, V(value)) => {
            Some((top(path)?, bound(comparison, own(value))?))
        }
        Condition::Compare(V(value), comparison, P(path)) => {
            Some((top(path)?, bound(turned(comparison), own(value))?))
        }
        Condition::Between(P(path), V(low), V(high)) => {
            Some((top(path)?, RangeCondition::Between(own(low), own(high))))
        }
        Condition::BeginsWith(P(path), V(beginning)) => {
            Some((top(path)?, RangeCondition::Begins(own(beginning))))
        }
        _ => None,
    }
}

fn top(path: Path) -> Option<String> {
    path.steps.is_empty().then_some(path.attribute)
}

fn bound(comparison: Comparison, value: Value) -> Option<RangeCondition> {
    match comparison {
        Comparison::Equal => Some(RangeCondition::Is(value)),
        Comparison::Less => Some(RangeCondition::Below(value)),
        Comparison::AtMost => Some(RangeCondition::AtMost(value)),
        Comparison::Greater => Some(RangeCondition::Above(value)),
        Comparison::AtLeast => Some(RangeCondition::AtLeast(value)),
        Comparison::NotEqual => None,
    }
}

/// The comparison with its sides exchanged.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

fn equal(part: RangeCondition, key: &KeyAttribute) -> Result<Value, Error> {
    check(&part, key)?;
    match part {
        RangeCondition::Is(value) => Ok(value),
        _ => Err(unsupported()),
    }
}

/// Values must be of the key's type.
fn check(part: &RangeCondition, key: &KeyAttribute) -> Result<(), Error> {
    use RangeCondition::{Above, AtLeast, AtMost, Begins, Below, Between, Is};
    let (one, other) = match part {
        Is(one) | Below(one) | AtMost(one) | Above(one) | AtLeast(one) | Begins(one) => (one, None),
        Between(low, high) => (low, Some(high)),
    };
    let fits = |value: &Value| value.kind() == key.kind.as_str();
    if fits(one) && other.is_none_or(fits) {
        return Ok(());
    }
    Err(Error::validation(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample;

    fn parse(text: &str) -> Result<KeyCondition, Error> {
        let mut names = sample::names("{}", r#"{":h":{"S":"x"},":a":{"N":"1"},":b":{"N":"2"}}"#);
        KeyCondition::parse(text, &sample::table(), &mut names)
    }

    #[test]
    fn a_partition_and_a_range() {
        let both = parse("(n BETWEEN :a AND :b) AND h = :h").unwrap();
        assert_eq!(both.hash, Value::S("x".into()));
        assert!(matches!(both.range, Some(RangeCondition::Between(..))));
        assert!(matches!(parse(":h = h AND :a < n").unwrap().range, Some(RangeCondition::Above(_))));
        assert_eq!(parse("h = :h").unwrap().range, None);
    }

    #[test]
    fn everything_else_is_refused() {
        let words = |text: &str| parse(text).unwrap_err().message;
        assert_eq!(words("n = :a"), "Query condition missed key schema element: h");
        assert_eq!(words("h = :h AND z = :a"), "Query condition missed key schema element: n");
        assert_eq!(words("h > :h"), "Query key condition not supported");
        assert_eq!(words("h = :h OR n = :a"), "Invalid operator used in KeyConditionExpression: OR");
        assert!(words("h = :a").ends_with("Condition parameter type does not match schema type"));
        assert_eq!(words("h = :h AND n > :a AND n < :b"), "Query key condition not supported");
    }
}
