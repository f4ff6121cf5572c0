//! What the ledger keeps: a record is a value with a kind and a key. Values go in and come out whole.
//! Deliberately absent: storage, order of writes, any knowledge of what a record means.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ids::Scope;

/// Where one record lives: ordered by account, then Region, then id.
///
/// Ids are hierarchical paths (`CLUSTER/TASK`), so that the children of one parent lie together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// Account and Region.
    pub scope: Scope,
    /// Unique among the records of one kind in one scope.
    pub id: String,
}

impl Key {
    /// The key of `id` in `scope`.
    pub fn new(scope: &Scope, id: impl Into<String>) -> Self {
        Self { scope: scope.clone(), id: id.into() }
    }
}

/// `ACCOUNT/REGION/ID`, the form the journal keeps; neither of the first two can hold a slash.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.scope, self.id)
    }
}

/// A value the ledger can keep.
///
/// It must survive JSON: a map inside needs string keys, and a float must be finite.
pub trait Record: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Name of the kind, unique in the ledger and never changed once written, such as `ecs.task`.
    const KIND: &'static str;

    /// The record's own place; two records of one kind with one key are versions of one thing.
    fn key(&self) -> Key;

    /// Ids in other orders it is found by, besides its key's: each unique among those of its kind and scope, and beginning with the
    /// name of its order (`by-parent/...`). They are derived, never stored.
    fn secondary_ids(&self) -> Vec<String> {
        Vec::new()
    }

    /// What it is counted as, within its kind and scope, so that nobody need count: texts that many records share.
    fn counted_as(&self) -> Vec<String> {
        Vec::new()
    }
}
