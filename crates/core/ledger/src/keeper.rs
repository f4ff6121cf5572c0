//! The ledger itself: transactions go in one at a time, immutable snapshots come out without a lock.
//! Deliberately absent: what the records mean, waiting for the disk (the caller's choice, see [`Durable`]).

use std::convert::Infallible;
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
