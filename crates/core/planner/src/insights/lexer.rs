//! The words of a query. In: its text. Out: tokens with their places. Never here: what they mean together.

use super::Malformed;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A field, a function or a word of the language.
    Word(String),
    /// A field in backticks.
    Quoted(String),
    Text(String),
    Expression(String),
    Number(f64),
    /// Such as `5m`, in milliseconds.
    Duration(i64),
    Sign(&'static str),
    /// A character with no meaning in the language.
    Strange,
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Longer signs first.
const SIGNS: [&str; 19] =
    ["!=", "<=", ">=", "=~", "==", "=", "<", ">", "|", ",", "(", ")", "[", "]", "+", "-", "*", "%", "^"];

/// Tokens of a query, and `End`. Comments run from `#` to the end of a line.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, Malformed> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while lexer.next()? {}
    Ok(lexer.tokens)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Placed>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, token: Token, length: usize) {
        let (start, end) = (self.at, self.at + length);
        self.tokens.push(Placed { token, start, end });
        self.at = end;
    }

    fn bad(&self, message: &str, length: usize) -> Malformed {
        Malformed { message: message.to_owned(), start: self.at, end: self.at + length }
    }

    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    fn next(&mut self) -> Result<bool, Malformed> {
        self.skip();
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            self.push(Token::End, 0);
            return Ok(false);
        };
        match first {
            '"' | '\'' => self.enclosed(first, Token::Text)?,
            '`' => self.enclosed(first, Token::Quoted)?,
            '/' if self.may_be_expression() => self.expression()?,
            '/' => self.push(Token::Sign("/"), 1),
            first if first.is_ascii_digit() => self.number()?,
            first if is_word(first) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                self.push(Token::Word(rest[..length].to_owned()), length);
            }
            other => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => self.push(Token::Sign(sign), sign.len()),
                None => self.push(Token::Strange, other.len_utf8()),
            },
        }
        Ok(true)
    }

    /// A slash divides what stands before it, unless that is a word of the language.
    fn may_be_expression(&self) -> bool {
        match self.tokens.last().map(|placed| &placed.token) {
            Some(Token::Sign("=~")) => true,
            Some(Token::Word(word)) => {
                matches!(word.to_ascii_lowercase().as_str(), "like" | "parse") || self.parses()
            }
            Some(Token::Quoted(_)) => self.parses(),
            _ => false,
        }
    }

    /// Whether the word before is the field of a `parse`.
    fn parses(&self) -> bool {
        let before = self.tokens.len().checked_sub(2).and_then(|at| self.tokens.get(at));
        before.is_some_and(
            |placed| matches!(&placed.token, Token::Word(word) if word.eq_ignore_ascii_case("parse")),
        )
    }

    /// Up to the closing quote; a backslash makes the next character itself.
    fn enclosed(&mut self, quote: char, token: fn(String) -> Token) -> Result<(), Malformed> {
        let (mut text, mut letters) = (String::new(), self.rest().char_indices().skip(1));
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
                letter if letter == quote => {
                    self.push(token(text), at + 1);
                    return Ok(());
                }
                other => text.push(other),
            }
        }
        Err(self.bad("a quotation mark is not closed", 1))
    }

    /// Up to the closing slash; `\/` is a slash.
    fn expression(&mut self) -> Result<(), Malformed> {
        let (mut text, mut letters) = (String::new(), self.rest().char_indices().skip(1));
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some((_, '/')) => text.push('/'),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => break,
                },
                '/' => {
                    self.push(Token::Expression(text), at + 1);
                    return Ok(());
                }
                other => text.push(other),
            }
        }
        Err(self.bad("a regular expression is not closed", 1))
    }

    fn number(&mut self) -> Result<(), Malformed> {
        let rest = self.rest();
        let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(length);
        let unit = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
        let number: f64 = digits.parse().map_err(|_| self.bad("this is no number", length))?;
        if unit.is_empty() {
            self.push(Token::Number(number), length);
            return Ok(());
        }
        let millis =
            unit_millis(unit).map(|unit| number * unit as f64).filter(|millis| (1.0..1e15).contains(millis));
        let Some(millis) = millis else { return Err(self.bad(&bad_period(unit), length + unit.len())) };
        self.push(Token::Duration(millis as i64), length + unit.len());
        Ok(())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "_@.$".contains(c)
}

fn bad_period(unit: &str) -> String {
    match unit {
        "mo" | "mon" | "q" | "qtr" | "y" | "yr" => {
            "periods of months, quarters and years are not in this product; see SCOPE.md".to_owned()
        }
        _ => format!("{unit} is no unit of time"),
    }
}

/// Milliseconds of a unit of time; months and longer are left out.
fn unit_millis(unit: &str) -> Option<i64> {
    Some(match unit {
        "ms" | "msec" => 1,
        "s" | "sec" => 1000,
        "m" | "min" => 60_000,
        "h" | "hr" => 3_600_000,
        "d" => 86_400_000,
        "w" => 7 * 86_400_000,
        _ => return None,
    })
}
