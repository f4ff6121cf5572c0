//! The ledger itself: transactions go in one at a time, immutable snapshots come out without a lock.
//! Deliberately absent: what the records mean, waiting for the disk (the caller's choice, see [`Durable`]).

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use model::ids::AccountId;
use tokio::sync::watch;

use crate::disk::Disk;
use crate::durable::{Durable, NotDurable};
use crate::journal::Journal;
use crate::open_error::OpenError;
use crate::txn::Txn;
use crate::world::{EachTable, Stored, Table, World};

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
    head: ArcSwap<World>,
    generation: watch::Sender<u64>,
    /// `None` in memory mode.
    journal: Option<Journal>,
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ledger({})", self.snapshot().generation())
    }
}

impl Ledger {
    /// Opens or creates; reads everything back before it returns.
    pub fn open(storage: Storage) -> Result<Self, OpenError> {
        let (world, journal) = match storage {
            Storage::Memory => (World::default(), None),
            Storage::Directory(path) => {
                let (disk, world) = Disk::open(&path)?;
                (world, Some(Journal::start(disk, &path)?))
            }
        };
        let generation = watch::Sender::new(world.generation);
        Ok(Self(Arc::new(Shared {
            turn: Mutex::new(()),
            head: ArcSwap::from_pointee(world),
            generation,
            journal,
        })))
    }

    /// The newest world; takes no lock.
    pub fn snapshot(&self) -> Arc<World> {
        self.0.head.load_full()
    }

    /// The newest generation, to be woken by any change.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.0.generation.subscribe()
    }

    /// Runs `body` as the only writer. On `Ok` its writes are published at once and on their way to disk;
    /// on `Err`, or if it panics, nothing has changed.
    ///
    /// Must not be called from within `body`. On a read-only ledger the writes are thrown away and the
    /// [`Durable`] says so; a body that wrote nothing succeeds even there.
    pub fn transact<T, E>(&self, body: impl FnOnce(&mut Txn) -> Result<T, E>) -> Result<(T, Durable), E> {
        let _turn = self.take_turn();
        let mut txn = Txn::on(self.snapshot());
        let out = body(&mut txn)?;
        Ok((out, self.commit(txn)))
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
        let mut world = World::clone(&self.snapshot());
        let Ok(()) = world.tables.each(&mut Clear { account });
        world.generation += 1;
        let generation = world.generation;
        world.stamps.0.fill(generation);
        self.publish(world, |journal| journal.wipe(account, generation))
    }

    /// Why nothing can be written any more, if so.
    pub fn read_only(&self) -> Option<NotDurable> {
        self.0.journal.as_ref().and_then(Journal::failure)
    }

    /// Waits until no other transaction runs and the journal has room.
    fn take_turn(&self) -> MutexGuard<'_, ()> {
        // A panic in a body leaves the head as it was, so the next writer may go on.
        let turn = self.0.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(journal) = &self.0.journal {
            journal.wait_for_room();
        }
        turn
    }

    fn commit(&self, txn: Txn) -> Durable {
        let Some((world, changes)) = txn.finish() else {
            return Durable::kept();
        };
        let generation = world.generation;
        let enqueue = |journal: &Journal| journal.enqueue(changes, generation);
        self.publish(world, enqueue)
    }

    /// Queues first: a world whose changes the journal refuses is never shown.
    fn publish(
        &self,
        world: World,
        enqueue: impl FnOnce(&Journal) -> Result<Durable, NotDurable>,
    ) -> Durable {
        let durable = match self.0.journal.as_ref().map(enqueue) {
            None => Durable::kept(),
            Some(Ok(durable)) => durable,
            Some(Err(why)) => return Durable::broken(why),
        };
        let generation = world.generation;
        self.0.head.store(Arc::new(world));
        self.0.generation.send_replace(generation);
        durable
    }
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

    fn break_journal(ledger: &Ledger) {
        let journal = ledger.0.journal.as_ref().unwrap();
        let next = ledger.snapshot().generation() + 1;
        let key = Key::new(&note(0).scope, "x");
        let change: Option<Arc<dyn Encode>> = Some(Arc::new(Unwritable));
        let changes = Changes::from([((Note::KIND, key), change)]);
        let broken = journal.enqueue(changes, next).unwrap().wait().unwrap_err();
        assert_eq!(&*broken.reason, "the disk is full");
    }

    #[test]
    fn after_a_failed_write_nothing_is_taken_and_it_says_so() {
        let (ledger, path) = on_disk("failed");
        break_journal(&ledger);
        let (_, durable) = ledger.write(|txn| txn.put(note(1)));
        assert!(durable.wait().is_err());
        assert!(ledger.reset(None).wait().is_err());
        assert_eq!(ledger.snapshot().count::<Note>(), 0);
        assert!(ledger.read_only().is_some());
        let (_, untouched) = ledger.write(|txn| txn.world().count::<Note>());
        assert_eq!(untouched.wait(), Ok(()));
        std::fs::remove_dir_all(path).unwrap();
    }

    #[tokio::test]
    async fn awaiting_and_blocking_hear_the_same() {
        let (ledger, path) = on_disk("await");
        let (_, first) = ledger.write(|txn| txn.put(note(1)));
        assert_eq!(first.await, Ok(()));
        break_journal(&ledger);
        let (_, second) = ledger.write(|txn| txn.put(note(2)));
        assert!(second.await.is_err());
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
