//! Whether a condition holds of an item. In: a condition and attributes (none, when there is no item). Out: yes or no.
//! Never here: parsing, errors: what cannot be compared does not hold.

use std::borrow::Cow;
use std::cmp::Ordering;

use memchr::memmem;
use model::dynamodb::{Attributes, Blob, Number, Value};

use super::condition::{Comparison, Condition, Operand};

impl Condition {
    /// Whether it holds.
    pub(crate) fn holds(&self, item: &Attributes) -> bool {
        match self {
            Condition::All(list) => list.iter().all(|one| one.holds(item)),
            Condition::Any(list) => list.iter().any(|one| one.holds(item)),
            Condition::Not(inner) => !inner.holds(item),
            Condition::Compare(left, comparison, right) => {
                compare(*comparison, left.find(item), right.find(item))
            }
            Condition::Between(value, low, high) => {
                compare(Comparison::AtLeast, value.find(item), low.find(item))
                    && compare(Comparison::AtMost, value.find(item), high.find(item))
            }
            Condition::In(value, list) => {
                list.iter().any(|one| compare(Comparison::Equal, value.find(item), one.find(item)))
            }
            Condition::Exists(path) => path.find(item).is_some(),
            Condition::HasType(path, word) => path.find(item).is_some_and(|value| value.kind() == word),
            Condition::BeginsWith(text, beginning) => both(text, beginning, item, begins),
            Condition::Contains(whole, part) => both(whole, part, item, contains),
        }
    }
}

impl Operand {
    fn find<'i>(&'i self, item: &'i Attributes) -> Option<Cow<'i, Value>> {
        match self {
            Operand::Path(path) => path.find(item).map(Cow::Borrowed),
            Operand::Value(value) => Some(Cow::Borrowed(&**value)),
            Operand::Size(path) => size(path.find(item)?).map(Cow::Owned),
        }
    }
}

fn both(one: &Operand, two: &Operand, item: &Attributes, holds: fn(&Value, &Value) -> bool) -> bool {
    one.find(item).zip(two.find(item)).is_some_and(|(one, two)| holds(&one, &two))
}

fn compare(comparison: Comparison, left: Option<Cow<'_, Value>>, right: Option<Cow<'_, Value>>) -> bool {
    let Some((left, right)) = left.zip(right) else {
        // What is not there differs from everything.
        return comparison == Comparison::NotEqual;
    };
    let ordering = || order(&left, &right);
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => ordering() == Some(Ordering::Less),
        Comparison::AtMost => ordering().is_some_and(Ordering::is_le),
        Comparison::Greater => ordering() == Some(Ordering::Greater),
        Comparison::AtLeast => ordering().is_some_and(Ordering::is_ge),
    }
}

/// The order of two texts, numbers or byte strings; other values have none.
pub(crate) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::S(left), Value::S(right)) => Some(left.cmp(right)),
        (Value::N(left), Value::N(right)) => Some(left.decimal().cmp(&right.decimal())),
        (Value::B(left), Value::B(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// Characters of a text, bytes of a byte string, members of what has members.
fn size(value: &Value) -> Option<Value> {
    let count = match value {
        Value::S(text) => text.chars().count(),
        Value::B(Blob(bytes)) => bytes.len(),
        Value::L(list) => list.len(),
        Value::M(map) => map.len(),
        Value::Ss(set) => set.len(),
        Value::Ns(set) => set.len(),
        Value::Bs(set) => set.len(),
        Value::N(_) | Value::Bool(_) | Value::Null => return None,
    };
    Number::parse(&count.to_string()).ok().map(Value::N)
}

fn begins(value: &Value, beginning: &Value) -> bool {
    match (value, beginning) {
        (Value::S(text), Value::S(beginning)) => text.starts_with(&**beginning),
        (Value::B(Blob(bytes)), Value::B(Blob(beginning))) => bytes.starts_with(beginning),
        _ => false,
    }
}

fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::S(text), Value::S(part)) => text.contains(&**part),
        (Value::B(Blob(bytes)), Value::B(Blob(part))) => memmem::find(bytes, part).is_some(),
        (Value::L(list), part) => list.contains(part),
        (Value::Ss(set), Value::S(part)) => set.binary_search(part).is_ok(),
        (Value::Ns(set), Value::N(part)) => set.binary_search(part).is_ok(),
        (Value::Bs(set), Value::B(part)) => set.binary_search(part).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dynamodb::expression::Names;
    use crate::dynamodb::sample;

    const ITEM: &str = r#"{"id":{"S":"order-1"},"n":{"N":"10"},"tags":{"SS":["a","b"]},
        "ls":{"L":[{"N":"1"},{"M":{"deep":{"BOOL":true}}}]},"gone":"NULL"}"#;
    const VALUES: &str = r#"{":s":{"S":"order"},":two":{"N":"2"},":ten":{"N":"10"},":a":{"S":"a"},
        ":true":{"BOOL":true},":type":{"S":"NULL"}}"#;

    fn holds(text: &str) -> bool {
        let mut names = sample::names(r##"{"#n":"n"}"##, VALUES);
        Condition::parse("ConditionExpression", text, &mut names).unwrap().holds(&sample::attributes(ITEM))
    }

    fn refusal(text: &str) -> String {
        let mut names = sample::names("{}", VALUES);
        Condition::parse("ConditionExpression", text, &mut names).unwrap_err().message
    }

    #[test]
    fn conditions_that_hold() {
        for text in [
            "#n = :ten AND n > :two",
            "n BETWEEN :two AND :ten AND begins_with(id, :s)",
            "nothing = :s OR n IN (:two, :ten)",
            "NOT (n < :two OR n <> :ten)",
            "contains(tags, :a) and contains(id, :s)",
            "ls[1].deep = :true AND attribute_not_exists(ls[2])",
            "attribute_type(gone, :type) AND attribute_exists(gone)",
            "size(tags) = :two AND size(ls) >= :two",
            "nothing <> :s",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn operators_and_levels_are_counted() {
        // What DynamoDB says of 301 comparisons, joined by as many ANDs.
        let many = |count: usize| vec!["n<n"; count].join(" AND ");
        assert!(!holds(&many(300)));
        let words =
            "Invalid ConditionExpression: The expression contains too many operators; operator count: 301";
        assert_eq!(refusal(&many(301)), words);
        let functions = vec!["size(n)<n"; 151].join(" OR ");
        assert!(refusal(&functions).contains("too many operators"));
        for deep in ["(", "NOT ", "NOT (", "a.", "a[0]", "size(", "(a=b AND "] {
            for times in [4_000 / deep.len(), 100_000] {
                assert!(!refusal(&deep.repeat(times)).is_empty(), "{deep} {times} times");
            }
        }
    }

    #[test]
    fn a_value_that_is_used_often_is_there_once() {
        let mut names = sample::names("{}", VALUES);
        let text = vec!["n IN (:s, :s, :s, :s)"; 50].join(" OR ");
        let condition = Condition::parse("ConditionExpression", &text, &mut names).unwrap();
        let Condition::Any(parts) = condition else { panic!("{condition:?}") };
        let Condition::In(_, list) = &parts[0] else { panic!("{parts:?}") };
        let Operand::Value(value) = &list[0] else { panic!("{list:?}") };
        assert_eq!(std::sync::Arc::strong_count(value), 201, "in the request, and in two hundred operands");
    }

    #[test]
    fn long_bytes_are_searched_in_good_time() {
        // Every place against all of the part would be forty thousand million comparisons.
        let blob =
            |length: usize, last: u8| Value::B(Blob([vec![0; length - 1], vec![last]].concat().into()));
        assert!(!contains(&blob(400_000, 0), &blob(200_000, 1)));
        assert!(
            contains(&blob(400_000, 1), &blob(200_000, 1))
                && contains(&blob(5, 0), &Value::B(Blob([].into())))
        );
    }

    #[test]
    fn conditions_that_do_not_hold() {
        for text in
            ["n < :a", "nothing = :s", "n > :ten", "size(n) > :two", "contains(n, :ten)", "NOT n = :ten"]
        {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert!(holds("n = :ten OR n = :two AND n = :two"));
        assert!(!holds("(n = :ten OR n = :two) AND n = :two"));
    }

    #[test]
    fn refusals_use_the_words_of_dynamodb() {
        let syntax = "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"";
        assert_eq!(refusal("n ="), syntax);
        let name = "Invalid ConditionExpression: An expression attribute name used in the document path is not \
                    defined; attribute name: #x";
        assert_eq!(refusal("#x = :s"), name);
        let value = "Invalid ConditionExpression: An expression attribute value used in expression is not \
                     defined; attribute value: :x";
        assert_eq!(refusal("n = :x"), value);
        assert!(refusal("size = :ten").contains("reserved keyword: size"));
        assert!(refusal("foo(n)").contains("Invalid function name; function: foo"));
        assert!(refusal("((n = :ten))").contains("redundant parentheses"));
        assert!(refusal("n < :true").contains("operator or function: <, operand type: BOOL"));
        assert!(refusal(&format!("{}n = :ten", "NOT ".repeat(60))).contains("nested more than 50"));
        assert!(refusal(&"(".repeat(4_000)).contains("nested more than 50"));
        assert!(refusal(&"a".repeat(4_097)).contains("expression size: 4097"));
        assert!(refusal(" ").contains("can not be empty"));
    }

    #[test]
    fn what_was_not_used_is_named() {
        let unused = sample::names("{}", r#"{":a":{"S":"x"}}"#).finish().unwrap_err();
        assert_eq!(unused.message, "ExpressionAttributeValues can only be specified when using expressions");
        let mut names = sample::names(r##"{"#n":"n"}"##, "{}");
        Condition::parse("ConditionExpression", "attribute_exists(n)", &mut names).unwrap();
        let words = "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}";
        assert_eq!(names.finish().unwrap_err().message, words);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[a-c#:()\\[\\].,=<>+ éANDORTSIsize0-9-]{0,60}") {
            let mut names = Names::default();
            let _ = Condition::parse("ConditionExpression", &text, &mut names);
        }
    }
}
