//! What `#name` and `:value` stand for in the expressions of one request. In: the two maps of a request. Out: names and
//! values; at the end, whether all of them were used. Never here: grammar.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::dynamodb::Value;
use shapes::Error;
use shapes::dynamodb::AttributeValue;

use crate::dynamodb::convert;

/// Bytes of all names and values of a request (DynamoDB developer guide, Constraints: 2 MB).
const LARGEST: usize = 2 << 20;
/// Bytes of the name of an attribute (same place: 64 KB).
const LONGEST_NAME: usize = (64 << 10) - 1;

/// The names and values of one request; every expression of it is read with the same one.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: BTreeMap<String, String>,
    /// An expression may use one many times: none is copied for that.
    values: BTreeMap<String, Arc<Value>>,
    used: BTreeSet<String>,
    /// Whether any expression was there to use them.
    expressions: bool,
}

impl Names {
    /// From the members `ExpressionAttributeNames` and `ExpressionAttributeValues`.
    pub(crate) fn read(
        names: Option<BTreeMap<String, String>>,
        values: Option<BTreeMap<String, AttributeValue>>,
    ) -> Result<Names, Error> {
        check("Names", '#', names.as_ref().map(BTreeMap::keys))?;
        check("Values", ':', values.as_ref().map(BTreeMap::keys))?;
        let values = values.unwrap_or_default().into_iter();
        let values = values.map(|(key, value)| {
            let value = convert::value(value).map_err(|error| contains_invalid(&key, &error))?;
            Ok((key, Arc::new(value)))
        });
        let values = values.collect::<Result<_, Error>>()?;
        let read = Names { names: names.unwrap_or_default(), values, ..Names::default() };
        read.check_lengths()?;
        Ok(read)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        if let Some((key, _)) = self.names.iter().find(|(_, name)| name.len() > LONGEST_NAME) {
            let words = "ExpressionAttributeNames contains invalid value: Attribute name is too long";
            return Err(Error::validation(format!("{words}, must be less than 65536 bytes; key: \"{key}\"")));
        }
        let names = self.names.iter().map(|(key, name)| key.len() + name.len());
        let values = self.values.iter().map(|(key, value)| key.len() + value.size());
        match names.chain(values).sum::<usize>() <= LARGEST {
            true => Ok(()),
            false => Err(Error::validation(format!(
                "The size of ExpressionAttributeNames and ExpressionAttributeValues must not exceed {LARGEST} bytes"
            ))),
        }
    }

    /// Notes that there is an expression.
    pub(crate) fn begin(&mut self) {
        self.expressions = true;
    }

    /// The attribute name that `#key` stands for.
    pub(crate) fn name(&mut self, key: &str) -> Option<String> {
        self.used.insert(key.to_owned());
        self.names.get(key).cloned()
    }

    /// The value that `:key` stands for.
    pub(crate) fn value(&mut self, key: &str) -> Option<Arc<Value>> {
        self.used.insert(key.to_owned());
        self.values.get(key).cloned()
    }

    /// After the last expression: nothing may be left over.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.all_used("Names", self.names.keys())?;
        self.all_used("Values", self.values.keys())
    }

    fn all_used<'k>(&self, which: &str, keys: impl Iterator<Item = &'k String>) -> Result<(), Error> {
        let unused: Vec<&str> = keys.filter(|key| !self.used.contains(*key)).map(String::as_str).collect();
        match (unused.is_empty(), self.expressions) {
            (true, _) => Ok(()),
            (false, true) => Err(Error::validation(format!(
                "Value provided in ExpressionAttribute{which} unused in expressions: keys: {{{}}}",
                unused.join(", ")
            ))),
            (false, false) => Err(Error::validation(format!(
                "ExpressionAttribute{which} can only be specified when using expressions"
            ))),
        }
    }
}

/// Keys are a sign and at least one letter, and a map that is there is not empty.
fn check<'k>(which: &str, sign: char, keys: Option<impl Iterator<Item = &'k String>>) -> Result<(), Error> {
    let Some(mut keys) = keys.map(Iterator::peekable) else { return Ok(()) };
    if keys.peek().is_none() {
        return Err(Error::validation(format!("ExpressionAttribute{which} must not be empty")));
    }
    let good = |key: &str| {
        let word = key.strip_prefix(sign).unwrap_or_default();
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    match keys.find(|key| !good(key)) {
        None => Ok(()),
        Some(bad) => Err(Error::validation(format!(
            "ExpressionAttribute{which} contains invalid key: Syntax error; key: \"{bad}\""
        ))),
    }
}

fn contains_invalid(key: &str, error: &Error) -> Error {
    Error::validation(format!(
        "ExpressionAttributeValues contains invalid value: {} for key {key}",
        error.message
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(names: &[(&str, usize)], values: &[(&str, usize)]) -> Result<Names, Error> {
        let names = names.iter().map(|(key, length)| ((*key).to_owned(), "n".repeat(*length)));
        let text = |length| AttributeValue { s: Some("v".repeat(length)), ..AttributeValue::default() };
        let values = values.iter().map(|(key, length)| ((*key).to_owned(), text(*length)));
        Names::read(
            Some(names.collect()).filter(|all: &BTreeMap<_, _>| !all.is_empty()),
            Some(values.collect()),
        )
    }

    #[test]
    fn names_and_values_together_have_a_size() {
        assert!(read(&[("#a", 60_000)], &[(":a", 1 << 20), (":b", 1 << 19)]).is_ok());
        assert!(
            read(&[], &[(":a", 1 << 20), (":b", 1 << 20)])
                .unwrap_err()
                .message
                .contains("must not exceed 2097152")
        );
        assert!(read(&[("#a", 1 << 16)], &[(":a", 1)]).unwrap_err().message.contains("too long"));
    }
}
