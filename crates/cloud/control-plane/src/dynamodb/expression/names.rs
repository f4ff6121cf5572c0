//! What `#name` and `:value` stand for in the expressions of one request. In: the two maps of a request. Out: names and
//! values; at the end, whether all of them were used. Never here: grammar.

use std::collections::{BTreeMap, BTreeSet};

use model::dynamodb::Value;
use shapes::Error;
use shapes::dynamodb::AttributeValue;

use crate::dynamodb::convert;

/// The names and values of one request; every expression of it is read with the same one.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: BTreeMap<String, String>,
    values: BTreeMap<String, Value>,
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
            Ok((key, value))
        });
        let values = values.collect::<Result<_, Error>>()?;
        Ok(Names { names: names.unwrap_or_default(), values, ..Names::default() })
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
    pub(crate) fn value(&mut self, key: &str) -> Option<Value> {
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
