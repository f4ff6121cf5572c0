//! Access and connection logs. In: what became of a request or a handshake. Out: lines in Amazon's format, given to the owner's
//! [`AccessLog`]. A request of a load balancer whose log is off costs one look at a flag. Never done here: files, waiting.

use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::caller::Caller;
use crate::desync::Stray;
use crate::dice;
use crate::http_date;

/// Takes log lines. It is called by the threads that serve requests and must not block: it keeps a line or drops it.
pub trait AccessLog: Send + Sync + 'static {
    /// One request to the load balancer of this ARN came to its end; no line feed at the end of `line`.
    fn request(&self, load_balancer: &Arc<str>, line: String);
    /// One TLS handshake with the load balancer of this ARN came to its end.
    fn connection(&self, load_balancer: &Arc<str>, line: String);
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogKind {
    /// A request.
    Request,
    /// A TLS connection.
    Connection,
}

/// A line on its way to the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// What it is about.
    pub kind: LogKind,
    /// ARN of the load balancer.
    pub load_balancer: Arc<str>,
    /// The line, without a line feed.
    pub text: String,
}

/// An [`AccessLog`] that keeps lines until somebody takes them, and drops those that find it full.
pub struct LogQueue {
    lines: SyncSender<LogLine>,
    dropped: Arc<AtomicU64>,
}

/// The other end of a [`LogQueue`].
pub struct LogReader {
    lines: Receiver<LogLine>,
    dropped: Arc<AtomicU64>,
}

/// A queue of at most `room` lines.
pub fn log_queue(room: usize) -> (LogQueue, LogReader) {
    let (sender, receiver) = sync_channel(room.max(1));
    let dropped = Arc::new(AtomicU64::new(0));
    (LogQueue { lines: sender, dropped: Arc::clone(&dropped) }, LogReader { lines: receiver, dropped })
}

impl LogQueue {
    fn put(&self, kind: LogKind, load_balancer: &Arc<str>, text: String) {
        let line = LogLine { kind, load_balancer: Arc::clone(load_balancer), text };
        if self.lines.try_send(line).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl AccessLog for LogQueue {
    fn request(&self, load_balancer: &Arc<str>, line: String) {
        self.put(LogKind::Request, load_balancer, line);
    }

    fn connection(&self, load_balancer: &Arc<str>, line: String) {
        self.put(LogKind::Connection, load_balancer, line);
    }
}

impl LogReader {
    /// The next line; `None` when none comes within `patience`. An error when the balancer is gone.
    pub fn next(&self, patience: Duration) -> Result<Option<LogLine>, LogEnded> {
        match self.lines.recv_timeout(patience) {
            Ok(line) => Ok(Some(line)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(LogEnded),
        }
    }

    /// How many lines found the queue full.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

/// No more lines will come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogEnded;

/// What is known of a request once it is decided.
#[derive(Debug)]
pub(crate) struct Entry {
    /// When the request was whole.
    pub(crate) begun: Instant,
    pub(crate) created: SystemTime,
    /// `http`, `https`, `h2`, `grpcs`, `ws` or `wss`.
    pub(crate) kind: &'static str,
    /// `GET http://host:80/ HTTP/1.1`.
    pub(crate) request: String,
    pub(crate) user_agent: String,
    pub(crate) trace_id: String,
    pub(crate) target_group: Option<Arc<str>>,
    /// 0 for the default rule; `None` when no rule was looked at.
    pub(crate) priority: Option<u32>,
    pub(crate) action: &'static str,
    pub(crate) redirect: Option<String>,
    /// How the request strays from RFC 7230.
    pub(crate) stray: Option<Stray>,
}

impl Entry {
    /// What is known of bytes that were no request.
    pub(crate) fn of_no_request(caller: &Caller, host: &str, stray: Option<Stray>) -> Self {
        Self {
            begun: Instant::now(),
            created: SystemTime::now(),
            kind: caller.scheme(),
            request: format!("- {}://{host}:{}- -", caller.scheme(), caller.port),
            user_agent: "-".to_owned(),
            trace_id: "-".to_owned(),
            target_group: None,
            priority: None,
            action: "-",
            redirect: None,
            stray,
        }
    }
}

/// How a request fared; reset before each.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Trip {
    pub(crate) target: Option<(IpAddr, u16)>,
    /// When the head was with the target.
    pub(crate) sent: Option<Instant>,
    /// When the target's head was here.
    pub(crate) answered: Option<Instant>,
    pub(crate) target_status: Option<u16>,
    /// Bytes received from the client and sent to it.
    pub(crate) received: u64,
    pub(crate) returned: u64,
}

/// The line of one request.
pub(crate) fn request_line(
    balancer: &str,
    caller: &Caller,
    entry: &Entry,
    trip: &Trip,
    status: u16,
) -> String {
    let secured = caller.secured.as_deref();
    let mut line = String::with_capacity(512);
    let now = SystemTime::now();
    let target = trip.target.map(|(ip, port)| SocketAddr::new(ip, port).to_string());
    let target = target.as_deref().unwrap_or("-");
    let target_status = trip.target_status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    // Writing to a String cannot fail, here and below.
    let _ = write!(line, "{} {} {balancer} {} {target} ", entry.kind, Timestamp(now), caller.peer);
    times(&mut line, entry, trip);
    let _ = write!(line, "{status} {target_status} {} {} ", trip.received, trip.returned);
    let _ = write!(line, "\"{}\" \"{}\" ", quoted(&entry.request), quoted(&entry.user_agent));
    let _ = write!(
        line,
        "{} {} ",
        secured.map_or("-", |secured| secured.cipher),
        secured.map_or("-", |secured| secured.version)
    );
    let _ = write!(line, "{} \"{}\" ", entry.target_group.as_deref().unwrap_or("-"), quoted(&entry.trace_id));
    let domain = secured.and_then(|secured| secured.server_name.as_deref()).unwrap_or("-");
    let certificate = secured.map_or("-", |secured| &secured.certificate);
    let priority = entry.priority.map_or_else(|| "-".to_owned(), |priority| priority.to_string());
    let _ = write!(line, "\"{domain}\" \"{certificate}\" {priority} {} ", Timestamp(entry.created));
    let redirect = quoted(entry.redirect.as_deref().unwrap_or("-"));
    let _ = write!(line, "\"{}\" \"{redirect}\" \"-\" \"{target}\" \"{target_status}\" ", entry.action);
    let _ = match entry.stray {
        // The words of both are the names of the variants.
        Some(stray) => write!(line, "\"{:?}\" \"{stray:?}\" {}", stray.class(), caller.trace),
        None => write!(line, "\"-\" \"-\" {}", caller.trace),
    };
    line
}

/// Request, target and response processing time in seconds. An answer's first bytes leave in the turn its head is read in,
/// so the last is 0.000; −1 stands for a stage that was not reached.
fn times(line: &mut String, entry: &Entry, trip: &Trip) {
    let seconds = |from: Instant, to: Instant| to.duration_since(from).as_secs_f64();
    let _ = match (trip.sent, trip.answered) {
        (Some(sent), Some(answered)) => {
            write!(line, "{:.3} {:.3} 0.000 ", seconds(entry.begun, sent), seconds(sent, answered))
        }
        (Some(sent), None) => write!(line, "{:.3} -1 -1 ", seconds(entry.begun, sent)),
        (None, _) => write!(line, "-1 -1 -1 "),
    };
}

/// The line of one TLS handshake; `latency` is `None` when it failed.
pub(crate) fn connection_line(caller: &Caller, latency: Option<Duration>) -> String {
    let secured = caller.secured.as_deref();
    let took = latency.map_or_else(|| "-".to_owned(), |took| format!("{:.3}", took.as_secs_f64()));
    format!(
        "{} {} {} {} {} {} {took} - - - - {}",
        Timestamp(SystemTime::now()),
        caller.peer.ip(),
        caller.peer.port(),
        caller.port,
        secured.map_or("-", |secured| secured.version),
        secured.map_or("-", |secured| secured.cipher),
        caller.trace,
    )
}

/// Names a connection in both logs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TraceId(u64, u64);

impl TraceId {
    pub(crate) fn new() -> Self {
        Self(dice::roll(), dice::roll())
    }
}

impl std::fmt::Display for TraceId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TID_{:016x}{:016x}", self.0, self.1)
    }
}

/// Keeps a client from ending a quoted field or the line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '\\' => drop(write!(out, "\\x{:02X}", u32::from(letter))),
            _ if letter.is_control() => drop(write!(out, "\\x{:02X}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}

/// `2026-11-22T17:05:15.514108Z`.
struct Timestamp(SystemTime);

impl std::fmt::Display for Timestamp {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let since = self.0.duration_since(UNIX_EPOCH).unwrap_or_default();
        let seconds = since.as_secs();
        let (year, month, day) = http_date::civil(seconds / 86_400);
        let rest = seconds % 86_400;
        write!(
            out,
            "{year:04}-{:02}-{day:02}T{:02}:{:02}:{:02}.{:06}Z",
            month + 1,
            rest / 3600,
            rest / 60 % 60,
            rest % 60,
            since.subsec_micros()
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_full_queue_drops_and_counts() {
        let (queue, reader) = log_queue(1);
        let arn: Arc<str> = "arn".into();
        queue.request(&arn, "one".to_owned());
        queue.connection(&arn, "two".to_owned());
        assert_eq!(reader.dropped(), 1);
        assert_eq!(reader.next(Duration::ZERO).unwrap().unwrap().text, "one");
        assert_eq!(reader.next(Duration::ZERO), Ok(None));
        drop(queue);
        assert_eq!(reader.next(Duration::ZERO), Err(LogEnded));
    }

    #[test]
    fn times_and_quotes() {
        let moment = UNIX_EPOCH + Duration::from_micros(1_700_000_000_000_042);
        assert_eq!(Timestamp(moment).to_string(), "2023-11-14T22:13:20.000042Z");
        assert_eq!(quoted("a\"b\\\n"), "a\\x22b\\x5C\\x0A");
    }
}
