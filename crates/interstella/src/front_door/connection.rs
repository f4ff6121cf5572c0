//! One connection: whom it is for, then its requests one after the other.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http::{Method, Request, Response, StatusCode, header};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use load_balancer::Balancer;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service;

use super::api::{Api, Peer, Sent};
use super::client_stream::{ClientStream, answering};
use super::gate::{Gate, Head, Verdict};
use super::paced::Paced;
use super::places::{Bounds, Doing, Place, Places, Seat};
use super::secure::{self, Lock};
use super::{admin, gate, log_sources};
use crate::identity::{self, Identity};

/// A fourth of a door's connections may be sending a body, and be late with it.
const BODIES_OF_CONNECTIONS: usize = 4;
/// Bodies that are gathered in memory, all of a door together: eight of the largest.
const MOST_BYTES: u64 = 8 * wire::MAX_BODY as u64;
/// A request's head must be there by then, after the answer before it too: so long a connection may be idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of a request's head, all together.
const MOST_HEAD: usize = 64 * 1024;
/// How much of a first request is looked at to find its Host.
const PEEK: usize = 4096;

/// What the front door leads to.
pub(crate) struct Rooms {
    /// The AWS operations.
    pub(crate) api: Api,
    /// The image registry.
    pub(crate) registry: axum::Router,
    /// The load balancers.
    pub(crate) balancer: Arc<Balancer>,
    /// The admin room.
    pub(crate) admin: admin::Admin,
    /// The way in through TLS.
    pub(crate) lock: Lock,
    /// What every request to the endpoint itself must pass first.
    pub(crate) gate: Gate,
    /// Whose cloud this is.
    pub(crate) identity: Identity,
}

/// Where a connection comes from, which its address does not tell: everything arrives from loopback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A program of this machine.
    Machine,
    /// A task, or something that does what a task has it do (a delivery of SNS, a load balancer).
    Task,
}

/// The front door.
#[derive(Clone)]
pub(crate) struct Door {
    rooms: Arc<Rooms>,
    places: Arc<Places>,
    /// Tasks that take all of theirs leave those of the machine.
    places_of_tasks: Arc<Places>,
}

impl Door {
    /// A door to these rooms, for so many connections of the machine, and as many of tasks.
    pub(crate) fn new(rooms: Rooms, connections: usize) -> Door {
        let bodies = (connections / BODIES_OF_CONNECTIONS).max(1);
        let places = || Places::new(Bounds { connections, bodies, bytes: MOST_BYTES });
        Door { rooms: Arc::new(rooms), places: places(), places_of_tasks: places() }
    }

    /// About what its connections and their bodies take now, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        self.places.memory() + self.places_of_tasks.memory()
    }

    /// Takes connections until the process ends; all that come by this listener are from `source`.
    pub(crate) async fn accept(self, listener: TcpListener, source: Source) {
        let places = if source == Source::Task { &self.places_of_tasks } else { &self.places };
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    let place = places.take().await;
                    tokio::spawn(serve(Arc::clone(&self.rooms), (stream, peer), source, place));
                }
                Err(error) => {
                    // Out of file descriptors, most likely: others will end meanwhile.
                    tracing::warn!(%error, "cannot take a connection");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
    }
}

/// Serves a connection to its end, or until its place is needed.
async fn serve(rooms: Arc<Rooms>, client: (TcpStream, SocketAddr), source: Source, place: Place) {
    let seat = Arc::clone(&place);
    tokio::select! {
        () = talk(rooms, client, source, &seat) => {}
        () = seat.cut() => tracing::debug!("a connection's place was needed for another"),
    }
}

async fn talk(rooms: Arc<Rooms>, (stream, peer): (TcpStream, SocketAddr), source: Source, seat: &Arc<Seat>) {
    // An answer is one write: waiting for more only delays it. Failing to say so costs nothing else.
    drop(stream.set_nodelay(true));
    match errand(&rooms, &stream).await {
        Errand::Nothing => {}
        Errand::LoadBalancer(port) => hand_over(&rooms, stream, peer, port),
        Errand::Plain => converse(rooms, stream, Way { source, peer: peer.ip(), secure: false }, seat).await,
        Errand::Secure => match rooms.lock.open(stream).await {
            Ok(stream) => converse(rooms, stream, Way { source, peer: peer.ip(), secure: true }, seat).await,
            Err(error) => tracing::debug!(%peer, %error, "a TLS handshake failed"),
        },
    }
}

/// How the requests of a connection come.
#[derive(Clone, Copy)]
struct Way {
    /// The address at the other end.
    peer: IpAddr,
    source: Source,
    /// Through TLS.
    secure: bool,
}

/// Answers the requests of a connection one after the other. Each answer leaves at once: hyper's `pipeline_flush` would keep them, and the 400
/// for what follows a good request, while bytes of a next one are there.
async fn converse(
    rooms: Arc<Rooms>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    way: Way,
    seat: &Arc<Seat>,
) {
    let stream = ClientStream::new(stream, Arc::clone(seat));
    let seat = Arc::clone(seat);
    let answer = service_fn(move |request: Request<hyper::body::Incoming>| {
        let (rooms, seat) = (Arc::clone(&rooms), Arc::clone(&seat));
        seat.does(Doing::Working);
        async move {
            let mut request = request.map(|body| Paced::new(body, Arc::clone(&seat)));
            request.extensions_mut().insert(Peer(way.peer.to_canonical()));
            Ok::<_, Infallible>(answering(admit(&rooms, request, way).await, seat))
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MOST_HEAD);
    if let Err(error) = http.serve_connection(TokioIo::new(stream), answer).await {
        tracing::debug!(%error, "connection ended");
    }
}

/// What a connection is for.
enum Errand {
    /// It ended, or said nothing for long.
    Nothing,
    /// Its first request's Host, or its client hello, names the load balancer with this listener port.
    LoadBalancer(u16),
    /// Requests to this endpoint.
    Plain,
    /// The same through TLS.
    Secure,
}

/// Looks at what a connection says first, without taking it.
async fn errand(rooms: &Rooms, stream: &TcpStream) -> Errand {
    let mut head = [0u8; PEEK];
    let looked = tokio::time::timeout(HEAD_TIMEOUT, stream.peek(&mut head)).await;
    let Ok(Ok(seen @ 1..)) = looked else { return Errand::Nothing };
    let head = &head[..seen];
    let secure = secure::is_secure(head);
    let host = if secure { secure::server_name(head) } else { host_of(head).map(str::to_owned) };
    let port = |tls| rooms.balancer.port_of_host(host.as_deref()?, tls);
    // A load balancer that only speaks TLS says so itself to who does not.
    match port(secure).or_else(|| if secure { None } else { port(true) }) {
        Some(port) => Errand::LoadBalancer(port),
        None if secure => Errand::Secure,
        None => Errand::Plain,
    }
}

/// The Host header of a request head that may still be incomplete.
fn host_of(head: &[u8]) -> Option<&str> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    // Incomplete is fine: what was read so far is there.
    request.parse(head).ok()?;
    let host = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("host"))?;
    std::str::from_utf8(host.value).ok()
}

fn hand_over(rooms: &Rooms, stream: TcpStream, peer: SocketAddr, port: u16) {
    let handed =
        stream.into_std().and_then(|stream| rooms.balancer.serve_stream(stream, peer, Vec::new(), port));
    if let Err(error) = handed {
        tracing::warn!(%error, "cannot hand a connection to the load balancer");
    }
}

/// Past the gate, or not.
async fn admit(rooms: &Rooms, request: Request<Paced>, way: Way) -> Response<Body> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // What the load balancers know was handed over to them already.
    if let Some(words) = host.and_then(|host| rooms.balancer.misdirected(host)) {
        return gate::plain(StatusCode::MISDIRECTED_REQUEST, words);
    }
    match rooms.gate.judge(Head::of(&request, way.secure)) {
        Verdict::Admit(origin) => {
            let mut answer = dispatch(rooms, request, way.source).await;
            rooms.gate.mark(&mut answer, origin.as_ref());
            answer
        }
        Verdict::Preflight(headers) => {
            let mut answer = Response::new(Body::empty());
            *answer.status_mut() = StatusCode::NO_CONTENT;
            *answer.headers_mut() = headers;
            answer
        }
        Verdict::Refuse(refusal) => rooms.gate.refuse(refusal),
    }
}

/// The room a request is for.
async fn dispatch(rooms: &Rooms, request: Request<Paced>, source: Source) -> Response<Body> {
    let path = request.uri().path();
    if path == identity::PATH && request.method() == Method::GET {
        return admin::json_answer(&json!(rooms.identity));
    }
    if path == log_sources::PATH && request.method() == Method::GET {
        return log_sources::answer(&rooms.admin, request.uri());
    }
    if (path == "/v2" || path.starts_with("/v2/")) && !is_api_call(&request) {
        return rooms
            .registry
            .clone()
            .call(request.map(Body::new))
            .await
            .unwrap_or_else(|never| match never {});
    }
    let health = path == "/health" && !is_api_call(&request);
    if path.starts_with("/_localstack/") || path.starts_with("/_interstella/") || health {
        return admin::answer(&rooms.admin, request, source).await;
    }
    if path.starts_with("/SimpleNotificationService-") {
        return admin::certificate(&rooms.admin, path);
    }
    let held = request.body().seat().hold(0);
    rooms.api.answer(request, Some(held)).await
}

/// Whether a request is one of an SDK, whatever its path: SES has `/v2/` too, a bucket may be called `health`, and no client of a registry
/// signs as SDKs do.
fn is_api_call(request: &Request<Paced>) -> bool {
    let (method, uri) = (request.method().as_str(), request.uri());
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    wire::is_api_call(&wire::Request { method, path, query, headers: &Sent(request.headers()), body: &[] })
}

/// An answer of plain text.
pub(super) fn text(status: StatusCode, body: impl Into<String>) -> Response<Body> {
    let mut response = Response::new(Body::from(body.into()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn the_host_is_found_before_the_head_is_complete() {
        assert_eq!(host_of(b"GET / HTTP/1.1\r\nHost: a.elb.localhost\r\nAccept: "), Some("a.elb.localhost"));
        assert_eq!(host_of(b"GET / HTTP/1.1\r\nAccept: x\r\n"), None);
        assert_eq!(host_of(b"\x16\x03\x01\x02"), None);
    }
}
