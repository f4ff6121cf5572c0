//! Answers the balancer makes itself. In: a status or an action. Out: the bytes of a whole response, appended to a
//! buffer. Never done here: sending it, deciding on it.

use std::io::Write;

use crate::desync::Stray;
use crate::http_date;
use crate::response_headers::ResponseHeaders;

/// The errors the balancer answers with on its own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    BadRequest,
    /// A request that strays so far from RFC 7230 that it is not passed on.
    Malformed(Stray),
    /// HTTP without TLS at an HTTPS listener.
    PlainToSecure,
    MethodNotAllowed,
    RequestTimeout,
    UriTooLong,
    TooManyForwarders,
    /// The client's protocol is none the target group is made for.
    WrongProtocol,
    NotImplemented,
    BadGateway,
    ServiceUnavailable,
    GatewayTimeout,
    VersionNotSupported,
}

impl Fault {
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::BadRequest | Self::Malformed(_) | Self::PlainToSecure => 400,
            Self::MethodNotAllowed => 405,
            Self::RequestTimeout => 408,
            Self::UriTooLong => 414,
            Self::TooManyForwarders => 463,
            Self::WrongProtocol => 464,
            Self::NotImplemented => 501,
            Self::BadGateway => 502,
            Self::ServiceUnavailable => 503,
            Self::GatewayTimeout => 504,
            Self::VersionNotSupported => 505,
        }
    }

    /// How the request strayed, where that is why it is refused.
    pub(crate) fn stray(self) -> Option<Stray> {
        match self {
            Self::Malformed(stray) => Some(stray),
            _ => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::BadRequest | Self::Malformed(_) | Self::PlainToSecure => "400 Bad Request",
            Self::MethodNotAllowed => "405 Not Allowed",
            Self::RequestTimeout => "408 Request Time-out",
            Self::UriTooLong => "414 Request-URI Too Large",
            Self::TooManyForwarders => "463 ",
            Self::WrongProtocol => "464 ",
            Self::NotImplemented => "501 Not Implemented",
            Self::BadGateway => "502 Bad Gateway",
            Self::ServiceUnavailable => "503 Service Temporarily Unavailable",
            Self::GatewayTimeout => "504 Gateway Time-out",
            Self::VersionNotSupported => "505 HTTP Version Not Supported",
        }
    }
}

/// How one generated answer is framed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner<'m> {
    pub(crate) keep_alive: bool,
    /// False for HEAD: the head speaks of the body, and the body stays away.
    pub(crate) with_body: bool,
    pub(crate) server_header: bool,
    /// What answers of the listener carry besides.
    pub(crate) headers: Option<&'m ResponseHeaders>,
}

/// Appends an error page.
pub(crate) fn fault(out: &mut Vec<u8>, fault: Fault, manner: Manner<'_>) {
    let body = match fault {
        Fault::PlainToSecure => PLAIN_TO_SECURE.to_owned(),
        _ => html(fault.title().trim_end()),
    };
    answer(out, fault.title(), Some("text/html"), None, body.as_bytes(), manner);
}

/// Appends a redirect to `location`.
pub(crate) fn redirect(out: &mut Vec<u8>, permanent: bool, location: &str, manner: Manner<'_>) {
    let title = if permanent { "301 Moved Permanently" } else { "302 Found" };
    answer(out, title, Some("text/html"), Some(location), html(title).as_bytes(), manner);
}

/// Appends a fixed response.
pub(crate) fn fixed(out: &mut Vec<u8>, status: u16, kind: Option<&str>, body: &str, manner: Manner<'_>) {
    let line = format!("{status} {}", reason(status));
    if status == 204 {
        return bodyless(out, &line, manner);
    }
    answer(out, &line, kind, None, body.as_bytes(), manner);
}

/// Appends the answer to a request for a load balancer that is not here.
pub(crate) fn misdirected(out: &mut Vec<u8>, words: &str, manner: Manner<'_>) {
    answer(out, "421 Misdirected Request", Some("text/plain; charset=utf-8"), None, words.as_bytes(), manner);
}

/// What a client sees that forgot the `s` of `https`.
const PLAIN_TO_SECURE: &str = "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>The plain HTTP request was sent to HTTPS port</center>\r\n</body>\r\n</html>\r\n";

fn html(title: &str) -> String {
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
}

/// An answer that has no body by its status, so it speaks of none either.
fn bodyless(out: &mut Vec<u8>, line: &str, manner: Manner<'_>) {
    begin(out, line, manner);
    end(out, None, manner);
}

/// `line` is status and reason; the space between them is there even where there is no reason.
fn answer(
    out: &mut Vec<u8>,
    line: &str,
    kind: Option<&str>,
    location: Option<&str>,
    body: &[u8],
    manner: Manner<'_>,
) {
    begin(out, line, manner);
    // Writing to a Vec cannot fail, here and below.
    if let Some(kind) = kind {
        let _ = write!(out, "Content-Type: {kind}\r\n");
    }
    let _ = write!(out, "Content-Length: {}\r\n", body.len());
    end(out, location, manner);
    if manner.with_body {
        out.extend_from_slice(body);
    }
}

/// The first lines of a head.
fn begin(out: &mut Vec<u8>, line: &str, manner: Manner<'_>) {
    let _ = write!(out, "HTTP/1.1 {line}\r\n");
    if manner.server_header {
        out.extend_from_slice(b"Server: awselb/2.0\r\n");
    }
    out.extend_from_slice(b"Date: ");
    http_date::append_now(out);
    out.extend_from_slice(b"\r\n");
}

/// The last lines of a head.
fn end(out: &mut Vec<u8>, location: Option<&str>, manner: Manner<'_>) {
    let connection = if manner.keep_alive { "keep-alive" } else { "close" };
    let _ = write!(out, "Connection: {connection}\r\n");
    if let Some(location) = location {
        let _ = write!(out, "Location: {location}\r\n");
    }
    if let Some(headers) = manner.headers {
        out.extend_from_slice(headers.lines());
    }
    out.extend_from_slice(b"\r\n");
}

fn reason(status: u16) -> &'static str {
    const REASONS: [(u16, &str); 30] = [
        (200, "OK"),
        (201, "Created"),
        (202, "Accepted"),
        (203, "Non-Authoritative Information"),
        (204, "No Content"),
        (205, "Reset Content"),
        (206, "Partial Content"),
        (400, "Bad Request"),
        (401, "Unauthorized"),
        (402, "Payment Required"),
        (403, "Forbidden"),
        (404, "Not Found"),
        (405, "Method Not Allowed"),
        (406, "Not Acceptable"),
        (408, "Request Timeout"),
        (409, "Conflict"),
        (410, "Gone"),
        (411, "Length Required"),
        (412, "Precondition Failed"),
        (413, "Payload Too Large"),
        (414, "URI Too Long"),
        (415, "Unsupported Media Type"),
        (418, "I'm a teapot"),
        (422, "Unprocessable Entity"),
        (429, "Too Many Requests"),
        (500, "Internal Server Error"),
        (501, "Not Implemented"),
        (502, "Bad Gateway"),
        (503, "Service Unavailable"),
        (504, "Gateway Timeout"),
    ];
    REASONS.iter().find(|(code, _)| *code == status).map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const MANNER: Manner<'_> =
        Manner { keep_alive: true, with_body: true, server_header: true, headers: None };

    #[test]
    fn pages_have_the_sizes_seen_on_aws() {
        for (title, size) in [
            ("503 Service Temporarily Unavailable", 162),
            ("502 Bad Gateway", 122),
            ("504 Gateway Time-out", 132),
            ("301 Moved Permanently", 134),
            ("302 Found", 110),
        ] {
            assert_eq!(html(title).len(), size);
        }
    }

    #[test]
    fn a_whole_answer() {
        let mut out = Vec::new();
        fault(&mut out, Fault::ServiceUnavailable, MANNER);
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("HTTP/1.1 503 Service Temporarily Unavailable\r\nServer: awselb/2.0\r\nDate: ")
        );
        assert!(text.contains(
            "\r\nContent-Type: text/html\r\nContent-Length: 162\r\nConnection: keep-alive\r\n\r\n<html>"
        ));
    }

    #[test]
    fn no_content_speaks_of_no_body() {
        let mut out = Vec::new();
        fixed(&mut out, 204, Some("text/plain"), "hi", MANNER);
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("HTTP/1.1 204 No Content\r\n") && text.ends_with("keep-alive\r\n\r\n"));
        assert!(!text.contains("Content-"), "{text}");
        let mut out = Vec::new();
        fixed(&mut out, 299, None, "hi", MANNER);
        assert!(out.starts_with(b"HTTP/1.1 299 \r\n"));
    }

    #[test]
    fn head_answers_have_no_body() {
        let mut out = Vec::new();
        fixed(&mut out, 200, Some("text/plain"), "hi", Manner { with_body: false, ..MANNER });
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("Content-Length: 2\r\n") && text.ends_with("\r\n\r\n"));
    }
}
