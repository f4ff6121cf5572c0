//! One request and its answer. In: a client's request, decided. Out: the target's answer relayed, or an error page.
//! Never done here: choosing the rule, health.
//!
//! ```text
//!   Connecting --no--> 502, 504
//!      | reused or new                         .--> stale: reused, failed before any byte, harmless to repeat -.
//!      v                                       |                                                               |
//!   Sending head --> Uploading body + Waiting for the head --> Relaying the answer --> Finished                |
//!      |  nothing sent     | idle: 408, 504       | cut: 502       | cut: client is cut too                     |
//!      |                   | client gone: end     |                `--> 101: tunnel until either side ends     |
//!      `-------------------------------------------------------------------------------------- once more, new --'
//! ```
//!
//! A request whose first byte may have reached a target is sent again only when it is GET, HEAD or OPTIONS without a
//! body, so a POST never arrives twice.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::download::{Broken, Downloaded, download};
use crate::framing::Body;
use crate::group::{Flight, TargetState};
use crate::page::{self, Fault};
use crate::pool::Wire;
use crate::prepare::{Ask, Cookies};
use crate::response_head::Asked;
use crate::session::{Next, Session};
use crate::stream::{ClientStream, Duplex};
use crate::table::{Protocol, ProtocolVersion};
use crate::tally::Count;
use crate::tls;
use crate::tunnel::tunnel;
use crate::upload::{Stopped, upload};

/// Longest time to reach a target.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);

/// What the log says when a client leaves before its answer.
const CLIENT_LEFT: u16 = 460;

/// How often a request looks for a target while tables change under it.
const MOST_PICKS: u32 = 8;

/// A connection to a target.
struct Link {
    wire: Wire,
    reused: bool,
}

/// How one attempt ended.
enum Attempt {
    /// The reused connection was dead; nothing is lost.
    Stale,
    /// The answer is with the client.
    Finished { answer: Downloaded, uploaded: bool },
    /// No byte of an answer has gone to the client, and its request may not have ended.
    Failed(Fault),
    /// The same, but the target has the whole request: the client may go on with its next.
    Unanswered(Fault),
    /// The client is gone, or its answer is cut short.
    Broken,
}

/// How far the exchange has come, told between its two directions.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The request is wholly with the target.
    pub(crate) uploaded: AtomicBool,
    /// Bytes of the request's body wait for the target to take them.
    pub(crate) pressing: AtomicBool,
    /// Bytes of the answer have gone to the client.
    pub(crate) answering: AtomicBool,
    /// Bytes of the request's body that came from the client.
    pub(crate) received: AtomicU64,
    /// The status of the target's answer; 0 before its head is here.
    pub(crate) status: AtomicU16,
}

impl Progress {
    /// The status of the target's answer, once its head is here.
    fn status(&self) -> Option<u16> {
        Some(self.status.load(Ordering::Relaxed)).filter(|status| *status > 0)
    }
}

impl<S: ClientStream> Session<S> {
    /// Carries `ask` to a target and the answer back.
    pub(crate) async fn forward(&mut self, ask: Ask) -> Next {
        let attributes = &ask.balancer.attributes;
        self.timer.set_limit(attributes.idle_timeout);
        let keep_alive = ask.keep_alive && self.activity.age() < attributes.client_keep_alive;
        ask.group.tally.add(self.caller.worker, Count::Requests, 1);
        if self.is_wrong_protocol(&ask) {
            return self.own_answer(&ask, Fault::WrongProtocol, ask.body.clone(), keep_alive).await;
        }
        let Some(flight) = self.flight(&ask) else {
            return self.own_answer(&ask, Fault::ServiceUnavailable, ask.body.clone(), keep_alive).await;
        };
        self.trip.target = Some((flight.0.ip, flight.0.port));
        if ask.group.stickiness.is_some() && ask.wanted != Some(flight.0.mark) {
            ask.group.tally.add(self.caller.worker, Count::NonSticky, 1);
        }
        if ask.group.version != ProtocolVersion::Http1 {
            // In a box, so that HTTP/1.1 does not carry its room.
            return Box::pin(self.forward_h2(&ask, &flight.0)).await;
        }
        let mut body = ask.body.clone();
        let mut link = match self.link(&ask, &flight.0, true).await {
            Ok(link) => link,
            Err(fault) => return self.own_answer(&ask, fault, body, keep_alive).await,
        };
        let mut attempt = self.attempt(&ask, &flight.0, &mut body, &mut link, keep_alive).await;
        if matches!(attempt, Attempt::Stale) {
            link = match self.link(&ask, &flight.0, false).await {
                Ok(link) => link,
                Err(fault) => return self.own_answer(&ask, fault, body, keep_alive).await,
            };
            attempt = self.attempt(&ask, &flight.0, &mut body, &mut link, keep_alive).await;
        }
        match attempt {
            Attempt::Finished { answer, uploaded } => {
                self.finish(&ask, &flight.0, link, answer, uploaded).await
            }
            // A connection that was just made cannot be stale.
            Attempt::Stale => self.own_answer(&ask, Fault::BadGateway, body, false).await,
            Attempt::Failed(fault) => self.own_answer(&ask, fault, body, false).await,
            Attempt::Unanswered(fault) => self.own_answer(&ask, fault, body, keep_alive).await,
            Attempt::Broken => self.broken(&ask),
        }
    }

    /// The exchange was cut on one side; the other is cut, too.
    pub(crate) fn broken(&mut self, ask: &Ask) -> Next {
        self.note(&ask.balancer, self.trip.target_status.unwrap_or(CLIENT_LEFT));
        Next::Close
    }

    /// A place at a target; `None` when none is registered. The table may have changed since the request was routed, so
    /// a target closed meanwhile sends the request to its group as it is now.
    fn flight(&self, ask: &Ask) -> Option<Flight> {
        if let Some(flight) = Flight::begin(ask.group.pick(ask.wanted)?) {
            return Some(flight);
        }
        (0..MOST_PICKS).find_map(|_| {
            let snapshot = self.worker.shared.snapshot.load();
            Flight::begin(snapshot.groups.get(&ask.group.arn)?.pick(ask.wanted)?)
        })
    }

    /// Answers with an error page of the balancer's own.
    pub(crate) async fn own_answer(&mut self, ask: &Ask, fault: Fault, body: Body, keep_alive: bool) -> Next {
        ask.balancer.tally.own_answer(self.caller.worker, fault.status());
        // A body held back may come or not after an answer: what follows on this connection could be either.
        let keep_alive = keep_alive && !ask.expects;
        self.out.clear();
        page::fault(&mut self.out, fault, ask.manner(keep_alive));
        self.trip.returned = self.out.len() as u64;
        self.note(&ask.balancer, fault.status());
        self.answer(body, keep_alive).await
    }

    async fn link(&mut self, ask: &Ask, target: &Arc<TargetState>, may_reuse: bool) -> Result<Link, Fault> {
        let pooled = if may_reuse { self.worker.pool().take(target.uid) } else { None };
        if let Some(wire) = pooled {
            return Ok(Link { wire, reused: true });
        }
        let failure = match tokio::time::timeout(CONNECT, self.dial(ask, target)).await {
            Ok(Ok(wire)) => return Ok(Link { wire, reused: false }),
            Ok(Err(error)) => {
                tracing::debug!(target = %target.id, port = target.port, %error, "cannot connect to a target");
                Fault::BadGateway
            }
            Err(_) => Fault::GatewayTimeout,
        };
        self.count_connect_error(ask);
        Err(failure)
    }

    /// Counts a handshake with a target that failed.
    pub(crate) fn note_target_tls<T>(&self, ask: &Ask, done: io::Result<T>) -> io::Result<T> {
        if done.is_err() {
            for tally in [&ask.group.tally, &ask.balancer.tally] {
                tally.add(self.caller.worker, Count::TargetTlsErrors, 1);
            }
        }
        done
    }

    pub(crate) fn count_connect_error(&self, ask: &Ask) {
        for tally in [&ask.group.tally, &ask.balancer.tally] {
            tally.add(self.caller.worker, Count::ConnectErrors, 1);
        }
    }

    async fn dial(&self, ask: &Ask, target: &TargetState) -> io::Result<Wire> {
        let stream = self.worker.shared.dialer.dial(&target.endpoint).await?;
        let _ = stream.set_nodelay(true);
        Ok(match ask.group.protocol {
            Protocol::Http => Wire::Plain(stream),
            Protocol::Https => {
                let tls = tls::connect(stream, target.ip).await;
                Wire::Tls(Box::new(self.note_target_tls(ask, tls)?))
            }
        })
    }

    async fn attempt(
        &mut self,
        ask: &Ask,
        target: &TargetState,
        body: &mut Body,
        link: &mut Link,
        keep_alive: bool,
    ) -> Attempt {
        let reused = link.reused;
        match &mut link.wire {
            Wire::Plain(stream) => self.attempt_over(ask, target, body, (stream, reused), keep_alive).await,
            // In a box, so that plain connections do not carry its room.
            Wire::Tls(stream) => {
                Box::pin(self.attempt_over(ask, target, body, (&mut **stream, reused), keep_alive)).await
            }
        }
    }

    /// Sends the request over `stream` and relays the answer.
    async fn attempt_over<T: Duplex>(
        &mut self,
        ask: &Ask,
        target: &TargetState,
        body: &mut Body,
        (stream, reused): (&mut T, bool),
        keep_alive: bool,
    ) -> Attempt {
        self.activity.touch();
        let Ok(prefix) = body.take(self.inbox.bytes(), |_| {}) else {
            return Attempt::Failed(Fault::BadRequest);
        };
        let first = write_both(stream, &self.out, &self.inbox.bytes()[..prefix]);
        match self.timer.guard(&self.activity, first).await {
            Some(Ok(())) => {}
            Some(Err(0)) if reused => {
                *body = ask.body.clone();
                return Attempt::Stale;
            }
            Some(Err(_)) if reused && ask.repeatable => return Attempt::Stale,
            Some(Err(_)) => return Attempt::Failed(Fault::BadGateway),
            None => return Attempt::Failed(Fault::GatewayTimeout),
        }
        self.inbox.consume(prefix);
        let sent = Instant::now();
        self.trip.sent = Some(sent);
        self.trip.received += prefix as u64;
        let asked = Asked {
            cookies: Some(Cookies { ask, target }),
            is_head: ask.is_head,
            old_client: ask.old_client,
            keep_alive,
            websocket: ask.websocket,
        };
        let mut relay = self.worker.borrow_buffer();
        let progress = Progress { uploaded: AtomicBool::new(body.is_done()), ..Progress::default() };
        let end = self.relay(asked, target, body, stream, &mut relay, &progress).await;
        if let End::Down(Ok(answer)) = &end
            && answer.status == 101
        {
            tunnel(self, target, stream, &mut relay).await;
        }
        self.worker.return_buffer(relay);
        self.trip.received += progress.received.load(Ordering::Relaxed);
        self.trip.target_status = progress.status();
        if let End::Down(Ok(answer)) = &end {
            self.trip.answered = Some(answer.head_at);
        }
        self.settle(ask, reused, end, &progress, body, sent)
    }

    /// Runs both directions until the answer is complete or one of them fails.
    async fn relay<T: Duplex>(
        &mut self,
        asked: Asked<'_>,
        target: &TargetState,
        body: &mut Body,
        stream: &mut T,
        relay: &mut crate::inbox::Inbox,
        progress: &Progress,
    ) -> End {
        let (mut client_in, mut client_out) = self.stream.halves();
        let (mut target_in, mut target_out) = stream.halves();
        let activity = &self.activity;
        let timer = &mut self.timer;
        let mut retired = pin!(self.worker.retired(target));
        let up = upload(&mut client_in, &mut self.inbox, body, &mut target_out, activity, progress);
        let down = download(&mut target_in, relay, &mut self.out, &mut client_out, asked, activity, progress);
        let (mut up, mut down) = (pin!(up), pin!(down));
        poll_fn(|context| {
            if let Poll::Ready(end) = down.as_mut().poll(context) {
                return Poll::Ready(End::Down(end));
            }
            if let Poll::Ready(end) = up.as_mut().poll(context) {
                return Poll::Ready(End::Up(end));
            }
            if retired.as_mut().poll(context).is_ready() {
                return Poll::Ready(End::Retired);
            }
            timer.poll(context, activity).map(|()| End::Idle)
        })
        .await
    }

    fn settle(
        &self,
        ask: &Ask,
        reused: bool,
        end: End,
        progress: &Progress,
        body: &Body,
        sent: Instant,
    ) -> Attempt {
        let answering = progress.answering.load(Ordering::Relaxed);
        let uploaded = progress.uploaded.load(Ordering::Relaxed) && body.is_done();
        match end {
            End::Down(Ok(answer)) => {
                self.count_answer(ask, answer.status, answer.head_at.duration_since(sent), answer.bytes);
                Attempt::Finished { answer, uploaded }
            }
            End::Down(Err(Broken::Silent)) if reused && ask.repeatable => Attempt::Stale,
            End::Down(Err(Broken::Silent | Broken::Malformed)) | End::Retired if !answering && uploaded => {
                Attempt::Unanswered(Fault::BadGateway)
            }
            End::Down(Err(Broken::Silent | Broken::Malformed)) | End::Retired if !answering => {
                Attempt::Failed(Fault::BadGateway)
            }
            End::Up(Stopped::BadBody) if !answering => Attempt::Failed(Fault::BadRequest),
            End::Idle if !answering && uploaded => Attempt::Unanswered(Fault::GatewayTimeout),
            End::Idle if !answering && progress.pressing.load(Ordering::Relaxed) => {
                Attempt::Failed(Fault::GatewayTimeout)
            }
            End::Idle if !answering => Attempt::Failed(Fault::RequestTimeout),
            _ => Attempt::Broken,
        }
    }

    /// Counts an answer of a target: its status, how long its head took, how many bytes it had.
    pub(crate) fn count_answer(&self, ask: &Ask, status: u16, took: Duration, bytes: u64) {
        let micros = took.as_micros() as u64;
        for tally in [&ask.group.tally, &ask.balancer.tally] {
            tally.target_answer(self.caller.worker, status);
            tally.target_time(self.caller.worker, micros);
            tally.add(self.caller.worker, Count::TargetBytes, bytes);
        }
    }

    /// After a complete answer: keeps what can be kept.
    async fn finish(
        &mut self,
        ask: &Ask,
        target: &Arc<TargetState>,
        link: Link,
        answer: Downloaded,
        uploaded: bool,
    ) -> Next {
        self.trip.returned = answer.bytes;
        self.note(&ask.balancer, answer.status);
        if answer.status == 101 {
            return Next::Close;
        }
        if answer.reusable && uploaded && !ask.single_use {
            self.worker.pool().put(target.uid, link.wire);
        }
        if answer.keep_alive && uploaded { Next::Continue } else { Next::Linger }
    }
}

/// What ended the relaying.
enum End {
    Down(Result<Downloaded, Broken>),
    Up(Stopped),
    Idle,
    /// The target's deregistration delay has run out.
    Retired,
}

/// Writes both slices, in one call where the socket lets it; an error says how many bytes had gone before.
async fn write_both<W: AsyncWrite + Unpin>(stream: &mut W, head: &[u8], body: &[u8]) -> Result<(), usize> {
    let mut sent = 0;
    while sent < head.len() + body.len() {
        match write_some(stream, &head[sent.min(head.len())..], &body[sent.saturating_sub(head.len())..])
            .await
        {
            Ok(count) if count > 0 => sent += count,
            _ => return Err(sent),
        }
    }
    stream.flush().await.map_err(|_| sent)
}

/// Writes some of both slices.
pub(crate) async fn write_some<W: AsyncWrite + Unpin>(
    to: &mut W,
    head: &[u8],
    body: &[u8],
) -> io::Result<usize> {
    poll_fn(|context| {
        let to = std::pin::Pin::new(&mut *to);
        match (head.is_empty(), body.is_empty()) {
            (false, false) => {
                to.poll_write_vectored(context, &[io::IoSlice::new(head), io::IoSlice::new(body)])
            }
            (true, _) => to.poll_write(context, body),
            (_, true) => to.poll_write(context, head),
        }
    })
    .await
}
