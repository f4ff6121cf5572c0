//! Message attributes: names, types and values as SNS checks them. In: the request's. Out: the record's. Never here: filtering.

use std::collections::BTreeMap;

use base64::Engine;
use model::sns::MessageAttribute;
use serde_json::Value;
use shapes::Error;
use shapes::sns::{MessageAttributeValue, errors};

/// Checks and converts all attributes of a message.
pub(crate) fn read(
    given: Option<BTreeMap<String, MessageAttributeValue>>,
) -> Result<BTreeMap<String, MessageAttribute>, Error> {
    let each = given.unwrap_or_default().into_iter();
    each.map(|(name, value)| {
        check_name(&name).map_err(errors::invalid_parameter_value_exception)?;
        let attribute = attribute(&name, value).map_err(errors::invalid_parameter_value_exception)?;
        Ok((name, attribute))
    })
    .collect()
}

fn check_name(name: &str) -> Result<(), String> {
    let good = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || name.len() > 256 {
        return Err("Length of message attribute name must be between 1 and 256 bytes.".to_owned());
    }
    if let Some(bad) = name.chars().find(|c| !good(*c)) {
        let rule = "Can only include alphanumeric characters, hyphens, underscores, or dots.";
        return Err(format!(
            "Invalid non-alphanumeric character '#x{:X}' was found in the message attribute name. {rule}",
            u32::from(bad)
        ));
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Err(
            "Invalid message attribute name starting or ending with character '.' was found.".to_owned()
        );
    }
    match name.contains("..") {
        true => Err("Message attribute name can not have successive '.' character.".to_owned()),
        false => Ok(()),
    }
}

fn attribute(name: &str, given: MessageAttributeValue) -> Result<MessageAttribute, String> {
    let data_type = given.data_type;
    let base = data_type.split('.').next().unwrap_or_default();
    let value = match base {
        "" => {
            return Err(format!(
                "The message attribute '{name}' must contain non-empty message attribute type."
            ));
        }
        "String" | "Number" => given.string_value,
        "Binary" => given.binary_value.map(|bytes| base64::engine::general_purpose::STANDARD.encode(bytes)),
        _ => {
            let rule = "the set of supported type prefixes is Binary, Number, and String.";
            return Err(format!(
                "The message attribute '{name}' has an invalid message attribute type, {rule}"
            ));
        }
    };
    let value = value.filter(|value| !value.is_empty()).ok_or_else(|| {
        format!("The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{data_type}'.")
    })?;
    check_value(name, &data_type, &value)?;
    Ok(MessageAttribute { data_type, value })
}

fn check_value(name: &str, data_type: &str, value: &str) -> Result<(), String> {
    if data_type.split('.').next() == Some("Number") && !value.parse::<f64>().is_ok_and(f64::is_finite) {
        return Err(format!("Could not cast message attribute '{name}' value to number."));
    }
    let array = data_type != "String.Array" || serde_json::from_str::<Vec<Value>>(value).is_ok();
    if array {
        Ok(())
    } else {
        Err(format!("The message attribute '{name}' of type 'String.Array' must be a JSON array."))
    }
}

/// Bytes that count against the size of a message.
pub(crate) fn size(attributes: &BTreeMap<String, MessageAttribute>) -> usize {
    attributes.iter().map(|(name, one)| name.len() + one.data_type.len() + one.value.len()).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn one(name: &str, data_type: &str, value: &str) -> Result<BTreeMap<String, MessageAttribute>, Error> {
        let string_value = Some(value.to_owned());
        let value = MessageAttributeValue { data_type: data_type.into(), string_value, binary_value: None };
        read(Some(BTreeMap::from([(name.to_owned(), value)])))
    }

    #[test]
    fn well_formed_attributes_are_kept() {
        for (data_type, value) in
            [("String", "a"), ("Number.int", "-1.5e3"), ("String.Array", "[1]"), ("String.x", "a")]
        {
            assert_eq!(one("a.b-c_1", data_type, value).unwrap()["a.b-c_1"].value, value);
        }
    }

    #[test]
    fn each_rule_has_its_own_refusal() {
        for (name, data_type, value) in [
            ("", "String", "a"),
            ("a b", "String", "a"),
            (".a", "String", "a"),
            ("a..b", "String", "a"),
            ("a", "", "a"),
            ("a", "Integer", "1"),
            ("a", "String", ""),
            ("a", "Number", "one"),
            ("a", "Binary", "text where bytes belong"),
            ("a", "String.Array", "{}"),
        ] {
            let error = one(name, data_type, value).unwrap_err();
            assert_eq!(
                error.query_code.as_deref(),
                Some("ParameterValueInvalid"),
                "{name} {data_type} {value}"
            );
        }
    }
}
