//! One health probe of a target that speaks HTTP/2 or gRPC. In: a connection, a health check. Out: an HTTP status code, or a
//! gRPC code. Never done here: dialing, time, thresholds.

use std::io;

use bytes::Bytes;
use h2::client;
use http::{HeaderMap, Method, Request, Response};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::table::{HealthCheck, Protocol, ProtocolVersion};

/// A gRPC message of no bytes: not compressed, length 0.
const EMPTY_MESSAGE: &[u8] = &[0; 5];
/// Most bytes of an answer's data that are read in search of its trailers.
const MOST_READ: usize = 64 * 1024;

/// Asks over `stream`; `host` is the target's address.
pub(crate) async fn ask<S>(stream: S, host: &str, check: &HealthCheck) -> io::Result<u16>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (send, connection) = client::handshake(stream).await.map_err(io::Error::other)?;
    let question = async {
        let mut send = send.ready().await.map_err(io::Error::other)?;
        let is_grpc = check.version == ProtocolVersion::Grpc;
        let (answer, mut body) =
            send.send_request(request(host, check)?, !is_grpc).map_err(io::Error::other)?;
        if is_grpc {
            body.send_data(Bytes::from_static(EMPTY_MESSAGE), true).map_err(io::Error::other)?;
        }
        let answer = answer.await.map_err(io::Error::other)?;
        if is_grpc { grpc_code(answer).await } else { Ok(answer.status().as_u16()) }
    };
    tokio::select! {
        biased;
        code = question => code,
        _ = connection => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn request(host: &str, check: &HealthCheck) -> io::Result<Request<()>> {
    let scheme = if check.protocol == Protocol::Https { "https" } else { "http" };
    let mut builder = Request::builder()
        .uri(format!("{scheme}://{host}{}", check.path))
        .header("user-agent", "ELB-HealthChecker/2.0");
    if check.version == ProtocolVersion::Grpc {
        builder =
            builder.method(Method::POST).header("content-type", "application/grpc").header("te", "trailers");
    }
    builder.body(()).map_err(io::Error::other)
}

/// The code in an answer's trailers, or in its head when it has nothing else.
async fn grpc_code(answer: Response<h2::RecvStream>) -> io::Result<u16> {
    if let Some(code) = code_in(answer.headers()) {
        return Ok(code);
    }
    let mut body = answer.into_body();
    let mut read = 0;
    while let Some(data) = body.data().await {
        let length = data.map_err(io::Error::other)?.len();
        read += length;
        if read > MOST_READ {
            return Err(io::ErrorKind::InvalidData.into());
        }
        body.flow_control().release_capacity(length).map_err(io::Error::other)?;
    }
    let trailers = body.trailers().await.map_err(io::Error::other)?;
    trailers.as_ref().and_then(code_in).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn code_in(headers: &HeaderMap) -> Option<u16> {
    headers.get("grpc-status")?.to_str().ok()?.parse().ok()
}
