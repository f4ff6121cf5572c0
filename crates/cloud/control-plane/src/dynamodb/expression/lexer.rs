//! Cuts an expression into tokens. In: a text. Out: tokens with their places, or the piece that is no token.
//! Never here: grammar.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, digits and underscores: a name, a keyword or a function.
    Word,
    /// `#name`.
    Name,
    /// `:value`.
    Value,
    /// Digits.
    Index,
    /// `(` `)` `[` `]` `.` `,` `=` `<>` `<` `<=` `>` `>=` `+` `-`.
    Symbol,
    /// After the last one.
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    pub(crate) text: &'t str,
    pub(crate) start: usize,
}

impl Token<'_> {
    /// Whether it is this symbol.
    pub(crate) fn is(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    /// Whether it is this keyword, in any case of letters.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Place after its last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// All tokens of a text, the last one being [`Kind::End`]; the error is the token that cannot be.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token<'_>>, Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    loop {
        let rest = text.get(start..).unwrap_or_default();
        start += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let (kind, length) = measure(rest);
        let token = Token { kind, text: rest.get(..length).unwrap_or(rest), start };
        match kind {
            Kind::End if !rest.is_empty() => return Err(first_letter(rest, start)),
            Kind::End => {
                tokens.push(token);
                return Ok(tokens);
            }
            _ => tokens.push(token),
        }
        start += length;
    }
}

fn first_letter(rest: &str, start: usize) -> Token<'_> {
    let length = rest.chars().next().map_or(0, char::len_utf8);
    Token { kind: Kind::Symbol, text: rest.get(..length).unwrap_or(rest), start }
}

/// Kind and length of the token at the start of `rest`; an `End` of length 0 if there is none.
fn measure(rest: &str) -> (Kind, usize) {
    let name = |from: usize| {
        let letters = rest.bytes().skip(from).take_while(|b| b.is_ascii_alphanumeric() || *b == b'_');
        from + letters.count()
    };
    match rest.bytes().next() {
        None => (Kind::End, 0),
        Some(b'#') if name(1) > 1 => (Kind::Name, name(1)),
        Some(b':') if name(1) > 1 => (Kind::Value, name(1)),
        Some(first) if first.is_ascii_alphabetic() || first == b'_' => (Kind::Word, name(0)),
        Some(first) if first.is_ascii_digit() => {
            (Kind::Index, rest.bytes().take_while(u8::is_ascii_digit).count())
        }
        Some(_) if ["<>", "<=", ">="].iter().any(|two| rest.starts_with(two)) => (Kind::Symbol, 2),
        Some(first) if b"()[].,=<>+-".contains(&first) => (Kind::Symbol, 1),
        Some(_) => (Kind::End, 0),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_its_tokens() {
        let texts: Vec<_> = tokens("#a.b[12]<>:v AND x<=1").unwrap().iter().map(|token| token.text).collect();
        assert_eq!(texts, ["#a", ".", "b", "[", "12", "]", "<>", ":v", "AND", "x", "<=", "1", ""]);
    }

    #[test]
    fn what_is_no_token_is_named() {
        assert_eq!(tokens("a = é").unwrap_err().text, "é");
        assert_eq!(tokens("a = #").unwrap_err().text, "#");
        assert_eq!(tokens("a * b").unwrap_err().start, 2);
    }
}
