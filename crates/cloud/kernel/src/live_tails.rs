//! Live tails: sessions that see events as they enter the log book. In: events from the book's tap. Out: what a session saw since it last
//! asked, sampled down to 500 events. Never here: sending it.
//!
//! However slow a client is, its basket holds 500 events and 4 MiB at most.

use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use ledger::{LogEvent, LogTap, StreamKey};
use model::Dice;

use crate::live_tail::{LiveTail, Shown};

/// Bytes of messages a basket holds.
const MOST_BYTES: usize = 4 << 20;

/// All sessions.
#[derive(Default)]
pub struct LiveTails(RwLock<Vec<Weak<Session>>>);

/// One session; it ends when it is dropped.
pub struct Session {
    tail: LiveTail,
    basket: Mutex<Basket>,
}

struct Basket {
    events: Vec<Shown>,
    bytes: usize,
    /// Events that were meant, in the basket or not.
    meant: usize,
    dice: Dice,
}

impl LiveTails {
    /// Begins a session; `None` if the account has as many as it may. `seed` says which events are left out when there are too many.
    pub fn open(&self, tail: LiveTail, seed: u64) -> Option<Arc<Session>> {
        let mut sessions = self.0.write().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|session| session.strong_count() > 0);
        let own = sessions.iter().filter_map(Weak::upgrade).filter(|other| other.tail.is_of(&tail));
        if own.count() >= LiveTail::MOST_SESSIONS {
            return None;
        }
        let basket = Basket { events: Vec::new(), bytes: 0, meant: 0, dice: Dice::new(seed) };
        let session = Arc::new(Session { tail, basket: Mutex::new(basket) });
        sessions.push(Arc::downgrade(&session));
        Some(session)
    }
}

impl LogTap for LiveTails {
    fn written(&self, stream: &StreamKey, events: &[LogEvent]) {
        let sessions = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for session in sessions.iter().filter_map(Weak::upgrade).filter(|session| session.tail.covers(stream))
        {
            session.see(stream, events);
        }
    }
}

impl Session {
    /// What it is about.
    pub fn tail(&self) -> &LiveTail {
        &self.tail
    }

    /// What it saw since it was last asked, in the order of time, and whether that is only a sample.
    pub fn take(&self) -> (Vec<Shown>, bool) {
        let mut basket = self.basket();
        let mut events = std::mem::take(&mut basket.events);
        let sampled = basket.meant > events.len();
        (basket.meant, basket.bytes) = (0, 0);
        drop(basket);
        events.sort_by_key(|shown| shown.event.timestamp);
        (events, sampled)
    }

    fn see(&self, stream: &StreamKey, events: &[LogEvent]) {
        let meant = events.iter().filter(|event| self.tail.matches(&event.message));
        let mut basket = self.basket();
        meant.for_each(|event| basket.offer(stream, event));
    }

    fn basket(&self) -> std::sync::MutexGuard<'_, Basket> {
        self.basket.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Basket {
    /// Every event is as likely as any other to be in a full basket.
    fn offer(&mut self, stream: &StreamKey, event: &LogEvent) {
        self.meant += 1;
        let place = match self.events.len() {
            LiveTail::MOST_EVENTS => self.dice.below(self.meant),
            length => length,
        };
        let replaced = self.events.get(place).map_or(0, |shown| shown.event.message.len());
        let bytes = self.bytes - replaced + event.message.len();
        if place >= LiveTail::MOST_EVENTS || bytes > MOST_BYTES {
            return;
        }
        self.bytes = bytes;
        let shown = Shown { stream: stream.clone(), event: event.clone() };
        match self.events.get_mut(place) {
            Some(old) => *old = shown,
            None => self.events.push(shown),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use planner::log_pattern::Pattern;

    use super::*;
    use crate::Caller;
    use crate::live_tail::Streams;

    fn tail(pattern: &str) -> LiveTail {
        LiveTail {
            groups: vec![stream().group],
            streams: Streams::All,
            pattern: Pattern::parse(pattern).unwrap(),
            start: Default::default(),
        }
    }

    fn event(timestamp: i64, message: &str) -> LogEvent {
        LogEvent { timestamp, ingested: timestamp, message: message.into() }
    }

    fn stream() -> StreamKey {
        StreamKey::new(&Caller::example().scope, "g", "s")
    }

    #[test]
    fn a_session_sees_each_event_once_in_order() {
        let tails = LiveTails::default();
        let session = tails.open(tail("ERROR"), 1).unwrap();
        tails.written(&stream(), &[event(2, "ERROR b"), event(3, "fine")]);
        tails.written(&stream(), &[event(1, "ERROR a")]);
        let (events, sampled) = session.take();
        assert_eq!(events.iter().map(|shown| shown.event.timestamp).collect::<Vec<_>>(), [1, 2]);
        assert!(!sampled && session.take() == (Vec::new(), false));
    }

    #[test]
    fn a_full_basket_is_a_sample_within_its_bounds() {
        let tails = LiveTails::default();
        let session = tails.open(tail(""), 1).unwrap();
        let many: Vec<LogEvent> = (0..5000).map(|at| event(at, "x")).collect();
        tails.written(&stream(), &many);
        let (events, sampled) = session.take();
        assert_eq!((events.len(), sampled), (LiveTail::MOST_EVENTS, true));
        assert!(events.iter().any(|shown| shown.event.timestamp > 2500), "a sample of all, not the first");
        let large = "x".repeat(1 << 20);
        tails.written(&stream(), &(0..8).map(|at| event(at, &large)).collect::<Vec<_>>());
        let (events, sampled) = session.take();
        assert_eq!((events.len(), sampled), (4, true));
    }

    #[test]
    fn an_account_has_fifteen_sessions_and_gets_them_back() {
        let tails = LiveTails::default();
        let mut open: Vec<_> = (0..15).map(|seed| tails.open(tail(""), seed).unwrap()).collect();
        assert!(tails.open(tail(""), 15).is_none());
        open.pop();
        assert!(tails.open(tail(""), 15).is_some());
    }
}
