//! Response heads. In: bytes from a target. Out: the head the client sees, appended to a buffer, and how the body is
//! framed. Never done here: I/O, bodies.

use std::io::Write;
use std::mem::MaybeUninit;

use httparse::Header;

use crate::framing::{Framing, Gathered};
use crate::header::{Known, has_item, list_items};
use crate::http_date;
use crate::page::Fault;
use crate::prepare::Cookies;

/// Most bytes of a whole response head.
pub(crate) const MAX_RESPONSE_HEAD: usize = 32 * 1024;
/// AWS limits their size only; so many are read.
const MAX_HEADERS: usize = 512;

/// What matters of the request when its answer is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'c> {
    /// Where cookies to add come from.
    pub(crate) cookies: Option<Cookies<'c>>,
    pub(crate) is_head: bool,
    pub(crate) old_client: bool,
    pub(crate) keep_alive: bool,
    pub(crate) websocket: bool,
}

/// A response head that was read and rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Response {
    /// Bytes the target's head took.
    pub(crate) length: usize,
    pub(crate) status: u16,
    pub(crate) framing: Framing,
    /// The target's connection may serve again.
    pub(crate) reusable: bool,
    /// The client was told its connection stays.
    pub(crate) keep_alive: bool,
    /// The body loses its chunked framing, for a client that does not know it.
    pub(crate) unchunk: bool,
}

/// Reads the head at the start of `bytes`; appends the client's version to `out`. `None` while incomplete.
pub(crate) fn rewrite(bytes: &[u8], asked: Asked<'_>, out: &mut Vec<u8>) -> Result<Option<Response>, Fault> {
    let mut room = [MaybeUninit::<Header<'_>>::uninit(); MAX_HEADERS];
    let mut parsed = httparse::Response::new(&mut []);
    let reading =
        httparse::ParserConfig::default().parse_response_with_uninit_headers(&mut parsed, bytes, &mut room);
    let length = match reading {
        Ok(httparse::Status::Complete(length)) if length <= MAX_RESPONSE_HEAD => length,
        Ok(httparse::Status::Partial) if bytes.len() < MAX_RESPONSE_HEAD => return Ok(None),
        _ => return Err(Fault::BadGateway),
    };
    let (Some(status), Some(version)) = (parsed.code, parsed.version) else {
        return Err(Fault::BadGateway);
    };
    let mut gathered = Gathered::default();
    let (mut close, mut keep) = (false, false);
    for header in parsed.headers.iter() {
        let kind = Known::of(header.name);
        gathered.note(kind, header.value).map_err(|_| Fault::BadGateway)?;
        if kind == Known::Connection {
            close |= has_item(header.value, "close");
            keep |= has_item(header.value, "keep-alive");
        }
    }
    if status < 100 || (status == 101 && !asked.websocket) {
        return Err(Fault::BadGateway);
    }
    let (framing, framed_well) = gathered.response(status, asked.is_head)?;
    let unchunk = framing == Framing::Chunked && asked.old_client;
    let response = Response {
        length,
        status,
        framing,
        reusable: framed_well && !close && (version == 1 || keep) && status != 101,
        keep_alive: asked.keep_alive && framing != Framing::UntilClose && !unchunk,
        unchunk,
    };
    write(out, &response, parsed.reason.unwrap_or_default(), parsed.headers, &gathered, asked.cookies);
    Ok(Some(response))
}

/// True when a `Connection` header of the target calls `name` a header of this hop.
fn is_nominated(headers: &[Header<'_>], name: &str) -> bool {
    connections(headers).any(|value| has_item(value, name))
}

/// True when one of them names a header at all.
fn nominates(headers: &[Header<'_>]) -> bool {
    let usual = ["close", "keep-alive", "upgrade"];
    let is_usual = |item: &[u8]| usual.iter().any(|word| item.eq_ignore_ascii_case(word.as_bytes()));
    connections(headers).any(|value| !list_items(value).all(is_usual))
}

fn connections<'b>(headers: &[Header<'b>]) -> impl Iterator<Item = &'b [u8]> {
    let connections = headers.iter().filter(|header| Known::of(header.name) == Known::Connection);
    connections.map(|header| header.value)
}

fn write(
    out: &mut Vec<u8>,
    response: &Response,
    reason: &str,
    headers: &[Header<'_>],
    gathered: &Gathered,
    cookies: Option<Cookies<'_>>,
) {
    // Writing to a Vec cannot fail, here and below.
    let _ = write!(out, "HTTP/1.1 {} {reason}\r\n", response.status);
    let mut dated = false;
    let nominated = nominates(headers);
    let added = cookies.and_then(|known| known.ask.response_headers.as_deref());
    for header in headers {
        let kind = Known::of(header.name);
        if kind.is_hop() || kind == Known::ContentLength || nominated && is_nominated(headers, header.name) {
            continue;
        }
        if added.is_some_and(|added| added.replace(header.name)) {
            continue;
        }
        dated |= kind == Known::Date;
        for part in [header.name.as_bytes(), b": ", header.value, b"\r\n"] {
            out.extend_from_slice(part);
        }
    }
    if response.status < 200 {
        if response.status == 101 {
            out.extend_from_slice(b"Connection: upgrade\r\nUpgrade: websocket\r\n");
        }
        out.extend_from_slice(b"\r\n");
        return;
    }
    if !dated {
        out.extend_from_slice(b"Date: ");
        http_date::append_now(out);
        out.extend_from_slice(b"\r\n");
    }
    match (response.framing, gathered.length()) {
        (Framing::Chunked, _) if !response.unchunk => {
            out.extend_from_slice(b"Transfer-Encoding: chunked\r\n")
        }
        (Framing::Chunked, _) => {}
        (_, Some(length)) if response.status != 204 => drop(write!(out, "Content-Length: {length}\r\n")),
        _ => {}
    }
    if let Some(Cookies { ask, target }) = cookies.filter(|known| known.ask.is_sticky()) {
        let set = headers.iter().filter(|header| header.name.eq_ignore_ascii_case("set-cookie"));
        out.extend_from_slice(&ask.cookies(target, set.map(|header| header.value)));
    }
    if let Some(added) = added {
        out.extend_from_slice(added.lines());
    }
    let connection: &[u8] =
        if response.keep_alive { b"Connection: keep-alive\r\n\r\n" } else { b"Connection: close\r\n\r\n" };
    out.extend_from_slice(connection);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const ASKED: Asked<'static> =
        Asked { cookies: None, is_head: false, old_client: false, keep_alive: true, websocket: false };

    fn seen(text: &str, asked: Asked<'_>) -> Result<(String, Response), Fault> {
        let mut out = Vec::new();
        let response = rewrite(text.as_bytes(), asked, &mut out)?.unwrap();
        Ok((String::from_utf8(out).unwrap(), response))
    }

    #[test]
    fn hop_headers_are_replaced() {
        let (head, response) = seen(
            "HTTP/1.1 200 Fine\r\nDate: d\r\nServer: s\r\nKeep-Alive: 5\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n",
            ASKED,
        )
        .unwrap();
        assert_eq!(
            head,
            "HTTP/1.1 200 Fine\r\nDate: d\r\nServer: s\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n"
        );
        assert!(response.reusable && response.keep_alive);
        assert_eq!(response.framing, Framing::Length(2));
    }

    #[test]
    fn headers_of_the_hop_by_their_targets_word_stay_too() {
        let text = "HTTP/1.1 200 OK\r\nDate: d\r\nConnection: X-Hop\r\nX-Hop: 1\r\nX-Stay: 2\r\nContent-Length: 2\r\n\r\n";
        let (head, _) = seen(text, ASKED).unwrap();
        assert!(!head.contains("X-Hop") && head.contains("X-Stay: 2\r\nContent-Length: 2\r\n"), "{head}");
    }

    #[test]
    fn reuse_follows_the_target() {
        let reusable = |text: &str| seen(text, ASKED).unwrap().1.reusable;
        assert!(!reusable("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"));
        assert!(!reusable("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n"));
        assert!(!reusable("HTTP/1.1 200 OK\r\n\r\n"));
        assert!(reusable("HTTP/1.1 304 Not Modified\r\n\r\n"));
    }

    #[test]
    fn old_clients_get_no_chunks() {
        let old = Asked { old_client: true, ..ASKED };
        let (head, response) = seen("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", old).unwrap();
        assert!(!head.contains("Transfer-Encoding") && response.unchunk && !response.keep_alive);
    }

    #[test]
    fn malformed_heads_are_bad_gateways() {
        let big = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "a".repeat(MAX_RESPONSE_HEAD));
        for text in [
            "hello\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 101 Switching\r\n\r\n",
            big.as_str(),
        ] {
            assert_eq!(seen(text, ASKED).unwrap_err(), Fault::BadGateway);
        }
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut text = b"HTTP/1.1 200 OK\r\n".to_vec();
            text.extend_from_slice(&bytes);
            let _ = rewrite(&text, ASKED, &mut Vec::new());
            let _ = rewrite(&bytes, ASKED, &mut Vec::new());
        }
    }
}
