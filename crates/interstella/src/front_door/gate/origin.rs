//! Origins of web pages: `scheme://host[:port]`, compared as texts. In: an `Origin`, a `Referer`, a setting. Out: one spelling of each.

use super::host::Authority;

/// Of a page, in lower case, without the port its scheme has anyway.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Origin(String);

impl Origin {
    /// `None` for what is no origin: `null`, a path behind it, a name no browser would write so.
    pub(super) fn parse(text: &str) -> Option<Origin> {
        let (scheme, authority) = text.split_once("://")?;
        Origin::of(scheme, &Authority::parse(authority)?)
    }

    /// Of the page with this URL.
    pub(super) fn of_url(url: &str) -> Option<Origin> {
        let (scheme, rest) = url.split_once("://")?;
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        Origin::of(scheme, &Authority::parse(&rest[..end])?)
    }

    /// Of pages that a server of this name hands out.
    pub(super) fn of(scheme: &str, at: &Authority) -> Option<Origin> {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        if scheme.is_empty() || !scheme.bytes().all(letter) {
            return None;
        }
        let scheme = scheme.to_ascii_lowercase();
        let usual = match scheme.as_str() {
            "http" | "ws" => Some(80),
            "https" | "wss" => Some(443),
            _ => None,
        };
        let port = at.port.filter(|port| Some(*port) != usual).map(|port| format!(":{port}"));
        Some(Origin(format!("{scheme}://{}{}", at.name, port.unwrap_or_default())))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_origin_has_one_spelling() {
        let same =
            |one: &str, other: &str| assert_eq!(Origin::parse(one).unwrap(), Origin::parse(other).unwrap());
        same("http://localhost", "HTTP://LocalHost:80");
        same("https://a.example:443", "https://a.example");
        let differ =
            ["http://a", "https://a", "http://a:81", "http://a.", "http://b", "http://[::1]", "app://a"];
        let parsed: std::collections::HashSet<_> =
            differ.iter().map(|it| Origin::parse(it).unwrap()).collect();
        assert_eq!(parsed.len(), differ.len());
    }

    #[test]
    fn what_is_no_origin() {
        for bad in [
            "",
            "null",
            "*",
            "localhost",
            "http://",
            "http:///x",
            "http://a/",
            "http://a/b",
            "http://u@a",
            "://a",
            "http//a",
        ] {
            assert_eq!(Origin::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_url_is_of_its_authority_and_of_nothing_behind_it() {
        let of = |url: &str| Origin::of_url(url).map(|origin| origin.0);
        assert_eq!(of("http://a.example:8/x?y#z").as_deref(), Some("http://a.example:8"));
        assert_eq!(of("http://evil.example/http://localhost:4566/").as_deref(), Some("http://evil.example"));
        assert_eq!(of("http://evil.example?@localhost:4566").as_deref(), Some("http://evil.example"));
        assert_eq!(of("http://evil.example\\@localhost:4566").as_deref(), Some("http://evil.example"));
        for none in ["http://localhost:4566@evil.example/", "about:blank", "/x", ""] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
