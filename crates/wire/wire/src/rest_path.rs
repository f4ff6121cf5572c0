//! Which REST operation a method, a path and a query string mean. In: those, and where operations are. Out: how well one suits, and
//! its labels.

use std::cmp::Reverse;

use shapes::{Http, Kind, OperationSchema, Place};

use crate::{credentials::parameter, query_read::Pairs, read::Request};

/// Names and values of the labels in a path.
pub(crate) type Labels = Vec<(&'static str, String)>;

/// How well an operation suits, the greater the better: segments that are words come before labels, labels before what takes all the rest; then
/// the words that the query string must hold; then the members of the input that must be there and in headers, missing and present.
type Likeness = (Vec<u8>, usize, Reverse<usize>, usize);

/// The operation that suits best, with its labels. Operations on one path are told apart by what they require: `UploadPart` by parameters,
/// `CopyObject` by a header, `CreateMultipartUpload` by the presence of `?uploads`.
pub(crate) fn find(
    operations: impl Iterator<Item = &'static OperationSchema>,
    request: &Request<'_>,
    path: &str,
    query: &Pairs<'_>,
) -> Option<(&'static OperationSchema, Labels)> {
    let suiting = operations.filter_map(|operation| {
        let (segments, words, labels) = suits(operation.http.as_ref()?, request.method, path, query)?;
        let (there, missing) = required(operation, request, query);
        let likeness: Likeness = (segments, words, Reverse(missing), there);
        Some((likeness, operation, labels))
    });
    let best = suiting.max_by(|(a, ..), (b, ..)| a.cmp(b))?;
    Some((best.1, best.2))
}

/// The name of an operation of AWS's that is not in this product.
pub(crate) fn find_elsewhere(
    all: &'static [(Http, &'static str)],
    method: &str,
    path: &str,
    query: &Pairs<'_>,
) -> Option<&'static str> {
    let suiting = all.iter().filter_map(|(http, name)| {
        let (segments, words, _) = suits(http, method, path, query)?;
        Some(((segments, words), *name))
    });
    suiting.max_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, name)| name)
}

fn suits(
    http: &'static Http,
    method: &str,
    path: &str,
    query: &Pairs<'_>,
) -> Option<(Vec<u8>, usize, Labels)> {
    if http.method != method {
        return None;
    }
    let (pattern, wanted) = http.path.split_once('?').unwrap_or((http.path, ""));
    let (segments, labels) = segments(pattern, path)?;
    let words: Vec<&str> = wanted.split('&').filter(|word| is_told(word)).collect();
    words.iter().all(|word| holds(query, word)).then_some((segments, words.len(), labels))
}

/// SDKs say in `x-id` which of several operations they mean; nobody has to.
fn is_told(word: &str) -> bool {
    !word.is_empty() && !word.starts_with("x-id=")
}

fn holds(query: &Pairs<'_>, word: &str) -> bool {
    match word.split_once('=') {
        Some((name, value)) => query.iter().any(|(known, given)| known == name && given == value),
        None => query.iter().any(|(known, _)| known == word),
    }
}

const REST: u8 = 0;
const LABEL: u8 = 1;
const WORD: u8 = 2;

/// What each segment of the pattern is, and the labels, if the path goes with it. A slash at the end is nobody's but of what takes the rest.
fn segments(pattern: &'static str, path: &str) -> Option<(Vec<u8>, Labels)> {
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    let (mut kinds, mut labels) = (Vec::new(), Labels::new());
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        let (segment, after) = rest.split_once('/').unwrap_or((rest, ""));
        match label(part) {
            Some((name, true)) if !rest.is_empty() => {
                labels.push((name, decode_path(rest)?));
                kinds.push(REST);
                return Some((kinds, labels));
            }
            Some((name, false)) if !segment.is_empty() => {
                labels.push((name, decode_path(segment)?));
                kinds.push(LABEL);
            }
            None if part == segment => kinds.push(WORD),
            _ => return None,
        }
        rest = after;
    }
    rest.is_empty().then_some((kinds, labels))
}

/// `Key` and whether it takes all that follows, of `{Key+}`.
fn label(part: &'static str) -> Option<(&'static str, bool)> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    Some(name.strip_suffix('+').map_or((name, false), |name| (name, true)))
}

/// In a path `+` is itself.
fn decode_path(text: &str) -> Option<String> {
    let plus = text.replace('+', "%2B");
    crate::query_read::decode_component(&plus).map(|text| text.into_owned())
}

/// How many members are there that must be in query string or headers, and how many are missing.
fn required(operation: &OperationSchema, request: &Request<'_>, query: &Pairs<'_>) -> (usize, usize) {
    let Some(Kind::Structure { members, .. }) = operation.input.map(|shape| &shape.kind) else {
        return (0, 0);
    };
    let present = members.iter().filter(|member| member.required).filter_map(|member| match member.place {
        Place::Query => Some(parameter(query, member.xml).is_some()),
        Place::Header => Some(request.header(&member.xml.to_ascii_lowercase()).is_some()),
        _ => None,
    });
    present.fold((0, 0), |(there, missing), present| match present {
        true => (there + 1, missing),
        false => (there, missing + 1),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::query_read::pairs;

    fn suited(path: &'static str, asked: &str) -> Option<Labels> {
        let http: &'static Http = Box::leak(Box::new(Http { method: "GET", path, status: 200 }));
        let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
        suits(http, "GET", path, &pairs(query).unwrap()).map(|(_, _, labels)| labels)
    }

    #[test]
    fn labels_words_and_what_takes_the_rest() {
        let label = |name: &'static str, value: &str| (name, value.to_owned());
        assert_eq!(suited("/a/{B}/c", "/a/x%2Fy+z/c"), Some(vec![label("B", "x/y+z")]));
        assert_eq!(suited("/a/{B}/c/", "/a/b/c"), Some(vec![label("B", "b")]));
        assert_eq!(suited("/{A}/{B+}", "/a/b/c%20d/"), Some(vec![label("A", "a"), label("B", "b/c d/")]));
        for other in ["/a//c", "/a/b", "/a/b/d", "/a/b/c/d", "/A/b/c"] {
            assert_eq!(suited("/a/{B}/c", other), None, "{other}");
        }
        assert_eq!(suited("/{A}/{B+}", "/a/"), None);
    }

    #[test]
    fn the_presence_of_a_key_is_enough() {
        for asked in ["/b?uploads", "/b?uploads=", "/b?prefix=a&uploads"] {
            assert!(suited("/{B}?uploads", asked).is_some(), "{asked}");
        }
        assert_eq!(suited("/{B}?uploads", "/b"), None);
        assert_eq!(suited("/{B}?list-type=2", "/b?list-type=1"), None);
        assert!(suited("/{B}?list-type=2", "/b?list-type=2&x-id=ListObjectsV2").is_some());
        assert!(suited("/{B}?x-id=GetObject", "/b").is_some());
    }

    #[test]
    fn words_come_before_labels() {
        let kinds = |pattern, path| segments(pattern, path).unwrap().0;
        assert!(kinds("/a/b", "/a/b") > kinds("/a/{X}", "/a/b"));
        assert!(kinds("/a/{X}/c", "/a/b/c") > kinds("/a/{X+}", "/a/b/c"));
    }
}
