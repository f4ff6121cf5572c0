//! In: attendees' names and the keys they show. Out: new keys (shown once), and whose key one is. Only hashes are kept.
//! Never here: what a key allows.

use crate::store::{Store, StoreError};
use ring::digest::{SHA256, digest};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

const MOST_ATTENDEES: usize = 10_000;
const MOST_CACHED: usize = 10_000;
/// How long a key that nobody owns is remembered as such, so that guessing does not become reading.
const STRANGER_LIFE: Duration = Duration::from_secs(2);

/// Why there is no new key.
#[derive(Debug)]
pub(crate) enum NoKey {
    /// Names are 1 to 40 printable characters.
    BadName,
    /// That attendee has a key.
    Taken,
    /// Ten thousand attendees are enough.
    Full,
    /// The table did not take it.
    Store(StoreError),
}

enum Cached {
    Owner(Arc<str>),
    Stranger(Instant),
}

/// The key portal.
pub(crate) struct Keys {
    store: Store,
    cached: Mutex<HashMap<String, Cached>>,
    names: Mutex<BTreeSet<String>>,
}

impl Keys {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, cached: Mutex::default(), names: Mutex::default() }
    }

    /// Reads who has a key.
    pub(crate) async fn load(&self) -> Result<(), StoreError> {
        let names = self.store.attendees().await?;
        lock(&self.names).extend(names);
        Ok(())
    }

    /// The attendees with a key.
    pub(crate) fn names(&self) -> Vec<String> {
        lock(&self.names).iter().cloned().collect()
    }

    /// Makes a key for `name`.
    pub(crate) async fn create(&self, name: &str) -> Result<String, NoKey> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
            return Err(NoKey::BadName);
        }
        self.reserve(name)?;
        let key = format!("isk_{}", courier::hex_id());
        let hash = hash(&key);
        if let Err(error) = self.store.put_key(&hash, name).await {
            lock(&self.names).remove(name);
            return Err(NoKey::Store(error));
        }
        self.cache(hash, Cached::Owner(name.into()));
        Ok(key)
    }

    fn reserve(&self, name: &str) -> Result<(), NoKey> {
        let mut names = lock(&self.names);
        if names.len() >= MOST_ATTENDEES {
            return Err(NoKey::Full);
        }
        if names.insert(name.to_owned()) { Ok(()) } else { Err(NoKey::Taken) }
    }

    /// Whose key it is; `None` when it is nobody's.
    pub(crate) async fn owner(&self, key: &str) -> Result<Option<Arc<str>>, StoreError> {
        let hash = hash(key);
        match lock(&self.cached).get(&hash) {
            Some(Cached::Owner(name)) => return Ok(Some(name.clone())),
            Some(Cached::Stranger(since)) if since.elapsed() < STRANGER_LIFE => return Ok(None),
            Some(Cached::Stranger(_)) | None => {}
        }
        let owner: Option<Arc<str>> = self.store.key_owner(&hash).await?.map(Into::into);
        self.cache(hash, owner.clone().map_or_else(|| Cached::Stranger(Instant::now()), Cached::Owner));
        Ok(owner)
    }

    fn cache(&self, hash: String, what: Cached) {
        let mut cached = lock(&self.cached);
        if cached.len() >= MOST_CACHED {
            cached.clear();
        }
        cached.insert(hash, what);
    }
}

fn hash(key: &str) -> String {
    digest(&SHA256, key.as_bytes()).as_ref().iter().map(|b| format!("{b:02x}")).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn hashes_as_everybody_does() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
