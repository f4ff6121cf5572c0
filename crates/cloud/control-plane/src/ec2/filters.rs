//! Filters of the Describe operations: every filter must match by one of its values, in which `*` and `?` are wildcards.
//! A filter this product does not know is refused, never taken for a match.

use kernel::wildcard;
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
                found.iter().any(|text| values.iter().any(|pattern| wildcard::matches(pattern, text)))
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
        known.map(|(_, values)| Wanted::Named(*values)).ok_or_else(|| invalid(name))
    }

    fn values(&self, wanted: &Wanted<T>, item: &T) -> Vec<String> {
        match wanted {
            Wanted::Named(values) => values(item),
            Wanted::Tag(key) => (self.tags)(item).remove(key).into_iter().collect(),
            Wanted::TagKey => (self.tags)(item).into_keys().collect(),
        }
    }
}

/// A filter that is not known here.
pub(crate) fn invalid(name: &str) -> Error {
    refusals::invalid_value(format!("The filter '{name}' is invalid"))
}

/// The value of an optional member as a filter sees it.
pub(crate) fn one(value: &Option<String>) -> Vec<String> {
    value.iter().cloned().collect()
}

/// A yes or no as a filter sees it.
pub(crate) fn flag(value: Option<bool>) -> Vec<String> {
    vec![value.unwrap_or_default().to_string()]
}
