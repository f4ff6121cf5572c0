//! Regular expressions of users, with what they may cost.
//!
//! In: an expression, later a text. Out: whether it matches, or that it may take too long. Never here: what the texts are.
//!
//! Matching takes time in proportion to the length of the text times the states of the expression, never more; but both are in a user's
//! hand, and a single match cannot be interrupted. So the states are bounded when an expression is read, and the product can be asked for.

use std::fmt;

use regex_lite::{Captures, Regex, RegexBuilder};

/// Bytes of the smallest expressions that are told apart.
const SMALLEST: usize = 4 << 10;
/// Bytes of a state of a compiled expression.
const STATE: usize = 32;

/// An expression that was read.
#[derive(Clone, Debug)]
pub(crate) struct BoundedRegex {
    regex: Regex,
    /// It takes at most so many bytes.
    size: usize,
}

/// Why a text is no expression, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadRegex(pub(crate) String);

impl fmt::Display for BadRegex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BoundedRegex {
    /// Reads an expression that takes at most `most` bytes.
    pub(crate) fn new(text: &str, most: usize) -> Result<BoundedRegex, BadRegex> {
        let build = |size| RegexBuilder::new(text).size_limit(size).build();
        // How large one is only the limits tell that it keeps or breaks.
        let sizes =
            std::iter::successors(Some(SMALLEST), |size| Some(size * 4)).take_while(|size| *size < most);
        for size in sizes {
            if let Ok(regex) = build(size) {
                return Ok(BoundedRegex { regex, size });
            }
        }
        let read = build(most).map_err(|error| BadRegex(error.to_string()));
        read.map(|regex| BoundedRegex { regex, size: most })
    }

    /// Steps that matching a text of so many bytes takes at most; some nanoseconds each.
    pub(crate) fn steps(&self, bytes: usize) -> usize {
        (self.size / STATE).saturating_mul(bytes)
    }

    /// Whether it is somewhere in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The first place in a text where it is, with its groups.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex.captures(text)
    }

    /// The names of its groups.
    pub(crate) fn names(&self) -> Vec<String> {
        self.regex.capture_names().flatten().map(str::to_owned).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_makes_no_large_expression() {
        let small = BoundedRegex::new(r"\d+ (?<unit>ms|s)", 1 << 20).unwrap();
        assert!(small.is_match("took 12 ms") && small.steps(1 << 10) <= 1 << 17);
        assert_eq!(small.names(), ["unit"]);
        let larger = BoundedRegex::new("(a{50}){20}", 1 << 20).unwrap();
        assert!(larger.steps(1) > 8 * small.steps(1), "{larger:?}");
        for bomb in ["(a{1000}){1000}", "((a{100}){100}){100}", &"(".repeat(100_000), &"a|".repeat(500_000)] {
            assert!(BoundedRegex::new(bomb, 1 << 16).is_err(), "{}", &bomb[..10]);
        }
    }
}
