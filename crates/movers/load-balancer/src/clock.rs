//! Idle time of one connection. In: touches, whenever bytes move. Out: a wake-up once nothing has moved for the limit.
//! A touch is one relaxed store; the timer is armed again only when it fires. Never done here: deciding what then.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// When bytes last moved.
#[derive(Debug)]
pub(crate) struct Activity {
    born: Instant,
    last: AtomicU64,
}

impl Activity {
    pub(crate) fn new() -> Self {
        Self { born: Instant::now(), last: AtomicU64::new(0) }
    }

    /// Bytes have moved.
    pub(crate) fn touch(&self) {
        self.last.store(self.born.elapsed().as_nanos() as u64, Ordering::Relaxed);
    }

    /// How long the connection has lived.
    pub(crate) fn age(&self) -> Duration {
        self.born.elapsed()
    }

    fn last(&self) -> Instant {
        self.born + Duration::from_nanos(self.last.load(Ordering::Relaxed))
    }
}

/// The timer that watches an [`Activity`].
pub(crate) struct IdleTimer {
    sleep: Pin<Box<Sleep>>,
    limit: Duration,
}

impl IdleTimer {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { sleep: Box::pin(sleep_until(Instant::now() + limit)), limit }
    }

    /// Changes the limit from here on.
    pub(crate) fn set_limit(&mut self, limit: Duration) {
        if limit != self.limit {
            self.limit = limit;
            self.sleep.as_mut().reset(Instant::now() + limit);
        }
    }

    /// Ready when nothing has moved for the limit.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>, activity: &Activity) -> Poll<()> {
        while self.sleep.as_mut().poll(context).is_ready() {
            let due = activity.last() + self.limit;
            if due <= Instant::now() {
                return Poll::Ready(());
            }
            self.sleep.as_mut().reset(due);
        }
        Poll::Pending
    }

    /// Runs `work`; `None` when the connection went idle first.
    pub(crate) async fn guard<F: Future>(&mut self, activity: &Activity, work: F) -> Option<F::Output> {
        let mut work = std::pin::pin!(work);
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => self.poll(context, activity).map(|()| None),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread", start_paused = true)]
    async fn fires_only_after_quiet() {
        let (activity, mut timer) = (Activity::new(), IdleTimer::new(Duration::from_secs(10)));
        let busy = async {
            for _ in 0..5 {
                tokio::time::sleep(Duration::from_secs(8)).await;
                activity.touch();
            }
        };
        assert!(timer.guard(&activity, busy).await.is_some());
        let start = Instant::now();
        assert!(timer.guard(&activity, std::future::pending::<()>()).await.is_none());
        assert_eq!(start.elapsed(), Duration::from_secs(10));
    }
}
