//! The regular expressions of filter patterns: a small language, so that a pattern costs little however long a message is.
//! In: what stands between two `%`. Out: an expression, or what it must not hold. Never here: groups; AWS has none either.

use super::BadPattern;
use crate::bounded_regex::BoundedRegex;

/// Characters that stand for themselves, besides letters and digits.
const PLAIN: &str = ":_#=@/;,- ";
/// Characters with a meaning.
const SIGNS: &str = "^$?[]{}|\\*+.";
/// Bytes a compiled expression may take: matching the longest event takes some seconds then, at the very worst.
const MOST_BYTES: usize = 32 << 10;

/// Reads an expression.
pub(super) fn read(text: &str) -> Result<BoundedRegex, BadPattern> {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if !(letter.is_ascii_alphanumeric() || PLAIN.contains(letter) || SIGNS.contains(letter)) {
            return Err(BadPattern(format!(
                "Invalid regular expression in filter pattern: '{letter}' is not supported in '%{text}%'; \
                 escape it with a backslash"
            )));
        }
    }
    if text.is_empty() {
        return Err(BadPattern("Invalid regular expression in filter pattern: it is empty".to_owned()));
    }
    let bad = |error| BadPattern(format!("Invalid regular expression in filter pattern '%{text}%': {error}"));
    BoundedRegex::new(text, MOST_BYTES).map_err(bad)
}
