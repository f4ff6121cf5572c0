//! Filters of lists. In: a filter of the request. Out: whether a parameter passes, or the refusal of the filter. Never here: paging.

use model::ssm::Parameter;
use shapes::Error;
use shapes::ssm::{ParameterStringFilter, errors};

/// A filter that was checked.
pub(crate) enum Filter {
    /// The text of a member compares so with one of the values.
    Text(fn(&Parameter) -> &str, Match, Vec<String>),
    /// Below one of the paths; all levels or only the next.
    Path(Vec<String>, bool),
    /// Has the tag, with one of the values if there are any.
    Tag(String, Vec<String>),
}

/// How texts compare.
#[derive(Clone, Copy)]
pub(crate) enum Match {
    /// The same.
    Equals,
    /// Begins so; a leading slash does not count.
    BeginsWith,
    /// Has it inside.
    Contains,
}

/// Checks one filter.
pub(crate) fn read(given: ParameterStringFilter) -> Result<Filter, Error> {
    let values = given.values.unwrap_or_default();
    let option = given.option.as_deref().filter(|option| !option.is_empty());
    if let Some(tag) = given.key.strip_prefix("tag:") {
        return Ok(Filter::Tag(tag.to_owned(), values));
    }
    match (given.key.as_str(), option) {
        ("Path", None | Some("OneLevel")) => Ok(Filter::Path(values, false)),
        ("Path", Some("Recursive")) => Ok(Filter::Path(values, true)),
        ("Name", option) => {
            Ok(Filter::Text(|parameter| &parameter.name, comparison("Name", option)?, values))
        }
        ("Type", None | Some("Equals")) => Ok(Filter::Text(|one| one.kind.as_str(), Match::Equals, values)),
        ("Tier", None | Some("Equals")) => Ok(Filter::Text(|one| one.tier.as_str(), Match::Equals, values)),
        ("DataType", None | Some("Equals")) => Ok(Filter::Text(|_| "text", Match::Equals, values)),
        ("Path" | "Type" | "Tier" | "DataType", Some(other)) => Err(bad_option(&given.key, other)),
        (other, _) => {
            let text =
                format!("The filter key {other} is not valid here, or not in this product; see SCOPE.md");
            Err(errors::invalid_filter_key(text))
        }
    }
}

fn comparison(key: &str, option: Option<&str>) -> Result<Match, Error> {
    match option {
        None | Some("Equals") => Ok(Match::Equals),
        Some("BeginsWith") => Ok(Match::BeginsWith),
        Some("Contains") => Ok(Match::Contains),
        Some(other) => Err(bad_option(key, other)),
    }
}

fn bad_option(key: &str, option: &str) -> Error {
    errors::invalid_filter_option(format!("The filter option {option} is not valid for the key {key}."))
}

impl Filter {
    /// Whether a parameter passes.
    pub(crate) fn passes(&self, parameter: &Parameter) -> bool {
        match self {
            Filter::Text(member, how, values) => {
                let text = member(parameter);
                values.iter().any(|value| how.holds(text, value))
            }
            Filter::Path(paths, deep) => paths.iter().any(|path| is_below(&parameter.name, path, *deep)),
            Filter::Tag(key, values) => {
                let found = parameter.tags.get(key);
                found.is_some_and(|found| values.is_empty() || values.contains(found))
            }
        }
    }
}

impl Match {
    fn holds(self, text: &str, value: &str) -> bool {
        match self {
            Match::Equals => text == value,
            Match::BeginsWith => text.trim_start_matches('/').starts_with(value.trim_start_matches('/')),
            Match::Contains => text.contains(value),
        }
    }
}

/// Whether a name lies below a path; unless `deep`, directly.
pub(crate) fn is_below(name: &str, path: &str, deep: bool) -> bool {
    let rest = name.strip_prefix(path.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|rest| deep || !rest.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_path_holds_its_children_and_not_its_namesakes() {
        assert!(
            is_below("/a/b", "/a", false) && is_below("/a/b", "/a/", false) && is_below("/a", "/", false)
        );
        assert!(!is_below("/a/b/c", "/a", false) && is_below("/a/b/c", "/a", true));
        assert!(!is_below("/ab", "/a", true) && !is_below("/a", "/a", true));
    }
}
