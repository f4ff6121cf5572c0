//! Patterns over JSON: `{ $.status >= 500 && $.user.name = "a*" }`. In: a pattern; later, messages. Out: the object that matches.
//! Never here: messages that are no JSON object; they match nothing.
//!
//! A member that is not there fulfils no comparison, not even `!=`; only `NOT EXISTS` is about it.

use serde_json::Value;

use super::BadPattern;
use super::comparison::{Comparison, scalar};
use super::condition::Condition;
use super::reader::Reader;
use super::selector::Selector;
use crate::json_size::{LARGEST_JSON, bytes_as_json};

#[derive(Clone, Debug)]
struct Leaf {
    selector: Selector,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Compares(Comparison),
    IsTrue,
    IsFalse,
    IsNull,
    NotExists,
    Exists,
}

/// Such a pattern.
#[derive(Clone, Debug)]
pub(super) struct Json(Condition<Leaf>);

impl Json {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, BadPattern> {
        reader.expect("{")?;
        let condition = Condition::read(reader, &mut leaf)?;
        reader.expect("}")?;
        reader.end()?;
        Ok(Self(condition))
    }

    /// The message as JSON, if it matches.
    pub(super) fn find(&self, message: &str) -> Option<Value> {
        if !message.trim_start().starts_with('{') || self.lacks_a_text(message) {
            return None;
        }
        if bytes_as_json(message) > LARGEST_JSON {
            return None;
        }
        let value: Value = serde_json::from_str(message).ok()?;
        self.0.holds(&|leaf| leaf.holds(&value)).then_some(value)
    }

    /// Whether a text that must be there is not: spares reading most messages. With a backslash in it a message may spell the text
    /// otherwise.
    fn lacks_a_text(&self, message: &str) -> bool {
        let mut musts = Vec::new();
        self.0.musts(&mut musts);
        let texts = musts.into_iter().filter_map(|leaf| match &leaf.test {
            Test::Compares(comparison) => comparison.literal(),
            _ => None,
        });
        let mut texts = texts.filter(|text| !text.is_empty());
        texts.any(|text| !message.contains(text)) && !message.contains('\\')
    }

    /// What it looks at, as written.
    pub(super) fn selectors(&self) -> Vec<String> {
        let mut leaves = Vec::new();
        self.0.leaves(&mut leaves);
        leaves.into_iter().map(|leaf| leaf.selector.written.clone()).collect()
    }
}

fn leaf(reader: &mut Reader<'_>) -> Result<Leaf, BadPattern> {
    reader.skip_space();
    let selector = Selector::read(reader)?;
    Ok(Leaf { selector, test: test(reader)? })
}

fn test(reader: &mut Reader<'_>) -> Result<Test, BadPattern> {
    if reader.take_word("IS") {
        return match () {
            () if reader.take_word("TRUE") => Ok(Test::IsTrue),
            () if reader.take_word("FALSE") => Ok(Test::IsFalse),
            () if reader.take_word("NULL") => Ok(Test::IsNull),
            () => Err(reader.bad("TRUE, FALSE or NULL is expected")),
        };
    }
    if reader.take_word("NOT") {
        return match reader.take_word("EXISTS") {
            true => Ok(Test::NotExists),
            false => Err(reader.bad("EXISTS is expected")),
        };
    }
    if reader.take_word("EXISTS") {
        return Ok(Test::Exists);
    }
    Comparison::read(reader, "()&|}").map(Test::Compares)
}

impl Leaf {
    fn holds(&self, root: &Value) -> bool {
        let values = self.selector.values(root);
        let some = |test: &dyn Fn(&Value) -> bool| values.iter().any(|value| test(value));
        match &self.test {
            Test::NotExists => values.is_empty(),
            Test::Exists => !values.is_empty(),
            Test::IsTrue => some(&|value| *value == Value::Bool(true)),
            Test::IsFalse => some(&|value| *value == Value::Bool(false)),
            Test::IsNull => some(&Value::is_null),
            Test::Compares(comparison) => {
                some(&|value| scalar(value).is_some_and(|value| comparison.holds(&value)))
            }
        }
    }
}
