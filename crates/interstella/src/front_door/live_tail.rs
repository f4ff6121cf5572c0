//! Answers that go on: the events of a live tail, one update a second, until the client goes or three hours are over.
//!
//! In: a session. Out: a body of event stream messages. Never here: which events are meant.
//!
//! ```text
//!   initial-response · sessionStart · sessionUpdate · sessionUpdate ... [SessionTimeoutException]
//! ```
//! An update is made only when the one before has left: a slow client gets fewer updates, each a sample of a longer time.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use http::{Response, StatusCode, header};
use hyper::body::{Bytes, Frame};
use kernel::live_tail::LiveTail;
use kernel::live_tails::Session;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use wire::event_stream;

/// Between two updates.
const EVERY: Duration = Duration::from_secs(1);
/// Messages that may wait for the client.
const MOST_WAITING: usize = 1;

/// Messages as a body.
struct Messages(mpsc::Receiver<Bytes>);

impl hyper::body::Body for Messages {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|message| message.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// The answer of a session that has just begun.
pub(super) fn answer(session: Arc<Session>, request_id: &str) -> Response<Body> {
    let (sender, receiver) = mpsc::channel(MOST_WAITING);
    // Ends by itself when the body is dropped with its connection.
    tokio::spawn(send(session, sender));
    let mut response = Response::new(Body::new(Messages(receiver)));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(wire::event_stream::EVENT_STREAM));
    if let Ok(id) = header::HeaderValue::from_str(request_id) {
        headers.insert("x-amzn-requestid", id);
    }
    response
}

/// Sends messages until nobody takes them.
async fn send(session: Arc<Session>, sender: mpsc::Sender<Bytes>) {
    let mut first = event_stream::initial_response();
    first.extend(event_stream::event("sessionStart", &session.tail().session_start()));
    if sender.send(first.into()).await.is_err() {
        return;
    }
    let end = Instant::now() + Duration::from_secs(LiveTail::LASTS);
    let mut ticks = interval_at(Instant::now() + EVERY, EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while ticks.tick().await < end {
        let Ok(place) = sender.reserve().await else { return };
        let (events, sampled) = session.take();
        let update = session.tail().session_update(events, sampled);
        place.send(event_stream::event("sessionUpdate", &update).into());
    }
    let words = "The session has been open for three hours.";
    // Whoever has gone needs no farewell.
    drop(sender.send(event_stream::exception("SessionTimeoutException", words).into()).await);
}
