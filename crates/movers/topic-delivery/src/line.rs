//! The lines to an endpoint: how many requests it may have at a time, whoever asks.
//!
//! Comes in: an endpoint. Goes out: one of its lines, once one is free. Never done here: connections themselves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::delivery::Delivery;
use crate::endpoint::Endpoint;
use crate::outcome::Outcome;
use crate::poster::Poster;

/// Host, port, and path with query: two programs behind one load balancer must not wait for each other.
type Name = (String, u16, String);

/// The lines of every endpoint that has one in use.
pub(crate) struct Lines {
    free: Mutex<HashMap<Name, Arc<Semaphore>>>,
    each: usize,
}

impl Lines {
    pub(crate) fn new(each: usize) -> Self {
        Self { free: Mutex::default(), each }
    }

    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Name, Arc<Semaphore>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A line to an endpoint; free again once dropped.
pub struct Line<'p> {
    poster: &'p Poster,
    name: Name,
    permit: Option<OwnedSemaphorePermit>,
}

impl Poster {
    /// Waits for a line to `endpoint`; those who wait get one in the order in which they came.
    pub async fn line(&self, endpoint: &Endpoint) -> Line<'_> {
        let name = (endpoint.host().to_owned(), endpoint.port(), endpoint.target().to_owned());
        let free = Arc::clone(
            self.lines
                .lock()
                .entry(name.clone())
                .or_insert_with(|| Arc::new(Semaphore::new(self.lines.each))),
        );
        // Held from here on, also by who stops waiting: dropping it forgets endpoints nobody uses.
        let mut line = Line { poster: self, name, permit: None };
        // Nobody closes the semaphore.
        line.permit = free.acquire_owned().await.ok();
        line
    }
}

impl Line<'_> {
    /// As [`Poster::post`], for a delivery to this line's endpoint.
    pub async fn post(&self, delivery: &Delivery) -> Outcome {
        self.poster.send(delivery).await
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        let mut free = self.poster.lines.lock();
        drop(self.permit.take());
        // One reference is the table's: nobody has a line, or waits for one.
        if free.get(&self.name).is_some_and(|free| Arc::strong_count(free) == 1) {
            free.remove(&self.name);
        }
    }
}

impl std::fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line({}:{}{})", self.name.0, self.name.1, self.name.2)
    }
}
