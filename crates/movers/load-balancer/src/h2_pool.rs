//! Connections of HTTP/2 to targets, shared by the requests of one worker. In: connections. Out: room for one more stream.
//! Never done here: requests, dialing.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use h2::client::{Builder, SendRequest};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::response_head::MAX_RESPONSE_HEAD;

/// Most streams of one connection at once, if the target allows as many.
const MOST_STREAMS: usize = 128;
/// Most connections per target and worker.
const MOST_LINKS: usize = 64;
/// Longest time a connection stays without streams.
const LONGEST_IDLE: Duration = Duration::from_secs(60);
/// Most bytes of a request waiting in one stream for the target to take them.
const MOST_WAITING: usize = 64 * 1024;

/// A connection to a target that speaks HTTP/2.
#[derive(Clone)]
pub(crate) struct H2Link {
    pub(crate) send: SendRequest<Bytes>,
    open: Arc<AtomicBool>,
    streams: Arc<AtomicUsize>,
    used: Instant,
}

impl H2Link {
    /// Speaks HTTP/2 over `stream`, with prior knowledge; the connection lives on the calling worker until both sides are
    /// done with it.
    pub(crate) async fn over<S>(stream: S) -> io::Result<Self>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let mut builder = Builder::new();
        builder
            .enable_push(false)
            .max_header_list_size(MAX_RESPONSE_HEAD as u32)
            .max_send_buffer_size(MOST_WAITING);
        let (send, connection) = builder.handshake(stream).await.map_err(io::Error::other)?;
        let open = Arc::new(AtomicBool::new(true));
        let flag = Arc::clone(&open);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "an HTTP/2 connection to a target broke");
            }
            flag.store(false, Ordering::Release);
        });
        Ok(Self { send, open, streams: Arc::default(), used: Instant::now() })
    }

    fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// Takes the room of one stream, for as long as the answer lives.
    pub(crate) fn occupy(&self) -> Occupied {
        self.streams.fetch_add(1, Ordering::Relaxed);
        Occupied(Arc::clone(&self.streams))
    }

    fn has_room(&self) -> bool {
        self.streams.load(Ordering::Relaxed) < self.send.current_max_send_streams().min(MOST_STREAMS)
    }
}

/// The room of one stream.
pub(crate) struct Occupied(Arc<AtomicUsize>);

impl Drop for Occupied {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Connections by target.
#[derive(Default)]
pub(crate) struct H2Pool {
    links: HashMap<u64, Vec<H2Link>>,
}

impl H2Pool {
    /// A connection to `target` with room for a stream; when there may be no more connections, any open one.
    pub(crate) fn take(&mut self, target: u64) -> Option<H2Link> {
        let links = self.links.get_mut(&target)?;
        links.retain(H2Link::is_open);
        let is_full = links.len() >= MOST_LINKS;
        let at = links.iter().position(H2Link::has_room).or(is_full.then_some(0))?;
        links[at].used = Instant::now();
        Some(links[at].clone())
    }

    /// Lets others use `link`, too.
    pub(crate) fn put(&mut self, target: u64, link: &H2Link) {
        let links = self.links.entry(target).or_default();
        if links.len() < MOST_LINKS {
            links.push(link.clone());
        }
    }

    /// Lets go of what is closed, long unused, or belongs to targets `keeps` does not know. Streams in use end in peace.
    pub(crate) fn sweep(&mut self, now: Instant, keeps: impl Fn(u64) -> bool) {
        self.links.retain(|target, links| {
            links.retain(|link| {
                let is_used =
                    link.streams.load(Ordering::Relaxed) > 0 || now.duration_since(link.used) < LONGEST_IDLE;
                link.is_open() && is_used
            });
            keeps(*target) && !links.is_empty()
        });
    }
}
