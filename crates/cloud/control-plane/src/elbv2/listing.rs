//! What the Describe operations share: the marker of a page and the limits on explicit names.

use kernel::paging::{Page, page, page_from};
use shapes::Error;

/// Items of a page unless the caller asks for fewer.
const PAGE_SIZE: i64 = 400;

/// Names or ARNs one call may list.
const MOST_NAMED: usize = 20;

/// A page of what `items` gives from the one after a key on; they ascend by `key_of`.
pub(crate) fn cut_from<T, I: Iterator<Item = T>>(
    items: impl FnOnce(Option<&str>) -> I,
    key_of: impl Fn(&T) -> String,
    marker: Option<&str>,
    size: Option<i64>,
) -> Result<Page<T>, Error> {
    let size = size.unwrap_or(PAGE_SIZE).clamp(1, PAGE_SIZE) as usize;
    let marker = marker.filter(|marker| !marker.is_empty());
    page_from(items, key_of, marker, size, || Error::validation("The marker is not valid"))
}

/// A page of `items`, which ascend by `key_of`.
pub(crate) fn cut<T>(
    items: impl Iterator<Item = T>,
    key_of: impl Fn(&T) -> String,
    marker: Option<&str>,
    size: Option<i64>,
) -> Result<Page<T>, Error> {
    let size = size.unwrap_or(PAGE_SIZE).clamp(1, PAGE_SIZE) as usize;
    let marker = marker.filter(|marker| !marker.is_empty());
    page(items, key_of, marker, size, || Error::validation("The marker is not valid"))
}

/// Refuses more names or ARNs than one call may list.
pub(crate) fn check_count(what: &str, named: &[String]) -> Result<(), Error> {
    if named.len() > MOST_NAMED {
        return Err(Error::validation(format!("Up to {MOST_NAMED} {what} can be specified in one call")));
    }
    Ok(())
}

/// A list given with at least one member; lists that came empty mean "not set".
pub(crate) fn given(list: Option<Vec<String>>) -> Option<Vec<String>> {
    list.filter(|list| !list.is_empty())
}
