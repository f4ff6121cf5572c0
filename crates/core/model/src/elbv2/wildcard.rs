//! Rule patterns. In: the text of a pattern (`*` = any run of bytes, `?` = exactly one byte). Out: whether a value
//! matches the whole of it. Never done here: knowing what part of a request the value came from.

/// One element of a compiled pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Run,
    One,
    Byte(u8),
}

/// A compiled wildcard pattern; matching is anchored at both ends and takes at most pattern x value steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
    fold: bool,
}

impl Pattern {
    /// A pattern that tells upper and lower case apart (paths).
    pub fn exact_case(text: &str) -> Self {
        Self::compile(text, false, false)
    }

    /// A pattern that ignores ASCII case (hosts, header values).
    pub fn any_case(text: &str) -> Self {
        Self::compile(text, true, false)
    }

    /// A pattern that ignores ASCII case and reads `\*`, `\?` and `\\` as the bare character (query strings).
    pub fn escaped_any_case(text: &str) -> Self {
        Self::compile(text, true, true)
    }

    fn compile(text: &str, fold: bool, escapes: bool) -> Self {
        let mut pieces = Vec::with_capacity(text.len());
        let mut bytes = text.bytes().peekable();
        while let Some(byte) = bytes.next() {
            let piece = match byte {
                b'\\' if escapes && bytes.peek().is_some() => Piece::Byte(bytes.next().unwrap_or(b'\\')),
                b'*' if pieces.last() == Some(&Piece::Run) => continue,
                b'*' => Piece::Run,
                b'?' => Piece::One,
                other if fold => Piece::Byte(other.to_ascii_lowercase()),
                other => Piece::Byte(other),
            };
            pieces.push(piece);
        }
        Self { pieces, fold }
    }

    /// True when the whole of `value` matches.
    #[inline]
    pub fn matches(&self, value: &[u8]) -> bool {
        let (mut at, mut next) = (0, 0);
        // Where to resume when the bytes after the last run do not fit: (piece after the run, value position it took).
        let mut resume: Option<(usize, usize)> = None;
        while at < value.len() {
            match self.pieces.get(next) {
                Some(Piece::Run) => {
                    resume = Some((next + 1, at));
                    next += 1;
                }
                Some(piece) if self.fits(*piece, value[at]) => {
                    at += 1;
                    next += 1;
                }
                _ => match resume {
                    Some((after, taken)) => {
                        resume = Some((after, taken + 1));
                        at = taken + 1;
                        next = after;
                    }
                    None => return false,
                },
            }
        }
        self.pieces[next..].iter().all(|piece| *piece == Piece::Run)
    }

    #[inline]
    fn fits(&self, piece: Piece, byte: u8) -> bool {
        match piece {
            Piece::One => true,
            Piece::Byte(wanted) if self.fold => wanted.eq_ignore_ascii_case(&byte),
            Piece::Byte(wanted) => wanted == byte,
            Piece::Run => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn path(pattern: &str, value: &str) -> bool {
        Pattern::exact_case(pattern).matches(value.as_bytes())
    }

    #[test]
    fn anchors_both_ends() {
        assert!(path("/iridium*", "/iridium"));
        assert!(path("/iridium*", "/iridium2/x"));
        assert!(!path("/iridium", "/iridium/"));
        assert!(!path("/iridium*", "/a/iridium"));
        assert!(path("/img/*/pics?", "/img/a/b/pics1"));
        assert!(!path("/img/*/pics?", "/img/a/pics"));
    }

    #[test]
    fn folds_case_only_when_asked() {
        assert!(!path("/A", "/a"));
        assert!(Pattern::any_case("*.Example.com").matches(b"www.eXample.COM"));
        assert!(!Pattern::any_case("*.example.com").matches(b"example.com"));
        assert!(Pattern::escaped_any_case(r"a\*b").matches(b"A*b"));
        assert!(!Pattern::escaped_any_case(r"a\*b").matches(b"axb"));
    }

    /// The definition of a match, written as plainly as possible: slow, but clearly right.
    fn plain(pattern: &[u8], value: &[u8]) -> bool {
        match (pattern.split_first(), value.split_first()) {
            (None, None) => true,
            (Some((b'*', rest)), None) => plain(rest, value),
            (Some((b'*', rest)), Some((_, tail))) => plain(rest, value) || plain(pattern, tail),
            (Some((b'?', rest)), Some((_, tail))) => plain(rest, tail),
            (Some((wanted, rest)), Some((byte, tail))) => wanted == byte && plain(rest, tail),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(pattern in "[ab*?]{0,8}", value in "[ab]{0,10}") {
            prop_assert_eq!(path(&pattern, &value), plain(pattern.as_bytes(), value.as_bytes()));
        }
    }
}
