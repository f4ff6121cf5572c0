//! A plain HTTP/1.1 client for one request a connection. In: address, method, path, headers, body. Out: status, headers, body.
//! Never here: redirects, TLS, names other than the address given (the Host header is the caller's).

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// An answer may take this long; probes of frozen programs rely on it being short.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body, chunks joined.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// `GET path` at `address` (`host:port`), with `host` as Host header.
pub fn get(address: &str, host: &str, path: &str) -> io::Result<Reply> {
    send(address, &[("host", host)], "GET", path, &[])
}

/// Fetches an `http://` URL.
pub fn fetch(url: &str) -> io::Result<Reply> {
    let rest = url.strip_prefix("http://").ok_or_else(|| io::Error::other(format!("not http: {url}")))?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let address = if authority.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
    get(&address, authority, &format!("/{path}"))
}

/// One request with these headers (`host` among them); length and `connection: close` are added.
pub fn send(
    address: &str,
    headers: &[(&str, &str)],
    method: &str,
    path: &str,
    body: &[u8],
) -> io::Result<Reply> {
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    let mut bytes = (head + "\r\n").into_bytes();
    bytes.extend_from_slice(body);
    raw(address, &bytes, method == "HEAD")
}

/// Sends bytes as they are and reads one answer; `head` says that the answer has no body.
pub fn raw(address: &str, bytes: &[u8], head: bool) -> io::Result<Reply> {
    let mut stream = connect(address)?;
    // A server may answer and close before it has read everything: its answer counts, not our broken pipe.
    let sent = stream.write_all(bytes);
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    if answer.is_empty() {
        sent?;
        read?;
    }
    parse(&answer, head).ok_or_else(|| {
        io::Error::other(format!("no whole HTTP answer: {:?}", String::from_utf8_lossy(&answer)))
    })
}

/// A connection with timeouts.
pub fn connect(address: &str) -> io::Result<TcpStream> {
    let mut last = io::Error::other(format!("{address}: no such address"));
    for one in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&one, TIMEOUT) {
            Ok(stream) => {
                stream.set_read_timeout(Some(TIMEOUT))?;
                stream.set_write_timeout(Some(TIMEOUT))?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn parse(answer: &[u8], head: bool) -> Option<Reply> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&answer[..end]).ok()?;
    let mut lines = text.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut reply = Reply { status, headers, body: answer[end + 4..].to_vec() };
    if !head {
        reply.body = body(&reply)?;
    }
    Some(reply)
}

/// The body as its headers frame it; `None` when it ended early.
fn body(reply: &Reply) -> Option<Vec<u8>> {
    if reply.header("transfer-encoding") == Some("chunked") {
        return joined(&reply.body);
    }
    match reply.header("content-length").map(str::parse::<usize>) {
        Some(length) => reply.body.get(..length.ok()?).map(<[u8]>::to_vec),
        None => Some(reply.body.clone()),
    }
}

fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 2 + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::parse;

    #[test]
    fn bodies_are_framed_by_their_headers() {
        let chunked = parse(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            false,
        );
        assert_eq!(chunked.unwrap().text(), "abcde");
        let sized = parse(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", false).unwrap();
        assert_eq!((sized.status, sized.text().as_str()), (404, "no"));
        assert_eq!(parse(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", false), None);
        assert!(parse(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", true).is_some());
    }
}
