//! Reading a request's head. In: bytes from a client. Out: a checked [`RequestHead`] borrowing them, or the fault to
//! answer. Never done here: routing, rewriting, I/O.

use std::mem::MaybeUninit;

use httparse::Header;

use crate::desync::Stray;
use crate::framing::{Framing, Gathered};
use crate::header::{Known, has_item, list_items};
use crate::page::Fault;

/// Most bytes of a request line, and of one header.
pub(crate) const MAX_LINE: usize = 16 * 1024;
/// Most bytes of a whole request head.
pub(crate) const MAX_HEAD: usize = 64 * 1024;
/// Most headers of a request that is read without further ado; see [`crate::strange_head`] for more.
pub(crate) const MAX_HEADERS: usize = 128;
/// Most addresses in `X-Forwarded-For`.
pub(crate) const MAX_FORWARDERS: usize = 30;

/// Room for the headers of one head.
pub(crate) type Room<'b> = [MaybeUninit<Header<'b>>; MAX_HEADERS];

/// A request head, read and checked.
#[derive(Debug)]
pub(crate) struct RequestHead<'h, 'b> {
    pub(crate) method: &'b str,
    pub(crate) path: &'b str,
    pub(crate) query: Option<&'b str>,
    /// Host header, or the authority of an absolute-form target; empty when an HTTP/1.0 request has none.
    pub(crate) host: &'b str,
    /// Minor version: 0 or 1.
    pub(crate) version: u8,
    pub(crate) headers: &'h [Header<'b>],
    pub(crate) framing: Framing,
    /// How the request strays from RFC 7230.
    pub(crate) stray: Option<Stray>,
    /// The client is willing to keep the connection.
    pub(crate) keep_alive: bool,
    /// The client asks for a WebSocket.
    pub(crate) websocket: bool,
    /// Header names nominated by `Connection`, beyond the usual.
    pub(crate) nominated: bool,
    pub(crate) trace_id: Option<&'b [u8]>,
    /// The client may hold its body back until it is asked for it.
    pub(crate) expects: bool,
}

impl RequestHead<'_, '_> {
    pub(crate) fn is_head(&self) -> bool {
        self.method == "HEAD"
    }
}

/// What the bytes so far amount to.
pub(crate) enum Reading<'h, 'b> {
    /// More bytes are needed.
    Partial,
    /// Not what the strict grammar allows; [`crate::strange_head`] may make something of it.
    Strange,
    /// A head of so many bytes.
    Whole(usize, RequestHead<'h, 'b>),
}

/// Reads the head at the start of `bytes`.
pub(crate) fn read<'h, 'b>(bytes: &'b [u8], room: &'h mut Room<'b>) -> Result<Reading<'h, 'b>, Fault> {
    let mut request = httparse::Request::new(&mut []);
    match request.parse_with_uninit_headers(bytes, room) {
        Ok(httparse::Status::Complete(length)) if length > MAX_HEAD => Err(too_long(bytes)),
        Ok(httparse::Status::Complete(length)) => {
            let (Some(method), Some(target), Some(version)) = (request.method, request.path, request.version)
            else {
                return Err(Fault::BadRequest);
            };
            check(method, target, request.headers).and_then(|()| {
                let head = interpret(method, target, version, request.headers, None)?;
                Ok(Reading::Whole(length, head))
            })
        }
        Ok(httparse::Status::Partial) => partial(bytes),
        Err(_) => Ok(Reading::Strange),
    }
}

/// A head that is not complete: whether it still may be.
pub(crate) fn partial<'h, 'b>(bytes: &[u8]) -> Result<Reading<'h, 'b>, Fault> {
    let endless = bytes.len() > MAX_LINE && !bytes[..MAX_LINE].contains(&b'\n');
    if bytes.len() >= MAX_HEAD || endless { Err(too_long(bytes)) } else { Ok(Reading::Partial) }
}

/// Tells a request line that is too long from headers that are.
pub(crate) fn too_long(bytes: &[u8]) -> Fault {
    if bytes[..bytes.len().min(MAX_LINE)].contains(&b'\n') { Fault::BadRequest } else { Fault::UriTooLong }
}

/// Limits, and methods that are not for a load balancer.
pub(crate) fn check(method: &str, target: &str, headers: &[Header<'_>]) -> Result<(), Fault> {
    if method == "TRACE" {
        return Err(Fault::MethodNotAllowed);
    }
    if method == "CONNECT" {
        return Err(Fault::BadRequest);
    }
    // The line also holds two spaces, the version and its end.
    if method.len() + target.len() + 12 > MAX_LINE {
        return Err(Fault::UriTooLong);
    }
    if headers.iter().any(|header| header.name.len() + header.value.len() > MAX_LINE) {
        return Err(Fault::BadRequest);
    }
    Ok(())
}

/// What the headers say, gathered in one pass.
#[derive(Default)]
struct Notes<'b> {
    stray: Option<Stray>,
    gathered: Gathered,
    host: Option<&'b [u8]>,
    close: bool,
    keep: bool,
    upgrade_listed: bool,
    websocket: bool,
    nominated: bool,
    forwarders: usize,
    trace_id: Option<&'b [u8]>,
    expects: bool,
}

impl<'b> Notes<'b> {
    fn take(&mut self, header: &Header<'b>) -> Result<(), Fault> {
        let (kind, value) = (Known::of(header.name), header.value);
        if !value.is_ascii() {
            self.stray = Stray::worse(self.stray, Some(Stray::NonCompliantHeader));
        }
        match kind {
            // Whoever reads the other one would see another request (RFC 9112, 3.2: 400).
            Known::Host if self.host.is_some() => return Err(Fault::BadRequest),
            Known::Host => self.host = Some(value),
            Known::Connection => self.connection(value),
            Known::Upgrade => self.websocket |= has_item(value, "websocket"),
            Known::ForwardedFor => self.forwarders += list_items(value).count(),
            Known::TraceId if self.trace_id.is_none() => self.trace_id = Some(value),
            Known::Expect => self.expects = true,
            Known::ContentLength | Known::TransferEncoding | Known::Suspicious => {
                self.gathered.note(kind, value)?
            }
            _ => {}
        }
        Ok(())
    }

    fn connection(&mut self, value: &[u8]) {
        for item in list_items(value) {
            let is = |wanted: &str| item.eq_ignore_ascii_case(wanted.as_bytes());
            if is("close") {
                self.close = true;
            } else if is("keep-alive") {
                self.keep = true;
            } else if is("upgrade") {
                self.upgrade_listed = true;
            } else {
                self.nominated = true;
            }
        }
    }
}

/// What a head's lines mean; `stray` is how they stray already.
pub(crate) fn interpret<'h, 'b>(
    method: &'b str,
    target: &'b str,
    version: u8,
    headers: &'h [Header<'b>],
    stray: Option<Stray>,
) -> Result<RequestHead<'h, 'b>, Fault> {
    let mut notes = Notes { stray, ..Notes::default() };
    for header in headers {
        notes.take(header)?;
    }
    if notes.forwarders > MAX_FORWARDERS {
        return Err(Fault::TooManyForwarders);
    }
    let (authority, local) = split_target(target)?;
    let host = host_of(authority, notes.host, version)?;
    let (path, query) = match local.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (local, None),
    };
    let bodyless = matches!(method, "GET" | "HEAD");
    let (framing, stray) = notes.gathered.request(version, bodyless)?;
    Ok(RequestHead {
        method,
        path,
        query,
        host,
        version,
        headers,
        framing,
        stray: Stray::worse(stray, notes.stray),
        keep_alive: !notes.close && (version == 1 || notes.keep),
        websocket: version == 1 && notes.websocket && notes.upgrade_listed && method == "GET",
        nominated: notes.nominated,
        trace_id: notes.trace_id,
        expects: notes.expects && framing != Framing::None,
    })
}

/// (authority, path and query) of a request target.
fn split_target(target: &str) -> Result<(Option<&str>, &str), Fault> {
    if target.starts_with('/') || target == "*" {
        return Ok((None, target));
    }
    let scheme_end = target.find("://").ok_or(Fault::BadRequest)?;
    let scheme = &target[..scheme_end];
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(Fault::BadRequest);
    }
    let rest = &target[scheme_end + 3..];
    let path_start = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, local) = rest.split_at(path_start);
    if authority.is_empty() || authority.contains('@') || local.starts_with('?') {
        return Err(Fault::BadRequest);
    }
    Ok((Some(authority), if local.is_empty() { "/" } else { local }))
}

fn host_of<'b>(authority: Option<&'b str>, header: Option<&'b [u8]>, version: u8) -> Result<&'b str, Fault> {
    if header.is_none() && version == 1 {
        return Err(Fault::BadRequest);
    }
    let text = std::str::from_utf8(header.unwrap_or_default()).map_err(|_| Fault::BadRequest)?;
    let host = authority.unwrap_or(text);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]%~!$&'()*+,;=".contains(&byte);
    if host.bytes().all(plain) { Ok(host) } else { Err(Fault::BadRequest) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> Option<Fault> {
        match read(text.as_bytes(), &mut [MaybeUninit::uninit(); MAX_HEADERS]) {
            Ok(Reading::Strange) => crate::strange_head::read(text.as_bytes(), &mut Vec::new()).err(),
            reading => reading.err(),
        }
    }

    fn with_head<T>(text: &str, look: impl FnOnce(&RequestHead<'_, '_>) -> T) -> T {
        match read(text.as_bytes(), &mut [MaybeUninit::uninit(); MAX_HEADERS]) {
            Ok(Reading::Whole(length, head)) => {
                assert_eq!(length, text.len());
                look(&head)
            }
            Ok(_) => panic!("partial or strange: {text:?}"),
            Err(fault) => panic!("{fault:?}: {text:?}"),
        }
    }

    #[test]
    fn reads_a_plain_request() {
        with_head("GET /a/b?c=d HTTP/1.1\r\nHost: x:8080\r\nConnection: X-Gone\r\n\r\n", |head| {
            assert_eq!((head.path, head.query, head.host), ("/a/b", Some("c=d"), "x:8080"));
            assert!(head.keep_alive && head.nominated && !head.websocket);
        });
        with_head("GET http://other/p HTTP/1.1\r\nHost: x\r\n\r\n", |head| {
            assert_eq!((head.host, head.path), ("other", "/p"));
        });
        with_head("GET / HTTP/1.0\r\n\r\n", |head| assert!(!head.keep_alive));
    }

    #[test]
    fn refuses_what_amazon_refuses() {
        let many = "1.1.1.1, ".repeat(31);
        let long = "a".repeat(MAX_LINE);
        let bad_header = Fault::Malformed(Stray::BadHeader);
        for (text, wanted) in [
            ("GET / HTTP/1.1\r\n\r\n".to_owned(), Fault::BadRequest),
            ("GET / HTTP/3.0\r\nHost: a\r\n\r\n".to_owned(), Fault::VersionNotSupported),
            ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), Fault::MethodNotAllowed),
            ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), Fault::BadRequest),
            ("GET / HTTP/1.1\r\nHost : a\r\n\r\n".to_owned(), bad_header),
            ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n".to_owned(), Fault::BadRequest),
            ("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n".to_owned(), Fault::BadRequest),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n".to_owned(), bad_header),
            (
                format!("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {many}\r\n\r\n"),
                Fault::TooManyForwarders,
            ),
            (format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n"), Fault::UriTooLong),
            (format!("GET /{long}"), Fault::UriTooLong),
            (format!("GET / HTTP/1.1\r\nHost: a\r\nX: {long}\r\n\r\n"), Fault::BadRequest),
        ] {
            assert_eq!(fault(&text), Some(wanted), "{}", &text[..text.len().min(60)]);
        }
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes, &mut [MaybeUninit::uninit(); MAX_HEADERS]);
        }

        #[test]
        fn never_panics_on_near_requests(target in "[ -~]{0,40}", lines in proptest::collection::vec("[ -~]{0,20}: [ -~]{0,20}", 0..6)) {
            let text = format!("GET {target} HTTP/1.1\r\nHost: a\r\n{}\r\n\r\n", lines.join("\r\n"));
            let _ = read(text.as_bytes(), &mut [MaybeUninit::uninit(); MAX_HEADERS]);
        }
    }
}
