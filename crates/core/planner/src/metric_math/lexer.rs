//! The words and signs of an expression. In: a text. Out: tokens. Never here: their order.

use super::Trouble;

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    /// Begins with a small letter.
    Id(String),
    /// Begins with a capital.
    Word(String),
    /// Between quotes.
    Text(String),
    Sign(&'static str),
}

/// Longer signs first: the first that fits is taken.
const SIGNS: [&str; 18] =
    ["<=", ">=", "==", "!=", "&&", "||", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ","];

/// Splits a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Trouble> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, left) = match first {
            '"' | '\'' => quoted(rest, first)?,
            '0'..='9' | '.' => number(rest)?,
            'a'..='z' | 'A'..='Z' => word(rest),
            _ => sign(rest)?,
        };
        tokens.push(token);
        rest = left.trim_start();
    }
    Ok(tokens)
}

fn quoted(rest: &str, quote: char) -> Result<(Token, &str), Trouble> {
    let inner = &rest[1..];
    let end = inner.find(quote).ok_or_else(|| Trouble("a quote is not closed".to_owned()))?;
    Ok((Token::Text(inner[..end].to_owned()), &inner[end + 1..]))
}

/// Digits, a point, an exponent.
fn number(rest: &str) -> Result<(Token, &str), Trouble> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits(rest);
    if rest[end..].starts_with('.') {
        end += 1 + digits(&rest[end + 1..]);
    }
    if rest[end..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
        let exponent = digits(&rest[end + 1 + sign..]);
        end += if exponent > 0 { 1 + sign + exponent } else { 0 };
    }
    let read = rest[..end].parse::<f64>().ok().filter(|number| number.is_finite());
    let number = read.ok_or_else(|| Trouble(format!("'{}' is no number", &rest[..end])))?;
    Ok((Token::Number(number), &rest[end..]))
}

fn word(rest: &str) -> (Token, &str) {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let word = rest[..end].to_owned();
    let is_id = word.starts_with(|c: char| c.is_ascii_lowercase());
    (if is_id { Token::Id(word) } else { Token::Word(word) }, &rest[end..])
}

fn sign(rest: &str) -> Result<(Token, &str), Trouble> {
    let found = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    let told: String = rest.chars().take(20).collect();
    let sign = found.ok_or_else(|| Trouble(format!("it cannot be read from '{told}'")))?;
    Ok((Token::Sign(sign), &rest[sign.len()..]))
}
