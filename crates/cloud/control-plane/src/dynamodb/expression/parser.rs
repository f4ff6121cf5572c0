//! What all grammars share: the place in the text, names, values, paths, and errors in DynamoDB's words.
//! In: a text and its [`Names`]. Out: pieces. Never here: what a condition or an update looks like.

use std::sync::Arc;

use model::dynamodb::Value;
use shapes::Error;

use super::lexer::{Kind, Token, tokens};
use super::names::Names;
use super::path::{Path, Step};
use super::reserved;

/// Bytes of an expression.
const LONGEST: usize = 4_096;
/// Comparisons, functions and sums of an expression (DynamoDB developer guide, Constraints; of every expression, not of updates alone).
const MOST_OPERATORS: usize = 300;
/// Levels of nesting, of parentheses and of paths.
const DEEPEST: usize = 50;

/// Reads one expression from left to right.
pub(crate) struct Parser<'t> {
    /// `ConditionExpression`, for errors.
    pub(crate) kind: &'static str,
    text: &'t str,
    tokens: Vec<Token<'t>>,
    /// Which token comes next.
    pub(crate) at: usize,
    depth: usize,
    operators: usize,
    names: &'t mut Names,
}

impl<'t> Parser<'t> {
    /// Cuts the text into tokens.
    pub(crate) fn new(kind: &'static str, text: &'t str, names: &'t mut Names) -> Result<Parser<'t>, Error> {
        names.begin();
        let invalid = |words: String| Error::validation(format!("Invalid {kind}: {words}"));
        if text.len() > LONGEST {
            let length = text.len();
            let words = "Expression size has exceeded the maximum allowed size; expression size";
            return Err(invalid(format!("{words}: {length}")));
        }
        if text.trim().is_empty() {
            return Err(invalid("The expression can not be empty;".to_owned()));
        }
        let tokens = tokens(text).map_err(|token| {
            let near = near(text, token.start.saturating_sub(8), token.end());
            invalid(format!("Syntax error; token: \"{}\", near: \"{near}\"", token.text))
        })?;
        Ok(Parser { kind, text, tokens, at: 0, depth: 0, operators: 0, names })
    }

    /// The next token.
    pub(crate) fn peek(&self) -> Token<'t> {
        self.peek_at(0)
    }

    /// The token so many after the next.
    pub(crate) fn peek_at(&self, ahead: usize) -> Token<'t> {
        self.token(self.at + ahead)
    }

    /// The next token, and on.
    pub(crate) fn next(&mut self) -> Token<'t> {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// The token of this number.
    pub(crate) fn token(&self, at: usize) -> Token<'t> {
        self.tokens.get(at).copied().unwrap_or(Token { kind: Kind::End, text: "", start: self.text.len() })
    }

    /// Goes past a symbol if it is next.
    pub(crate) fn take(&mut self, symbol: &str) -> bool {
        let found = self.peek().is(symbol);
        self.at += usize::from(found);
        found
    }

    /// Goes past a keyword if it is next.
    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek().is_word(word);
        self.at += usize::from(found);
        found
    }

    /// Goes past a symbol that must be next.
    pub(crate) fn expect(&mut self, symbol: &str) -> Result<(), Error> {
        if self.take(symbol) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Nothing may follow.
    pub(crate) fn expect_end(&self) -> Result<(), Error> {
        if self.peek().kind == Kind::End { Ok(()) } else { Err(self.unexpected()) }
    }

    /// The next token cannot stand here.
    pub(crate) fn unexpected(&self) -> Error {
        let token = self.peek();
        let shown = if token.kind == Kind::End { "<EOF>" } else { token.text };
        let before =
            self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(token.start, |t| t.start);
        let near = near(self.text, before, self.peek_at(1).end());
        self.invalid(format!("Syntax error; token: \"{shown}\", near: \"{near}\""))
    }

    /// `Invalid ConditionExpression: ...`.
    pub(crate) fn invalid(&self, words: impl std::fmt::Display) -> Error {
        Error::validation(format!("Invalid {}: {words}", self.kind))
    }

    /// Counts a comparison, a function or a sum.
    pub(crate) fn count_operator(&mut self) -> Result<(), Error> {
        self.operators += 1;
        match self.operators <= MOST_OPERATORS {
            true => Ok(()),
            false => Err(self.invalid(format!(
                "The expression contains too many operators; operator count: {}",
                self.operators
            ))),
        }
    }

    /// Runs `inner` one level deeper.
    pub(crate) fn nested<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.depth >= DEEPEST {
            return Err(self.invalid(format!("The expression is nested more than {DEEPEST} levels deep")));
        }
        self.depth += 1;
        let out = inner(self);
        self.depth -= 1;
        out
    }

    /// `name(.name|[index])*`.
    pub(crate) fn path(&mut self) -> Result<Path, Error> {
        let attribute = self.attribute_name()?;
        let mut steps = Vec::new();
        loop {
            if self.take(".") {
                steps.push(Step::Name(self.attribute_name()?));
            } else if self.take("[") {
                steps.push(Step::Index(self.index()?));
                self.expect("]")?;
            } else {
                return Ok(Path { attribute, steps });
            }
            if steps.len() > DEEPEST {
                return Err(self.invalid("The document path has too many nesting elements"));
            }
        }
    }

    /// A word or a `#name`.
    fn attribute_name(&mut self) -> Result<String, Error> {
        let token = self.peek();
        let name = match token.kind {
            Kind::Word if reserved::is_reserved(token.text) => {
                let words = "Attribute name is a reserved keyword; reserved keyword";
                return Err(self.invalid(format!("{words}: {}", token.text)));
            }
            Kind::Word => token.text.to_owned(),
            Kind::Name => self.names.name(token.text).ok_or_else(|| self.undefined("name", token.text))?,
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(name)
    }

    fn index(&mut self) -> Result<usize, Error> {
        let token = self.peek();
        let index = (token.kind == Kind::Index).then(|| token.text.parse().ok()).flatten();
        let index = index.ok_or_else(|| self.unexpected())?;
        self.at += 1;
        Ok(index)
    }

    /// The `:value` that must be next.
    pub(crate) fn value(&mut self) -> Result<Arc<Value>, Error> {
        let token = self.peek();
        if token.kind != Kind::Value {
            return Err(self.unexpected());
        }
        let value = self.names.value(token.text).ok_or_else(|| self.undefined("value", token.text))?;
        self.at += 1;
        Ok(value)
    }

    fn undefined(&self, what: &str, key: &str) -> Error {
        let used = if what == "name" { "the document path" } else { "expression" };
        self.invalid(format!(
            "An expression attribute {what} used in {used} is not defined; attribute {what}: {key}"
        ))
    }
}

/// A piece of the text between two places, widened to whole characters.
fn near(text: &str, from: usize, until: usize) -> &str {
    let from = text.floor_char_boundary(from);
    let until = text.ceil_char_boundary(until.min(text.len()));
    text.get(from..until.max(from)).unwrap_or_default()
}
