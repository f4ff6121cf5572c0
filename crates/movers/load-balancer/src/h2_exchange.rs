//! One request of HTTP/2 to a target that speaks HTTP/2, gRPC among them. In: a client's stream, decided. Out: the target's
//! answer relayed frame by frame, trailers included, as fast as either side takes it. Never done here: choosing the rule, the
//! head for the target (it comes from `prepare`, in HTTP/1.1), HTTP/1.1 targets.
//!
//! ```text
//!   Connecting --no--> 502, 504
//!      | shared or new
//!   Sending head --> Uploading data, trailers + Waiting for the head --> Relaying data, trailers --> Finished
//!      |                | idle: 408, 504      | reset: 502             | cut: the client's stream is reset too
//!      `-- refused, connection shared, harmless to repeat: once more, on a new one
//! ```

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::mem::MaybeUninit;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use h2::client::ResponseFuture;
use h2::server::SendResponse;
use h2::{RecvStream, SendStream};
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Request, Response, Uri};

use crate::clock::{Activity, IdleTimer};
use crate::exchange::{CONNECT, Progress};
use crate::group::TargetState;
use crate::h2_pool::H2Link;
use crate::h2_stream::{H2Stream, poll_room};
use crate::http_date;
use crate::page::Fault;
use crate::prepare::Ask;
use crate::session::{Next, Session};
use crate::stream::ClientStream;
use crate::table::{Protocol, ProtocolVersion};
use crate::tally::Count;
use crate::tls;

const MAX_HEADERS: usize = 192;
/// Most interim (1xx) answers to one request.
const MOST_INTERIM: u32 = 16;

/// How one attempt ended.
enum Attempt {
    /// The target took nothing of it and the connection was shared: it may be sent again.
    Stale,
    Finished,
    /// Nothing of an answer has gone to the client.
    Failed(Fault),
    /// The client is gone, or its answer is cut short.
    Broken,
}

/// How much went each way.
#[derive(Clone, Copy)]
struct Carried<'a> {
    bytes: &'a AtomicU64,
    received: &'a AtomicU64,
}

/// What ended the wait for the answer's head.
enum Head {
    Answer(Result<Response<RecvStream>, h2::Error>),
    ClientGone,
    Idle,
    Retired,
}

impl<S: ClientStream> Session<S> {
    /// True when the client's protocol is none that the group of `ask` is made for.
    pub(crate) fn is_wrong_protocol(&mut self, ask: &Ask) -> bool {
        match (self.stream.h2(), ask.group.version) {
            (None, version) => version != ProtocolVersion::Http1,
            (Some(stream), ProtocolVersion::Http1) => stream.is_grpc,
            (Some(_), ProtocolVersion::Http2) => false,
            (Some(stream), ProtocolVersion::Grpc) => !stream.is_post,
        }
    }

    /// Carries `ask` to a target that speaks HTTP/2, and the answer back.
    pub(crate) async fn forward_h2(&mut self, ask: &Ask, target: &Arc<TargetState>) -> Next {
        let mut attempt = self.attempt_h2(ask, target, true).await;
        if matches!(attempt, Attempt::Stale) {
            attempt = self.attempt_h2(ask, target, false).await;
        }
        match attempt {
            Attempt::Finished => {
                self.note(&ask.balancer, self.trip.target_status.unwrap_or_default());
                Next::Linger
            }
            Attempt::Failed(fault) => self.own_answer(ask, fault, ask.body.clone(), false).await,
            // A connection that was just made is shared with nobody.
            Attempt::Stale => self.own_answer(ask, Fault::BadGateway, ask.body.clone(), false).await,
            Attempt::Broken => self.broken(ask),
        }
    }

    async fn attempt_h2(&mut self, ask: &Ask, target: &Arc<TargetState>, may_share: bool) -> Attempt {
        self.activity.touch();
        let (link, shared) = match tokio::time::timeout(CONNECT, self.h2_link(ask, target, may_share)).await {
            Ok(Ok(link)) => link,
            Ok(Err(error)) => {
                tracing::debug!(target = %target.id, port = target.port, %error, "cannot speak HTTP/2 to a target");
                self.count_connect_error(ask);
                return Attempt::Failed(Fault::BadGateway);
            }
            Err(_) => {
                self.count_connect_error(ask);
                return Attempt::Failed(Fault::GatewayTimeout);
            }
        };
        let Some(client) = self.stream.h2() else { return Attempt::Failed(Fault::WrongProtocol) };
        if client.is_grpc {
            ask.balancer.tally.add(self.caller.worker, Count::Grpc, 1);
        }
        let Some(request) = request_of(&self.out, ask.group.protocol, client.trailers) else {
            return Attempt::Failed(Fault::BadRequest);
        };
        let _room = link.occupy();
        let mut send = link.send;
        let is_over = client.body.is_end_stream();
        let Ok((response, to_target)) = send.send_request(request, is_over) else {
            return if shared && ask.repeatable {
                Attempt::Stale
            } else {
                Attempt::Failed(Fault::BadGateway)
            };
        };
        self.relay_h2(ask, target, response, to_target, shared).await
    }

    /// A connection of HTTP/2 with room for a stream, and whether others use it, too.
    async fn h2_link(&self, ask: &Ask, target: &TargetState, may_share: bool) -> io::Result<(H2Link, bool)> {
        let known = if may_share { self.worker.h2_pool().take(target.uid) } else { None };
        let shared = known.is_some();
        let mut link = match known {
            Some(link) => link,
            None => {
                let stream = self.worker.shared.dialer.dial(&target.endpoint).await?;
                let _ = stream.set_nodelay(true);
                let link = match ask.group.protocol {
                    Protocol::Http => H2Link::over(stream).await?,
                    Protocol::Https => {
                        let tls = tls::connect_h2(stream, target.ip).await;
                        H2Link::over(self.note_target_tls(ask, tls)?).await?
                    }
                };
                self.worker.h2_pool().put(target.uid, &link);
                link
            }
        };
        link.send = link.send.ready().await.map_err(io::Error::other)?;
        Ok((link, shared))
    }

    async fn relay_h2(
        &mut self,
        ask: &Ask,
        target: &TargetState,
        response: ResponseFuture,
        mut to_target: SendStream<Bytes>,
        shared: bool,
    ) -> Attempt {
        let bytes = AtomicU64::new(0);
        let (sent, received) = (Instant::now(), AtomicU64::new(0));
        self.trip.sent = Some(sent);
        let carried = Carried { bytes: &bytes, received: &received };
        let end = self.relay_frames(ask, target, response, (&mut to_target, shared), carried).await;
        self.trip.received += received.load(Ordering::Relaxed);
        self.trip.returned = bytes.load(Ordering::Relaxed);
        match end {
            Ok((status, answered)) => {
                self.trip.answered = Some(answered);
                self.trip.target_status = Some(status);
                self.count_answer(ask, status, answered.duration_since(sent), self.trip.returned);
                Attempt::Finished
            }
            Err(attempt) => attempt,
        }
    }

    /// Relays one answer; its status, and when its head was here.
    async fn relay_frames(
        &mut self,
        ask: &Ask,
        target: &TargetState,
        response: ResponseFuture,
        (to_target, shared): (&mut SendStream<Bytes>, bool),
        carried: Carried<'_>,
    ) -> Result<(u16, Instant), Attempt> {
        let progress = Progress::default();
        let (activity, timer) = (&self.activity, &mut self.timer);
        let Some(H2Stream { body, respond, .. }) = self.stream.h2() else { return Err(Attempt::Broken) };
        let mut watch = Watch { activity, timer, retired: pin!(self.worker.retired(target)) };
        let touch = || activity.touch();
        let mut up = pin!(upload(body, to_target, touch, (&progress, carried.received)));
        let head = watch.head(response, respond, up.as_mut()).await;
        let uploaded = progress.uploaded.load(Ordering::Relaxed);
        let answer = match head {
            Head::Answer(Ok(answer)) => answer,
            Head::Answer(Err(error)) if shared && ask.repeatable && was_refused(&error) => {
                return Err(Attempt::Stale);
            }
            Head::Answer(Err(_)) | Head::Retired => return Err(Attempt::Failed(Fault::BadGateway)),
            Head::Idle if uploaded => return Err(Attempt::Failed(Fault::GatewayTimeout)),
            Head::Idle => return Err(Attempt::Failed(Fault::RequestTimeout)),
            Head::ClientGone => return Err(Attempt::Broken),
        };
        activity.touch();
        let (answered, status) = (Instant::now(), answer.status().as_u16());
        let (head, mut from_target) = answer_of(answer, ask, target);
        let is_over = from_target.is_end_stream();
        let Ok(mut to_client) = respond.send_response(head, is_over) else { return Err(Attempt::Broken) };
        let whole = is_over || {
            let down = pin!(download(&mut from_target, &mut to_client, touch, carried.bytes));
            watch.body(down, up).await
        };
        if whole { Ok((status, answered)) } else { Err(Attempt::Broken) }
    }
}

/// What can end an exchange from outside.
struct Watch<'a, R> {
    activity: &'a Activity,
    timer: &'a mut IdleTimer,
    retired: Pin<&'a mut R>,
}

impl<R: Future<Output = ()>> Watch<'_, R> {
    /// Sends the request and waits for the answer's head.
    async fn head(
        &mut self,
        mut response: ResponseFuture,
        respond: &mut SendResponse<Bytes>,
        mut up: Pin<&mut impl Future<Output = Infallible>>,
    ) -> Head {
        let mut interim = 0;
        poll_fn(|context| {
            let _ = up.as_mut().poll(context);
            pass_interim(&mut response, respond, &mut interim, context);
            if let Poll::Ready(answer) = Pin::new(&mut response).poll(context) {
                return Poll::Ready(Head::Answer(answer));
            }
            if respond.poll_reset(context).is_ready() {
                return Poll::Ready(Head::ClientGone);
            }
            if self.retired.as_mut().poll(context).is_ready() {
                return Poll::Ready(Head::Retired);
            }
            self.timer.poll(context, self.activity).map(|()| Head::Idle)
        })
        .await
    }

    /// Relays both ways until the answer is whole; false when it is cut short.
    async fn body(
        &mut self,
        mut down: Pin<&mut impl Future<Output = io::Result<()>>>,
        mut up: Pin<&mut impl Future<Output = Infallible>>,
    ) -> bool {
        poll_fn(|context| {
            if let Poll::Ready(end) = down.as_mut().poll(context) {
                return Poll::Ready(end.is_ok());
            }
            let _ = up.as_mut().poll(context);
            let retired = self.retired.as_mut().poll(context).is_ready();
            let ended = retired || self.timer.poll(context, self.activity).is_ready();
            if ended { Poll::Ready(false) } else { Poll::Pending }
        })
        .await
    }
}

/// True when the target has done nothing for the request.
fn was_refused(error: &h2::Error) -> bool {
    error.reason() == Some(h2::Reason::REFUSED_STREAM) || error.is_go_away() || error.is_io()
}

fn pass_interim(
    response: &mut ResponseFuture,
    respond: &mut SendResponse<Bytes>,
    interim: &mut u32,
    context: &mut Context<'_>,
) {
    while *interim < MOST_INTERIM {
        let Poll::Ready(Some(Ok(one))) = response.poll_informational(context) else { return };
        *interim += 1;
        // A client that cannot take it any more shows when the answer is sent.
        let _ = respond.send_informational(one);
    }
}

/// Sends the request's data and trailers, and rests then: what failed shows in the answer.
async fn upload(
    from: &mut RecvStream,
    to: &mut SendStream<Bytes>,
    touch: impl Fn(),
    (progress, received): (&Progress, &AtomicU64),
) -> Infallible {
    match send_all(from, to, touch, received).await {
        Ok(()) => progress.uploaded.store(true, Ordering::Relaxed),
        // Half a request is none.
        Err(Cut::ByClient) => to.send_reset(h2::Reason::CANCEL),
        // It may have answered before it stopped listening; the other direction will tell.
        Err(Cut::ByTarget) => {}
    }
    std::future::pending().await
}

/// Who ended a request early.
enum Cut {
    ByClient,
    ByTarget,
}

async fn send_all(
    from: &mut RecvStream,
    to: &mut SendStream<Bytes>,
    touch: impl Fn(),
    received: &AtomicU64,
) -> Result<(), Cut> {
    if from.is_end_stream() {
        return Ok(());
    }
    while let Some(data) = from.data().await {
        touch();
        let data = data.map_err(|_| Cut::ByClient)?;
        let length = data.len();
        received.fetch_add(length as u64, Ordering::Relaxed);
        send(to, data, &touch).await.map_err(|_| Cut::ByTarget)?;
        from.flow_control().release_capacity(length).map_err(|_| Cut::ByClient)?;
    }
    let trailers = from.trailers().await.map_err(|_| Cut::ByClient)?;
    finish(trailers, to).map_err(|_| Cut::ByTarget)
}

/// Sends the answer's data and trailers.
async fn download(
    from: &mut RecvStream,
    to: &mut SendStream<Bytes>,
    touch: impl Fn(),
    bytes: &AtomicU64,
) -> io::Result<()> {
    while let Some(data) = poll_fn(|context| poll_data(from, to, context)).await? {
        touch();
        let length = data.len();
        send(to, data, &touch).await?;
        from.flow_control().release_capacity(length).map_err(io::Error::other)?;
        bytes.fetch_add(length as u64, Ordering::Relaxed);
    }
    finish(from.trailers().await.map_err(io::Error::other)?, to).map_err(io::Error::other)
}

/// The target's next data; an error when the client has given up.
fn poll_data(
    from: &mut RecvStream,
    to: &mut SendStream<Bytes>,
    context: &mut Context<'_>,
) -> Poll<io::Result<Option<Bytes>>> {
    if to.poll_reset(context).is_ready() {
        return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
    }
    Poll::Ready(ready!(from.poll_data(context)).transpose().map_err(io::Error::other))
}

async fn send(to: &mut SendStream<Bytes>, mut data: Bytes, touch: &impl Fn()) -> io::Result<()> {
    while !data.is_empty() {
        let room = poll_fn(|context| poll_room(to, context, data.len())).await?;
        to.send_data(data.split_to(room), false).map_err(io::Error::other)?;
        touch();
    }
    Ok(())
}

fn finish(trailers: Option<HeaderMap>, to: &mut SendStream<Bytes>) -> Result<(), h2::Error> {
    match trailers {
        Some(trailers) => to.send_trailers(trailers),
        None => to.send_data(Bytes::new(), true),
    }
}

/// The request for the target, from its head in HTTP/1.1.
fn request_of(head: &[u8], protocol: Protocol, trailers: bool) -> Option<Request<()>> {
    let mut room = [MaybeUninit::uninit(); MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut []);
    parsed.parse_with_uninit_headers(head, &mut room).ok()?.is_complete().then_some(())?;
    let mut headers = HeaderMap::with_capacity(parsed.headers.len());
    let mut host = None;
    for header in parsed.headers.iter() {
        if header.name.eq_ignore_ascii_case("host") {
            host = host.or(Some(header.value));
        } else if !is_of_one_hop(header.name) {
            let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
            headers.append(name, HeaderValue::from_bytes(header.value).ok()?);
        }
    }
    if trailers {
        headers.insert(header::TE, HeaderValue::from_static("trailers"));
    }
    let uri = Uri::builder()
        .scheme(if protocol == Protocol::Https { "https" } else { "http" })
        .authority(host?)
        .path_and_query(parsed.path?)
        .build()
        .ok()?;
    let mut request = Request::builder().method(parsed.method?).uri(uri).body(()).ok()?;
    *request.headers_mut() = headers;
    Some(request)
}

fn is_of_one_hop(name: &str) -> bool {
    ["connection", "transfer-encoding", "keep-alive", "upgrade", "proxy-connection"]
        .iter()
        .any(|hop| name.eq_ignore_ascii_case(hop))
}

/// The answer for the client, and the body to come.
fn answer_of(answer: Response<RecvStream>, ask: &Ask, target: &TargetState) -> (Response<()>, RecvStream) {
    let (mut parts, body) = answer.into_parts();
    let set = parts.headers.get_all(header::SET_COOKIE);
    let lines = ask.cookies(target, set.iter().map(HeaderValue::as_bytes));
    for line in String::from_utf8_lossy(&lines).lines() {
        let value = line.strip_prefix("Set-Cookie: ").and_then(|value| HeaderValue::from_str(value).ok());
        parts.headers.extend(value.map(|value| (header::SET_COOKIE, value)));
    }
    if !parts.headers.contains_key(header::DATE) {
        let mut date = Vec::with_capacity(32);
        http_date::append_now(&mut date);
        parts.headers.extend(HeaderValue::from_bytes(&date).ok().map(|date| (header::DATE, date)));
    }
    if let Some(added) = &ask.response_headers {
        added.put(&mut parts.headers);
    }
    let mut response = Response::new(());
    *response.status_mut() = parts.status;
    *response.headers_mut() = parts.headers;
    (response, body)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn heads_become_requests_of_http_2() {
        let head = b"POST /a.B/c?d HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1\r\nHost: h.test:8443\r\nContent-Type: application/grpc\r\nTransfer-Encoding: chunked\r\n\r\n";
        let request = request_of(head, Protocol::Https, true).unwrap();
        assert_eq!(request.uri().to_string(), "https://h.test:8443/a.B/c?d");
        assert_eq!(request.headers()["te"], "trailers");
        assert_eq!(request.headers()["x-forwarded-for"], "1.1.1.1");
        assert!(
            !request.headers().contains_key("transfer-encoding") && !request.headers().contains_key("host")
        );
        assert!(request_of(b"GET / HTTP/1.1\r\nHost: \r\n\r\n", Protocol::Http, false).is_none());
    }
}
