//! Cross-origin resource sharing (Fetch standard, section 3.2): which foreign pages may use the endpoint, and what their browsers are told.
//!
//! In: settings; an origin; what a preflight asks for. Out: headers. Without a setting no foreign page is allowed anything.

use std::collections::HashSet;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::origin::Origin;
use crate::config::Browsers;

/// Methods of AWS's services and of the registry.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
/// Seconds a browser may remember a preflight. What it then sends is judged all the same.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");
/// What SDKs for browsers send beside headers that begin with one of [`PREFIXES`].
const SENT: [&str; 14] = [
    "accept",
    "authorization",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-md5",
    "content-type",
    "etag",
    "if-match",
    "if-none-match",
    "range",
    "smithy-protocol",
    "user-agent",
    "x-requested-with",
];
const PREFIXES: [&str; 3] = ["x-amz-", "x-amzn-", "amz-sdk-"];
/// What SDKs for browsers read of answers.
const READ: [&str; 13] = [
    "content-length",
    "content-range",
    "date",
    "docker-content-digest",
    "etag",
    "location",
    "x-amz-crc32",
    "x-amz-id-2",
    "x-amz-request-id",
    "x-amz-version-id",
    "x-amzn-errortype",
    "x-amzn-query-error",
    "x-amzn-requestid",
];
/// Headers of one preflight that are looked at.
const MOST_ASKED: usize = 64;
/// A page of a public site asks so whether it may reach a program on this machine (Private Network Access).
const ASKS_PRIVATE: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOWS_PRIVATE: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// Who is allowed what.
#[derive(Debug, Default)]
pub(super) struct Cors {
    /// Every page there is, also those without an origin.
    everybody: bool,
    origins: HashSet<Origin>,
    /// Whether answers say that they may be read.
    headers: bool,
    /// Allowed beside [`SENT`], in lower case; `*` is all.
    sent: Vec<String>,
    exposed: Option<HeaderValue>,
}

impl Cors {
    /// What the settings say; origins that are none are left out and logged.
    pub(super) fn new(settings: &Browsers) -> Cors {
        let known = settings.origins.iter().map(String::as_str).filter(|text| *text != "*");
        let parsed = known.filter_map(|text| {
            let origin = Origin::parse(text.trim_end_matches('/'));
            if origin.is_none() {
                tracing::warn!("EXTRA_CORS_ALLOWED_ORIGINS: {text:?} is no origin and allows nothing; an origin is like http://localhost:3000");
            }
            origin
        });
        let read = READ.iter().copied().chain(settings.expose_headers.iter().map(String::as_str));
        Cors {
            everybody: !settings.checks || settings.origins.iter().any(|text| text == "*"),
            origins: parsed.collect(),
            headers: settings.cors_headers,
            sent: settings.allow_headers.iter().map(|name| name.to_ascii_lowercase()).collect(),
            exposed: HeaderValue::from_str(&read.collect::<Vec<_>>().join(", ")).ok(),
        }
    }

    /// Whether pages of this origin may use the endpoint; `None` is that of a page without one.
    pub(super) fn allow(&self, origin: Option<&Origin>) -> bool {
        self.everybody || origin.is_some_and(|origin| self.origins.contains(origin))
    }

    /// Whether any answer depends on who asks.
    fn matters(&self) -> bool {
        self.headers && (self.everybody || !self.origins.is_empty())
    }

    /// Says in an answer that the page of an allowed origin may read it.
    pub(super) fn mark(&self, headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
        if !self.matters() {
            return;
        }
        headers.append(header::VARY, HeaderValue::from_static("origin"));
        let Some(origin) = origin else { return };
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        let exposed = self.exposed.clone();
        exposed.and_then(|names| headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, names));
    }

    /// The headers of the answer to a preflight of an allowed origin.
    pub(super) fn preflight(&self, asked: &HeaderMap, origin: &HeaderValue) -> HeaderMap {
        let mut headers = HeaderMap::new();
        self.mark(&mut headers, Some(origin));
        if !self.headers {
            return headers;
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        headers.extend(self.allowed(asked).map(|names| (header::ACCESS_CONTROL_ALLOW_HEADERS, names)));
        if asked.get(&ASKS_PRIVATE).is_some_and(|value| value == "true") {
            headers.insert(ALLOWS_PRIVATE, HeaderValue::from_static("true"));
        }
        headers
    }

    /// All that may be sent, and what of it was asked for by name.
    fn allowed(&self, asked: &HeaderMap) -> Option<HeaderValue> {
        let asked = asked.get_all(header::ACCESS_CONTROL_REQUEST_HEADERS).into_iter();
        let asked = asked.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let asked = asked.map(|name| name.trim().to_ascii_lowercase()).take(MOST_ASKED);
        let asked =
            asked.filter(|name| HeaderName::from_bytes(name.as_bytes()).is_ok() && self.may_send(name));
        let usual = SENT.iter().map(|name| (*name).to_owned()).chain(self.sent.iter().cloned());
        let mut names: Vec<String> = usual.collect();
        for name in asked {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        HeaderValue::from_str(&names.join(", ")).ok()
    }

    fn may_send(&self, name: &str) -> bool {
        let extra = self.sent.iter().any(|known| known == "*" || known == name);
        extra || SENT.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    }
}
