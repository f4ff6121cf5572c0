//! Between the wire's attribute values and the ledger's. In and out: either. Never here: keys, sizes, expressions.

use std::collections::BTreeMap;

use model::dynamodb::{Attributes, BadNumber, Blob, Number, Value};
use shapes::Error;
use shapes::dynamodb::AttributeValue;

/// Levels of lists and maps in each other.
const DEEPEST: usize = 32;

/// An item or a key of a request.
pub(crate) fn attributes(item: BTreeMap<String, AttributeValue>) -> Result<Attributes, Error> {
    map(item, 0)
}

/// A value of a request.
pub(crate) fn value(given: AttributeValue) -> Result<Value, Error> {
    value_at(given, 0)
}

fn map(given: BTreeMap<String, AttributeValue>, depth: usize) -> Result<Attributes, Error> {
    given.into_iter().map(|(name, value)| Ok((name.into(), value_at(value, depth)?))).collect()
}

fn value_at(given: AttributeValue, depth: usize) -> Result<Value, Error> {
    if depth > DEEPEST {
        return Err(Error::validation("Nesting Levels have exceeded supported limits"));
    }
    check_single(&given)?;
    let AttributeValue { b, bool, bs, l, m, n, ns, null, s, ss } = given;
    if let Some(text) = s {
        return Ok(Value::S(text.into()));
    }
    if let Some(text) = n {
        return Ok(Value::N(number(&text)?));
    }
    if let Some(items) = l {
        let items = items.into_iter().map(|item| value_at(item, depth + 1));
        return Ok(Value::L(items.collect::<Result<_, Error>>()?));
    }
    if let Some(members) = m {
        return Ok(Value::M(map(members, depth + 1)?));
    }
    if let Some(texts) = ss {
        let texts: Vec<Box<str>> = texts.into_iter().map(Into::into).collect();
        return set(texts, "An string set  may not be empty", |text| text.to_string()).map(Value::Ss);
    }
    if let Some(numbers) = ns {
        let numbers = numbers.iter().map(|text| number(text)).collect::<Result<Vec<_>, Error>>()?;
        let words = "An number set  may not be empty";
        return set(numbers, words, |number| number.as_str().to_owned()).map(Value::Ns);
    }
    if let Some(blobs) = bs {
        let blobs: Vec<Blob> = blobs.into_iter().map(|bytes| Blob(bytes.into())).collect();
        return set(blobs, "Binary sets should not be empty", Blob::hex).map(Value::Bs);
    }
    if null == Some(false) {
        return Err(invalid("Null attribute value types must have the value of true"));
    }
    let scalar = b.map(|bytes| Value::B(Blob(bytes.into()))).or(bool.map(Value::Bool));
    Ok(scalar.unwrap_or(Value::Null))
}

/// Exactly one type must be given.
fn check_single(given: &AttributeValue) -> Result<(), Error> {
    let AttributeValue { b, bool, bs, l, m, n, ns, null, s, ss } = given;
    let scalars = [b.is_some(), bool.is_some(), n.is_some(), null.is_some(), s.is_some()];
    let others = [bs.is_some(), l.is_some(), m.is_some(), ns.is_some(), ss.is_some()];
    match scalars.into_iter().chain(others).filter(|given| *given).count() {
        1 => Ok(()),
        0 => Err(Error::validation(
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        )),
        _ => Err(Error::validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported \
             datatypes",
        )),
    }
}

/// Sorted, and neither empty nor with duplicates.
fn set<T: Ord>(mut members: Vec<T>, empty: &str, show: impl Fn(&T) -> String) -> Result<Box<[T]>, Error> {
    if members.is_empty() {
        return Err(invalid(empty));
    }
    let shown = || members.iter().map(&show).collect::<Vec<_>>().join(", ");
    let refusal = invalid(&format!("Input collection [{}] contains duplicates.", shown()));
    members.sort_unstable();
    if members.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(refusal);
    }
    Ok(members.into_boxed_slice())
}

/// `One or more parameter values were invalid: ...`.
pub(crate) fn invalid(words: &str) -> Error {
    Error::validation(format!("One or more parameter values were invalid: {words}"))
}

fn number(text: &str) -> Result<Number, Error> {
    Number::parse(text).map_err(|bad| match bad {
        BadNumber::Malformed => {
            Error::validation(format!("The parameter cannot be converted to a numeric value: {text}"))
        }
        other => bad_number(other),
    })
}

/// Why a number cannot be stored.
pub(crate) fn bad_number(bad: BadNumber) -> Error {
    Error::validation(match bad {
        BadNumber::Malformed => "The parameter cannot be converted to a numeric value",
        BadNumber::TooPrecise => "Attempting to store more than 38 significant digits in a Number",
        BadNumber::TooLarge => {
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        }
        BadNumber::TooSmall => {
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        }
    })
}

/// An item for an answer.
pub(crate) fn item(attributes: &Attributes) -> BTreeMap<String, AttributeValue> {
    attributes.iter().map(|(name, value)| (name.to_owned(), shape(value))).collect()
}

/// A value for an answer.
pub(crate) fn shape(value: &Value) -> AttributeValue {
    let empty = AttributeValue::default();
    match value {
        Value::S(text) => AttributeValue { s: Some(text.to_string()), ..empty },
        Value::N(number) => AttributeValue { n: Some(number.as_str().to_owned()), ..empty },
        Value::B(Blob(bytes)) => AttributeValue { b: Some(bytes.to_vec()), ..empty },
        Value::Bool(yes) => AttributeValue { bool: Some(*yes), ..empty },
        Value::Null => AttributeValue { null: Some(true), ..empty },
        Value::L(items) => AttributeValue { l: Some(items.iter().map(shape).collect()), ..empty },
        Value::M(members) => AttributeValue { m: Some(item(members)), ..empty },
        Value::Ss(texts) => {
            AttributeValue { ss: Some(texts.iter().map(|text| text.to_string()).collect()), ..empty }
        }
        Value::Ns(numbers) => {
            AttributeValue { ns: Some(numbers.iter().map(|n| n.as_str().to_owned()).collect()), ..empty }
        }
        Value::Bs(blobs) => {
            AttributeValue { bs: Some(blobs.iter().map(|Blob(b)| b.to_vec()).collect()), ..empty }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_type_survives_the_round_trip() {
        let json = r#"{"a":{"S":""},"b":{"N":"-1.5"},"c":{"B":"00ff"},"d":{"BOOL":false},"e":"NULL",
            "f":{"L":[{"M":{"x":{"S":"y"}}}]},"g":{"SS":["p","q"]},"h":{"NS":["1","2"]},"i":{"BS":["01"]}}"#;
        let given: Attributes = serde_json::from_str(json).unwrap();
        assert_eq!(attributes(item(&given)).unwrap(), given);
    }

    #[test]
    fn bad_values_are_refused_in_dynamodbs_words() {
        let empty = AttributeValue::default;
        let words = |given| value(given).unwrap_err().message;
        assert!(words(empty()).starts_with("Supplied AttributeValue is empty"));
        let two = AttributeValue { s: Some("a".into()), n: Some("1".into()), ..empty() };
        assert!(words(two).starts_with("Supplied AttributeValue has more than one"));
        let duplicates = AttributeValue { ns: Some(vec!["1".into(), "1.0".into()]), ..empty() };
        let expected =
            "One or more parameter values were invalid: Input collection [1, 1] contains duplicates.";
        assert_eq!(words(duplicates), expected);
        assert!(words(AttributeValue { ss: Some(vec![]), ..empty() }).ends_with("may not be empty"));
        assert!(words(AttributeValue { null: Some(false), ..empty() }).ends_with("value of true"));
        let letters = AttributeValue { n: Some("x".into()), ..empty() };
        assert_eq!(words(letters), "The parameter cannot be converted to a numeric value: x");
    }

    #[test]
    fn thirty_two_levels_and_no_more() {
        let nested = |levels: usize| {
            let leaf = AttributeValue { bool: Some(true), ..Default::default() };
            (0..levels).fold(leaf, |inner, _| AttributeValue { l: Some(vec![inner]), ..Default::default() })
        };
        assert!(value(nested(32)).is_ok());
        assert_eq!(value(nested(33)).unwrap_err().message, "Nesting Levels have exceeded supported limits");
    }
}
