//! What the unit tests of operations work in: a memory of their own, and who calls. A service's rig holds this one and adds what its tests
//! share (`rig_of!`). Tests of calls by name, through the engine, have `kernel::rig`. Never here: assertions.
#![allow(clippy::unwrap_used)]

use std::sync::{Arc, OnceLock};

use ledger::{Books, Ledger, Storage, Stored, Txn, World};
use model::Key;
use shapes::Error;

use crate::Caller;
use crate::table::{Read, ReadLogs, ReadMetrics, Write, WriteLogs, WriteMetrics};

/// A memory and the caller of most operations: account 000000000000 in us-west-2.
pub(crate) struct Rig {
    pub(crate) ledger: Ledger,
    books: OnceLock<Books>,
    pub(crate) caller: Caller,
}

impl Rig {
    pub(crate) fn new() -> Rig {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        Rig { ledger, books: OnceLock::new(), caller: Caller::example() }
    }

    /// Log events and metric values; few tests need them.
    pub(crate) fn books(&self) -> Books {
        self.books.get_or_init(|| Books::open(&Storage::Memory).unwrap()).clone()
    }

    pub(crate) fn world(&self) -> Arc<World> {
        self.ledger.snapshot()
    }

    /// A change no operation makes.
    pub(crate) fn change<T>(&self, body: impl FnOnce(&mut Txn) -> T) -> T {
        self.ledger.write(body).0
    }

    pub(crate) fn record<R: Stored>(&self, key: &Key) -> Option<Arc<R>> {
        self.world().get::<R>(key).cloned()
    }

    pub(crate) fn records<R: Stored>(&self) -> Vec<Arc<R>> {
        self.world().all::<R>().cloned().collect()
    }

    pub(crate) fn write<O: Write>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        self.ledger.transact(|txn| O::write(txn, &mut self.caller, input)).map(|(output, _)| output)
    }

    /// The same, called by somebody else.
    pub(crate) fn write_as<O: Write>(
        &self,
        caller: &mut Caller,
        input: O::Input,
    ) -> Result<O::Output, Error> {
        self.ledger.transact(|txn| O::write(txn, caller, input)).map(|(output, _)| output)
    }

    pub(crate) fn read<O: Read>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        O::read(&self.ledger.snapshot(), &mut self.caller, input)
    }

    pub(crate) fn read_logs<O: ReadLogs>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let book = self.books().logs;
        O::read_logs(&self.ledger.snapshot(), &book, &mut self.caller, input)
    }

    /// What it wrote is in the book when this returns.
    pub(crate) fn write_logs<O: WriteLogs>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let book = self.books().logs;
        let written = self.ledger.transact(|txn| O::write_logs(txn, &book, &mut self.caller, input))?;
        let ((output, durable), _) = written;
        durable.wait().unwrap();
        Ok(output)
    }

    pub(crate) fn read_metrics<O: ReadMetrics>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let book = self.books().metrics;
        O::read_metrics(&self.ledger.snapshot(), &book, &mut self.caller, input)
    }

    /// What it wrote is in the book when this returns.
    pub(crate) fn write_metrics<O: WriteMetrics>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let book = self.books().metrics;
        let written = self.ledger.transact(|txn| O::write_metrics(txn, &book, &mut self.caller, input))?;
        let ((output, durable), _) = written;
        durable.wait().unwrap();
        Ok(output)
    }
}

/// Makes what a service's rig holds in its member `rig` its own.
macro_rules! rig_of {
    ($name:ident holds $rig:ty) => {
        impl std::ops::Deref for $name {
            type Target = $rig;
            fn deref(&self) -> &$rig {
                &self.rig
            }
        }
        impl std::ops::DerefMut for $name {
            fn deref_mut(&mut self) -> &mut $rig {
                &mut self.rig
            }
        }
    };
}
pub(crate) use rig_of;
