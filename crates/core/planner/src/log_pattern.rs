//! The filter patterns of CloudWatch Logs: which events FilterLogEvents, metric filters and live tails mean.
//!
//! In: a pattern; later, messages. Out: whether a message matches, and what it says under the names of the pattern. Never here: events,
//! AWS's error codes, time.
//!
//! ```text
//! ERROR "out of memory" -retry    terms        every message; `?` makes a term optional, `%a+%` is a regular expression
//! { $.status >= 500 && ... }      json         messages that are a JSON object
//! [ip, user, status = 4*, ...]    delimited    messages as words between spaces, "..." and [...] one word each
//! ```

mod comparison;
mod condition;
mod delimited;
mod expression;
mod json;
mod reader;
mod selector;
mod terms;
mod wildcard;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use self::delimited::{Delimited, Words};
use self::json::Json;
use self::reader::Reader;
pub use self::selector::Selector;
use self::terms::Terms;

/// The longest pattern, in characters.
pub const LONGEST: usize = 1024;
/// Regular expressions a pattern may hold.
const MOST_EXPRESSIONS: usize = 2;

/// A pattern as read.
#[derive(Clone, Debug)]
pub struct Pattern {
    form: Form,
    expressions: usize,
}

#[derive(Clone, Debug)]
enum Form {
    Terms(Terms),
    Json(Json),
    Delimited(Delimited),
}

/// Why a text is no pattern, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern(pub String);

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a matching message says.
#[derive(Clone, Debug)]
pub enum Found<'m> {
    /// A text without parts.
    Text,
    /// A JSON object.
    Json(Value),
    /// The words of a space-delimited message, by the names the pattern gives them, or by their places from 1.
    Words(Words<'m>),
}

impl Pattern {
    /// Reads a pattern; an empty one matches everything.
    pub fn parse(text: &str) -> Result<Pattern, BadPattern> {
        if text.chars().count() > LONGEST {
            return Err(BadPattern(format!("Filter pattern is longer than {LONGEST} characters")));
        }
        let mut reader = Reader::new(text);
        let form = match text.trim_start().chars().next() {
            Some('{') => Form::Json(Json::read(&mut reader)?),
            Some('[') => Form::Delimited(Delimited::read(&mut reader)?),
            _ => Form::Terms(Terms::read(&mut reader)?),
        };
        let expressions = reader.expressions();
        if expressions > MOST_EXPRESSIONS {
            let text = format!("A filter pattern can hold at most {MOST_EXPRESSIONS} regular expressions");
            return Err(BadPattern(text));
        }
        Ok(Pattern { form, expressions })
    }

    /// Whether a message matches.
    pub fn matches(&self, message: &str) -> bool {
        match &self.form {
            Form::Terms(terms) => terms.matches(message),
            Form::Json(json) => json.find(message).is_some(),
            Form::Delimited(delimited) => delimited.matches(message),
        }
    }

    /// What a matching message says.
    pub fn find<'m>(&'m self, message: &'m str) -> Option<Found<'m>> {
        match &self.form {
            Form::Terms(terms) => terms.matches(message).then_some(Found::Text),
            Form::Json(json) => json.find(message).map(Found::Json),
            Form::Delimited(delimited) => delimited.find(message).map(Found::Words),
        }
    }

    /// A text that is in every message that matches, if there is one: what lacks it need not be looked at.
    pub fn needle(&self) -> Option<&str> {
        match &self.form {
            Form::Terms(terms) => terms.needle(),
            Form::Delimited(delimited) => delimited.needle(),
            // JSON may write a text with escapes.
            Form::Json(_) => None,
        }
    }

    /// Whether it matches every message.
    pub fn is_everything(&self) -> bool {
        matches!(&self.form, Form::Terms(terms) if terms.is_empty())
    }

    /// Whether it holds a regular expression.
    pub fn has_expressions(&self) -> bool {
        self.expressions > 0
    }

    /// Whether a value may be asked for by this selector: `$.a` of JSON, `$name` of a pattern with that name, `$2` of one that has no name
    /// there.
    pub fn knows(&self, selector: &str) -> bool {
        match &self.form {
            Form::Terms(_) => false,
            Form::Json(_) => Selector::parse(selector).is_some(),
            Form::Delimited(delimited) => {
                selector.strip_prefix('$').is_some_and(|name| delimited.knows(name))
            }
        }
    }

    /// What the pattern names and a matching message says, by selector.
    pub fn extracted(&self, found: &Found<'_>) -> BTreeMap<String, String> {
        match (&self.form, found) {
            (Form::Json(json), _) => {
                let value = |selector: String| found.value(&selector).map(|value| (selector, value));
                json.selectors().into_iter().filter_map(value).collect()
            }
            (_, Found::Words(words)) => {
                words.iter().map(|(name, word)| (format!("${name}"), (*word).to_owned())).collect()
            }
            _ => BTreeMap::new(),
        }
    }
}

impl Found<'_> {
    /// What stands at a selector: `$.a.b[0]` of JSON, `$name` of words.
    pub fn value(&self, selector: &str) -> Option<String> {
        match self {
            Found::Text => None,
            Found::Words(words) => words.get(selector.strip_prefix('$')?).map(|word| (*word).to_owned()),
            Found::Json(value) => {
                let selector = Selector::parse(selector)?;
                let first = selector.values(value).into_iter().next()?;
                comparison::scalar(first).map(|scalar| scalar.text.into_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests;
