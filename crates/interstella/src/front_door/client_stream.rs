//! A client's connection that is ended properly. In: bytes of the connection, its seat. Out: the same bytes. Never here: HTTP.
//!
//! A connection closed with bytes unread is reset, and the reset may overtake the answer. So after its last answer it is half closed and what
//! still comes is read and thrown away, for a while. A client that does not take its answer is left, too.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use http::Response;
use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::places::{Doing, Seat};

/// Longest time and most bytes spent on reading what a client still sends after its last answer: a body of the largest size that was refused.
const LINGER: Duration = Duration::from_secs(2);
const MOST_LINGERED: usize = 64 * 1024 * 1024;
/// Nothing of an answer is taken for so long: the client is gone, or might as well be.
const STALLED: Duration = Duration::from_secs(60);

/// A connection.
pub(super) struct ClientStream<S> {
    stream: S,
    seat: Arc<Seat>,
    /// Runs while the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs while its last bytes are read; with their number.
    leaving: Option<(Pin<Box<Sleep>>, usize)>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> ClientStream<S> {
    pub(super) fn new(stream: S, seat: Arc<Seat>) -> Self {
        ClientStream { stream, seat, stalled: None, leaving: None }
    }

    /// Notes whether the client takes what it is sent.
    fn taken<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            if self.stalled.take().is_some() {
                self.seat.does_instead(Doing::Taking, Doing::Working);
            }
            return written;
        }
        self.seat.does_instead(Doing::Working, Doing::Taking);
        ready!(self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED))).as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Reads and throws away; ready when the client has closed too, or enough was read or waited.
    fn drain(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let seat = &self.seat;
        let (timer, total) = self.leaving.get_or_insert_with(|| {
            seat.does(Doing::Leaving);
            (Box::pin(sleep(LINGER)), 0)
        });
        let mut bin = [0; 4096];
        while *total < MOST_LINGERED {
            if timer.as_mut().poll(context).is_ready() {
                return Poll::Ready(());
            }
            let mut buffer = ReadBuf::new(&mut bin);
            match ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => *total += buffer.filled().len(),
                _ => break,
            }
        }
        Poll::Ready(())
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for ClientStream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for ClientStream<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.taken(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, bytes);
        this.taken(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.stream).poll_flush(context);
        this.taken(context, flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.leaving.is_none() {
            let shut = Pin::new(&mut this.stream).poll_shutdown(context);
            ready!(this.taken(context, shut))?;
        }
        this.drain(context).map(Ok)
    }
}

/// The body of an answer; its connection waits for the next request when it is over.
struct Answering {
    body: Body,
    seat: Arc<Seat>,
}

/// The answer of a connection that is being worked for until all of it is written.
pub(super) fn answering(answer: Response<Body>, seat: Arc<Seat>) -> Response<Body> {
    answer.map(|body| Body::new(Answering { body, seat }))
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.seat.does(Doing::Waiting);
    }
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        HttpBody::poll_frame(Pin::new(&mut self.body), context)
    }

    fn is_end_stream(&self) -> bool {
        HttpBody::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        HttpBody::size_hint(&self.body)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;
    use crate::front_door::places::{Bounds, Place, Places};

    async fn place() -> (Arc<Places>, Place) {
        let places = Places::new(Bounds { connections: 9, bodies: 9, bytes: 1 << 30 });
        let place = places.take().await;
        (places, place)
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_answer_is_read_before_the_connection_ends() {
        let (_places, place) = place().await;
        let (mut client, server) = duplex(64);
        let mut server = ClientStream::new(server, Arc::clone(&place));
        let serve = async {
            server.write_all(b"400").await.unwrap();
            server.shutdown().await.unwrap();
        };
        let talk = async {
            // More than fits between the two: it gets through only if the other side reads.
            client.write_all(&[0; 1000]).await.unwrap();
            let mut answer = String::new();
            client.read_to_string(&mut answer).await.unwrap();
            drop(client);
            answer
        };
        assert_eq!(tokio::join!(serve, talk).1, "400");
    }

    #[tokio::test(start_paused = true)]
    async fn neither_a_client_that_stays_nor_one_that_takes_nothing_is_waited_for() {
        let (_places, place) = place().await;
        let (_client, server) = duplex(8);
        let mut server = ClientStream::new(server, Arc::clone(&place));
        server.shutdown().await.unwrap();
        let (_client, server) = duplex(8);
        let mut server = ClientStream::new(server, Arc::clone(&place));
        assert_eq!(server.write_all(&[0; 99]).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
