//! The address of a subscription.
//!
//! Comes in: the text of a subscription's `Endpoint`. Goes out: host, port, path and, if given, the Authorization to send.
//! Never done here: resolving the host.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Uri;
use http::uri::Scheme;

/// A parsed `http://` endpoint.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    host: String,
    port: u16,
    target: String,
    host_header: String,
    authorization: Option<String>,
}

/// Why an endpoint cannot be posted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndpointError {
    /// Not an absolute `http://` URL.
    Malformed(String),
    /// An `https://` URL.
    Https,
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "the endpoint is not an http URL: {why}"),
            Self::Https => f.write_str("https endpoints are not in this product yet"),
        }
    }
}

impl std::error::Error for EndpointError {}

impl Endpoint {
    /// Reads `http://[user:password@]host[:port][/path][?query]`.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let uri: Uri = text.parse().map_err(|error: http::uri::InvalidUri| malformed(error))?;
        match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => {}
            Some(scheme) if *scheme == Scheme::HTTPS => return Err(EndpointError::Https),
            _ => return Err(malformed("it must start with http://")),
        }
        let authority = uri.authority().ok_or_else(|| malformed("it names no host"))?;
        let (user, place) = match authority.as_str().rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, authority.as_str()),
        };
        if authority.host().is_empty() {
            return Err(malformed("it names no host"));
        }
        Ok(Self {
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: port(place, authority.port_u16())?,
            target: uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned(),
            host_header: place.to_owned(),
            authorization: user.map(|user| format!("Basic {}", STANDARD.encode(user))),
        })
    }

    /// The host, without brackets when it is an IPv6 address.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, 80 when the URL gives none.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Path and query, beginning with `/`.
    pub fn target(&self) -> &str {
        &self.target
    }

    pub(crate) fn host_header(&self) -> &str {
        &self.host_header
    }

    pub(crate) fn authorization(&self) -> Option<&str> {
        self.authorization.as_deref()
    }
}

impl fmt::Debug for Endpoint {
    /// Leaves the credentials out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.host_header, self.target)
    }
}

fn malformed(why: impl fmt::Display) -> EndpointError {
    EndpointError::Malformed(why.to_string())
}

/// `http::Uri` accepts any digits after the colon; a port that is no u16 must not silently become 80.
fn port(place: &str, parsed: Option<u16>) -> Result<u16, EndpointError> {
    let written = place.rsplit_once(':').is_some_and(|(_, after)| !after.contains(']') && !after.is_empty());
    match parsed {
        Some(0) => Err(malformed("port 0")),
        Some(port) => Ok(port),
        None if written => Err(malformed("its port is not a number up to 65535")),
        None => Ok(80),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_parts_are_found() {
        let endpoint = Endpoint::parse("http://me:secret@lb.local:8080/order?x=1").unwrap();
        assert_eq!((endpoint.host(), endpoint.port(), endpoint.target()), ("lb.local", 8080, "/order?x=1"));
        assert_eq!(endpoint.host_header(), "lb.local:8080");
        assert_eq!(endpoint.authorization(), Some("Basic bWU6c2VjcmV0"));
        assert_eq!(format!("{endpoint:?}"), "http://lb.local:8080/order?x=1");
    }

    #[test]
    fn defaults_and_ipv6() {
        let endpoint = Endpoint::parse("http://[::1]").unwrap();
        assert_eq!((endpoint.host(), endpoint.port(), endpoint.target()), ("::1", 80, "/"));
        assert_eq!(endpoint.host_header(), "[::1]");
    }

    #[test]
    fn https_says_so() {
        let error = Endpoint::parse("https://example.com/").unwrap_err();
        assert_eq!(error.to_string(), "https endpoints are not in this product yet");
    }

    #[test]
    fn other_texts_are_malformed() {
        for text in
            ["", "/x", "example.com", "ftp://a/", "http://", "http://a:99999/", "http://a:0/", "http://a b/"]
        {
            assert!(matches!(Endpoint::parse(text), Err(EndpointError::Malformed(_))), "{text:?}");
        }
    }
}
