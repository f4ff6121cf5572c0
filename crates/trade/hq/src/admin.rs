//! In: a request. Out: whether whoever sent it may change how HQ works. Never here: the change.

use courier::Arrival;
use ring::digest::{SHA256, digest};

/// With a token set: whoever shows it. Without: callers on this very machine that came directly, not through a proxy.
pub(crate) fn may(arrival: &Arrival, token: Option<&str>) -> bool {
    match token {
        Some(token) => {
            let shown =
                arrival.header("authorization").and_then(|h| h.strip_prefix("Bearer ")).unwrap_or_default();
            // Digests, so that the time to compare says nothing about the token.
            digest(&SHA256, shown.as_bytes()).as_ref() == digest(&SHA256, token.as_bytes()).as_ref()
        }
        None => arrival.peer.ip().is_loopback() && arrival.header("x-forwarded-for").is_none(),
    }
}

/// Whether a body says it is JSON. Other sites' pages cannot say so without asking first, and HQ lets nobody ask.
pub(crate) fn is_json(arrival: &Arrival) -> bool {
    arrival.header("content-type").is_some_and(|kind| kind.starts_with("application/json"))
}
