//! The request head the target sees. In: the client's head and what is known of the connection. Out: the new head,
//! appended to a buffer. Never done here: reading heads, bodies, I/O.

use std::io::Write;
use std::net::{IpAddr, SocketAddr};

use crate::caller::Caller;
use crate::dice;
use crate::framing::Framing;
use crate::header::{Known, has_item, is_valid_name};
use crate::http_date;
use crate::request_head::RequestHead;
use crate::snapshot::ListenerState;
use crate::table::ForwardedFor;

/// A trace header longer than this is replaced by a new one.
const MAX_TRACE: usize = 7 * 1024;

/// Appends the head for the target.
pub(crate) fn write(
    out: &mut Vec<u8>,
    head: &RequestHead<'_, '_>,
    listener: &ListenerState,
    caller: &Caller,
) {
    for part in [head.method, " ", head.path] {
        out.extend_from_slice(part.as_bytes());
    }
    if let Some(query) = head.query {
        out.push(b'?');
        out.extend_from_slice(query.as_bytes());
    }
    out.extend_from_slice(b" HTTP/1.1\r\n");
    forwarded_for(out, head, listener, caller.peer);
    // Writing to a Vec cannot fail, here and below.
    let _ = write!(out, "X-Forwarded-Proto: {}\r\nX-Forwarded-Port: {}\r\n", caller.scheme(), listener.port);
    tls_headers(out, listener, caller);
    host(out, head, listener);
    trace_id(out, head.trace_id);
    if head.websocket {
        out.extend_from_slice(b"Connection: upgrade\r\nUpgrade: websocket\r\n");
    }
    match head.framing {
        Framing::Length(length) => drop(write!(out, "Content-Length: {length}\r\n")),
        Framing::Chunked => out.extend_from_slice(b"Transfer-Encoding: chunked\r\n"),
        // A POST without a body says so, or some servers wait for one.
        Framing::None if !matches!(head.method, "GET" | "HEAD" | "OPTIONS" | "DELETE") => {
            out.extend_from_slice(b"Content-Length: 0\r\n");
        }
        Framing::None | Framing::UntilClose => {}
    }
    for header in head.headers {
        if passes(head, listener, header.name) {
            line(out, header.name, header.value);
        }
    }
    out.extend_from_slice(b"\r\n");
}

/// What was agreed on with the client, for a target that wants to know.
fn tls_headers(out: &mut Vec<u8>, listener: &ListenerState, caller: &Caller) {
    if let (true, Some(secured)) = (listener.balancer.attributes.tls_headers, &caller.secured) {
        line(out, "X-Amzn-Tls-Version", secured.version.as_bytes());
        line(out, "X-Amzn-Tls-Cipher-Suite", secured.cipher.as_bytes());
    }
}

fn line(out: &mut Vec<u8>, name: &str, value: &[u8]) {
    for part in [name.as_bytes(), b": ", value, b"\r\n"] {
        out.extend_from_slice(part);
    }
}

/// True for headers that reach the target as they are.
fn passes(head: &RequestHead<'_, '_>, listener: &ListenerState, name: &str) -> bool {
    let kind = Known::of(name);
    let attributes = &listener.balancer.attributes;
    match kind {
        Known::Host => attributes.preserve_host,
        Known::ContentLength | Known::TraceId | Known::ForwardedPort | Known::ForwardedProto => false,
        Known::ForwardedFor => attributes.forwarded_for == ForwardedFor::Preserve,
        _ if kind.is_hop() => false,
        Known::TlsFact => !attributes.tls_headers,
        _ if attributes.drop_invalid_headers && !is_valid_name(name) => false,
        _ => !(head.nominated && is_nominated(head, name)),
    }
}

/// True when a `Connection` header calls `name` a header of this hop.
fn is_nominated(head: &RequestHead<'_, '_>, name: &str) -> bool {
    let connections = head.headers.iter().filter(|header| Known::of(header.name) == Known::Connection);
    connections.into_iter().any(|header| has_item(header.value, name))
}

fn forwarded_for(out: &mut Vec<u8>, head: &RequestHead<'_, '_>, listener: &ListenerState, peer: SocketAddr) {
    let attributes = &listener.balancer.attributes;
    if attributes.forwarded_for != ForwardedFor::Append {
        return;
    }
    out.extend_from_slice(b"X-Forwarded-For: ");
    for header in head.headers.iter().filter(|header| Known::of(header.name) == Known::ForwardedFor) {
        if !header.value.is_empty() {
            out.extend_from_slice(header.value);
            out.extend_from_slice(b", ");
        }
    }
    let address = peer.ip().to_canonical();
    let _ = match (attributes.forwarded_for_port, address) {
        (false, _) => write!(out, "{address}\r\n"),
        (true, IpAddr::V4(_)) => write!(out, "{address}:{}\r\n", peer.port()),
        (true, IpAddr::V6(_)) => write!(out, "[{address}]:{}\r\n", peer.port()),
    };
}

/// Host, unless it is preserved: without the port on the default ports, with the listener's port on others.
fn host(out: &mut Vec<u8>, head: &RequestHead<'_, '_>, listener: &ListenerState) {
    let had_one = head.headers.iter().any(|header| Known::of(header.name) == Known::Host);
    if listener.balancer.attributes.preserve_host && had_one {
        return;
    }
    out.extend_from_slice(b"Host: ");
    let default_port = matches!(listener.port, 80 | 443);
    let name = crate::snapshot::without_port(head.host);
    let port = head.host.get(name.len() + 1..);
    let host = match port {
        Some("80" | "443") if default_port => name,
        _ => head.host,
    };
    out.extend_from_slice(host.as_bytes());
    if port.is_none() && !default_port && !host.is_empty() {
        let _ = write!(out, ":{}", listener.port);
    }
    out.extend_from_slice(b"\r\n");
}

/// A trace id: new when there is none (or too long a one), else the client's with `Self` put first.
fn trace_id(out: &mut Vec<u8>, given: Option<&[u8]>) {
    out.extend_from_slice(b"X-Amzn-Trace-Id: ");
    let fields = || given.unwrap_or_default().split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let has_root = fields().any(|field| is_field(field, b"root="));
    match given {
        Some(value) if value.len() <= MAX_TRACE && !value.is_empty() => {
            new_id(out, if has_root { "Self" } else { "Root" });
            for field in fields().filter(|field| !field.is_empty() && !is_field(field, b"self=")) {
                out.push(b';');
                out.extend_from_slice(field);
            }
        }
        _ => new_id(out, "Root"),
    }
    out.extend_from_slice(b"\r\n");
}

/// The trace id in a head written here.
pub(crate) fn trace_of(head: &[u8]) -> Option<&[u8]> {
    let name = b"\r\nX-Amzn-Trace-Id: ";
    let start = head.windows(name.len()).position(|window| window == name)? + name.len();
    head[start..].split(|byte| *byte == b'\r').next()
}

fn is_field(field: &[u8], name: &[u8]) -> bool {
    field.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn new_id(out: &mut Vec<u8>, field: &str) {
    out.extend_from_slice(field.as_bytes());
    out.extend_from_slice(b"=1-");
    hex(out, http_date::unix_seconds(), 8);
    out.push(b'-');
    hex(out, dice::roll(), 16);
    hex(out, dice::roll(), 8);
}

fn hex(out: &mut Vec<u8>, number: u64, digits: u32) {
    for place in (0..digits).rev() {
        out.push(b"0123456789abcdef"[(number >> (place * 4) & 15) as usize]);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::mem::MaybeUninit;

    use super::*;
    use crate::request_head::{MAX_HEADERS, Reading, read};
    use crate::snapshot::ActionState;
    use crate::strange_head;
    use crate::table::{Attributes, FixedResponse};

    fn rewrite(port: u16, attributes: Attributes, request: &str) -> String {
        let fixed = FixedResponse { status: 200, content_type: None, body: String::new() };
        let listener = ListenerState::plain(port, attributes, ActionState::Fixed(fixed));
        let caller = Caller::new(0, port, "9.8.7.6:555".parse().unwrap());
        let text = format!("{request}\r\n\r\n");
        let mut out = Vec::new();
        match read(text.as_bytes(), &mut [MaybeUninit::uninit(); MAX_HEADERS]) {
            Ok(Reading::Whole(_, head)) => write(&mut out, &head, &listener, &caller),
            Ok(Reading::Strange) => match strange_head::read(text.as_bytes(), &mut Vec::new()) {
                Ok(Reading::Whole(_, head)) => write(&mut out, &head, &listener, &caller),
                _ => panic!("not a request: {text:?}"),
            },
            _ => panic!("not a request: {text:?}"),
        }
        String::from_utf8(out).unwrap()
    }

    fn value<'t>(head: &'t str, name: &str) -> Vec<&'t str> {
        head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
    }

    #[test]
    fn hop_headers_stay_and_others_pass() {
        let head = rewrite(
            80,
            Attributes::default(),
            "POST /p?q HTTP/1.1\r\nHost: h\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: x\r\nUpgrade: h2c\r\nX-Stay: 2\r\nX_Odd: 3",
        );
        assert!(head.starts_with("POST /p?q HTTP/1.1\r\nX-Forwarded-For: 9.8.7.6\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\nHost: h\r\nX-Amzn-Trace-Id: Root=1-"));
        assert!(head.ends_with("\r\nContent-Length: 0\r\nX-Stay: 2\r\nX_Odd: 3\r\n\r\n"), "{head}");
    }

    #[test]
    fn connection_cannot_take_our_headers_away() {
        let head = rewrite(
            80,
            Attributes::default(),
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: X-Forwarded-For, Host",
        );
        assert_eq!(value(&head, "X-Forwarded-For"), ["9.8.7.6"]);
        assert_eq!(value(&head, "Host"), ["h"]);
    }

    #[test]
    fn host_follows_the_listener() {
        let host = |port, attributes: Attributes, request: &str| {
            value(&rewrite(port, attributes, request), "Host").join("|")
        };
        let keep = Attributes { preserve_host: true, ..Attributes::default() };
        let plain = Attributes::default;
        assert_eq!(host(80, plain(), "GET / HTTP/1.1\r\nHost: e.com:80"), "e.com");
        assert_eq!(host(8080, plain(), "GET / HTTP/1.1\r\nHost: e.com"), "e.com:8080");
        assert_eq!(host(8080, plain(), "GET / HTTP/1.1\r\nHost: e.com:8080"), "e.com:8080");
        assert_eq!(host(80, plain(), "GET http://dns/x HTTP/1.1\r\nHost: e.com"), "dns");
        assert_eq!(host(80, keep.clone(), "GET / HTTP/1.1\r\nHost: e.com:80"), "e.com:80");
        assert_eq!(host(80, keep, "GET http://dns/x HTTP/1.1\r\nHost: e.com"), "e.com");
    }

    #[test]
    fn forwarded_for_modes() {
        let given = "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2";
        let with = |forwarded_for, forwarded_for_port| {
            let attributes = Attributes { forwarded_for, forwarded_for_port, ..Attributes::default() };
            value(&rewrite(80, attributes, given), "X-Forwarded-For").join("|")
        };
        assert_eq!(with(ForwardedFor::Append, false), "1.1.1.1, 2.2.2.2, 9.8.7.6");
        assert_eq!(with(ForwardedFor::Append, true), "1.1.1.1, 2.2.2.2, 9.8.7.6:555");
        assert_eq!(with(ForwardedFor::Preserve, false), "1.1.1.1|2.2.2.2");
        assert_eq!(with(ForwardedFor::Remove, false), "");
    }

    #[test]
    fn trace_ids() {
        let trace = |given: &str| {
            let request = format!("GET / HTTP/1.1\r\nHost: h\r\nX-Amzn-Trace-Id: {given}");
            value(&rewrite(80, Attributes::default(), &request), "X-Amzn-Trace-Id").join("|")
        };
        let kept = trace("Self=1-old;Root=1-2-3;Sampled=1");
        assert!(
            kept.starts_with("Self=1-") && kept.ends_with(";Root=1-2-3;Sampled=1") && !kept.contains("old")
        );
        assert!(trace("Parent=5").starts_with("Root=1-") && trace("Parent=5").ends_with(";Parent=5"));
        assert_eq!(trace("").len(), "Root=1-12345678-123456789012345678901234".len());
    }

    #[test]
    fn invalid_names_are_dropped_on_demand() {
        let attributes = Attributes { drop_invalid_headers: true, ..Attributes::default() };
        assert!(!rewrite(80, attributes, "GET / HTTP/1.1\r\nHost: h\r\nX_Odd: 3").contains("X_Odd"));
        let odd = "GET / HTTP/1.1\r\nHost: h\r\nX@Y: 3\r\nÜ: 4\r\n: 5";
        assert_eq!(value(&rewrite(80, Attributes::default(), odd), "X@Y"), ["3"]);
        let dropped = rewrite(80, Attributes { drop_invalid_headers: true, ..Attributes::default() }, odd);
        assert!(!dropped.contains('@') && !dropped.contains('Ü') && !dropped.contains("5\r\n"), "{dropped}");
    }
}
