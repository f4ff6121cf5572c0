//! The words and signs of an expression. In: a text. Out: tokens. Never here: their order.

use std::iter::Peekable;
use std::str::Chars;

use super::Malformed;

/// A word or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Bare letters: a subject, an operator in letters, a value.
    Word(String),
    /// Between quotes: always a value.
    Quoted(String),
    /// One of the signs of the language.
    Sign(&'static str),
}

/// Longer signs first: the first that fits is taken.
const SIGNS: [&str; 14] = ["==", "!=", ">=", "<=", "=~", "!~", "&&", "||", ">", "<", "!", "(", ")", ","];
const BRACKETS: [&str; 2] = ["[", "]"];

/// Splits a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Malformed> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let before = rest.len();
        let (token, left) = match (first, tokens.last()) {
            ('\'' | '"', _) => quoted(rest, first)?,
            (_, Some(last)) if takes_pattern(last) => pattern(rest),
            _ => sign(rest).map_or_else(|| word(rest), Ok)?,
        };
        debug_assert!(left.len() < before, "every token takes something");
        tokens.push(token);
        rest = left.trim_start();
    }
    Ok(tokens)
}

fn takes_pattern(token: &Token) -> bool {
    match token {
        Token::Sign(sign) => matches!(*sign, "=~" | "!~"),
        Token::Word(word) => matches!(word.as_str(), "matches" | "not_matches"),
        Token::Quoted(_) => false,
    }
}

fn sign(rest: &str) -> Option<(Token, &str)> {
    let found = SIGNS.iter().chain(&BRACKETS).find(|sign| rest.starts_with(**sign))?;
    Some((Token::Sign(found), &rest[found.len()..]))
}

fn word(rest: &str) -> Result<(Token, &str), Malformed> {
    let ends = |c: char| c.is_whitespace() || "()[],=!<>&|'\"".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    match rest[..end].is_empty() {
        true => Err(Malformed(format!("it cannot be read from '{}'", start(rest)))),
        false => Ok((Token::Word(rest[..end].to_owned()), &rest[end..])),
    }
}

fn quoted(rest: &str, quote: char) -> Result<(Token, &str), Malformed> {
    let inner = &rest[1..];
    let end = inner
        .find(quote)
        .ok_or_else(|| Malformed(format!("the quote that begins at '{}' is not closed", start(rest))))?;
    Ok((Token::Quoted(inner[..end].to_owned()), &inner[end + 1..]))
}

/// A bare regular expression ends at white space, or at a parenthesis that it did not open.
fn pattern(rest: &str) -> (Token, &str) {
    let end = pattern_end(&mut rest.chars().peekable());
    (Token::Word(rest[..end].to_owned()), &rest[end..])
}

fn pattern_end(letters: &mut Peekable<Chars<'_>>) -> usize {
    let (mut end, mut open) = (0, 0usize);
    while let Some(letter) = letters.next_if(|letter| !letter.is_whitespace()) {
        match letter {
            '(' => open += 1,
            ')' if open == 0 && end > 0 => break,
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        end += letter.len_utf8();
    }
    end
}

/// The first letters of what could not be read.
fn start(rest: &str) -> String {
    rest.chars().take(20).collect()
}
