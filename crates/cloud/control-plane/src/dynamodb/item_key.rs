//! Keys of items. In: a table and attributes. Out: the item's id in the ledger, or why these attributes are no key.
//! Never here: looking items up.

use model::dynamodb::{Attributes, KeyAttribute, Table, Value, item_id};
use shapes::Error;

use super::convert::invalid;

/// Bytes of a partition key and of a sort key.
const HASH_BYTES: usize = 2_048;
const RANGE_BYTES: usize = 1_024;

/// The id of an item given as a whole.
pub(crate) fn of_item(table: &Table, item: &Attributes) -> Result<String, Error> {
    for key in table.keys() {
        let value = item.get(&key.name);
        let value = value.ok_or_else(|| invalid(&format!("Missing the key {} in the item", key.name)))?;
        if value.kind() != key.kind.as_str() {
            let (name, expected, actual) = (&key.name, key.kind, value.kind());
            return Err(invalid(&format!(
                "Type mismatch for key {name} expected: {expected} actual: {actual}"
            )));
        }
    }
    id(table, item)
}

/// The id of the item with this key; nothing but the key may be given.
pub(crate) fn of_key(table: &Table, key: &Attributes) -> Result<String, Error> {
    if key.len() != table.keys().count() {
        return Err(Error::validation("The number of conditions on the keys is invalid"));
    }
    let fits =
        |part: &KeyAttribute| key.get(&part.name).is_some_and(|value| value.kind() == part.kind.as_str());
    if !table.keys().all(fits) {
        return Err(Error::validation("The provided key element does not match the schema"));
    }
    id(table, key)
}

/// Only the key of an item.
pub(crate) fn only(table: &Table, item: &Attributes) -> Attributes {
    let part = |key: &KeyAttribute| Some((key.name.as_str().into(), item.get(&key.name)?.clone()));
    table.keys().filter_map(part).collect()
}

fn id(table: &Table, item: &Attributes) -> Result<String, Error> {
    let value = |key: &KeyAttribute| item.get(&key.name);
    let hash = value(&table.hash);
    let range = table.range.as_ref().and_then(value);
    for (key, found) in table.keys().zip([hash, range]) {
        check(key, found)?;
    }
    let too_large = |found: Option<&Value>, most: usize| found.is_some_and(|value| value.size() > most);
    if too_large(hash, HASH_BYTES) {
        return Err(invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes"));
    }
    if too_large(range, RANGE_BYTES) {
        return Err(invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes"));
    }
    let hash = hash.ok_or_else(|| Error::internal("a checked key has lost its partition key"))?;
    Ok(item_id(&table.name, hash, range))
}

fn check(key: &KeyAttribute, value: Option<&Value>) -> Result<(), Error> {
    let kind = match value {
        Some(value) if value.size() > 0 => return Ok(()),
        Some(Value::B(_)) => "binary",
        _ => "string",
    };
    Err(Error::validation(format!(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
         {kind} value. Key: {}",
        key.name
    )))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample;

    #[test]
    fn what_is_no_key_is_refused() {
        let table = sample::table();
        let of_item = |json| of_item(&table, &sample::attributes(json)).unwrap_err().message;
        let of_key = |json| of_key(&table, &sample::attributes(json)).unwrap_err().message;
        assert!(of_item(r#"{"h":{"S":"x"}}"#).ends_with("Missing the key n in the item"));
        let mismatch = of_item(r#"{"h":{"N":"1"},"n":{"N":"1"}}"#);
        assert!(mismatch.ends_with("Type mismatch for key h expected: S actual: N"));
        let words = "The provided key element does not match the schema";
        assert_eq!(of_key(r#"{"h":{"S":"x"},"m":{"N":"1"}}"#), words);
        assert_eq!(of_key(r#"{"h":{"S":"x"}}"#), "The number of conditions on the keys is invalid");
        assert!(of_key(r#"{"h":{"S":""},"n":{"N":"1"}}"#).contains("empty string value. Key: h"));
        let long = format!(r#"{{"h":{{"S":"{}"}},"n":{{"N":"1"}}}}"#, "x".repeat(2_049));
        assert!(of_key(&long).contains("limit of2048 bytes"));
    }
}
