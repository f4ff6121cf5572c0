//! One transaction: reads and writes go in, a new world and the set of changed keys come out.
//! It sees its own writes; a write equal to what is there leaves no trace.
//! Deliberately absent: publishing and disk (see `keeper`); isolation is by being the only writer.

use std::collections::HashMap;
use std::sync::Arc;

use model::ids::Scope;
use model::record::{Key, Record};

use crate::world::{Stored, World};

/// A record that can be written out without knowing its type.
pub(crate) trait Encode: Send + Sync {
    fn encode(&self) -> Result<Vec<u8>, serde_json::Error>;
}

impl<R: Record> Encode for R {
    fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

/// Kind and key to the new value, `None` where the record is gone.
pub(crate) type Changes = HashMap<(&'static str, Key), Option<Arc<dyn Encode>>>;

/// An open transaction; see [`crate::Ledger::transact`].
pub struct Txn {
    base: Arc<World>,
    world: World,
    changes: Changes,
}

impl Txn {
    pub(crate) fn on(base: Arc<World>) -> Self {
        let world = World::clone(&base);
        let changes = Changes::new();
        Self { base, world, changes }
    }

    /// The world this transaction would leave, its own writes included.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The record at `key`.
    pub fn get<R: Stored>(&self, key: &Key) -> Option<&Arc<R>> {
        self.world.get(key)
    }

    /// The records of a kind in one account and Region, by id.
    pub fn scan<'t, R: Stored>(&'t self, scope: &Scope) -> impl Iterator<Item = &'t Arc<R>> + use<'t, R> {
        self.world.scan(scope)
    }

    /// Those of them whose id begins with `prefix`, by id.
    pub fn scan_prefix<'t, R: Stored>(
        &'t self,
        scope: &Scope,
        prefix: &str,
    ) -> impl Iterator<Item = &'t Arc<R>> + use<'t, R> {
        self.world.scan_prefix(scope, prefix)
    }

    /// Writes `record` at its key. True if that changed anything.
    pub fn put<R: Stored>(&mut self, record: R) -> bool {
        let key = record.key();
        if self.get::<R>(&key).is_some_and(|now| **now == record) {
            return false;
        }
        debug_assert!(record.encode().is_ok(), "{} must survive JSON", R::KIND);
        let record = Arc::new(record);
        R::table_mut(&mut self.world).insert_mut(key.clone(), Arc::clone(&record));
        self.note(key, Some(record));
        true
    }

    /// Copies the record at `key`, lets `change` edit it and puts it back; `None` if there is none.
    /// The key must not be edited.
    pub fn update<R: Stored, T>(&mut self, key: &Key, change: impl FnOnce(&mut R) -> T) -> Option<T> {
        let mut record = R::clone(self.get::<R>(key)?);
        let out = change(&mut record);
        debug_assert!(record.key() == *key, "update moved {} {key}", R::KIND);
        self.put(record);
        Some(out)
    }

    /// Takes the record at `key` away and returns it.
    pub fn remove<R: Stored>(&mut self, key: &Key) -> Option<Arc<R>> {
        let gone = Arc::clone(self.get::<R>(key)?);
        R::table_mut(&mut self.world).remove_mut(key);
        self.note::<R>(key.clone(), None);
        Some(gone)
    }

    /// Remembers that `key` differs from the base, or forgets it if it no longer does.
    fn note<R: Stored>(&mut self, key: Key, new: Option<Arc<R>>) {
        self.world.stamps.0[R::place()] = self.base.generation + 1;
        let same = match (self.base.get::<R>(&key), &new) {
            (Some(old), Some(new)) => old == new,
            (None, None) => true,
            _ => false,
        };
        let slot = (R::KIND, key);
        if same {
            self.changes.remove(&slot);
        } else {
            self.changes.insert(slot, new.map(|record| record as Arc<dyn Encode>));
        }
    }

    /// The next generation and its changes; `None` if nothing differs from the base.
    pub(crate) fn finish(mut self) -> Option<(World, Changes)> {
        if self.changes.is_empty() {
            return None;
        }
        self.world.generation = self.base.generation + 1;
        Some((self.world, self.changes))
    }
}
