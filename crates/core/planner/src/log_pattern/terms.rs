//! Patterns of terms: `ERROR "out of memory" ?optional -excluded %expression%`. In: a pattern; later, messages. Out: yes or no.
//! Never here: parts of a message.

use super::BadPattern;
use super::reader::Reader;
use crate::bounded_regex::BoundedRegex;

#[derive(Clone, Debug)]
enum Term {
    Text(String),
    Expression(BoundedRegex),
}

/// What a message must and must not contain; matching is case-sensitive.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// All of them.
    all: Vec<Term>,
    /// At least one of them, unless there are terms that all must match.
    any: Vec<Term>,
    /// None of them.
    none: Vec<Term>,
}

impl Terms {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, BadPattern> {
        let mut terms = Self::default();
        reader.skip_space();
        while !reader.is_done() {
            let list = match () {
                () if reader.take("?") => &mut terms.any,
                () if reader.take("-") => &mut terms.none,
                () => &mut terms.all,
            };
            // `" "` is how one writes "everything".
            match term(reader)? {
                Term::Text(text) if text.trim().is_empty() => {}
                term => list.push(term),
            }
            reader.skip_space();
        }
        Ok(terms)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.none.is_empty()
    }

    pub(super) fn matches(&self, message: &str) -> bool {
        let has = |term: &Term| term.is_in(message);
        // Terms that all must match make the optional ones meaningless.
        let optional = !self.all.is_empty() || self.any.is_empty() || self.any.iter().any(has);
        optional && self.all.iter().all(has) && !self.none.iter().any(has)
    }

    pub(super) fn needle(&self) -> Option<&str> {
        let only = if self.all.is_empty() && self.any.len() == 1 { &self.any } else { &self.all };
        let texts = only.iter().filter_map(|term| match term {
            Term::Text(text) => Some(text.as_str()),
            Term::Expression(_) => None,
        });
        texts.max_by_key(|text| text.len())
    }
}

impl Term {
    fn is_in(&self, message: &str) -> bool {
        match self {
            Self::Text(text) => message.contains(text.as_str()),
            Self::Expression(expression) => expression.is_match(message),
        }
    }
}

/// A phrase, an expression, or a word up to the next white space; anything but letters, digits and underscores must be quoted.
fn term(reader: &mut Reader<'_>) -> Result<Term, BadPattern> {
    match reader.peek() {
        Some('"') => {
            reader.take("\"");
            reader.quoted('"').map(Term::Text)
        }
        Some('%') => {
            reader.take("%");
            reader.expression().map(Term::Expression)
        }
        _ => {
            let word = reader.run(|c| !c.is_whitespace()).unwrap_or_default();
            match !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_') {
                true => Ok(Term::Text(word.to_owned())),
                false => Err(BadPattern(format!("Invalid character(s) in term '{word}'"))),
            }
        }
    }
}
