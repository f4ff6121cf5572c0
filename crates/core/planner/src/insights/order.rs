//! The natural order of texts. In: two texts. Out: which comes first. Never here: numbers, which stand behind all other texts.
//!
//! Digits that stand together are one piece, by their count and then by their value; all else goes letter by letter:
//! `5A` before `111A`, `v9` before `v10`.

use std::cmp::Ordering;

/// Which of two texts comes first.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let ((first, rest), (second, others)) = (piece(one), piece(other));
        let order = match (is_digits(first), is_digits(second)) {
            (true, true) => first.len().cmp(&second.len()).then_with(|| first.cmp(second)),
            _ => first.cmp(second),
        };
        if order.is_ne() || first.is_empty() {
            return order;
        }
        (one, other) = (rest, others);
    }
}

fn is_digits(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
}

/// Digits that stand together, or one other letter; and the rest.
fn piece(text: &str) -> (&str, &str) {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let letter = text.chars().next().map_or(0, char::len_utf8);
    text.split_at(digits.max(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_as_aws_documents_them() {
        let sorted =
            ["!", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh"];
        for pair in sorted.windows(2) {
            assert_eq!(natural(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(natural(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
        assert_eq!(natural("v10é", "v10é"), Ordering::Equal);
        assert_eq!((natural("v9", "v10"), natural("", "a")), (Ordering::Less, Ordering::Less));
    }
}
