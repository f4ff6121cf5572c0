//! What an update makes of an item. In: actions and the attributes before. Out: the attributes after, or DynamoDB's refusal.
//! Every term reads the item as it was before. Never here: parsing, keys, sizes.

use model::dynamodb::{Attributes, BadNumber, Number, Value};
use shapes::Error;

use super::path::{Path, Step};
use super::update::{Action, Term, Update};
use crate::dynamodb::change::{ITEM_BYTES, TOO_LARGE};
use crate::dynamodb::convert;

impl Update {
    /// The item after the update.
    pub(crate) fn apply(&self, before: &Attributes) -> Result<Attributes, Error> {
        let mut after = before.clone();
        let mut room = Room(ITEM_BYTES);
        // Removals from a list move what follows, so the last element goes first.
        let mut removed: Vec<&Path> = Vec::new();
        for action in &self.actions {
            match action {
                Action::Set(path, term) => {
                    let value = term.value(before)?;
                    room.take(&value)?;
                    put(&mut after, path, value)?;
                }
                Action::Remove(path) => removed.push(path),
                Action::Add(path, value) => {
                    let sum = added(path.find(before), value)?;
                    room.take(&sum)?;
                    put(&mut after, path, sum)?;
                }
                Action::Delete(path, value) => delete(&mut after, path, before, value)?,
            }
        }
        removed.sort_unstable();
        removed.into_iter().rev().try_for_each(|path| remove(&mut after, path))?;
        Ok(after)
    }
}

/// Bytes that an item has left for what an update puts into it: no two of its values go to the same place.
struct Room(usize);

impl Room {
    fn take(&mut self, value: &Value) -> Result<(), Error> {
        let left = self.0.checked_sub(value.size());
        self.0 = left.ok_or_else(|| Error::validation(TOO_LARGE))?;
        Ok(())
    }
}

impl Term {
    fn value(&self, item: &Attributes) -> Result<Value, Error> {
        match self {
            Term::Value(value) => Ok(Value::clone(value)),
            Term::Path(path) => path.find(item).cloned().ok_or_else(missing),
            Term::IfNotExists(path, other) => path.find(item).cloned().map_or_else(|| other.value(item), Ok),
            Term::ListAppend(first, second) => match (first.value(item)?, second.value(item)?) {
                (Value::L(first), Value::L(second)) => {
                    // No longer than an item, so that lists of lists do not grow by doubling.
                    let mut room = Room(ITEM_BYTES);
                    first.iter().chain(&second).try_for_each(|one| room.take(one))?;
                    Ok(Value::L(first.into_vec().into_iter().chain(second.into_vec()).collect()))
                }
                _ => Err(wrong_type()),
            },
            Term::Plus(left, right) => sum(&left.value(item)?, &right.value(item)?, false),
            Term::Minus(left, right) => sum(&left.value(item)?, &right.value(item)?, true),
        }
    }
}

fn missing() -> Error {
    Error::validation("The provided expression refers to an attribute that does not exist in the item")
}

fn wrong_type() -> Error {
    Error::validation("An operand in the update expression has an incorrect data type")
}

fn wrong_path() -> Error {
    Error::validation("The document path provided in the update expression is invalid for update")
}

fn sum(left: &Value, right: &Value, minus: bool) -> Result<Value, Error> {
    let (Value::N(left), Value::N(right)) = (left, right) else { return Err(wrong_type()) };
    let right = right.decimal();
    let right = if minus { right.negated() } else { right };
    let sum: Result<Number, BadNumber> = left.decimal().plus(right).map(Number::from);
    sum.map(Value::N).map_err(convert::bad_number)
}

/// ADD: to nothing, to a number, to a set of the same type.
fn added(present: Option<&Value>, value: &Value) -> Result<Value, Error> {
    match (present, value) {
        (None, value) => Ok(value.clone()),
        (Some(Value::N(_)), Value::N(_)) => sum(present.unwrap_or(value), value, false),
        (Some(Value::Ss(have)), Value::Ss(more)) => Ok(Value::Ss(union(have, more))),
        (Some(Value::Ns(have)), Value::Ns(more)) => Ok(Value::Ns(union(have, more))),
        (Some(Value::Bs(have)), Value::Bs(more)) => Ok(Value::Bs(union(have, more))),
        _ => Err(wrong_type()),
    }
}

fn union<T: Ord + Clone>(have: &[T], more: &[T]) -> Box<[T]> {
    let mut all: Vec<T> = have.iter().chain(more).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all.into_boxed_slice()
}

fn without<T: Ord + Clone>(have: &[T], less: &[T]) -> Box<[T]> {
    // Sets are sorted.
    have.iter().filter(|one| less.binary_search(one).is_err()).cloned().collect()
}

/// DELETE: an empty set is no set, so the attribute goes with its last member.
fn delete(after: &mut Attributes, path: &Path, before: &Attributes, value: &Value) -> Result<(), Error> {
    let Some(present) = path.find(before) else { return Ok(()) };
    let (rest, left) = match (present, value) {
        (Value::Ss(have), Value::Ss(less)) => counted(without(have, less), Value::Ss),
        (Value::Ns(have), Value::Ns(less)) => counted(without(have, less), Value::Ns),
        (Value::Bs(have), Value::Bs(less)) => counted(without(have, less), Value::Bs),
        _ => return Err(wrong_type()),
    };
    if left == 0 { remove(after, path) } else { put(after, path, rest) }
}

fn counted<T>(rest: Box<[T]>, set: fn(Box<[T]>) -> Value) -> (Value, usize) {
    let left = rest.len();
    (set(rest), left)
}

/// The value that holds the last step of a path; `None` where there is none.
fn holder<'i>(item: &'i mut Attributes, path: &Path) -> Option<&'i mut Value> {
    let (_, inner) = path.steps.split_last()?;
    let first = item.get_mut(&path.attribute)?;
    inner.iter().try_fold(first, |value, step| match (step, value) {
        (Step::Name(name), Value::M(map)) => map.get_mut(name),
        (Step::Index(index), Value::L(list)) => list.get_mut(*index),
        _ => None,
    })
}

fn put(item: &mut Attributes, path: &Path, value: Value) -> Result<(), Error> {
    let Some(last) = path.steps.last() else {
        item.insert(&path.attribute, value);
        return Ok(());
    };
    match (last, holder(item, path).ok_or_else(wrong_path)?) {
        (Step::Name(name), Value::M(map)) => map.insert(name, value),
        (Step::Index(index), Value::L(list)) => match list.get_mut(*index) {
            Some(place) => *place = value,
            // Past the end means at the end.
            None => {
                let longer = std::mem::take(list).into_vec().into_iter().chain([value]);
                *list = longer.collect();
            }
        },
        _ => return Err(wrong_path()),
    }
    Ok(())
}

fn remove(item: &mut Attributes, path: &Path) -> Result<(), Error> {
    let Some(last) = path.steps.last() else {
        item.remove(&path.attribute);
        return Ok(());
    };
    match (last, holder(item, path).ok_or_else(wrong_path)?) {
        (Step::Name(name), Value::M(map)) => map.remove(name),
        (Step::Index(index), Value::L(list)) => {
            let all = std::mem::take(list).into_vec().into_iter().enumerate();
            *list = all.filter(|(at, _)| at != index).map(|(_, value)| value).collect();
        }
        _ => return Err(wrong_path()),
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dynamodb::expression::Names;
    use crate::dynamodb::sample;

    const ITEM: &str = r#"{"h":{"S":"x"},"n":{"N":"0"},"count":{"N":"5"},"st":{"SS":["a","b"]},
        "ls":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},"mp":{"M":{"in":{"N":"1"}}}}"#;
    const VALUES: &str = r#"{":one":{"N":"1"},":l":{"L":["NULL"]},":ab":{"SS":["a","b"]},":c":{"SS":["c"]},
        ":t":{"S":"t"},":half":{"N":"0.5"}}"#;

    fn update(text: &str) -> Result<Attributes, Error> {
        let mut names = sample::names(r##"{"#c":"count"}"##, VALUES);
        let item = sample::attributes(ITEM);
        Update::parse(text, &sample::table(), &mut names)?.apply(&item)
    }

    fn shows(text: &str, attribute: &str, json: &str) {
        let after = update(text).unwrap();
        assert_eq!(serde_json::to_string(&after.get(attribute)).unwrap(), json, "{text}");
    }

    #[test]
    fn set_computes_from_the_item_as_it_was() {
        shows("SET #c = #c + :one", "count", r#"{"N":"6"}"#);
        shows("SET #c = :half - #c, oth = #c", "oth", r#"{"N":"5"}"#);
        shows("SET #c = :half - #c", "count", r#"{"N":"-4.5"}"#);
        shows("SET fresh = if_not_exists(fresh, :one) + :one", "fresh", r#"{"N":"2"}"#);
        shows("SET #c = if_not_exists(#c, :one)", "count", r#"{"N":"5"}"#);
        shows("SET ls = list_append(:l, ls)", "ls", r#"{"L":["NULL",{"N":"0"},{"N":"1"},{"N":"2"}]}"#);
        shows("SET ls[9] = :t, ls[0] = :one", "ls", r#"{"L":[{"N":"1"},{"N":"1"},{"N":"2"},{"S":"t"}]}"#);
        shows("SET mp.deeper = :t", "mp", r#"{"M":{"deeper":{"S":"t"},"in":{"N":"1"}}}"#);
    }

    #[test]
    fn what_grows_is_refused_before_it_is_large() {
        let values = format!(
            r#"{{":v":{{"S":"{}"}},":l":{{"L":[{{"S":"{}"}}]}}}}"#,
            "x".repeat(50_000),
            "x".repeat(30_000)
        );
        let update = |text: &str| {
            let mut names = sample::names("{}", &values);
            Update::parse(text, &sample::table(), &mut names)?.apply(&sample::attributes(ITEM))
        };
        let copies = |count: usize| (0..count).map(|n| format!("a{n} = :v")).collect::<Vec<_>>().join(", ");
        assert!(update(&format!("SET {}", copies(8))).is_ok());
        assert_eq!(update(&format!("SET {}", copies(300))).unwrap_err().message, TOO_LARGE);
        let doubled =
            |times: usize| (0..times).fold(":l".to_owned(), |list, _| format!("list_append({list}, {list})"));
        assert!(update(&format!("SET a = {}", doubled(3))).is_ok());
        assert_eq!(update(&format!("SET a = {}", doubled(6))).unwrap_err().message, TOO_LARGE);
    }

    #[test]
    fn large_sets_are_told_apart_in_good_time() {
        // Every member of one against every member of the other would be ten thousand million comparisons.
        let texts = |from: usize| -> Box<[Box<str>]> {
            (from..from + 100_000).map(|n| format!("{n:06}").into()).collect()
        };
        assert_eq!(without(&texts(0), &texts(50_000)).len(), 50_000);
    }

    #[test]
    fn remove_add_and_delete() {
        shows("REMOVE ls[0], ls[2] SET fresh = :t", "ls", r#"{"L":[{"N":"1"}]}"#);
        shows("REMOVE #c, nothing", "count", "null");
        shows("ADD #c :half", "count", r#"{"N":"5.5"}"#);
        shows("ADD fresh :one", "fresh", r#"{"N":"1"}"#);
        shows("ADD st :c DELETE nothing :c", "st", r#"{"SS":["a","b","c"]}"#);
        shows("DELETE st :ab", "st", "null");
    }

    #[test]
    fn what_cannot_be_done_is_refused() {
        let words = |text: &str| update(text).unwrap_err().message;
        assert!(words("SET a = nothing").contains("does not exist in the item"));
        assert!(words("SET a = :t + :one").contains("incorrect data type"));
        assert!(words("ADD mp :one").contains("incorrect data type"));
        assert!(words("SET nothing.deep = :one").contains("invalid for update"));
        assert!(words("SET mp.a = :one, mp = :one").contains("path one: [mp], path two: [mp, a]"));
        assert!(
            words("SET n = :one").contains("Cannot update attribute n. This attribute is part of the key")
        );
        assert!(words("SET a = :one SET b = :one").contains("The \"SET\" section can only be used once"));
        assert!(words("ADD a :t").contains("operator: ADD, operand type: STRING"));
        assert!(words("SET a = b(:one)").contains("Invalid function name; function: b"));
        assert!(words("a = :one").starts_with("Invalid UpdateExpression: Syntax error; token: \"a\""));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "(SET|REMOVE|ADD|DELETE) [a-c:=+,()\\[\\]. é0-9]{0,50}") {
            let mut names = Names::default();
            let _ = Update::parse(&text, &sample::table(), &mut names);
        }
    }
}
