//! Places for connections, and who gives his up when there are none left.
//!
//! In: connections that come, what each is doing. Out: a seat for each; the seats that are taken away. Never here: reading, writing.
//!
//! ```text
//!   Waiting --head--> Working --body is late--> Sending --body is there--> Working --answer taken--> Waiting ...
//!      (nobody waits for a Working one to end: it is ours to finish)          `--client is late--> Taking --'
//! ```
//! Everything comes from loopback, so addresses tell nobody apart: what a connection does must. When a place is needed, the connection that
//! has been at it for a second and makes the least of it gives its own up: the slowest body first, then who takes no answer or asks nothing
//! for longest. Whoever sends what he has is never in one of these states for long.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Waker;
use std::time::{Duration, Instant};

use tokio::sync::{Notify, Semaphore};

/// Bounds of one door.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Connections.
    pub(super) connections: usize,
    /// Of them those that are sending a body, and are late with it.
    pub(super) bodies: usize,
    /// Bytes of bodies that are gathered in memory, all together: a few of the largest.
    pub(super) bytes: u64,
}

/// About what a connection takes besides a gathered body: buffers and what its task keeps, in bytes.
const MEMORY_OF_ONE: u64 = 16 * 1024;
/// So young a connection gives its place up last.
const YOUNG: Duration = Duration::from_secs(1);
/// A connection that lost its place in the middle of a body has so long to be told.
const FAREWELL: Duration = Duration::from_secs(1);
/// So many are told at a time; others are cut.
const MOST_FAREWELLS: usize = 256;

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Doing {
    /// Nothing, or a head comes.
    Waiting,
    /// We are at its request.
    Working,
    /// Its body is late.
    Sending,
    /// It does not take its answer.
    Taking,
    /// All is said; its last bytes are read.
    Leaving,
}

const ALL: [Doing; 5] = [Doing::Waiting, Doing::Working, Doing::Sending, Doing::Taking, Doing::Leaving];

/// The places of one door.
pub(super) struct Places {
    bounds: Bounds,
    born: Instant,
    seats: Mutex<HashMap<u64, Arc<Seat>>>,
    next: AtomicU64,
    bodies: AtomicUsize,
    bytes: AtomicU64,
    /// A place is free, or its owner may be asked for it.
    changed: Notify,
    farewells: Semaphore,
}

/// One connection's place; free again once dropped.
pub(super) struct Place(Arc<Seat>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.now_does(Doing::Working);
        let Some(places) = self.0.places.upgrade() else { return };
        if places.seats().remove(&self.0.number).is_some() {
            places.changed.notify_one();
        }
    }
}

impl std::ops::Deref for Place {
    type Target = Arc<Seat>;
    fn deref(&self) -> &Arc<Seat> {
        &self.0
    }
}

/// What is known of a connection.
pub(super) struct Seat {
    number: u64,
    places: Weak<Places>,
    doing: AtomicU8,
    /// Since when, in milliseconds of the door's life.
    since: AtomicU64,
    /// Bytes of the present body.
    bytes: AtomicU64,
    lost: AtomicBool,
    /// It was sending a body then.
    in_a_body: AtomicBool,
    told: Notify,
    /// Whoever waits for the present body.
    reader: Mutex<Option<Waker>>,
}

impl Places {
    pub(super) fn new(bounds: Bounds) -> Arc<Places> {
        Arc::new(Places {
            bounds,
            born: Instant::now(),
            seats: Mutex::default(),
            next: AtomicU64::new(0),
            bodies: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            changed: Notify::new(),
            farewells: Semaphore::new(MOST_FAREWELLS),
        })
    }

    /// A place for a connection that has come; waits while all others are being worked for.
    pub(super) async fn take(self: &Arc<Places>) -> Place {
        loop {
            if let Some(place) = self.try_take() {
                return place;
            }
            // A place given back since is remembered. Whoever stops being worked for tells nobody, so he is looked for.
            drop(tokio::time::timeout(YOUNG / 10, self.changed.notified()).await);
        }
    }

    fn try_take(self: &Arc<Places>) -> Option<Place> {
        let mut seats = self.seats();
        if seats.len() >= self.bounds.connections {
            let loser = self.choose(&seats, |_| true)?;
            seats.remove(&loser.number);
            loser.lose();
        }
        let seat = Arc::new(Seat {
            number: self.next.fetch_add(1, Ordering::Relaxed),
            places: Arc::downgrade(self),
            doing: AtomicU8::new(Doing::Waiting as u8),
            since: AtomicU64::new(self.now()),
            bytes: AtomicU64::new(0),
            lost: AtomicBool::new(false),
            in_a_body: AtomicBool::new(false),
            told: Notify::new(),
            reader: Mutex::default(),
        });
        seats.insert(seat.number, Arc::clone(&seat));
        Some(Place(seat))
    }

    /// Connections that have a place.
    #[cfg(test)]
    fn count(&self) -> usize {
        self.seats().len()
    }

    /// About what connections and gathered bodies take, in bytes.
    pub(super) fn memory(&self) -> u64 {
        self.seats().len() as u64 * MEMORY_OF_ONE + self.bytes.load(Ordering::Relaxed)
    }

    /// One that is sending a body gives its place up when there are too many of these, or too many of their bytes.
    fn keep_bodies_within(&self) {
        let many = self.bodies.load(Ordering::Relaxed) > self.bounds.bodies;
        if !many && self.bytes.load(Ordering::Relaxed) <= self.bounds.bytes {
            return;
        }
        let mut seats = self.seats();
        if let Some(loser) = self.choose(&seats, |doing| doing == Doing::Sending) {
            seats.remove(&loser.number);
            loser.lose();
            self.changed.notify_one();
        }
    }

    fn choose(&self, seats: &HashMap<u64, Arc<Seat>>, may: impl Fn(Doing) -> bool) -> Option<Arc<Seat>> {
        let now = self.now();
        let ranked = seats.values().filter(|seat| may(seat.doing())).filter_map(|seat| {
            let age = Duration::from_millis(now.saturating_sub(seat.since.load(Ordering::Relaxed)));
            Some((rank(seat.doing(), age, seat.bytes.load(Ordering::Relaxed))?, seat))
        });
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, seat)| Arc::clone(seat))
    }

    fn now(&self) -> u64 {
        self.born.elapsed().as_millis() as u64
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<u64, Arc<Seat>>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who gives up first is least: the old before the young, then by what they do, then the slowest or oldest. `None` keeps its place.
fn rank(doing: Doing, age: Duration, bytes: u64) -> Option<(bool, u8, u64)> {
    let millis = age.as_millis() as u64;
    let (class, within) = match doing {
        Doing::Working => return None,
        Doing::Leaving => (0, u64::MAX - millis),
        // Bytes a thousand seconds.
        Doing::Sending => (1, bytes.saturating_mul(1_000_000) / millis.max(1)),
        Doing::Taking | Doing::Waiting => (2, u64::MAX - millis),
    };
    Some((age < YOUNG, class, within))
}

impl Seat {
    fn doing(&self) -> Doing {
        ALL.get(usize::from(self.doing.load(Ordering::Relaxed))).copied().unwrap_or(Doing::Working)
    }

    /// What the connection does from now on.
    pub(super) fn does(&self, doing: Doing) {
        if self.is_lost() {
            return;
        }
        self.now_does(doing);
        if doing == Doing::Sending
            && let Some(places) = self.places.upgrade()
        {
            places.keep_bodies_within();
        }
    }

    /// The same, counted only.
    fn now_does(&self, doing: Doing) {
        let Some(places) = self.places.upgrade() else { return };
        let before = self.doing.swap(doing as u8, Ordering::Relaxed);
        if before == doing as u8 {
            return;
        }
        self.since.store(places.now(), Ordering::Relaxed);
        if before == Doing::Sending as u8 {
            places.bodies.fetch_sub(1, Ordering::Relaxed);
        }
        if doing == Doing::Sending {
            places.bodies.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The same, of one that does what it did before again.
    pub(super) fn does_instead(&self, of: Doing, doing: Doing) {
        if self.doing() == of {
            self.does(doing);
        }
    }

    /// A body begins.
    pub(super) fn begin_body(&self) {
        self.bytes.store(0, Ordering::Relaxed);
    }

    /// Bytes of the body have come.
    pub(super) fn received(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Bytes of a body are kept in memory until what is returned is dropped.
    pub(super) fn hold(&self, bytes: u64) -> Held {
        let held = Held { places: self.places.clone(), bytes };
        if let Some(places) = self.places.upgrade() {
            places.bytes.fetch_add(bytes, Ordering::Relaxed);
            places.keep_bodies_within();
        }
        held
    }

    fn lose(&self) {
        self.in_a_body.store(self.doing() == Doing::Sending, Ordering::Relaxed);
        self.now_does(Doing::Working);
        self.lost.store(true, Ordering::Release);
        self.told.notify_one();
        if let Some(reader) = self.reader().take() {
            reader.wake();
        }
    }

    /// Whether it had to give its place up.
    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }

    /// Has the reader of the present body woken when the place is lost.
    pub(super) fn wake_when_lost(&self, waker: &Waker) {
        let mut reader = self.reader();
        if reader.as_ref().is_none_or(|known| !known.will_wake(waker)) {
            *reader = Some(waker.clone());
        }
        // Lost meanwhile: nobody would wake it.
        if self.is_lost() {
            waker.wake_by_ref();
        }
    }

    fn reader(&self) -> MutexGuard<'_, Option<Waker>> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ready when the connection must be cut: its place is lost, and if a body was being sent, its client has had time to hear of it.
    pub(super) async fn cut(&self) {
        self.told.notified().await;
        let Some(places) = self.places.upgrade() else { return };
        if self.in_a_body.load(Ordering::Relaxed)
            && let Ok(_told) = places.farewells.try_acquire()
        {
            tokio::time::sleep(FAREWELL).await;
        }
    }
}

/// Bytes that are kept in memory.
pub(crate) struct Held {
    places: Weak<Places>,
    bytes: u64,
}

impl Held {
    /// So many more.
    pub(super) fn grow(&mut self, bytes: u64) {
        self.bytes += bytes;
        if let Some(places) = self.places.upgrade() {
            places.bytes.fetch_add(bytes, Ordering::Relaxed);
            places.keep_bodies_within();
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(places) = self.places.upgrade() {
            places.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn places(connections: usize, bodies: usize) -> Arc<Places> {
        Places::new(Bounds { connections, bodies, bytes: 1000 })
    }

    fn ranked(mut all: Vec<(&'static str, Doing, u64, u64)>) -> Vec<&'static str> {
        all.sort_by_key(|(_, doing, millis, bytes)| {
            rank(*doing, Duration::from_millis(*millis), *bytes).unwrap()
        });
        all.into_iter().map(|(name, ..)| name).collect()
    }

    #[test]
    fn the_slowest_gives_up_first_and_who_has_just_come_last() {
        let order = ranked(vec![
            ("idle for long", Doing::Waiting, 20_000, 0),
            ("takes nothing", Doing::Taking, 10_000, 0),
            ("has just come", Doing::Waiting, 3, 0),
            ("a byte a second", Doing::Sending, 9000, 9),
            ("a large upload", Doing::Sending, 9000, 90_000_000),
            ("has just begun a body", Doing::Sending, 900, 0),
            ("stalled", Doing::Sending, 15_000, 9),
            ("says goodbye", Doing::Leaving, 1100, 0),
        ]);
        let wanted = [
            "says goodbye",
            "stalled",
            "a byte a second",
            "a large upload",
            "idle for long",
            "takes nothing",
            "has just begun a body",
            "has just come",
        ];
        assert_eq!(order, wanted);
        assert_eq!(rank(Doing::Working, Duration::from_secs(999), 0), None);
    }

    #[tokio::test]
    async fn a_place_is_taken_from_one_that_is_late_and_from_nobody_who_is_worked_for() {
        let places = places(2, 9);
        let (working, late) = (places.take().await, places.take().await);
        working.does(Doing::Working);
        late.does(Doing::Sending);
        let third = places.take().await;
        assert!(late.is_lost() && !working.is_lost() && places.count() == 2);
        third.does(Doing::Working);
        assert!(places.try_take().is_none());
        // What has lost its place gives back none.
        drop(late);
        assert!(places.count() == 2 && places.try_take().is_none());
        drop(working);
        assert!(places.try_take().is_some());
        assert_eq!(places.bodies.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn bodies_and_their_bytes_are_bounded() {
        let places = places(100, 3);
        let seats: Vec<_> = (0..5).map(|_| places.try_take().unwrap()).collect();
        seats.iter().for_each(|seat| seat.does(Doing::Sending));
        assert_eq!(seats.iter().filter(|seat| seat.is_lost()).count(), 2);
        let left: Vec<_> = seats.iter().filter(|seat| !seat.is_lost()).collect();
        let held: Vec<_> = left.iter().take(2).map(|seat| seat.hold(600)).collect();
        assert_eq!(seats.iter().filter(|seat| seat.is_lost()).count(), 3);
        drop(held);
        assert_eq!(places.bytes.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn whoever_lost_its_place_is_told() {
        let places = places(1, 9);
        let first = places.take().await;
        drop(places.take().await);
        first.cut().await;
        assert!(first.is_lost());
    }
}
