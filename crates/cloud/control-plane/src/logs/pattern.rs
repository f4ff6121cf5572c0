//! Filter patterns over unstructured text: terms, `?or`, `-not`, `"a phrase"`. In: a pattern; later, messages. Out: yes or no.
//! Deliberately absent: JSON `{ $.a = 1 }`, space-delimited `[a, b]` and `%regex%` patterns; they are refused by name.

use shapes::Error;
use shapes::logs::errors;

use super::find;

/// What a message must and must not contain; matching is case-sensitive.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Pattern {
    /// All of them.
    all: Vec<String>,
    /// At least one of them, unless there are terms that all must match.
    any: Vec<String>,
    /// None of them.
    none: Vec<String>,
}

/// One word of a pattern, with the list it belongs to.
enum Sign {
    All,
    Any,
    None,
}

impl Pattern {
    /// Reads a pattern; an empty one matches everything.
    pub(crate) fn parse(text: &str) -> Result<Pattern, Error> {
        refuse_structured(text.trim())?;
        let mut pattern = Pattern::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            rest = pattern.take_term(rest)?.trim_start();
        }
        Ok(pattern)
    }

    /// Reads the term at the start of `text` and returns what follows it.
    fn take_term<'t>(&mut self, text: &'t str) -> Result<&'t str, Error> {
        let (sign, body) = match text.split_at_checked(1) {
            Some(("?", body)) => (Sign::Any, body),
            Some(("-", body)) => (Sign::None, body),
            _ => (Sign::All, text),
        };
        let (term, rest) = match body.strip_prefix('"') {
            Some(quoted) => phrase(quoted)?,
            None => word(body)?,
        };
        // `" "` is how one writes "everything".
        if !term.trim().is_empty() {
            match sign {
                Sign::All => self.all.push(term),
                Sign::Any => self.any.push(term),
                Sign::None => self.none.push(term),
            }
        }
        Ok(rest)
    }

    /// Whether a message matches.
    pub(crate) fn matches(&self, message: &str) -> bool {
        let has = |term: &String| message.contains(term.as_str());
        // Terms that all must match make the optional ones meaningless.
        let optional = !self.all.is_empty() || self.any.is_empty() || self.any.iter().any(has);
        optional && self.all.iter().all(has) && !self.none.iter().any(has)
    }
}

fn refuse_structured(text: &str) -> Result<(), Error> {
    match text.chars().next() {
        Some('{') => Err(find::not_in_product("A filter pattern over JSON ({ $.member = value })")),
        Some('[') => Err(find::not_in_product("A space-delimited filter pattern ([a, b])")),
        Some('%') => Err(find::not_in_product("A filter pattern with a regular expression (%expression%)")),
        _ => Ok(()),
    }
}

/// Up to the closing quote; `\"` and `\\` stand for themselves.
fn phrase(text: &str) -> Result<(String, &str), Error> {
    let mut phrase = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((phrase, text.get(at + 1..).unwrap_or_default())),
            '\\' => phrase.extend(letters.next().map(|(_, escaped)| escaped)),
            other => phrase.push(other),
        }
    }
    Err(errors::invalid_parameter_exception("Invalid filter pattern: a quotation mark is not closed"))
}

/// Up to the next white space; anything but letters, digits and underscores must be quoted.
fn word(text: &str) -> Result<(String, &str), Error> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(errors::invalid_parameter_exception(format!("Invalid character(s) in term '{word}'")));
    }
    Ok((word.to_owned(), rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn matches(pattern: &str, message: &str) -> bool {
        Pattern::parse(pattern).unwrap().matches(message)
    }

    #[test]
    fn plain_terms_must_all_be_there() {
        assert!(matches("ERROR order", "[ERROR] order 7"));
        assert!(!matches("ERROR order", "[ERROR] nothing"));
        assert!(!matches("error", "ERROR"));
        assert!(matches("", "anything") && matches("\" \"", "x"));
    }

    #[test]
    fn optional_excluded_and_quoted_terms() {
        assert!(matches("?iridium ?magnesite", "made magnesite"));
        assert!(!matches("?iridium ?magnesite", "made nothing"));
        assert!(!matches("GET -health", "GET /health") && matches("GET -health", "GET /"));
        assert!(matches(r#""GET / HTTP" -"500 ""#, "GET / HTTP 200") && !matches("\"a b\"", "b a"));
        assert!(matches("plain ?other", "plain"));
        assert!(matches(r#""say \"hi\"""#, r#"say "hi""#));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for bad in ["{ $.a = 1 }", "[a, b]", "%a.*%", "a:b", "\"open", "?", "-", "a \"b\\"] {
            assert!(Pattern::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Pattern::parse("a:b").unwrap_err().message, "Invalid character(s) in term 'a:b'");
    }
}
