//! Filters of the Describe operations: every filter must match by one of its values, in which `*` and `?` are wildcards.
//! A filter this product does not know is refused, never taken for a match.

use model::Tags;
use shapes::Error;
use shapes::ec2::Filter;

use super::refusals;

/// A filter's name and the values of an item it looks at.
pub(crate) type Field<T> = (&'static str, fn(&T) -> Vec<String>);

/// What the filters of one kind of item look at.
pub(crate) struct Fields<T: 'static> {
    /// Filters by name.
    pub named: &'static [Field<T>],
    /// The tags of an item, for `tag:KEY` and `tag-key`.
    pub tags: fn(&T) -> Tags,
}

/// One filter, understood.
enum Wanted<T> {
    Named(fn(&T) -> Vec<String>),
    Tag(String),
    TagKey,
}

impl<T> Fields<T> {
    /// The items that pass all filters.
    pub(crate) fn apply(&self, filters: Option<Vec<Filter>>, items: Vec<T>) -> Result<Vec<T>, Error> {
        let mut items = items;
        for filter in filters.unwrap_or_default() {
            let name = filter.name.unwrap_or_default();
            let wanted = self.wanted(&name)?;
            let values = filter.values.unwrap_or_default();
            if values.is_empty() {
                return Err(refusals::invalid_value(format!("The filter '{name}' needs at least one value")));
            }
            items.retain(|item| {
                let found = self.values(&wanted, item);
                found.iter().any(|text| values.iter().any(|pattern| matches(pattern, text)))
            });
        }
        Ok(items)
    }

    fn wanted(&self, name: &str) -> Result<Wanted<T>, Error> {
        if let Some(key) = name.strip_prefix("tag:") {
            return Ok(Wanted::Tag(key.to_owned()));
        }
        if name == "tag-key" {
            return Ok(Wanted::TagKey);
        }
        let known = self.named.iter().find(|(known, _)| *known == name);
        let invalid = || refusals::invalid_value(format!("The filter '{name}' is invalid"));
        known.map(|(_, values)| Wanted::Named(*values)).ok_or_else(invalid)
    }

    fn values(&self, wanted: &Wanted<T>, item: &T) -> Vec<String> {
        match wanted {
            Wanted::Named(values) => values(item),
            Wanted::Tag(key) => (self.tags)(item).remove(key).into_iter().collect(),
            Wanted::TagKey => (self.tags)(item).into_keys().collect(),
        }
    }
}

/// Whether `text` is matched by `pattern`, in which `*` stands for any run of bytes and `?` for one.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut place) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while place < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == text[place] => (at, place) = (at + 1, place + 1),
            _ => match star {
                Some((star_at, from)) => {
                    star = Some((star_at, from + 1));
                    (at, place) = (star_at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

/// The value of an optional member as a filter sees it.
pub(crate) fn one(value: &Option<String>) -> Vec<String> {
    value.iter().cloned().collect()
}

/// A yes or no as a filter sees it.
pub(crate) fn flag(value: Option<bool>) -> Vec<String> {
    vec![value.unwrap_or_default().to_string()]
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_match_runs_and_single_bytes() {
        for (pattern, text, expected) in [
            ("running", "running", true),
            ("run*", "running", true),
            ("*a*b", "xaxxb", true),
            ("*a*b", "xaxxbc", false),
            ("?", "a", true),
            ("?", "", false),
            ("*", "", true),
            ("", "a", false),
            ("a**", "a", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
