//! One client connection. In: a stream and the bytes already read from it. Out: answers, in the order of the requests.
//! Never done here: talking to targets (see `exchange`), deciding (see `prepare`).
//!
//! ```text
//!   Waiting --bytes--> Reading head --whole--> Answering --------------.
//!      ^  |idle           |idle: 408         `-> Exchanging -.         |
//!      |  v               |bad: 4xx, 5xx          |          |         |
//!      |  (close)         v                       v          v         v
//!      |               Lingering <------------- Cut      Tunnelling  Body thrown away
//!      `------------------------------------------------------------- keep-alive
//! ```

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::access_log::{Entry, Trip, request_line};
use crate::caller::Caller;
use crate::claim::Claim;
use crate::clock::{Activity, IdleTimer};
use crate::framing::Body;
use crate::inbox::Inbox;
use crate::page::Fault;
use crate::prepare::{Ask, Prepared, prepare, refuse};
use crate::request_head::MAX_HEAD;
use crate::snapshot::BalancerState;
use crate::stream::ClientStream;
use crate::tally::Count;
use crate::worker::Worker;

const FIRST_ROOM: usize = 4 * 1024;
/// Most bytes of an unwanted request body that are read to keep a connection.
const MOST_SKIPPED: u64 = 1024 * 1024;
/// Longest time and most bytes spent on reading what a client still sends after the last answer.
const LINGER: Duration = Duration::from_secs(2);
const MOST_LINGERED: usize = 256 * 1024;

/// What a session does after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Read the next request.
    Continue,
    /// The last answer is out: say goodbye properly.
    Linger,
    /// Close at once.
    Close,
}

/// One client connection, or one stream of HTTP/2.
pub(crate) struct Session<S> {
    pub(crate) worker: Arc<Worker>,
    pub(crate) stream: S,
    pub(crate) caller: Caller,
    pub(crate) inbox: Inbox,
    /// The head on its way out: first the target's, then the client's.
    pub(crate) out: Vec<u8>,
    pub(crate) activity: Activity,
    pub(crate) timer: IdleTimer,
    /// What the log will say of the present request, when it is on.
    entry: Option<Box<Entry>>,
    pub(crate) trip: Trip,
    claim: Option<Claim>,
}

enum Step {
    Answer { body: Body, keep_alive: bool, balancer: Arc<BalancerState>, status: u16 },
    Forward(Box<Ask>),
    End(Next),
}

/// The connection's load balancer, where its port has only one.
pub(crate) fn claim(worker: &Worker, caller: &Caller) -> Option<Claim> {
    let snapshot = worker.shared.snapshot.load();
    let balancer = snapshot.only_balancer(caller)?;
    Some(Claim::new(balancer, caller.worker))
}

/// (idle time, longest life) of a connection nobody has asked anything over yet.
pub(crate) fn limits(worker: &Worker, caller: &Caller) -> (Duration, Duration) {
    let snapshot = worker.shared.snapshot.load();
    let listener = snapshot.listener_for(caller, "");
    let attributes = listener.map(|known| &known.balancer.attributes);
    let default = (Duration::from_secs(60), Duration::from_secs(3600));
    attributes.map_or(default, |known| (known.idle_timeout, known.client_keep_alive))
}

impl<S: ClientStream> Session<S> {
    pub(crate) fn new(worker: Arc<Worker>, stream: S, caller: Caller, first: &[u8]) -> Self {
        let (idle, _) = limits(&worker, &caller);
        // A stream of HTTP/2 is part of a connection that is counted already.
        let claim = if caller.speaks_h2() { None } else { claim(&worker, &caller) };
        Self {
            worker,
            stream,
            caller,
            inbox: Inbox::holding(first, FIRST_ROOM, MAX_HEAD),
            out: Vec::with_capacity(1024),
            activity: Activity::new(),
            timer: IdleTimer::new(idle),
            entry: None,
            trip: Trip::default(),
            claim,
        }
    }

    pub(crate) async fn run(mut self) {
        loop {
            let next = match self.next_request().await {
                Step::Answer { body, keep_alive, balancer, status } => {
                    self.trip.returned = self.out.len() as u64;
                    self.note(&balancer, status);
                    self.answer(body, keep_alive).await
                }
                Step::Forward(ask) => self.forward(*ask).await,
                Step::End(next) => next,
            };
            match next {
                Next::Continue => {}
                Next::Linger => return self.linger().await,
                Next::Close => return,
            }
        }
    }

    /// Reads until a whole request head is there, and decides about it.
    async fn next_request(&mut self) -> Step {
        let mut seen = 0;
        loop {
            if may_end_head(self.inbox.bytes(), seen) {
                let snapshot = self.worker.shared.snapshot.load();
                match prepare(self.inbox.bytes(), &self.caller, &snapshot, &mut self.out) {
                    Prepared::Partial => {}
                    Prepared::NoListener => return Step::End(Next::Close),
                    Prepared::Refused(fault) => {
                        drop(snapshot);
                        self.note_refused(fault);
                        return Step::End(self.last_words().await);
                    }
                    // No load balancer's business: nobody counts or logs it.
                    Prepared::Misdirected => {
                        drop(snapshot);
                        return Step::End(self.last_words().await);
                    }
                    Prepared::Answer { head, body, keep_alive, balancer, status, entry } => {
                        drop(snapshot);
                        self.begin(head, entry, &balancer);
                        return Step::Answer { body, keep_alive, balancer, status };
                    }
                    Prepared::Forward { head, ask, entry } => {
                        drop(snapshot);
                        self.begin(head, entry, &ask.balancer);
                        return Step::Forward(ask);
                    }
                }
            }
            seen = self.inbox.len();
            if let Some(end) = self.read_more().await {
                return Step::End(end);
            }
        }
    }

    /// A request of `head` bytes for `balancer` begins.
    fn begin(&mut self, head: usize, entry: Option<Box<Entry>>, balancer: &Arc<BalancerState>) {
        self.inbox.consume(head);
        self.entry = entry;
        self.trip = Trip { received: head as u64, ..Trip::default() };
        if self.claim.is_none() && !self.caller.speaks_h2() {
            self.claim = Some(Claim::new(balancer, self.caller.worker));
        }
    }

    /// The request has ended with `status`: counts its bytes, and logs it where that is wanted.
    pub(crate) fn note(&mut self, balancer: &BalancerState, status: u16) {
        balancer.tally.add(self.caller.worker, Count::ClientBytes, self.trip.received);
        if let (Some(entry), Some(log)) = (self.entry.take(), &self.worker.shared.access_log) {
            let line = request_line(&balancer.name, &self.caller, &entry, &self.trip, status);
            log.request(&balancer.arn, line);
        }
    }

    /// Logs bytes that were no request.
    fn note_refused(&mut self, fault: Fault) {
        let snapshot = self.worker.shared.snapshot.load();
        let listener = snapshot.listener_for(&self.caller, "");
        let logged = listener.filter(|listener| listener.balancer.attributes.access_log);
        if let (Some(listener), Some(log)) = (logged, &self.worker.shared.access_log) {
            let balancer = &listener.balancer;
            let entry = Entry::of_no_request(&self.caller, &balancer.dns_name, fault.stray());
            let trip = Trip {
                received: self.inbox.len() as u64,
                returned: self.out.len() as u64,
                ..Trip::default()
            };
            log.request(
                &balancer.arn,
                request_line(&balancer.name, &self.caller, &entry, &trip, fault.status()),
            );
        }
    }

    /// Reads more of a head. Bytes of a head do not reset the idle time: a head has one idle time to arrive.
    async fn read_more(&mut self) -> Option<Next> {
        if self.inbox.is_empty() {
            self.activity.touch();
        }
        let read = self.stream.read(self.inbox.space());
        match self.timer.guard(&self.activity, read).await {
            Some(Ok(count)) if count > 0 => {
                if self.inbox.is_empty() {
                    self.activity.touch();
                }
                self.inbox.filled(count);
                None
            }
            Some(_) => Some(Next::Close),
            None if self.inbox.is_empty() => Some(Next::Close),
            None => Some(self.refuse(Fault::RequestTimeout).await),
        }
    }

    /// Answers with `fault` and ends the connection; for requests that were never routed.
    async fn refuse(&mut self, fault: Fault) -> Next {
        refuse(fault, &self.caller, &self.worker.shared.snapshot.load(), &mut self.out);
        self.note_refused(fault);
        self.last_words().await
    }

    async fn last_words(&mut self) -> Next {
        if self.send_out().await.is_ok() { Next::Linger } else { Next::Close }
    }

    /// Sends what is in `out`.
    pub(crate) async fn send_out(&mut self) -> io::Result<()> {
        self.activity.touch();
        let write = async {
            self.stream.write_all(&self.out).await?;
            self.stream.flush().await
        };
        self.timer.guard(&self.activity, write).await.unwrap_or_else(|| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Sends the answer in `out`, then throws the request's body away.
    pub(crate) async fn answer(&mut self, body: Body, keep_alive: bool) -> Next {
        if self.send_out().await.is_err() {
            return Next::Close;
        }
        if keep_alive && self.skip(body).await { Next::Continue } else { Next::Linger }
    }

    /// Reads past `body`; false when it is too long, too slow or badly framed.
    async fn skip(&mut self, mut body: Body) -> bool {
        let mut skipped = 0;
        while !body.is_done() {
            let Ok(count) = body.take(self.inbox.bytes(), |_| {}) else { return false };
            self.inbox.consume(count);
            skipped += count as u64;
            if body.is_done() {
                break;
            }
            let read = self.stream.read(self.inbox.space());
            match self.timer.guard(&self.activity, read).await {
                Some(Ok(count)) if count > 0 && skipped <= MOST_SKIPPED => self.inbox.filled(count),
                _ => return false,
            }
            self.activity.touch();
        }
        true
    }

    /// Ends the connection so that the last answer is not lost: closing with bytes unread would reset it.
    async fn linger(mut self) {
        if self.stream.shutdown().await.is_err() {
            return;
        }
        let drain = async {
            let (mut total, mut bin) = (0, vec![0; 4096]);
            while total < MOST_LINGERED {
                match self.stream.read(&mut bin).await {
                    Ok(count) if count > 0 => total += count,
                    _ => return,
                }
            }
        };
        let _ = tokio::time::timeout(LINGER, drain).await;
    }
}

/// False while the bytes after the first `seen` cannot have completed a head; saves reading a slow head over and over.
fn may_end_head(bytes: &[u8], seen: usize) -> bool {
    if bytes.is_empty() {
        return false;
    }
    if seen == 0 || bytes.len() >= MAX_HEAD {
        return true;
    }
    let fresh = &bytes[seen.saturating_sub(3)..];
    let blank_line =
        fresh.windows(2).any(|pair| pair == b"\n\n") || fresh.windows(3).any(|three| three == b"\n\r\n");
    blank_line || (bytes.len() > crate::request_head::MAX_LINE && !bytes[..seen].contains(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_cut_anywhere_is_noticed() {
        let head = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for cut in 1..head.len() {
            assert!(may_end_head(head, cut), "{cut}");
        }
        assert!(!may_end_head(&head[..20], 10));
        assert!(may_end_head(b"x", 0) && !may_end_head(b"", 0));
    }
}
