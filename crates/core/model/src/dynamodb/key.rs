//! Keys of items as texts in their order. In: key values. Out: `TABLE/HASH␀␀RANGE`.
//!
//! Text stays text, numbers become [`super::Decimal::sortable`], bytes hexadecimal digits. In the hash part a NUL
//! character is written as NUL and U+0001, so that two NULs end it and no partition is the beginning of another;
//! the range part stands last and needs no end, so that `begins_with` is a prefix too.
//! Deliberately absent: checks of types and sizes.

use super::value::Value;

/// What the ids of all items of a table begin with.
pub fn table_prefix(table: &str) -> String {
    format!("{table}/")
}

/// What the ids of all items of one partition begin with.
pub fn hash_part(table: &str, hash: &Value) -> String {
    let mut id = table_prefix(table);
    for letter in range_part(hash).chars() {
        id.push(letter);
        if letter == '\0' {
            id.push('\u{1}');
        }
    }
    id.push_str("\0\0");
    id
}

/// The id of the item with this key.
pub fn item_id(table: &str, hash: &Value, range: Option<&Value>) -> String {
    let mut id = hash_part(table, hash);
    if let Some(range) = range {
        id.push_str(&range_part(range));
    }
    id
}

fn range_part(value: &Value) -> String {
    match value {
        Value::S(text) => text.clone().into_string(),
        Value::N(number) => number.decimal().sortable(),
        Value::B(blob) => blob.hex(),
        // The callers let no other type into a key.
        other => other.kind().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::S(text.into())
    }

    #[test]
    fn no_partition_is_the_beginning_of_another() {
        for other in ["a\0", "a\0\0", "a\0\0b", "ab", "a\u{1}"] {
            assert!(!item_id("t", &text(other), None).starts_with(&hash_part("t", &text("a"))), "{other:?}");
        }
        assert_ne!(item_id("t", &text("a"), Some(&text("b"))), item_id("t", &text("ab"), Some(&text(""))));
    }

    #[test]
    fn within_a_partition_ids_stand_in_the_order_of_the_sort_key() {
        let ids =
            ["", "\0", "a", "a\0", "aa", "b", "é"].map(|range| item_id("t", &text("h"), Some(&text(range))));
        assert!(ids.is_sorted());
    }
}
