//! The whole state at one instant: keys go in, shared records come out, in key order.
//! A clone costs a few reference counts and shares every node with its original.
//! Deliberately absent: change (see `txn`), disk (see `disk`).

use std::fmt;
use std::sync::Arc;

use model::ids::Scope;
use model::record::{Key, Record};

use crate::kinds::{COUNT, Tables};
use crate::table::{Place, Table};

/// A record the ledger has a table for; implemented by the list in `kinds`.
pub trait Stored: Record {
    /// The records of this kind.
    fn table(world: &World) -> &Table<Self>;
    /// The same, to change a world one owns.
    fn table_mut(world: &mut World) -> &mut Table<Self>;
    /// Its place among the kinds.
    fn place() -> usize;
}

/// One operation done to the table of every kind.
pub(crate) trait EachTable {
    type Error;
    fn visit<R: Stored>(&mut self, table: &mut Table<R>) -> Result<(), Self::Error>;
}

/// Writes the tables of a world, one field a kind.
macro_rules! world {
    ($($field:ident : $record:ty),* $(,)?) => {
        /// One ordered map a kind.
        #[derive(Clone, Default)]
        pub(crate) struct Tables {
            $($field: $crate::table::Table<$record>,)*
        }

        /// The kinds by their place in the list.
        #[allow(non_camel_case_types)]
        enum Ordinal { $($field),* }

        /// How many kinds there are.
        pub(crate) const COUNT: usize = [$(Ordinal::$field as usize),*].len();

        /// The names of all kinds.
        #[cfg(test)]
        pub(crate) const KINDS: &[&str] = &[$(<$record as model::record::Record>::KIND,)*];

        impl Tables {
            /// Does one operation to each table in turn, stopping at the first error.
            pub(crate) fn each<V: $crate::world::EachTable>(
                &mut self,
                visitor: &mut V,
            ) -> Result<(), V::Error> {
                $(visitor.visit(&mut self.$field)?;)*
                Ok(())
            }
        }

        $(impl $crate::world::Stored for $record {
            fn table(world: &$crate::world::World) -> &$crate::table::Table<Self> {
                &world.tables.$field
            }
            fn table_mut(world: &mut $crate::world::World) -> &mut $crate::table::Table<Self> {
                &mut world.tables.$field
            }
            fn place() -> usize {
                Ordinal::$field as usize
            }
        })*
    };
}
pub(crate) use world;

/// Every record at one generation. Cheap to clone, never changes under a reader.
#[derive(Clone, Default)]
pub struct World {
    pub(crate) generation: u64,
    /// By kind: the generation that last changed it.
    pub(crate) stamps: Stamps,
    pub(crate) tables: Tables,
}

/// One generation a kind.
#[derive(Clone, Copy)]
pub(crate) struct Stamps(pub(crate) [u64; COUNT]);

impl Default for Stamps {
    fn default() -> Self {
        Self([0; COUNT])
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "World({})", self.generation)
    }
}

impl World {
    /// How many transactions that changed something led here, since the ledger was opened.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The generation that last changed a record of this kind: a loop that reads a few kinds sleeps while theirs stay.
    pub fn changed<R: Stored>(&self) -> u64 {
        self.stamps.0[R::place()]
    }

    /// The record at `key`.
    pub fn get<R: Stored>(&self, key: &Key) -> Option<&Arc<R>> {
        R::table(self).get(key)
    }

    /// Whether there is a record at `key`.
    pub fn contains<R: Stored>(&self, key: &Key) -> bool {
        R::table(self).contains_key(key)
    }

    /// All records of a kind, in key order.
    pub fn all<R: Stored>(&self) -> impl Iterator<Item = &Arc<R>> {
        R::table(self).values()
    }

    /// The accounts and Regions that have records of a kind; one look-up each, however many they have.
    pub fn scopes<R: Stored>(&self) -> impl Iterator<Item = Scope> + '_ {
        let table = R::table(self);
        std::iter::successors(table.scope_after(None), move |scope| table.scope_after(Some(scope)))
    }

    /// How many records of a kind there are, in all accounts.
    pub fn count<R: Stored>(&self) -> usize {
        R::table(self).size()
    }

    /// How many records of a kind and scope are counted as `name` ([`Record::counted_as`]); costs the same however many.
    pub fn counted<R: Stored>(&self, scope: &Scope, name: &str) -> usize {
        R::table(self).counted(&Key::new(scope, name))
    }

    /// The records of a kind in one account and Region, by id.
    pub fn scan<'w, R: Stored>(&'w self, scope: &Scope) -> impl Iterator<Item = &'w Arc<R>> + use<'w, R> {
        self.scan_prefix(scope, "")
    }

    /// Those of them whose id begins with `prefix`, by id; costs what it yields.
    pub fn scan_prefix<'w, R: Stored>(
        &'w self,
        scope: &Scope,
        prefix: &str,
    ) -> impl Iterator<Item = &'w Arc<R>> + use<'w, R> {
        self.scan_from(scope, prefix, None)
    }

    /// Of those the ones whose id comes strictly after `after`: how a page goes on where the last one stopped.
    pub fn scan_from<'w, R: Stored>(
        &'w self,
        scope: &Scope,
        prefix: &str,
        after: Option<&str>,
    ) -> impl Iterator<Item = &'w Arc<R>> + use<'w, R> {
        R::table(self).by_key(&Place { scope, prefix, last: after }).map(|(_, record)| record)
    }

    /// The other way round: the ones whose id comes strictly before `before`, the last one first.
    pub fn scan_back<'w, R: Stored>(
        &'w self,
        scope: &Scope,
        prefix: &str,
        before: Option<&str>,
    ) -> impl Iterator<Item = &'w Arc<R>> + use<'w, R> {
        R::table(self).by_key_back(&Place { scope, prefix, last: before }).map(|(_, record)| record)
    }

    /// The records of a kind and scope by a secondary id ([`Record::secondary_ids`]) that begins with `prefix` and comes strictly after
    /// `after`, in that order, each with that id.
    pub fn scan_by<'w, R: Stored>(
        &'w self,
        scope: &Scope,
        prefix: &str,
        after: Option<&str>,
    ) -> impl Iterator<Item = (&'w str, &'w Arc<R>)> + use<'w, R> {
        R::table(self).by_other(&Place { scope, prefix, last: after }).map(|(key, record)| (&*key.id, record))
    }

    /// The other way round.
    pub fn scan_by_back<'w, R: Stored>(
        &'w self,
        scope: &Scope,
        prefix: &str,
        before: Option<&str>,
    ) -> impl Iterator<Item = (&'w str, &'w Arc<R>)> + use<'w, R> {
        let all = R::table(self).by_other_back(&Place { scope, prefix, last: before });
        all.map(|(key, record)| (&*key.id, record))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kinds::KINDS;
    use crate::specimen::Note;

    fn scope(region: &str) -> Scope {
        Scope::new("123456789012", region).unwrap()
    }

    fn world(ids: &[(&str, &str)]) -> World {
        let mut world = World::default();
        for (region, id) in ids {
            let scope = scope(region);
            let id = (*id).to_owned();
            let note = Note { scope, id, number: 1 };
            Note::table_mut(&mut world).insert_mut(note.key(), Arc::new(note));
        }
        world
    }

    fn ids<'w>(found: impl Iterator<Item = &'w Arc<Note>>) -> Vec<&'w str> {
        found.map(|note| note.id.as_str()).collect()
    }

    #[test]
    fn no_two_kinds_share_a_name() {
        let mut names = KINDS.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
    }

    #[test]
    fn a_scan_stays_in_its_scope_and_prefix() {
        let world =
            world(&[("a", "c/1"), ("b", "c/2"), ("b", "c/1"), ("b", "c"), ("b", "d/1"), ("c", "c/1")]);
        assert_eq!(ids(world.scan(&scope("b"))), ["c", "c/1", "c/2", "d/1"]);
        assert_eq!(ids(world.scan_prefix(&scope("b"), "c/")), ["c/1", "c/2"]);
        assert_eq!(ids(world.scan_from(&scope("b"), "", Some("c/1"))), ["c/2", "d/1"]);
        assert_eq!(ids(world.scan_from(&scope("b"), "c/", Some("c/1"))), ["c/2"]);
        assert_eq!(ids(world.scan_from(&scope("b"), "c/", Some("a"))), ["c/1", "c/2"]);
        assert_eq!(ids(world.scan_from(&scope("b"), "c/", Some("e"))), Vec::<&str>::new());
        assert_eq!(ids(world.scan_back(&scope("b"), "c/", None)), ["c/2", "c/1"]);
        assert_eq!(ids(world.scan_back(&scope("b"), "c", Some("c/2"))), ["c/1", "c"]);
        assert_eq!(ids(world.scan_back(&scope("b"), "c/", Some("b"))), Vec::<&str>::new());
        assert_eq!(ids(world.scan(&scope("d"))), Vec::<&str>::new());
        assert_eq!(world.count::<Note>(), 6);
        assert_eq!(world.all::<Note>().count(), 6);
    }
}
