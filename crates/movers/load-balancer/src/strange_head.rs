//! Request heads the strict grammar does not allow, read once more. In: bytes the strict reader gave up. Out: the head and how
//! it strays from RFC 7230, for the desync mitigation mode to judge; or the fault to answer. Never done here: forgiving what a
//! target could take for another header or another request; that is refused whatever the mode.

use httparse::Header;

use crate::desync::Stray;
use crate::header::{is_odd, trimmed};
use crate::page::Fault;
use crate::request_head::{MAX_HEAD, Reading, check, interpret, partial, too_long};

/// Most headers of one request; AWS limits their size only.
const MOST_HEADERS: usize = 1024;

/// Reads the head at the start of `bytes`; `headers` holds its headers.
pub(crate) fn read<'h, 'b>(
    bytes: &'b [u8],
    headers: &'h mut Vec<Header<'b>>,
) -> Result<Reading<'h, 'b>, Fault> {
    let mut lines = Lines { bytes, at: 0 };
    let Some(first) = lines.by_ref().find(|line| !line.is_empty()) else { return more(bytes, lines.rest()) };
    let first = first_line(first)?;
    let mut stray = first.stray;
    loop {
        let Some(line) = lines.next() else { return more(bytes, b"") };
        if line.is_empty() {
            break;
        }
        let (header, found) = header(line)?;
        stray = Stray::worse(stray, found);
        headers.extend(header);
        if headers.len() > MOST_HEADERS {
            return Err(Fault::BadRequest);
        }
    }
    if lines.at > MAX_HEAD {
        return Err(too_long(bytes));
    }
    check(first.method, first.target, headers)?;
    let head = interpret(first.method, first.target, first.version, headers, stray)?;
    Ok(Reading::Whole(lines.at, head))
}

/// Whole lines without their ends, CRLF or LF.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Lines<'b> {
    fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }
}

impl<'b> Iterator for Lines<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        let rest = self.rest();
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        self.at += end + 1;
        let line = &rest[..end];
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

/// The head is not complete: whether it still can be. `first` is what there is of the first line.
fn more<'h, 'b>(bytes: &[u8], first: &[u8]) -> Result<Reading<'h, 'b>, Fault> {
    let method = first.split(|byte| *byte == b' ').next().unwrap_or_default();
    if !method.iter().all(|byte| is_token(*byte) || *byte == b'\r') {
        return Err(Fault::Malformed(Stray::BadMethod));
    }
    partial(bytes)
}

struct FirstLine<'b> {
    method: &'b str,
    target: &'b str,
    version: u8,
    stray: Option<Stray>,
}

/// Method up to the first space, version from the last one on.
fn first_line(line: &[u8]) -> Result<FirstLine<'_>, Fault> {
    let end = line.iter().position(|byte| *byte == b' ').unwrap_or(line.len());
    let (method, rest) = line.split_at(end);
    if method.is_empty() || !method.iter().all(|byte| is_token(*byte)) {
        return Err(Fault::Malformed(Stray::BadMethod));
    }
    let last = rest.iter().rposition(|byte| *byte == b' ').filter(|last| *last > 0);
    let last = last.ok_or(Fault::Malformed(Stray::BadVersion))?;
    let (version, odd_version) = version(&rest[last + 1..])?;
    let (method, target) = (text(method, Stray::BadMethod)?, text(&rest[1..last], Stray::BadUri)?);
    Ok(FirstLine { method, target, version, stray: Stray::worse(in_target(target), odd_version) })
}

fn text(bytes: &[u8], otherwise: Stray) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|_| Fault::Malformed(otherwise))
}

/// The minor version to treat it as; a later one of HTTP/1 is the latest we know.
fn version(text: &[u8]) -> Result<(u8, Option<Stray>), Fault> {
    match text {
        b"HTTP/1.0" => Ok((0, None)),
        b"HTTP/1.1" => Ok((1, None)),
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'2'..=b'9'] => Ok((1, Some(Stray::NonCompliantVersion))),
        [b'H', b'T', b'T', b'P', b'/', b'0'..=b'9', b'.', b'0'..=b'9'] => Err(Fault::VersionNotSupported),
        _ => Err(Fault::Malformed(Stray::BadVersion)),
    }
}

fn in_target(target: &str) -> Option<Stray> {
    let has = |wanted: fn(&u8) -> bool| target.as_bytes().iter().any(wanted);
    if has(|byte| matches!(byte, 0 | b'\r')) {
        Some(Stray::BadUri)
    } else if has(u8::is_ascii_control) {
        Some(Stray::AmbiguousUri)
    } else {
        has(|byte| *byte == b' ').then_some(Stray::SpaceInUri)
    }
}

/// One header line; a header without a name is left out.
fn header(line: &[u8]) -> Result<(Option<Header<'_>>, Option<Stray>), Fault> {
    let bad = Fault::Malformed(Stray::BadHeader);
    if matches!(line.first(), Some(b' ' | b'\t')) {
        let blank = line.iter().all(|byte| matches!(byte, b' ' | b'\t'));
        return if blank { Ok((None, Some(Stray::EmptyHeader))) } else { Err(bad) };
    }
    let colon = line.iter().position(|byte| *byte == b':').ok_or(bad)?;
    let (name, value) = (&line[..colon], trimmed(&line[colon + 1..]));
    if name.is_empty() {
        return Ok((None, Some(Stray::EmptyHeader)));
    }
    // A name with a blank in it, or before the colon, is another name to another reader.
    if name.iter().any(|byte| *byte <= b' ' || *byte == 0x7f) {
        return Err(bad);
    }
    let odd = name.iter().any(|byte| !is_token(*byte)).then_some(Stray::NonCompliantHeader);
    let header = Header { name: text(name, Stray::BadHeader)?, value };
    Ok((Some(header), Stray::worse(odd, in_value(value))))
}

fn in_value(value: &[u8]) -> Option<Stray> {
    let has = |wanted: fn(&u8) -> bool| value.iter().any(wanted);
    if has(|byte| matches!(byte, 0 | b'\r')) {
        return Some(Stray::BadHeader);
    }
    has(|byte| is_odd(*byte)).then_some(Stray::NonCompliantHeader)
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::framing::Framing;
    use proptest::prelude::*;

    /// Target, header names and values, and how the head strays.
    fn seen(bytes: &[u8]) -> Result<(String, String, Option<Stray>), Fault> {
        let mut headers = Vec::new();
        match read(bytes, &mut headers)? {
            Reading::Whole(length, head) => {
                assert_eq!(length, bytes.len());
                let line = |header: &Header<'_>| {
                    format!("{}={}", header.name, String::from_utf8_lossy(header.value))
                };
                let headers: Vec<_> = head.headers.iter().map(line).collect();
                Ok((head.path.to_owned(), headers.join("|"), head.stray))
            }
            _ => panic!("partial: {bytes:?}"),
        }
    }

    #[test]
    fn what_strays_is_named() {
        for (text, wanted) in [
            ("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", Stray::SpaceInUri),
            ("GET /a\x01b HTTP/1.1\r\nHost: h\r\n\r\n", Stray::AmbiguousUri),
            ("GET /a\0b HTTP/1.1\r\nHost: h\r\n\r\n", Stray::BadUri),
            ("GET / HTTP/1.2\r\nHost: h\r\n\r\n", Stray::NonCompliantVersion),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: a\x01b\r\n\r\n", Stray::NonCompliantHeader),
            ("GET / HTTP/1.1\r\nHost: h\r\nX@Y: a\r\n\r\n", Stray::NonCompliantHeader),
            ("GET / HTTP/1.1\r\nHost: h\r\nÜ: a\r\n\r\n", Stray::NonCompliantHeader),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", Stray::BadHeader),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", Stray::BadHeader),
            ("GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n", Stray::EmptyHeader),
            ("GET / HTTP/1.1\r\nHost: h\r\n \t\r\n\r\n", Stray::EmptyHeader),
            ("GET /a b HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n", Stray::EmptyHeader),
        ] {
            assert_eq!(seen(text.as_bytes()).unwrap().2, Some(wanted), "{text:?}");
        }
        let (path, headers, _) = seen(b"GET /a b HTTP/1.1\r\n: x\r\nHost:\th \r\nY: a\x01\r\n\r\n").unwrap();
        assert_eq!((path.as_str(), headers.as_str()), ("/a b", "Host=h|Y=a\x01"));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for (text, wanted) in [
            ("G@T / HTTP/1.1\r\nHost: h\r\n\r\n", Fault::Malformed(Stray::BadMethod)),
            ("\x16\x03\x01", Fault::Malformed(Stray::BadMethod)),
            ("GET /\r\n\r\n", Fault::Malformed(Stray::BadVersion)),
            ("GET / http/1.1\r\n\r\n", Fault::Malformed(Stray::BadVersion)),
            ("GET / HTTP/2.0\r\n\r\n", Fault::VersionNotSupported),
            ("GET  / HTTP/1.1\r\nHost: h\r\n\r\n", Fault::BadRequest),
            ("GET / HTTP/1.1\r\nHost: h\r\nX : a\r\n\r\n", Fault::Malformed(Stray::BadHeader)),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", Fault::Malformed(Stray::BadHeader)),
            ("GET / HTTP/1.1\r\nHost: h\r\nnone\r\n", Fault::Malformed(Stray::BadHeader)),
            (
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\x0c\r\n\r\n",
                Fault::Malformed(Stray::BadContentLength),
            ),
            (
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \x0cchunked\r\n\r\n",
                Fault::Malformed(Stray::BadTransferEncoding),
            ),
        ] {
            assert_eq!(seen(text.as_bytes()).unwrap_err(), wanted, "{text:?}");
        }
    }

    #[test]
    fn many_headers_are_no_fault_and_too_many_are() {
        let with = |count: usize| format!("GET / HTTP/1.1\r\nHost: h\r\n{}\r\n", "A: b\r\n".repeat(count));
        assert_eq!(seen(with(500).as_bytes()).unwrap().2, None);
        assert_eq!(seen(with(1024).as_bytes()).unwrap_err(), Fault::BadRequest);
    }

    #[test]
    fn a_head_that_goes_on_is_waited_for() {
        let text = b"GET /a b HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
        for cut in 0..text.len() {
            assert!(matches!(read(&text[..cut], &mut Vec::new()), Ok(Reading::Partial)), "{cut}");
        }
        let mut headers = Vec::new();
        let Ok(Reading::Whole(_, head)) = read(text, &mut headers) else { panic!("not whole") };
        assert_eq!(head.framing, Framing::None);
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, &mut Vec::new());
            let mut text = b"GET / HTTP/1.1\r\nHost: h\r\n".to_vec();
            text.extend_from_slice(&bytes);
            let _ = read(&text, &mut Vec::new());
        }
    }
}
