//! The records of one kind: ordered by key, by their secondary ids, and counted. Records go in and out; ranges come out in order.
//! A clone costs three reference counts and shares every node with its original.

use std::ops::Bound;
use std::sync::Arc;

use model::ids::Scope;
use model::record::{Key, Record};
use rpds::RedBlackTreeMapSync;

use crate::visits;

type Tree<V> = RedBlackTreeMapSync<Key, V>;

/// All records of one kind.
pub struct Table<R> {
    records: Tree<Arc<R>>,
    /// The same records by their secondary ids.
    secondary: Tree<Arc<R>>,
    /// How many are counted as what.
    counts: Tree<usize>,
}

impl<R> Clone for Table<R> {
    fn clone(&self) -> Self {
        let Self { records, secondary, counts } = self;
        Self { records: records.clone(), secondary: secondary.clone(), counts: counts.clone() }
    }
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        let new = || Tree::<Arc<R>>::new_sync();
        Self { records: new(), secondary: new(), counts: Tree::new_sync() }
    }
}

impl<R: Record> Table<R> {
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<R>> {
        visits::note();
        self.records.get(key)
    }

    pub(crate) fn contains_key(&self, key: &Key) -> bool {
        visits::note();
        self.records.contains_key(key)
    }

    pub(crate) fn size(&self) -> usize {
        self.records.size()
    }

    pub(crate) fn counted(&self, name: &Key) -> usize {
        visits::note();
        self.counts.get(name).copied().unwrap_or(0)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.records.keys()
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Arc<R>> {
        self.records.values().inspect(|_| visits::note())
    }

    /// The first scope that has records, or the first after another.
    pub(crate) fn scope_after(&self, scope: Option<&Scope>) -> Option<Scope> {
        visits::note();
        let Some(scope) = scope else { return self.records.keys().next().map(|key| key.scope.clone()) };
        let last = Key::new(scope, char::MAX.to_string());
        let mut rest = self.records.range::<Key, _>((Bound::Excluded(last), Bound::Unbounded));
        rest.find(|(key, _)| key.scope != *scope).map(|(key, _)| key.scope.clone())
    }

    /// The records of a scope whose id begins with `prefix` and comes strictly after `after`, in order.
    pub(crate) fn by_key(&self, at: &Place<'_>) -> impl Iterator<Item = (&Key, &Arc<R>)> + use<'_, R> {
        forward(&self.records, at)
    }

    /// Those that come strictly before it, the last one first.
    pub(crate) fn by_key_back(&self, at: &Place<'_>) -> impl Iterator<Item = (&Key, &Arc<R>)> + use<'_, R> {
        backward(&self.records, at)
    }

    /// The same in the order of secondary ids, which stand in the keys' place.
    pub(crate) fn by_other(&self, at: &Place<'_>) -> impl Iterator<Item = (&Key, &Arc<R>)> + use<'_, R> {
        forward(&self.secondary, at)
    }

    /// The same from the end.
    pub(crate) fn by_other_back(&self, at: &Place<'_>) -> impl Iterator<Item = (&Key, &Arc<R>)> + use<'_, R> {
        backward(&self.secondary, at)
    }

    /// Puts a record in the place of the one at its key, if there is one.
    pub(crate) fn insert_mut(&mut self, key: Key, record: Arc<R>) {
        let before = self.records.get(&key).cloned();
        self.note_secondary(&key.scope, before.as_deref(), Some(&record));
        self.note_counts(&key.scope, before.as_deref(), Some(&*record));
        self.records.insert_mut(key, record);
    }

    pub(crate) fn remove_mut(&mut self, key: &Key) {
        let Some(before) = self.records.get(key).cloned() else { return };
        self.note_secondary(&key.scope, Some(&*before), None);
        self.note_counts(&key.scope, Some(&*before), None);
        self.records.remove_mut(key);
    }

    fn note_secondary(&mut self, scope: &Scope, before: Option<&R>, after: Option<&Arc<R>>) {
        let new = after.map(|record| record.secondary_ids()).unwrap_or_default();
        let old = before.map(Record::secondary_ids).unwrap_or_default();
        for id in old.into_iter().filter(|id| !new.contains(id)) {
            self.secondary.remove_mut(&Key::new(scope, id));
        }
        for (id, record) in new.into_iter().zip(after.into_iter().cycle()) {
            self.secondary.insert_mut(Key::new(scope, id), Arc::clone(record));
        }
    }

    fn note_counts(&mut self, scope: &Scope, before: Option<&R>, after: Option<&R>) {
        let new = after.map(Record::counted_as).unwrap_or_default();
        let old = before.map(Record::counted_as).unwrap_or_default();
        if new == old {
            return;
        }
        for name in old {
            let key = Key::new(scope, name);
            match self.counts.get(&key).copied() {
                Some(many @ 2..) => self.counts.insert_mut(key, many - 1),
                _ => drop(self.counts.remove_mut(&key)),
            }
        }
        for name in new {
            let key = Key::new(scope, name);
            let many = self.counts.get(&key).copied().unwrap_or(0);
            self.counts.insert_mut(key, many + 1);
        }
    }
}

/// Where a scan begins: which ids are meant, and the one the last page ended with.
pub(crate) struct Place<'p> {
    pub(crate) scope: &'p Scope,
    pub(crate) prefix: &'p str,
    pub(crate) last: Option<&'p str>,
}

fn forward<'t, R>(
    tree: &'t Tree<Arc<R>>,
    at: &Place<'_>,
) -> impl Iterator<Item = (&'t Key, &'t Arc<R>)> + use<'t, R> {
    let first = Key::new(at.scope, at.prefix);
    let from = match at.last.filter(|last| *last >= at.prefix) {
        Some(last) => Bound::Excluded(Key::new(at.scope, last)),
        None => Bound::Included(first.clone()),
    };
    tree.range::<Key, _>((from, Bound::Unbounded))
        .inspect(|_| visits::note())
        .take_while(move |(key, _)| key.scope == first.scope && key.id.starts_with(&first.id))
}

fn backward<'t, R>(
    tree: &'t Tree<Arc<R>>,
    at: &Place<'_>,
) -> impl Iterator<Item = (&'t Key, &'t Arc<R>)> + use<'t, R> {
    let first = Key::new(at.scope, at.prefix);
    let end = end_of(at.prefix);
    let end = at.last.filter(|last| **last < *end).map_or(end.clone(), str::to_owned);
    let end = Key::new(at.scope, end);
    // Trees do not take a range that ends before it begins.
    let range = (first < end).then_some((Bound::Included(first), Bound::Excluded(end)));
    let found = range.map(|range| tree.range::<Key, _>(range).rev());
    found.into_iter().flatten().inspect(|_| visits::note())
}

/// A text greater than all ids that begin with `prefix`, and no greater than others.
fn end_of(prefix: &str) -> String {
    let mut end = prefix.to_owned();
    while let Some(last) = end.pop() {
        // The successor of a character, past the gap in the middle of Unicode.
        if let Some(next) = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32) {
            end.push(next);
            return end;
        }
    }
    // No id begins with what is no character at all.
    char::MAX.to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::specimen::Note;

    fn scope() -> Scope {
        Scope::new("123456789012", "us-west-2").unwrap()
    }

    fn note(id: &str, number: u64) -> (Key, Arc<Note>) {
        let note = Note { scope: scope(), id: id.to_owned(), number };
        (note.key(), Arc::new(note))
    }

    fn found(table: &Table<Note>, prefix: &str) -> Vec<String> {
        let at = Place { scope: &scope(), prefix, last: None };
        table.by_other(&at).map(|(key, note)| format!("{} {}", key.id, note.id)).collect()
    }

    fn counted(table: &Table<Note>, name: &str) -> usize {
        table.counted(&Key::new(&scope(), name))
    }

    #[test]
    fn other_orders_and_counts_follow_every_change() {
        let mut table = Table::default();
        for (id, number) in [("a", 2), ("b", 1), ("c", 2)] {
            let (key, note) = note(id, number);
            table.insert_mut(key, note);
        }
        assert_eq!(found(&table, "number/"), ["number/1/b b", "number/2/a a", "number/2/c c"]);
        assert_eq!((counted(&table, "number/2"), counted(&table, "number/1")), (2, 1));
        let before = table.clone();
        let (key, changed) = note("a", 1);
        table.insert_mut(key.clone(), changed);
        assert_eq!(found(&table, "number/1"), ["number/1/a a", "number/1/b b"]);
        assert_eq!((counted(&table, "number/2"), counted(&table, "number/1")), (1, 2));
        table.remove_mut(&key);
        table.remove_mut(&key);
        assert_eq!(found(&table, "number/"), ["number/1/b b", "number/2/c c"]);
        assert_eq!((counted(&table, "number/2"), counted(&table, "number/1")), (1, 1));
        assert_eq!(found(&before, "number/1"), ["number/1/b b"]);
    }

    #[test]
    fn a_prefix_ends_where_the_next_begins() {
        assert_eq!(end_of("a/"), "a0");
        assert_eq!(end_of("a\u{d7ff}"), "a\u{e000}");
        assert_eq!(end_of("a\u{10ffff}"), "b");
        assert!(end_of("").as_str() > "z");
    }
}
