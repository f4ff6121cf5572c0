//! Idle connections to targets, one pool per worker. In: connections whose exchange ended cleanly. Out: the same, still
//! open, newest first. Never done here: dialing, HTTP.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::TcpStream;

use crate::stream::TargetTls;

/// Most idle connections kept per target and worker: with fewer than there are requests at a time, every wave of requests would close
/// and dial the difference. Those nobody needs any more go by age.
const MOST_IDLE: usize = 1024;
/// Longest time a connection stays idle.
const LONGEST_IDLE: Duration = Duration::from_secs(60);

/// A connection to a target that speaks HTTP/1.1.
pub(crate) enum Wire {
    Plain(TcpStream),
    Tls(Box<TargetTls>),
}

impl Wire {
    /// Open, with nothing to read: bytes nobody asked for make a connection useless. Asks tokio's readiness, and the
    /// kernel only when that says there is something.
    fn is_quiet(&mut self) -> bool {
        match self {
            Self::Plain(stream) => {
                matches!(stream.try_read(&mut [0; 1]), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
            }
            // Session tickets are bytes, too; only TLS itself can tell whether there is data.
            Self::Tls(stream) => {
                let mut context = Context::from_waker(Waker::noop());
                let mut byte = [0];
                matches!(
                    Pin::new(stream).poll_read(&mut context, &mut ReadBuf::new(&mut byte)),
                    Poll::Pending
                )
            }
        }
    }
}

/// A connection nobody is using.
struct Idle {
    stream: Wire,
    since: Instant,
}

/// Idle connections by target.
#[derive(Default)]
pub(crate) struct Pool {
    idle: HashMap<u64, VecDeque<Idle>>,
}

impl Pool {
    /// The newest idle connection to `target` that is still open.
    pub(crate) fn take(&mut self, target: u64) -> Option<Wire> {
        let idle = self.idle.get_mut(&target)?;
        while let Some(Idle { mut stream, .. }) = idle.pop_back() {
            if stream.is_quiet() {
                return Some(stream);
            }
        }
        None
    }

    /// Keeps `stream` for later; the oldest goes when there are too many.
    pub(crate) fn put(&mut self, target: u64, stream: Wire) {
        let idle = self.idle.entry(target).or_default();
        if idle.len() >= MOST_IDLE {
            idle.pop_front();
        }
        idle.push_back(Idle { stream, since: Instant::now() });
    }

    /// Lets go of what is too old, closed, or belongs to targets `keeps` does not know.
    pub(crate) fn sweep(&mut self, now: Instant, keeps: impl Fn(u64) -> bool) {
        self.idle.retain(|target, idle| {
            idle.retain_mut(|one| now.duration_since(one.since) < LONGEST_IDLE && one.stream.is_quiet());
            keeps(*target) && !idle.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tokio::net::TcpListener;

    async fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let ours = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (ours, listener.accept().await.unwrap().0)
    }

    #[tokio::test]
    async fn gives_back_the_newest_open_one() {
        let mut pool = Pool::default();
        let ((first, _far_first), (second, far_second)) = (pair().await, pair().await);
        let first_port = first.local_addr().unwrap().port();
        pool.put(7, Wire::Plain(first));
        drop(far_second);
        second.readable().await.unwrap();
        pool.put(7, Wire::Plain(second));
        assert!(pool.take(8).is_none());
        let Some(Wire::Plain(kept)) = pool.take(7) else { panic!("the open one is kept") };
        assert_eq!(kept.local_addr().unwrap().port(), first_port);
        assert!(pool.take(7).is_none());
    }

    #[tokio::test]
    async fn sweeps_old_and_unknown() {
        let mut pool = Pool::default();
        let ((first, _a), (second, _b)) = (pair().await, pair().await);
        pool.put(1, Wire::Plain(first));
        pool.put(2, Wire::Plain(second));
        pool.sweep(Instant::now(), |target| target == 1);
        assert!(pool.idle.contains_key(&1) && !pool.idle.contains_key(&2));
        pool.sweep(Instant::now() + LONGEST_IDLE, |_| true);
        assert!(pool.idle.is_empty());
    }
}
