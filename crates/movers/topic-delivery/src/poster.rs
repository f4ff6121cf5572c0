//! Posts a delivery and reports.
//!
//! Comes in: a [`Delivery`]. Goes out: an [`Outcome`]. Never done here: retrying by policy, limiting how many posts run at
//! once to all endpoints together (the owner does both), following redirects.
//!
//! ```text
//! line free? --> idle connection? --yes--> send --answered--> drain --> keep the connection --> Outcome
//!                       |no                  |closed by the endpoint while idle
//!                       v                    v
//!                    connect -------------> send (once more, on a new connection)
//! ```
//!
//! The second send is not a retry of the policy: a server may close an idle connection at the moment we reuse it, and the
//! message must not wait 20 seconds for that.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use crate::connect::Connect;
use crate::delivery::Delivery;
use crate::line::Lines;
use crate::outcome::Outcome;
use crate::pool::{Place, Pool, Sender};

/// A body over this many bytes is [`Outcome::Unsendable`]: a message of 1 MiB, escaped at its worst, fits.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// What is read of an answer's body before the connection is given up instead of reused.
const MAX_ANSWER_BYTES: usize = 64 * 1024;
const MAX_ANSWER_HEAD_BYTES: usize = 64 * 1024;
const MAX_DRAIN: Duration = Duration::from_secs(1);

/// Limits of a [`Poster`].
#[derive(Debug, Clone, Copy)]
pub struct PosterSettings {
    /// From connecting to the answer's status line; 15 s in SNS.
    pub timeout: Duration,
    /// Connections an endpoint may have at a time; further posts to it wait for one, without time running.
    pub connections_per_endpoint: usize,
    /// Idle connections kept, to all endpoints together.
    pub max_idle: usize,
}

impl Default for PosterSettings {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(15), connections_per_endpoint: 16, max_idle: 1024 }
    }
}

/// Posts deliveries, reusing connections. Share one by `Arc`; must be used inside a tokio runtime.
pub struct Poster {
    connect: Arc<dyn Connect>,
    settings: PosterSettings,
    pool: Pool,
    pub(crate) lines: Lines,
}

impl Poster {
    /// A poster that connects through `connect`.
    pub fn new(connect: Arc<dyn Connect>, settings: PosterSettings) -> Self {
        let (pool, lines) = (Pool::new(settings.max_idle), Lines::new(settings.connections_per_endpoint));
        Self { connect, settings, pool, lines }
    }

    /// Waits for a line to the endpoint and makes one attempt. Never fails: everything that can go wrong is an [`Outcome`].
    pub async fn post(&self, delivery: &Delivery) -> Outcome {
        self.line(&delivery.endpoint).await.post(delivery).await
    }

    /// Closes connections that have been idle for too long; to be called now and then.
    pub fn close_idle(&self) {
        self.pool.sweep();
    }

    pub(crate) async fn send(&self, delivery: &Delivery) -> Outcome {
        if delivery.body.len() > MAX_BODY_BYTES {
            return Outcome::Unsendable { reason: format!("the body exceeds {MAX_BODY_BYTES} bytes") };
        }
        if let Err(error) = delivery.request() {
            return Outcome::Unsendable { reason: error.to_string() };
        }
        match tokio::time::timeout(self.settings.timeout, self.attempt(delivery)).await {
            Ok(Ok(answered)) => self.settle(delivery, answered).await,
            Ok(Err(failure)) => Outcome::Retry { reason: failure.to_string() },
            Err(_) => Outcome::Retry { reason: format!("no answer within {:?}", self.settings.timeout) },
        }
    }

    /// The status line is the verdict; the rest of the answer only decides whether the connection is kept.
    async fn settle(&self, delivery: &Delivery, answered: Answered) -> Outcome {
        let Answered { mut sender, answer } = answered;
        let status = answer.status().as_u16();
        let finish = async { drain(answer).await && sender.ready().await.is_ok() };
        if tokio::time::timeout(MAX_DRAIN, finish).await.unwrap_or(false) {
            self.pool.put(place(delivery), sender);
        }
        Outcome::of_status(status)
    }

    async fn attempt(&self, delivery: &Delivery) -> io::Result<Answered> {
        let place = place(delivery);
        if let Some(sender) = self.pool.take(&place) {
            match send(sender, delivery).await {
                Err(error) if closed_while_idle(&error) => {
                    tracing::debug!(endpoint = ?delivery.endpoint, "idle connection was closed; connecting anew");
                }
                settled => return settled.map_err(io::Error::other),
            }
        }
        let sender = self.open(&place).await?;
        send(sender, delivery).await.map_err(io::Error::other)
    }

    async fn open(&self, place: &Place) -> io::Result<Sender> {
        let stream = self.connect.connect(&place.0, place.1).await?;
        // Small writes must not wait for the acknowledgement of the one before.
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_ANSWER_HEAD_BYTES)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(io::Error::other)?;
        // Ends by itself when the sender is dropped or the endpoint closes; its error reaches the sender too.
        tokio::spawn(connection);
        Ok(sender)
    }
}

impl std::fmt::Debug for Poster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Poster").field("settings", &self.settings).finish_non_exhaustive()
    }
}

struct Answered {
    sender: Sender,
    answer: Response<Incoming>,
}

fn place(delivery: &Delivery) -> Place {
    (delivery.endpoint.host().to_owned(), delivery.endpoint.port())
}

async fn send(mut sender: Sender, delivery: &Delivery) -> Result<Answered, SendFailure> {
    let request = delivery.request().map_err(SendFailure::Request)?;
    let answer = sender.send_request(request).await.map_err(SendFailure::Connection)?;
    Ok(Answered { sender, answer })
}

#[derive(Debug)]
enum SendFailure {
    Request(http::Error),
    Connection(hyper::Error),
}

impl std::fmt::Display for SendFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Request(error) => write!(f, "{error}"),
            Self::Connection(error) => write!(f, "the connection failed: {error}"),
        }
    }
}

impl std::error::Error for SendFailure {}

/// True when the other side went away without a byte of answer, as it does when it closes an idle connection.
fn closed_while_idle(failure: &SendFailure) -> bool {
    match failure {
        SendFailure::Request(_) => false,
        SendFailure::Connection(error) => {
            error.is_canceled() || error.is_closed() || error.is_incomplete_message() || is_reset(error)
        }
    }
}

fn is_reset(error: &hyper::Error) -> bool {
    use std::error::Error as _;
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| {
        matches!(cause.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe)
    })
}

/// Reads the answer to its end so that the connection can be used again; false when it is too long or broken.
async fn drain(answer: Response<Incoming>) -> bool {
    let mut body = answer.into_body();
    let mut left = MAX_ANSWER_BYTES;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        let length = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(length) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
#[path = "poster_tests.rs"]
mod tests;
