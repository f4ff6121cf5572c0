//! The ledger itself: transactions go in one at a time, immutable snapshots of what is kept come out without a lock.
//! Deliberately absent: what the records mean, waiting for the disk (the caller's choice, see [`Durable`]).

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::ids::AccountId;
use tokio::sync::watch;

use crate::disk::Disk;
use crate::durable::{Durable, NotDurable};
use crate::heads::Heads;
use crate::journal::{Journal, Store};
use crate::open_error::OpenError;
use crate::table::Table;
use crate::txn::Txn;
use crate::world::{EachTable, Stored, World};

/// Where a ledger keeps its state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Storage {
    /// Nowhere: gone with the process.
    Memory,
    /// In this directory, made if missing, held by one process at a time.
    Directory(PathBuf),
}

/// The memory of the cloud. Clones share it; the last one dropped flushes the journal.
#[derive(Clone)]
pub struct Ledger(Arc<Shared>);

struct Shared {
    /// Held by the one transaction under way.
    turn: Mutex<()>,
    heads: Arc<Heads>,
    /// `None` in memory mode.
    journal: Option<Journal>,
    disk: Disk,
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ledger({})", self.snapshot().generation())
    }
}

impl Ledger {
    /// Opens or creates; reads everything back before it returns.
    pub fn open(storage: Storage) -> Result<Self, OpenError> {
        Self::open_on(storage, &Disk::default())
    }

    /// The same on a disk that may be made to fail.
    #[doc(hidden)]
    pub fn open_on(storage: Storage, disk: &Disk) -> Result<Self, OpenError> {
        let (heads, journal) = match storage {
            Storage::Memory => (Heads::new(World::default()), None),
            Storage::Directory(path) => {
                let (store, world) = Store::open(&path, disk)?;
                let heads = Heads::new(world);
                let journal = Journal::start(store, Arc::clone(&heads), &path)?;
                (heads, Some(journal))
            }
        };
        Ok(Self(Arc::new(Shared { turn: Mutex::new(()), heads, journal, disk: disk.clone() })))
    }

    /// The newest world that is kept; takes no lock. A write is seen from the moment its [`Durable`] resolves, at the latest.
    pub fn snapshot(&self) -> Arc<World> {
        self.0.heads.kept()
    }

    /// The newest generation that is kept, to be woken by any change.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.0.heads.watch()
    }

    /// Resolves when all that was committed before is seen by [`Ledger::snapshot`], or was not kept.
    pub fn settling(&self) -> Durable {
        self.0.journal.as_ref().map_or_else(Durable::kept, Journal::settling)
    }

    /// Runs `body` as the only writer. On `Ok` its writes are on their way to disk, and seen by the next transaction at once, by
    /// readers when they are kept; on `Err`, or if it panics, nothing has changed.
    ///
    /// Must not be called from within `body`. A body that wrote nothing answers for what it saw: its [`Durable`] resolves when that is
    /// kept. An error may rest on writes under way too, see [`Ledger::decide`].
    pub fn transact<T, E>(&self, body: impl FnOnce(&mut Txn) -> Result<T, E>) -> Result<(T, Durable), E> {
        let (decided, durable) = self.decide(body);
        decided.map(|out| (out, durable))
    }

    /// The same, with the promise of what an error rests on: if that is broken, nothing was decided.
    pub fn decide<T, E>(&self, body: impl FnOnce(&mut Txn) -> Result<T, E>) -> (Result<T, E>, Durable) {
        let _turn = self.take_turn();
        let Some(journal) = &self.0.journal else { return (self.decide_in_memory(body), Durable::kept()) };
        let tip = journal.tip();
        let mut txn = Txn::on(Arc::clone(&tip.world));
        let out = body(&mut txn);
        let changed = if out.is_ok() { txn.finish() } else { None };
        let durable = match changed {
            Some((world, changes)) => journal.enqueue(&tip, world, changes),
            None => journal.resting_on(&tip),
        };
        if self.0.disk.is_in_step() {
            drop(durable.clone().wait());
        }
        (out, durable)
    }

    fn decide_in_memory<T, E>(&self, body: impl FnOnce(&mut Txn) -> Result<T, E>) -> Result<T, E> {
        let mut txn = Txn::on(self.snapshot());
        let out = body(&mut txn)?;
        if let Some((world, _)) = txn.finish() {
            self.0.heads.show(Arc::new(world));
        }
        Ok(out)
    }

    /// [`Ledger::transact`] for a body that cannot fail.
    pub fn write<T>(&self, body: impl FnOnce(&mut Txn) -> T) -> (T, Durable) {
        match self.transact(|txn| Ok::<T, Infallible>(body(txn))) {
            Ok(done) => done,
            Err(never) => match never {},
        }
    }

    /// Forgets one account, or everything. One step to readers and to the disk.
    pub fn reset(&self, account: Option<&AccountId>) -> Durable {
        let _turn = self.take_turn();
        match &self.0.journal {
            None => {
                self.0.heads.show(Arc::new(without(&self.snapshot(), account)));
                Durable::kept()
            }
            Some(journal) => {
                let tip = journal.tip();
                journal.wipe(&tip, without(&tip.world, account), account)
            }
        }
    }

    /// How often writes were taken back because the disk refused them: who wrote meanwhile looks again.
    pub fn rollbacks(&self) -> u64 {
        self.0.journal.as_ref().map_or(0, Journal::rollbacks)
    }

    /// Why the last write was not kept, if so. Writes are tried all the same.
    pub fn trouble(&self) -> Option<NotDurable> {
        self.0.journal.as_ref().and_then(Journal::trouble)
    }

    /// Waits until no other transaction runs and the journal has room.
    fn take_turn(&self) -> MutexGuard<'_, ()> {
        // A panic in a body leaves everything as it was, so the next writer may go on.
        let turn = self.0.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(journal) = &self.0.journal {
            journal.wait_for_room();
        }
        turn
    }
}

/// The world after one account, or everything, is forgotten.
fn without(world: &World, account: Option<&AccountId>) -> World {
    let mut world = World::clone(world);
    let Ok(()) = world.tables.each(&mut Clear { account });
    world.generation += 1;
    world.stamps.0.fill(world.generation);
    world
}

/// Empties tables, of one account or wholly.
struct Clear<'a> {
    account: Option<&'a AccountId>,
}

impl EachTable for Clear<'_> {
    type Error = Infallible;

    fn visit<R: Stored>(&mut self, table: &mut Table<R>) -> Result<(), Infallible> {
        let Some(account) = self.account else {
            *table = Table::default();
            return Ok(());
        };
        let mine = |key: &&model::record::Key| key.scope.account == *account;
        for key in table.clone().keys().filter(mine) {
            table.remove_mut(key);
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::ids::Scope;
    use model::record::{Key, Record};

    use super::*;
    use crate::specimen::Note;
    use crate::txn::{Changes, Encode};

    /// Stands for a disk that fails: the journal cannot write it.
    struct Unwritable;

    impl Encode for Unwritable {
        fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
            Err(serde::ser::Error::custom("the disk is full"))
        }
    }

    fn note(number: u64) -> Note {
        let scope = Scope::new("123456789012", "us-west-2").unwrap();
        let id = "n".to_owned();
        Note { scope, id, number }
    }

    fn on_disk(name: &str) -> (Ledger, PathBuf) {
        let path = std::env::temp_dir().join(format!("ledger-{name}-{}", std::process::id()));
        (Ledger::open(Storage::Directory(path.clone())).unwrap(), path)
    }

    /// A write the journal cannot encode, as a record that does not survive JSON would be.
    fn unwritable(ledger: &Ledger, number: u64) -> Durable {
        let journal = ledger.0.journal.as_ref().unwrap();
        let tip = journal.tip();
        let mut txn = Txn::on(Arc::clone(&tip.world));
        txn.put(note(number));
        let (world, mut changes) = txn.finish().unwrap();
        let key = Key::new(&note(0).scope, "x");
        changes.extend(Changes::from([((Note::KIND, key), Some(Arc::new(Unwritable) as Arc<dyn Encode>))]));
        journal.enqueue(&tip, world, changes)
    }

    #[test]
    fn what_was_not_kept_was_never_there_and_the_next_write_is_tried_anew() {
        let (ledger, path) = on_disk("failed");
        let before = ledger.snapshot();
        let broken = unwritable(&ledger, 1);
        assert_eq!(&*broken.wait().unwrap_err().reason, "the disk is full");
        assert!(Arc::ptr_eq(&before, &ledger.snapshot()));
        assert!(ledger.trouble().is_some());
        let (seen, durable) = ledger.write(|txn| (txn.world().count::<Note>(), txn.put(note(2))));
        assert_eq!((seen, durable.wait()), ((0, true), Ok(())));
        assert_eq!(ledger.trouble(), None);
        drop(ledger);
        let ledger = Ledger::open(Storage::Directory(path.clone())).unwrap();
        assert_eq!(ledger.snapshot().get::<Note>(&note(0).key()).unwrap().number, 2);
        std::fs::remove_dir_all(path).unwrap();
    }

    #[tokio::test]
    async fn awaiting_and_blocking_hear_the_same() {
        let (ledger, path) = on_disk("await");
        let (_, first) = ledger.write(|txn| txn.put(note(1)));
        assert_eq!(first.await, Ok(()));
        assert!(unwritable(&ledger, 2).await.is_err());
        let (_, third) = ledger.write(|txn| txn.put(note(3)));
        assert_eq!(third.await, Ok(()));
        std::fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_write_undone_within_a_transaction_leaves_no_trace() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let _ = ledger.write(|txn| txn.put(note(1)));
        let before = ledger.snapshot();
        let _ = ledger.write(|txn| {
            assert!(txn.put(note(2)));
            assert_eq!(txn.get::<Note>(&note(2).key()).unwrap().number, 2);
            assert!(txn.remove::<Note>(&note(2).key()).is_some());
            assert!(txn.put(note(1)));
            assert!(!txn.put(note(1)));
        });
        assert!(Arc::ptr_eq(&before, &ledger.snapshot()));
    }
}
