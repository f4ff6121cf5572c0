//! One health probe. In: a target and its health check. Out: a [`Finding`]. Never done here: thresholds, schedules.

use std::io;
use std::mem::MaybeUninit;
use std::net::SocketAddr;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::dial::Dialer;
use crate::group::TargetState;
use crate::h2_probe;
use crate::health::Finding;
use crate::table::{HealthCheck, Protocol, ProtocolVersion};
use crate::tls;

/// Most bytes of an answer that are read in search of its head's end.
const MOST_READ: usize = 32 * 1024;

/// Asks `target` how it is.
pub(crate) async fn probe(dialer: &dyn Dialer, target: &TargetState, check: &HealthCheck) -> Finding {
    match tokio::time::timeout(check.timeout, status(dialer, target, check)).await {
        Ok(Ok(code)) if check.matcher.accepts(code) => Finding::Passed,
        Ok(Ok(code)) => Finding::Mismatch(code),
        Ok(Err(_)) => Finding::Failed,
        Err(_) => Finding::TimedOut,
    }
}

/// The port a probe goes to.
pub(crate) fn port(target: &TargetState, check: &HealthCheck) -> u16 {
    check.port.unwrap_or(target.port)
}

async fn status(dialer: &dyn Dialer, target: &TargetState, check: &HealthCheck) -> io::Result<u16> {
    let endpoint = check.port.map_or_else(|| target.endpoint.clone(), |port| target.endpoint.at_port(port));
    let stream = dialer.dial(&endpoint).await?;
    let host = SocketAddr::new(target.ip, port(target, check)).to_string();
    match (check.version, check.protocol) {
        (ProtocolVersion::Http1, Protocol::Http) => ask(stream, &request(&host, &check.path)).await,
        (ProtocolVersion::Http1, Protocol::Https) => {
            ask(tls::connect(stream, target.ip).await?, &request(&host, &check.path)).await
        }
        (_, Protocol::Http) => h2_probe::ask(stream, &host, check).await,
        (_, Protocol::Https) => h2_probe::ask(tls::connect_h2(stream, target.ip).await?, &host, check).await,
    }
}

async fn ask<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, request: &str) -> io::Result<u16> {
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut answer = Vec::with_capacity(1024);
    while answer.len() < MOST_READ {
        if stream.read_buf(&mut answer).await? == 0 {
            break;
        }
        if let Some(code) = status_of(&answer)? {
            return Ok(code);
        }
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

fn request(host: &str, path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n"
    )
}

/// The code of a final answer whose head is complete in `bytes`, interim answers passed over.
fn status_of(bytes: &[u8]) -> io::Result<Option<u16>> {
    let mut rest = bytes;
    loop {
        let mut room = [MaybeUninit::uninit(); 128];
        let mut response = httparse::Response::new(&mut []);
        let config = httparse::ParserConfig::default();
        match config.parse_response_with_uninit_headers(&mut response, rest, &mut room) {
            Ok(httparse::Status::Complete(length)) if response.code.is_some_and(|code| code < 200) => {
                rest = &rest[length..];
            }
            Ok(httparse::Status::Complete(_)) => return Ok(response.code),
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn speaks_like_the_checker() {
        let text = request("10.0.1.5:8080", "/health?x");
        assert!(text.starts_with("GET /health?x HTTP/1.1\r\nHost: 10.0.1.5:8080\r\nConnection: close\r\n"));
        assert!(text.contains("\r\nUser-Agent: ELB-HealthChecker/2.0\r\n"));
    }

    #[test]
    fn reads_codes() {
        assert_eq!(status_of(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap(), Some(204));
        assert_eq!(status_of(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 500 Oh\r\n\r\n").unwrap(), Some(500));
        assert_eq!(status_of(b"HTTP/1.1 20").unwrap(), None);
        assert!(status_of(b"SSH-2.0-x\r\n").is_err());
    }
}
