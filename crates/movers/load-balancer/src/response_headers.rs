//! Headers a listener has every answer carry. In: names and values. Out: their lines, and which headers of a target they stand in for. Never
//! done here: what a header means to a browser.

use std::io::Write;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

/// Headers that are added to every answer, in place of the target's own of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResponseHeaders {
    map: HeaderMap,
    lines: Vec<u8>,
}

impl ResponseHeaders {
    /// `None` when there are none; what cannot be a header is left out (the API takes none such).
    pub(crate) fn new(wanted: &[(String, String)]) -> Option<ResponseHeaders> {
        let (mut map, mut lines) = (HeaderMap::new(), Vec::new());
        for (name, value) in wanted {
            let Ok(known) = HeaderName::from_bytes(name.as_bytes()) else { continue };
            let Ok(text) = HeaderValue::from_str(value) else { continue };
            map.insert(known, text);
            // Writing to a Vec cannot fail.
            let _ = write!(lines, "{name}: {value}\r\n");
        }
        (!map.is_empty()).then_some(ResponseHeaders { map, lines })
    }

    /// Whole lines of HTTP/1.1.
    pub(crate) fn lines(&self) -> &[u8] {
        &self.lines
    }

    /// Whether they stand in for a header of this name.
    pub(crate) fn replace(&self, name: &str) -> bool {
        self.map.keys().any(|known| known.as_str().eq_ignore_ascii_case(name))
    }

    /// Puts them into the head of an answer of HTTP/2.
    pub(crate) fn put(&self, head: &mut HeaderMap) {
        self.map.iter().for_each(|(name, value)| drop(head.insert(name.clone(), value.clone())));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn they_stand_in_for_headers_of_their_name() {
        let wanted =
            [("X-Frame-Options".to_owned(), "DENY".to_owned()), ("bad name".to_owned(), "x".to_owned())];
        let headers = ResponseHeaders::new(&wanted).unwrap();
        assert_eq!(headers.lines(), b"X-Frame-Options: DENY\r\n");
        assert!(headers.replace("x-frame-options") && !headers.replace("server"));
        let mut head = HeaderMap::new();
        head.append("x-frame-options", HeaderValue::from_static("SAMEORIGIN"));
        headers.put(&mut head);
        assert_eq!(head["x-frame-options"], "DENY");
        assert_eq!(ResponseHeaders::new(&[]), None);
    }
}
