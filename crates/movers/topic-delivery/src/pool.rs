//! Idle keep-alive connections, by host and port.
//!
//! Comes in: connections no request is using. Goes out: one of them that is still open.
//! Never done here: connecting, HTTP. Bounded in number and in time.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1::SendRequest;

/// The sending half of an HTTP/1.1 connection; dropping it closes the connection.
pub(crate) type Sender = SendRequest<Full<Bytes>>;

/// Host and port.
pub(crate) type Place = (String, u16);

/// Shorter than the idle limit of a load balancer (60 s); servers with shorter ones are met by the second send in `poster`.
const MAX_IDLE: Duration = Duration::from_secs(30);
const SWEEP_EVERY: Duration = Duration::from_secs(1);

struct Idle<C> {
    connection: C,
    since: Instant,
}

/// What a pool has to know of a connection.
pub(crate) trait Connection {
    /// Whether a request can be sent on it.
    fn is_open(&self) -> bool;
}

impl Connection for Sender {
    fn is_open(&self) -> bool {
        self.is_ready()
    }
}

impl<C: Connection> Idle<C> {
    fn usable(&self, now: Instant) -> bool {
        self.connection.is_open() && now.duration_since(self.since) < MAX_IDLE
    }
}

/// Connections of each place, those used last at the end.
struct Shelf<C> {
    places: HashMap<Place, Vec<Idle<C>>>,
    count: usize,
    swept: Instant,
}

/// The idle connections of one poster.
pub(crate) struct Pool<C = Sender> {
    shelf: Mutex<Shelf<C>>,
    most: usize,
}

impl<C: Connection> Pool<C> {
    /// A pool that keeps so many connections, to whichever places.
    pub(crate) fn new(most: usize) -> Self {
        let shelf = Shelf { places: HashMap::new(), count: 0, swept: Instant::now() };
        Self { shelf: Mutex::new(shelf), most }
    }

    /// The most recently used open connection to `place`.
    pub(crate) fn take(&self, place: &Place) -> Option<C> {
        let now = Instant::now();
        let mut shelf = self.lock();
        let idle = shelf.places.get_mut(place)?;
        let before = idle.len();
        let found = std::iter::from_fn(|| idle.pop()).find(|idle| idle.usable(now));
        let (gone, is_empty) = (before - idle.len(), idle.is_empty());
        if is_empty {
            shelf.places.remove(place);
        }
        shelf.count -= gone;
        found.map(|idle| idle.connection)
    }

    /// Keeps a connection for the next request; when there are too many, the one that is idle for longest is closed, whosesoever it is.
    pub(crate) fn put(&self, place: Place, connection: C) {
        let now = Instant::now();
        let mut shelf = self.lock();
        if shelf.count >= self.most {
            shelf.sweep(now);
        }
        if shelf.count >= self.most {
            shelf.drop_oldest();
        }
        shelf.places.entry(place).or_default().push(Idle { connection, since: now });
        shelf.count += 1;
    }

    /// Closes what has been idle for too long; looks once a second at most.
    pub(crate) fn sweep(&self) {
        let (now, mut shelf) = (Instant::now(), self.lock());
        if now.duration_since(shelf.swept) >= SWEEP_EVERY {
            shelf.sweep(now);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shelf<C>> {
        // A panic while holding the lock leaves only idle connections behind, all still valid.
        self.shelf.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl<C: Connection> Shelf<C> {
    fn sweep(&mut self, now: Instant) {
        self.swept = now;
        self.places.retain(|_, idle| {
            idle.retain(|idle| idle.usable(now));
            !idle.is_empty()
        });
        self.count = self.places.values().map(Vec::len).sum();
    }

    fn drop_oldest(&mut self) {
        let oldest = self.places.iter().filter_map(|(place, idle)| Some((idle.first()?.since, place)));
        let Some(place) = oldest.min_by_key(|(since, _)| *since).map(|(_, place)| place.clone()) else {
            return;
        };
        let Some(idle) = self.places.get_mut(&place) else { return };
        idle.remove(0);
        if idle.is_empty() {
            self.places.remove(&place);
        }
        self.count -= 1;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    /// A number, and whether it is open.
    struct Fake(u32, Rc<Cell<bool>>);

    impl Connection for Fake {
        fn is_open(&self) -> bool {
            self.1.get()
        }
    }

    fn open(number: u32) -> Fake {
        Fake(number, Rc::new(Cell::new(true)))
    }

    fn place(port: u16) -> Place {
        ("a".to_owned(), port)
    }

    fn taken(pool: &Pool<Fake>, port: u16) -> Option<u32> {
        pool.take(&place(port)).map(|fake| fake.0)
    }

    #[test]
    fn the_one_used_last_comes_first_and_closed_ones_never() {
        let pool = Pool::new(9);
        let closed = Rc::new(Cell::new(true));
        pool.put(place(1), open(1));
        pool.put(place(1), open(2));
        pool.put(place(1), Fake(3, Rc::clone(&closed)));
        pool.put(place(2), open(4));
        closed.set(false);
        assert_eq!([taken(&pool, 1), taken(&pool, 1), taken(&pool, 1)], [Some(2), Some(1), None]);
        assert_eq!([taken(&pool, 2), taken(&pool, 3)], [Some(4), None]);
        assert_eq!(pool.lock().count, 0);
    }

    #[test]
    fn one_place_may_have_all_and_the_longest_idle_leaves_first() {
        let pool = Pool::new(3);
        pool.put(place(2), open(0));
        (1..=3).for_each(|number| pool.put(place(1), open(number)));
        assert_eq!(pool.lock().count, 3);
        assert_eq!(taken(&pool, 2), None);
        pool.put(place(2), open(4));
        // The first of place 1 had to go for it.
        assert_eq!([taken(&pool, 1), taken(&pool, 1), taken(&pool, 1)], [Some(3), Some(2), None]);
        assert_eq!(taken(&pool, 2), Some(4));
    }

    #[test]
    fn idle_time_ends() {
        let pool = Pool::new(9);
        pool.put(place(1), open(1));
        let mut shelf = pool.lock();
        let since = shelf.places[&place(1)][0].since;
        shelf.sweep(since + MAX_IDLE - Duration::from_millis(1));
        assert_eq!(shelf.count, 1);
        shelf.sweep(since + MAX_IDLE);
        assert_eq!((shelf.count, shelf.places.len()), (0, 0));
    }
}
