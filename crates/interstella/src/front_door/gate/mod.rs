//! The one check of every request before any room answers it: is it meant for this endpoint, and did a web page of somebody else send it?
//!
//! A browser lets every page send requests to this machine. Without this gate a page anywhere could delete topics by a picture, push images
//! by a form, or, under a name that its owner points at 127.0.0.1, read all answers. Programs (SDKs, curl, docker) are not held up: whoever
//! can reach the endpoint with a program of his own may use it.
//!
//! ```text
//! Host (and the target's, if absolute) ── two, none, not one ──▶ 400
//!      └── not of this machine, of AWS, or allowed ───────────▶ 403
//! Origin ── own or allowed? ── no ────────────────────────────▶ 403
//! no Origin: Sec-Fetch-Site ── none, same-origin? ── no ──┐
//! neither:   Referer ── own or allowed? ── no ────────────┼───▶ 403, but for a page made for people ([`PAGES`])
//! nothing of these, and yet a browser ────────────────────┘
//! else ──▶ the rooms; an allowed origin's preflight is answered here
//! ```
//!
//! In: a request's head. Out: a verdict. Never here: load balancers, whose requests go to programs of the user, not to us; bodies; tokens.

mod cors;
mod host;
mod origin;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode, Uri, Version};

use super::connection::text;
use crate::config::Browsers;
use cors::Cors;
use host::{Authority, Hosts};
use origin::Origin;

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Pages for people to look at, which change nothing: links to them may stand anywhere. The page with the link cannot read them.
///
/// Not among them: the `SubscribeURL` of SNS and every other call by GET, which change something; the registry; certificates of SNS.
const PAGES: [&str; 8] = [
    "/health",
    "/_localstack/health",
    "/_localstack/info",
    "/_interstella/ca.pem",
    "/_interstella/doors",
    "/_interstella/explain",
    "/_interstella/loops",
    "/_interstella/platform",
];

/// Refusals that are logged; a page that makes them by the thousand must not fill a disk.
const MOST_TOLD: usize = 50;
/// Characters of somebody else's text that a refusal repeats.
const MOST_REPEATED: usize = 100;
/// Bytes of an origin as a refusal repeats it whole: no name of a host is longer than 253.
const LONGEST_ORIGIN: usize = 300;

/// The gate.
#[derive(Debug)]
pub(crate) struct Gate {
    hosts: Hosts,
    cors: Cors,
    told: Mutex<HashSet<String>>,
}

/// What becomes of a request.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// A room answers it; the answer is for [`Gate::mark`] with this.
    Admit(Option<HeaderValue>),
    /// An allowed page's browser asks what the page may send.
    Preflight(HeaderMap),
    /// It goes no further.
    Refuse(Refusal),
}

/// Why a request goes no further.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    words: String,
}

/// A request as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    method: &'a Method,
    uri: &'a Uri,
    version: Version,
    headers: &'a HeaderMap,
    /// Whether it came through TLS.
    secure: bool,
}

/// Who sent a request, as far as a browser says.
#[derive(Debug, PartialEq, Eq)]
enum Sender {
    /// A program, the user himself, or a page of this endpoint.
    Ours,
    /// A page that may; with its `Origin`, if it said one.
    Allowed(Option<HeaderValue>),
    /// A page that may not, or that cannot be told from one.
    Foreign(Stranger),
}

/// What gave a foreign page away.
#[derive(Debug, PartialEq, Eq)]
enum Stranger {
    /// What its `Origin` or `Referer` says, and the origin that is, if it is one.
    Origin(String, Option<Origin>),
    Site(String),
    /// A browser that says nothing of the page: it does so when it comes by a name that it holds for a stranger's, and the page wants it.
    Unsaid,
}

impl<'a> Head<'a> {
    pub(crate) fn of<B>(request: &'a Request<B>, secure: bool) -> Head<'a> {
        let (method, uri, version) = (request.method(), request.uri(), request.version());
        Head { method, uri, version, headers: request.headers(), secure }
    }

    fn word(&self, name: &HeaderName) -> Option<&'a str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Of pages of this endpoint, by the name it was called by.
    fn own_origin(&self, host: Option<&Authority>) -> Option<Origin> {
        Origin::of(if self.secure { "https" } else { "http" }, host?)
    }

    fn is_page(&self) -> bool {
        self.method == Method::GET && PAGES.contains(&self.uri.path())
    }

    /// Whether the browser is about to show the answer to its user, in a window, not in a frame of another page.
    fn is_shown(&self) -> bool {
        self.word(&MODE) == Some("navigate") && self.word(&DESTINATION) == Some("document")
    }
}

impl Gate {
    /// As these settings say.
    pub(crate) fn new(settings: &Browsers) -> Gate {
        Gate {
            hosts: Hosts::new(&settings.hosts, settings.own_host.as_deref()),
            cors: Cors::new(settings),
            told: Mutex::default(),
        }
    }

    /// What becomes of a request.
    pub(crate) fn judge(&self, head: Head<'_>) -> Verdict {
        let host = match self.host(head) {
            Ok(host) => host,
            Err(refusal) => return Verdict::Refuse(refusal),
        };
        match self.sender(head, host.as_ref()) {
            Sender::Ours => Verdict::Admit(None),
            Sender::Allowed(Some(origin)) if is_preflight(head) => {
                Verdict::Preflight(self.cors.preflight(head.headers, &origin))
            }
            Sender::Allowed(origin) => Verdict::Admit(origin),
            Sender::Foreign(stranger) if may_look(head, &stranger) => Verdict::Admit(None),
            Sender::Foreign(stranger) => Verdict::Refuse(stranger.refusal()),
        }
    }

    /// Lets the page of an admitted request read its answer, if it may.
    pub(crate) fn mark(&self, answer: &mut Response<Body>, origin: Option<&HeaderValue>) {
        self.cors.mark(answer.headers_mut(), origin);
    }

    /// The answer to a refused request; whoever watches the log learns of the first of each kind.
    pub(crate) fn refuse(&self, refusal: Refusal) -> Response<Body> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() < MOST_TOLD && told.insert(refusal.words.clone()) {
            tracing::warn!("{}", refusal.words);
        }
        drop(told);
        plain(refusal.status, format!("{}\n", refusal.words))
    }

    /// The host a request names, if it is one this endpoint answers to. HTTP/1.0 may leave it out.
    fn host(&self, head: Head<'_>) -> Result<Option<Authority>, Refusal> {
        let mut said = head.headers.get_all(header::HOST).iter();
        let (first, second) = (said.next(), said.next());
        if second.is_some() {
            return Err(bad("it has two Host headers"));
        }
        if first.is_none() && head.version > Version::HTTP_10 {
            return Err(bad("it has no Host header"));
        }
        let parsed =
            |text: Option<&str>| text.and_then(Authority::parse).ok_or_else(|| bad("its host is none"));
        let header = first.map(|value| parsed(value.to_str().ok())).transpose()?;
        let target = head.uri.authority().map(|authority| parsed(Some(authority.as_str()))).transpose()?;
        if let Some(strange) = header.iter().chain(&target).find(|host| !self.hosts.know(&host.name)) {
            return Err(unknown(&strange.name));
        }
        match (header, target) {
            (Some(header), Some(target)) if header != target => {
                Err(bad("its Host header and its target name two hosts"))
            }
            (header, target) => Ok(header.or(target)),
        }
    }

    fn sender(&self, head: Head<'_>, host: Option<&Authority>) -> Sender {
        let origins: Vec<&HeaderValue> = head.headers.get_all(header::ORIGIN).iter().collect();
        let sites: Vec<&HeaderValue> = head.headers.get_all(&SITE).iter().collect();
        match (origins.as_slice(), sites.as_slice()) {
            ([], []) => self.unmarked(head, host),
            ([], sites) => self.by_site(head, sites),
            ([origin], sites) => self.by_origin(origin, sites, head.own_origin(host)),
            _ => Sender::Foreign(Stranger::Origin("two origins".to_owned(), None)),
        }
    }

    fn by_origin(&self, said: &HeaderValue, sites: &[&HeaderValue], own: Option<Origin>) -> Sender {
        let origin = said.to_str().ok().and_then(Origin::parse);
        if self.cors.allow(origin.as_ref()) {
            return Sender::Allowed(Some(said.clone()));
        }
        if origin.is_none() || origin != own {
            return Sender::Foreign(Stranger::Origin(shown(said), origin));
        }
        sites
            .iter()
            .find(|site| !is_own(site))
            .map_or(Sender::Ours, |site| Sender::Foreign(Stranger::Site(shown(site))))
    }

    /// A page cannot choose another's address as its `Referer`, so an allowed page is known by it as well.
    fn by_site(&self, head: Head<'_>, sites: &[&HeaderValue]) -> Sender {
        match sites.iter().find(|site| !is_own(site)) {
            None => Sender::Ours,
            Some(_) if self.is_referred_by_allowed(head) => Sender::Allowed(None),
            Some(site) => Sender::Foreign(Stranger::Site(shown(site))),
        }
    }

    fn is_referred_by_allowed(&self, head: Head<'_>) -> bool {
        let referer = head.word(&header::REFERER).and_then(Origin::of_url);
        self.cors.allow(referer.as_ref())
    }

    /// Neither `Origin` nor `Sec-Fetch-Site`.
    fn unmarked(&self, head: Head<'_>, host: Option<&Authority>) -> Sender {
        let referers: Vec<&HeaderValue> = head.headers.get_all(header::REFERER).iter().collect();
        for said in referers.iter().filter(|value| !value.is_empty()) {
            let origin = said.to_str().ok().and_then(Origin::of_url);
            if self.cors.allow(origin.as_ref()) {
                return Sender::Allowed(None);
            }
            if origin.is_none() || origin != head.own_origin(host) {
                return Sender::Foreign(Stranger::Origin(shown(said), origin));
            }
        }
        let silent = referers.iter().all(|value| value.is_empty());
        if silent && is_browser(head) && !self.cors.allow(None) {
            Sender::Foreign(Stranger::Unsaid)
        } else {
            Sender::Ours
        }
    }
}

/// Words that repeat what a stranger said, which no browser may take for a page.
pub(super) fn plain(status: StatusCode, words: String) -> Response<Body> {
    let mut answer = text(status, words);
    answer.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

/// Every browser calls itself so. It says nothing of the page where it is asked to (`no-referrer`) and the name it comes by is no secure one
/// (`http://localhost.localstack.cloud`). No page can add a signature of AWS to such a request, so that tells programs apart.
fn is_browser(head: Head<'_>) -> bool {
    let signed = head.word(&header::AUTHORIZATION).is_some_and(|value| value.starts_with("AWS"));
    !signed
        && head.headers.get(header::USER_AGENT).is_some_and(|name| name.as_bytes().starts_with(b"Mozilla/"))
}

/// The user typed the address or chose a bookmark (`none`), or a page of this very endpoint sent it.
fn is_own(site: &HeaderValue) -> bool {
    site == "none" || site == "same-origin"
}

fn is_preflight(head: Head<'_>) -> bool {
    head.method == Method::OPTIONS && head.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Whether a user followed a link to one of the pages made for people.
fn may_look(head: Head<'_>, stranger: &Stranger) -> bool {
    let followed = match stranger {
        Stranger::Site(_) => head.is_shown() && !head.headers.contains_key(header::ORIGIN),
        Stranger::Unsaid => true,
        Stranger::Origin(..) => false,
    };
    followed && head.is_page()
}

/// A header's value as a refusal repeats it.
fn shown(value: &HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    text.chars().take(MOST_REPEATED).flat_map(char::escape_default).collect()
}

fn bad(why: &str) -> Refusal {
    Refusal { status: StatusCode::BAD_REQUEST, words: format!("Interstella refused a request: {why}.") }
}

fn forbidden(why: impl std::fmt::Display) -> Refusal {
    Refusal { status: StatusCode::FORBIDDEN, words: format!("Interstella refused a request: {why}") }
}

fn unknown(name: &str) -> Refusal {
    let name: String = name.chars().take(MOST_REPEATED).collect();
    if host::is_balancer(&name) {
        return forbidden(format_args!(
            "its host is {name}, and no load balancer of that name has a listener, or the connection was opened for another host. \
             The endpoint itself does not answer to names of load balancers."
        ));
    }
    forbidden(format_args!(
        "its host is {name}, which is no name of this machine; any web page can give this machine such a name to get at it. \
         If the name is yours, start with --allow-host {name} (or INTERSTELLA_ALLOW_HOST={name})."
    ))
}

impl Stranger {
    fn refusal(&self) -> Refusal {
        match self {
            Stranger::Origin(_, Some(origin)) if origin.as_str().len() <= LONGEST_ORIGIN => {
                forbidden(format_args!(
                    "a web page of {origin} sent it, which may not. If the page is yours, start with \
                 EXTRA_CORS_ALLOWED_ORIGINS={origin} in the environment.",
                    origin = origin.as_str()
                ))
            }
            Stranger::Origin(said, Some(_)) => forbidden(format_args!(
                "a web page of an address too long to be one sent it ({said}...), which may not."
            )),
            Stranger::Origin(said, None) => forbidden(format_args!(
                "a web page without an address sent it (\"{said}\"): a file, a sandboxed frame, or a page that hides where it is from."
            )),
            Stranger::Site(site) => forbidden(format_args!(
                "a web page of another site sent it (Sec-Fetch-Site: {site}), which may not. If you followed a link, open its address \
                 yourself, in the address bar. If the page is yours, start with its origin in EXTRA_CORS_ALLOWED_ORIGINS."
            )),
            Stranger::Unsaid => forbidden(
                "a browser sent it that does not say for which web page. Use the name localhost, for which browsers do say, or another \
                 program than a browser.",
            ),
        }
    }
}
