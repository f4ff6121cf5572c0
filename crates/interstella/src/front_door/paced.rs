//! Bodies that must make progress. In: the body of a request, the seat of its connection. Out: the same frames, or an error when the client
//! is too slow, or its place was needed. Never here: how long a whole body may be or take: a large image may take its time.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

use super::places::{Doing, Seat};

/// Time we wait for a client, in which it must bring [`FEWEST_BYTES`] or the end of its body. Time in which we are busy does not count.
const WINDOW: Duration = Duration::from_secs(20);
/// Some 200 bytes a second; the slowest of modems brings ten times that.
const FEWEST_BYTES: u64 = 4096;

/// Why a body ended before its end.
#[derive(Debug)]
pub(super) enum Late {
    /// It came too slowly.
    TooSlow,
    /// Its connection's place was needed, and it was the slowest.
    PlaceNeeded,
    /// The connection broke, or the body is not framed as it says.
    Broken(hyper::Error),
}

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Late::TooSlow => {
                write!(f, "the body came too slowly: less than {FEWEST_BYTES} bytes in {} s", WINDOW.as_secs())
            }
            Late::PlaceNeeded => {
                f.write_str("there are more connections than places, and the body of this one came more slowly than others")
            }
            Late::Broken(error) => write!(f, "the body ended early: {error}"),
        }
    }
}

impl std::error::Error for Late {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Late::Broken(error) => Some(error),
            _ => None,
        }
    }
}

/// The body of a request.
pub(super) struct Paced<B = hyper::body::Incoming> {
    body: B,
    seat: Arc<Seat>,
    /// Since when we wait, and until when; made when we first do.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
    /// Of the present window: time waited before, bytes.
    waited: Duration,
    bytes: u64,
}

impl<B> Paced<B> {
    pub(super) fn new(body: B, seat: Arc<Seat>) -> Self {
        seat.begin_body();
        Paced { body, seat, waiting: None, waited: Duration::ZERO, bytes: 0 }
    }

    /// Whose body it is.
    pub(super) fn seat(&self) -> Arc<Seat> {
        Arc::clone(&self.seat)
    }

    /// Waits for the client, or finds that it has been waited for long enough.
    fn wait(&mut self, context: &mut Context<'_>) -> Poll<Late> {
        self.seat.does(Doing::Sending);
        self.seat.wake_when_lost(context.waker());
        loop {
            let left = WINDOW.saturating_sub(self.waited);
            let (_, timer) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
            ready!(timer.as_mut().poll(context));
            if self.bytes < FEWEST_BYTES {
                return Poll::Ready(Late::TooSlow);
            }
            (self.waiting, self.waited, self.bytes) = (None, Duration::ZERO, 0);
        }
    }

    /// The client has brought something.
    fn came(&mut self, bytes: u64) {
        if let Some((since, _)) = self.waiting.take() {
            self.waited += since.elapsed();
            self.seat.does(Doing::Working);
        }
        self.bytes += bytes;
        self.seat.received(bytes);
        if self.waited >= WINDOW && self.bytes >= FEWEST_BYTES {
            (self.waited, self.bytes) = (Duration::ZERO, 0);
        }
    }
}

impl<B: Body<Data = Bytes, Error = hyper::Error> + Unpin> Body for Paced<B> {
    type Data = Bytes;
    type Error = Late;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Late>>> {
        let this = self.get_mut();
        if this.seat.is_lost() {
            return Poll::Ready(Some(Err(Late::PlaceNeeded)));
        }
        match Pin::new(&mut this.body).poll_frame(context) {
            Poll::Ready(frame) => {
                let length = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref());
                this.came(length.map_or(0, |data| data.len() as u64));
                Poll::Ready(frame.map(|frame| frame.map_err(Late::Broken)))
            }
            Poll::Pending => this.wait(context).map(|late| Some(Err(late))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use http_body_util::BodyExt;
    use tokio::sync::mpsc;

    use super::*;
    use crate::front_door::places::{Bounds, Places};

    /// A body whose frames a test sends.
    struct Fed(mpsc::Receiver<Bytes>);

    impl Body for Fed {
        type Data = Bytes;
        type Error = hyper::Error;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
            self.0.poll_recv(context).map(|data| data.map(|data| Ok(Frame::data(data))))
        }
    }

    fn places(bodies: usize) -> Arc<Places> {
        Places::new(Bounds { connections: 9, bodies, bytes: 1 << 30 })
    }

    /// Sends so many bytes every second; whether the body came to its end, after at most `seconds`.
    async fn fed(bytes: usize, seconds: usize) -> Result<usize, Late> {
        let places = places(9);
        let place = places.take().await;
        let (feed, body) = mpsc::channel(1);
        let paced = Paced::new(Fed(body), Arc::clone(&place));
        let feeding = async move {
            for _ in 0..seconds {
                sleep(Duration::from_secs(1)).await;
                if feed.send(Bytes::from(vec![0; bytes])).await.is_err() {
                    return;
                }
            }
        };
        tokio::join!(paced.collect(), feeding).0.map(|body| body.to_bytes().len())
    }

    #[tokio::test(start_paused = true)]
    async fn a_byte_a_second_is_too_slow_and_a_large_image_may_take_an_hour() {
        assert!(matches!(fed(1, 60).await, Err(Late::TooSlow)));
        assert!(matches!(fed(0, 60).await, Err(Late::TooSlow)));
        assert_eq!(fed(1000, 3600).await.unwrap(), 3_600_000);
        assert_eq!(fed(1, 15).await.unwrap(), 15);
    }

    #[tokio::test(start_paused = true)]
    async fn time_in_which_nobody_reads_does_not_count() {
        let places = places(9);
        let place = places.take().await;
        let (feed, body) = mpsc::channel(1);
        let mut paced = Paced::new(Fed(body), Arc::clone(&place));
        for _ in 0..5 {
            feed.send(Bytes::from_static(b"x")).await.unwrap();
            assert_eq!(paced.frame().await.unwrap().unwrap().into_data().unwrap(), "x");
            // A disk that is busy.
            sleep(WINDOW * 2).await;
        }
        drop(feed);
        assert!(paced.frame().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_whose_place_is_needed_ends_at_once() {
        let places = places(1);
        let (first, second) = (places.take().await, places.take().await);
        let (_feed, body) = mpsc::channel(1);
        let slow = Paced::new(Fed(body), Arc::clone(&first));
        let other = async {
            tokio::task::yield_now().await;
            second.received(1_000_000);
            second.does(Doing::Sending);
        };
        let (ended, ()) = tokio::join!(slow.collect(), other);
        assert!(matches!(ended, Err(Late::PlaceNeeded)) && first.is_lost() && !second.is_lost());
    }
}
