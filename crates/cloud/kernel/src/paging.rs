//! Pages of lists that are ordered by a key: the token names the last key of the page before.

use shapes::Error;

/// One page and the token of the next.
#[derive(Debug, PartialEq)]
pub struct Page<T> {
    /// Its items.
    pub items: Vec<T>,
    /// Present when more follow.
    pub next: Option<String>,
}

/// Cuts a page of at most `limit` from `items`, which ascend by `key_of`; `token` is what the page before returned.
///
/// A token that no page returned is refused with `bad_token`.
pub fn page<T>(
    items: impl Iterator<Item = T>,
    key_of: impl Fn(&T) -> String,
    token: Option<&str>,
    limit: usize,
    bad_token: impl Fn() -> Error,
) -> Result<Page<T>, Error> {
    cut(items, key_of, token, limit, bad_token, |key, last| key <= last)
}

/// The same of items that are asked for from where the page begins: `items` gives those whose key comes strictly after the one it is told,
/// so that nobody looks again at what earlier pages showed.
pub fn page_from<T, I: Iterator<Item = T>>(
    items: impl FnOnce(Option<&str>) -> I,
    key_of: impl Fn(&T) -> String,
    token: Option<&str>,
    limit: usize,
    bad_token: impl Fn() -> Error,
) -> Result<Page<T>, Error> {
    let after = token.map(|token| decode(token).ok_or_else(&bad_token)).transpose()?;
    Ok(take(items(after.as_deref()), key_of, limit))
}

/// The same of `items` that descend by `key_of`.
pub fn page_down<T>(
    items: impl Iterator<Item = T>,
    key_of: impl Fn(&T) -> String,
    token: Option<&str>,
    limit: usize,
    bad_token: impl Fn() -> Error,
) -> Result<Page<T>, Error> {
    cut(items, key_of, token, limit, bad_token, |key, last| key >= last)
}

/// `is_before` says whether an item of this key was on a page that ended with that key.
fn cut<T>(
    items: impl Iterator<Item = T>,
    key_of: impl Fn(&T) -> String,
    token: Option<&str>,
    limit: usize,
    bad_token: impl Fn() -> Error,
    is_before: fn(&str, &str) -> bool,
) -> Result<Page<T>, Error> {
    let after = token.map(|token| decode(token).ok_or_else(&bad_token)).transpose()?;
    let rest = items.skip_while(|item| after.as_ref().is_some_and(|after| is_before(&key_of(item), after)));
    Ok(take(rest, &key_of, limit))
}

/// The first items, and the token of the rest if there is one.
fn take<T>(mut rest: impl Iterator<Item = T>, key_of: impl Fn(&T) -> String, limit: usize) -> Page<T> {
    let items: Vec<T> = rest.by_ref().take(limit.max(1)).collect();
    let more = rest.next().is_some();
    let next = items.last().filter(|_| more).map(|item| encode(&key_of(item)));
    Page { items, next }
}

fn encode(key: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(key)
}

fn decode(token: &str) -> Option<String> {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Page, page, page_down, page_from};
    use shapes::Error;

    fn cut(token: Option<&str>) -> Result<Page<u32>, Error> {
        page([1, 2, 3].into_iter(), |item| item.to_string(), token, 2, || Error::validation("bad token"))
    }

    #[test]
    fn the_token_leads_to_the_rest_and_then_there_is_none() {
        let first = cut(None).unwrap();
        assert_eq!(first.items, [1, 2]);
        let second = cut(first.next.as_deref()).unwrap();
        assert_eq!((second.items, second.next), (vec![3], None));
        assert!(cut(Some("é")).is_err());
    }

    #[test]
    fn what_earlier_pages_showed_is_not_asked_for_again() {
        let ask = |token: Option<&str>| {
            let items = |after: Option<&str>| {
                assert_eq!(after.is_some(), token.is_some());
                let begin = after.map_or(1, |after| after.parse::<u32>().unwrap() + 1);
                begin..4
            };
            page_from(items, u32::to_string, token, 2, || Error::validation("bad token"))
        };
        let first = ask(None).unwrap();
        let second = ask(first.next.as_deref()).unwrap();
        assert_eq!((first.items, second.items, second.next), (vec![1, 2], vec![3], None));
        assert!(ask(Some("é")).is_err());
    }

    #[test]
    fn downwards_too() {
        let cut = |token: Option<&str>| {
            page_down([3, 2, 1].into_iter(), u32::to_string, token, 2, || Error::validation("bad token"))
        };
        let first = cut(None).unwrap();
        assert_eq!(first.items, [3, 2]);
        assert_eq!(cut(first.next.as_deref()).unwrap().items, [1]);
    }
}
