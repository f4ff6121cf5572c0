//! Idle keep-alive connections, by host and port.
//!
//! Comes in: connections no request is using. Goes out: one of them that is still open.
//! Never done here: connecting, HTTP. Bounded per host and in the number of hosts.

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

const MAX_PLACES: usize = 256;
/// Shorter than the idle limit of a load balancer (60 s); servers with shorter ones are met by the second send in `poster`.
const MAX_IDLE: Duration = Duration::from_secs(30);

struct Idle {
    sender: Sender,
    since: Instant,
}

impl Idle {
    fn usable(&self, now: Instant) -> bool {
        self.sender.is_ready() && now.duration_since(self.since) < MAX_IDLE
    }
}

/// The idle connections of one poster.
pub(crate) struct Pool {
    idle: Mutex<HashMap<Place, Vec<Idle>>>,
    max_per_place: usize,
}

impl Pool {
    pub(crate) fn new(max_per_place: usize) -> Self {
        Self { idle: Mutex::new(HashMap::new()), max_per_place }
    }

    /// The most recently used open connection to `place`.
    pub(crate) fn take(&self, place: &Place) -> Option<Sender> {
        let now = Instant::now();
        let mut places = self.lock();
        let idle = places.get_mut(place)?;
        let found = std::iter::from_fn(|| idle.pop()).find(|idle| idle.usable(now));
        if idle.is_empty() {
            places.remove(place);
        }
        found.map(|idle| idle.sender)
    }

    /// Keeps `sender` for the next request, or closes it when there is no room.
    pub(crate) fn put(&self, place: Place, sender: Sender) {
        let now = Instant::now();
        let mut places = self.lock();
        if !places.contains_key(&place) && places.len() >= MAX_PLACES {
            sweep(&mut places, now);
        }
        if places.len() >= MAX_PLACES && !places.contains_key(&place) {
            return;
        }
        let idle = places.entry(place).or_default();
        if idle.len() < self.max_per_place {
            idle.push(Idle { sender, since: now });
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Place, Vec<Idle>>> {
        // A panic while holding the lock leaves only idle connections behind, all still valid.
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn sweep(places: &mut HashMap<Place, Vec<Idle>>, now: Instant) {
    places.retain(|_, idle| {
        idle.retain(|idle| idle.usable(now));
        !idle.is_empty()
    });
}
