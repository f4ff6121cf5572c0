//! Those who hear of what was written: events go in once they are on disk, nothing comes back.
//! Deliberately absent: what they make of it.

use std::sync::{Arc, PoisonError, RwLock};

use super::{LogEvent, StreamKey};

/// Someone who hears of every event that enters the book, in order, after it is on disk and before its writer is answered.
///
/// The book's one thread calls: whoever is slow here slows all that is written, and whoever panics ends it.
pub trait LogTap: Send + Sync {
    /// Events of a stream, as they were written.
    fn written(&self, stream: &StreamKey, events: &[LogEvent]);
}

/// All of them.
#[derive(Default)]
pub(super) struct Taps(RwLock<Vec<Arc<dyn LogTap>>>);

impl Taps {
    pub(super) fn add(&self, tap: Arc<dyn LogTap>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(tap);
    }

    pub(super) fn written(&self, stream: &StreamKey, events: &[LogEvent]) {
        let taps = self.0.read().unwrap_or_else(PoisonError::into_inner);
        taps.iter().for_each(|tap| tap.written(stream, events));
    }
}
