//! A pattern while it is read. In: its text. Out: one piece after the other. Never here: what pieces mean together.

use super::{BadPattern, expression};
use crate::bounded_regex::BoundedRegex;

/// The text that is still to be read.
pub(super) struct Reader<'t> {
    rest: &'t str,
    expressions: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text.trim_start(), expressions: 0 }
    }

    /// How many regular expressions were read.
    pub(super) fn expressions(&self) -> usize {
        self.expressions
    }

    pub(super) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes a sign, if it is next after white space.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        self.skip_space();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes a word of letters, if it is next after white space and ends there.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        self.skip_space();
        let rest = self.rest.strip_prefix(word);
        let rest = rest.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(super) fn expect(&mut self, sign: &str) -> Result<(), BadPattern> {
        if self.take(sign) { Ok(()) } else { Err(self.bad(&format!("'{sign}' is expected"))) }
    }

    /// Nothing may follow.
    pub(super) fn end(&mut self) -> Result<(), BadPattern> {
        self.skip_space();
        if self.is_done() { Ok(()) } else { Err(self.bad("nothing is expected")) }
    }

    /// What is wrong here.
    pub(super) fn bad(&self, what: &str) -> BadPattern {
        let near: String = self.rest.chars().take(20).collect();
        let place = if near.is_empty() { "at its end".to_owned() } else { format!("before '{near}'") };
        BadPattern(format!("Invalid filter pattern: {what} {place}"))
    }

    /// As long as `part` holds, at least one character.
    pub(super) fn run(&mut self, part: impl Fn(char) -> bool) -> Option<&'t str> {
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!run.is_empty()).then_some(run)
    }

    /// Behind an opening quote, up to the closing one; a backslash makes the next character itself.
    pub(super) fn quoted(&mut self, quote: char) -> Result<String, BadPattern> {
        let mut text = String::new();
        let mut letters = self.rest.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
                letter if letter == quote => {
                    self.rest = &self.rest[at + quote.len_utf8()..];
                    return Ok(text);
                }
                other => text.push(other),
            }
        }
        self.rest = "";
        Err(BadPattern("Invalid filter pattern: a quotation mark is not closed".to_owned()))
    }

    /// Behind an opening `%`, up to the closing one.
    pub(super) fn expression(&mut self) -> Result<BoundedRegex, BadPattern> {
        let mut escaped = false;
        let end = self.rest.find(|c| {
            let closes = c == '%' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some((inner, rest)) = end.and_then(|end| Some((&self.rest[..end], self.rest.get(end + 1..)?)))
        else {
            return Err(self.bad("a regular expression is not closed by '%'"));
        };
        self.rest = rest;
        self.expressions += 1;
        expression::read(inner)
    }
}
