//! The format before this one: a redb file with one table a kind, `ACCOUNT/REGION/ID` to the record's JSON.
//!
//! In: a data directory of that version. Out: a journal with a snapshot of all its records; in place of the old file a sign that tells the
//! older version to leave the directory alone. What cannot be read is refused and stays as it is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use redb::{
    Database, DatabaseError, ReadableDatabase, ReadableTable, StorageError, TableDefinition, TableError,
    TableHandle,
};

use super::load::{Raw, Strangers};
use super::{snapshot, store};
use crate::disk::Disk;
use crate::open_error::OpenError;

const FILE: &str = "ledger.redb";
const FORMAT_TABLE: TableDefinition<'static, &'static str, u64> = TableDefinition::new("ledger.format");
const FORMAT_KEY: &str = "version";
/// The only version of redb files that held records.
const VERSION: u64 = 1;
/// Number of the snapshot that holds what was migrated.
pub(super) const SNAPSHOT: u64 = 1;
const CACHE_BYTES: usize = 16 << 20;

type Kind<'a> = TableDefinition<'a, &'static str, &'static [u8]>;

/// Makes a snapshot of a redb file, if there is one.
pub(super) fn migrate(data: &Path, journal: &Path, disk: &Disk) -> Result<(), OpenError> {
    let path = data.join(FILE);
    if !path.exists() {
        return Ok(());
    }
    let records = read_copy(&path, &journal.join("redb.tmp"))?;
    let mut raw = Raw::default();
    for (kind, key, json) in all(&records) {
        raw.put(kind, key, json);
    }
    if let Some(loss) = raw.decode().losses.first() {
        return Err(OpenError::corrupt(&path, &loss.to_string()));
    }
    let place = snapshot::Place { disk, directory: journal, number: SNAPSHOT, batch: 0 };
    store::begin_with(&place, |take| all(&records).try_for_each(|(kind, key, json)| take(kind, key, json)))
        .map_err(|cause| OpenError::Directory { path: journal.to_owned(), cause })
}

fn all(records: &Strangers) -> impl Iterator<Item = (&str, &str, &[u8])> {
    records.iter().flat_map(|(kind, records)| {
        records.iter().map(move |(key, json)| (kind.as_str(), key.as_str(), json.as_slice()))
    })
}

/// Puts the sign in the place of a file that was migrated: "has format 2, this version knows up to 1".
pub(super) fn leave_a_sign(data: &Path) -> io::Result<()> {
    let path = data.join(FILE);
    if !path.exists() || matches!(version(&path), Ok(Some(found)) if found != VERSION) {
        return Ok(());
    }
    let sign = data.join("ledger.redb.tmp");
    let _ = fs::remove_file(&sign);
    write_sign(&sign).map_err(io::Error::other)?;
    fs::rename(sign, path)
}

fn write_sign(path: &Path) -> Result<(), redb::Error> {
    let database = Database::create(path)?;
    let write = database.begin_write()?;
    write.open_table(FORMAT_TABLE)?.insert(FORMAT_KEY, VERSION + 1)?;
    Ok(write.commit()?)
}

fn version(path: &Path) -> Result<Option<u64>, redb::Error> {
    version_in(&open(path).map_err(redb::Error::from)?)
}

fn version_in(database: &Database) -> Result<Option<u64>, redb::Error> {
    match database.begin_read()?.open_table(FORMAT_TABLE) {
        Ok(table) => Ok(table.get(FORMAT_KEY)?.map(|found| found.value())),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn open(path: &Path) -> Result<Database, DatabaseError> {
    Database::builder().set_cache_size(CACHE_BYTES).open(path)
}

/// Reads a copy, since even to open such a file changes it.
fn read_copy(path: &Path, copy: &Path) -> Result<Strangers, OpenError> {
    let unusable = |cause| OpenError::Directory { path: path.to_owned(), cause };
    let file = fs::File::open(path).map_err(unusable)?;
    if let Err(fs::TryLockError::WouldBlock) = file.try_lock() {
        return Err(OpenError::Locked { path: path.to_owned() });
    }
    fs::copy(path, copy).map_err(unusable)?;
    let records = read(copy, path);
    let _ = fs::remove_file(copy);
    records
}

/// Every record, if the file is whole: its pages' checksums are looked at, since a flipped letter is JSON still.
fn read(copy: &Path, path: &Path) -> Result<Strangers, OpenError> {
    let mut database = open(copy).map_err(|cause| explain(path, cause))?;
    let corrupt = |cause: redb::Error| OpenError::corrupt(path, &cause.to_string());
    match database.check_integrity() {
        Ok(true) => {}
        Ok(false) => return Err(OpenError::corrupt(path, "its checksums are wrong")),
        Err(cause) => return Err(explain(path, cause)),
    }
    match version_in(&database).map_err(corrupt)? {
        Some(found) if found > VERSION => {
            Err(OpenError::Newer { path: path.to_owned(), found, known: VERSION })
        }
        _ => records(&database).map_err(corrupt),
    }
}

fn records(database: &Database) -> Result<Strangers, redb::Error> {
    let read = database.begin_read()?;
    let names = read.list_tables()?.map(|table| table.name().to_owned());
    let names: Vec<String> = names.filter(|name| name != FORMAT_TABLE.name()).collect();
    let mut records = Strangers::new();
    for name in names {
        let table = read.open_table(Kind::new(&name))?;
        let mut own = BTreeMap::new();
        for entry in table.iter()? {
            let (key, json) = entry?;
            own.insert(key.value().to_owned(), json.value().to_owned());
        }
        records.insert(name, own);
    }
    Ok(records)
}

/// Tells a busy, a forbidden and a broken file apart.
fn explain(path: &Path, cause: DatabaseError) -> OpenError {
    let owned = PathBuf::from(path);
    match cause {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            OpenError::Locked { path: owned }
        }
        DatabaseError::Storage(StorageError::Io(cause)) if cause.kind() != io::ErrorKind::InvalidData => {
            OpenError::Directory { path: owned, cause }
        }
        other => OpenError::corrupt(path, &other.to_string()),
    }
}
