//! The journal file: batches go in, each as one durable transaction; a world comes out when it is opened.
//! One table a kind, `ACCOUNT/REGION/ID` to the record's JSON. Tables of unknown kinds stay untouched.
//! Deliberately absent: queues and threads (see `journal`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::ids::AccountId;
use model::record::Key;
use redb::{
    Database, DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable, StorageError, TableDefinition,
    TableError, TableHandle, WriteTransaction,
};

use crate::journal::{Batch, Wipe};
use crate::open_error::OpenError;
use crate::txn::Encode;
use crate::world::{EachTable, Stored, Table, World};

/// Raised when records on disk change in a way an older program would misread.
const FORMAT: u64 = 1;
const FORMAT_TABLE: TableDefinition<'static, &'static str, u64> = TableDefinition::new("ledger.format");
const FORMAT_KEY: &str = "version";
const FILE: &str = "ledger.redb";
/// redb keeps pages of its own; the world is in memory already.
const CACHE_BYTES: usize = 16 << 20;

type Kind<'a> = TableDefinition<'a, &'static str, &'static [u8]>;
type Writes<'a> = BTreeMap<(&'static str, String), &'a Option<Arc<dyn Encode>>>;

/// The open journal file.
pub(crate) struct Disk {
    database: Database,
}

impl Disk {
    /// Opens or creates the file in `directory` and reads all known kinds.
    pub(crate) fn open(directory: &Path) -> Result<(Self, World), OpenError> {
        make_private(directory)?;
        let path = directory.join(FILE);
        let database = Database::builder()
            .set_cache_size(CACHE_BYTES)
            .create(&path)
            .map_err(|cause| explain(&path, cause))?;
        let disk = Self { database };
        disk.check_format(&path)?;
        let world = disk.load(&path)?;
        Ok((disk, world))
    }

    /// Reads the format, or writes it into a new file.
    fn check_format(&self, path: &Path) -> Result<(), OpenError> {
        let corrupt = |cause: redb::Error| corrupt(path, &cause);
        match self.format().map_err(corrupt)? {
            Some(found) if found > FORMAT => {
                Err(OpenError::Newer { path: path.to_owned(), found, known: FORMAT })
            }
            Some(_) => Ok(()),
            None => self.write_format().map_err(corrupt),
        }
    }

    fn format(&self) -> Result<Option<u64>, redb::Error> {
        let read = self.database.begin_read()?;
        match read.open_table(FORMAT_TABLE) {
            Ok(table) => Ok(table.get(FORMAT_KEY)?.map(|found| found.value())),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    fn write_format(&self) -> Result<(), redb::Error> {
        let write = self.database.begin_write()?;
        write.open_table(FORMAT_TABLE)?.insert(FORMAT_KEY, FORMAT)?;
        Ok(write.commit()?)
    }

    fn load(&self, path: &Path) -> Result<World, OpenError> {
        let read = self.database.begin_read();
        let read = read.map_err(|cause| corrupt(path, &cause))?;
        let mut world = World::default();
        let mut load = Load { read };
        let loaded = world.tables.each(&mut load);
        loaded.map_err(|detail| corrupt(path, &detail))?;
        Ok(world)
    }

    /// Writes a batch as one step; when it returns `Ok` the batch survives a power cut.
    pub(crate) fn apply(&mut self, batch: &Batch) -> Result<(), String> {
        self.try_apply(batch).map_err(|cause| cause.to_string())
    }

    fn try_apply(&self, batch: &Batch) -> Result<(), Box<dyn std::error::Error>> {
        let write = self.database.begin_write()?;
        wipe(&write, &batch.wipe)?;
        let sorted = batch.changes.iter().map(|((kind, key), value)| ((*kind, key.to_string()), value));
        put(&write, sorted.collect())?;
        Ok(write.commit()?)
    }
}

/// State holds secrets (parameters, keys), so a new directory is its owner's alone.
pub(crate) fn make_private(directory: &Path) -> Result<(), OpenError> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(|cause| OpenError::Directory { path: directory.to_owned(), cause })
}

fn corrupt(path: &Path, detail: &impl ToString) -> OpenError {
    OpenError::Corrupt { path: path.to_owned(), detail: detail.to_string() }
}

/// Tells a busy, a forbidden and a broken file apart.
fn explain(path: &Path, cause: DatabaseError) -> OpenError {
    let owned = PathBuf::from(path);
    match cause {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            OpenError::Locked { path: owned }
        }
        DatabaseError::Storage(StorageError::Io(cause))
            if cause.kind() != std::io::ErrorKind::InvalidData =>
        {
            OpenError::Directory { path: owned, cause }
        }
        other => corrupt(path, &other),
    }
}

fn wipe(write: &WriteTransaction, wipe: &Wipe) -> Result<(), redb::Error> {
    let accounts: &[AccountId] = match wipe {
        Wipe::Nothing => return Ok(()),
        Wipe::Everything => &[],
        Wipe::Accounts(accounts) => accounts,
    };
    let names = write.list_tables()?.map(|table| table.name().to_owned());
    let names: Vec<String> = names.filter(|n| n != FORMAT_TABLE.name()).collect();
    for name in &names {
        if matches!(wipe, Wipe::Everything) {
            write.delete_table(Kind::new(name))?;
        }
        for account in accounts {
            wipe_account(write, name, account)?;
        }
    }
    Ok(())
}

/// Every key of an account lies between `ACCOUNT/` and `ACCOUNT0`, the character after the slash.
fn wipe_account(write: &WriteTransaction, kind: &str, account: &AccountId) -> Result<(), redb::Error> {
    let (from, to) = (format!("{account}/"), format!("{account}0"));
    let mut table = write.open_table(Kind::new(kind))?;
    Ok(table.retain_in(from.as_str()..to.as_str(), |_, _| false)?)
}

/// Writes in key order, opening each table once.
fn put(write: &WriteTransaction, writes: Writes<'_>) -> Result<(), Box<dyn std::error::Error>> {
    let mut writes = writes.into_iter().peekable();
    while let Some(&((kind, _), _)) = writes.peek() {
        let mut table = write.open_table(Kind::new(kind))?;
        while let Some(((_, key), value)) = writes.next_if(|((next, _), _)| *next == kind) {
            match value {
                Some(record) => drop(table.insert(key.as_str(), record.encode()?.as_slice())?),
                None => drop(table.remove(key.as_str())?),
            }
        }
    }
    Ok(())
}

/// Fills each table from its kind on disk.
struct Load {
    read: ReadTransaction,
}

impl EachTable for Load {
    type Error = String;

    fn visit<R: Stored>(&mut self, table: &mut Table<R>) -> Result<(), String> {
        let stored = match self.read.open_table(Kind::new(R::KIND)) {
            Ok(stored) => stored,
            Err(TableError::TableDoesNotExist(_)) => return Ok(()),
            Err(other) => return Err(format!("{}: {other}", R::KIND)),
        };
        for entry in stored.iter().map_err(|e| e.to_string())? {
            let (name, bytes) = entry.map_err(|e| e.to_string())?;
            let (key, record) = decode::<R>(name.value(), bytes.value())?;
            table.insert_mut(key, Arc::new(record));
        }
        Ok(())
    }
}

/// A record and its key, if the record belongs under the name it was found at.
fn decode<R: Stored>(name: &str, bytes: &[u8]) -> Result<(Key, R), String> {
    let record: R = serde_json::from_slice(bytes).map_err(|e| format!("{} {name}: {e}", R::KIND))?;
    let key = record.key();
    if key.to_string() != name {
        return Err(format!("{} {name} holds the record of {key}", R::KIND));
    }
    Ok((key, record))
}
