//! Opening says clearly why it cannot, and leaves the files alone.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::Scratch;
use ledger::{Ledger, Note, OpenError, Storage};
use model::ids::{AccountId, Scope};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

const FORMAT: TableDefinition<'_, &str, u64> = TableDefinition::new("ledger.format");
const NOTES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("ledger.note");
const FUTURE: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("future.kind");

fn open(path: &Path) -> Result<Ledger, OpenError> {
    Ledger::open(Storage::Directory(path.to_owned()))
}

fn note(account: &str) -> Note {
    let scope = Scope::new(account, "us-west-2").unwrap();
    let id = "n".to_owned();
    Note { scope, id, number: 1 }
}

fn raw(path: &Path) -> Database {
    Database::create(path.join("ledger.redb")).unwrap()
}

fn put_raw(path: &Path, table: TableDefinition<'_, &'static str, &'static [u8]>, key: &str, value: &[u8]) {
    let database = raw(path);
    let write = database.begin_write().unwrap();
    write.open_table(table).unwrap().insert(key, value).unwrap();
    write.commit().unwrap();
}

#[test]
fn a_second_opener_is_turned_away() {
    let scratch = Scratch::new("locked");
    let _first = open(scratch.path()).unwrap();
    assert!(matches!(open(scratch.path()), Err(OpenError::Locked { .. })));
}

#[test]
fn a_path_that_is_a_file_is_refused() {
    let scratch = Scratch::new("file");
    std::fs::write(scratch.path(), "not a directory").unwrap();
    assert!(matches!(open(scratch.path()), Err(OpenError::Directory { .. })));
    std::fs::remove_file(scratch.path()).unwrap();
}

#[test]
fn garbage_is_called_corrupt_and_left_alone() {
    let scratch = Scratch::new("garbage");
    std::fs::create_dir_all(scratch.path()).unwrap();
    let file = scratch.path().join("ledger.redb");
    let garbage = vec![7_u8; 10_000];
    std::fs::write(&file, &garbage).unwrap();
    assert!(matches!(open(scratch.path()), Err(OpenError::Corrupt { .. })));
    assert_eq!(std::fs::read(&file).unwrap(), garbage);
}

#[test]
fn a_newer_format_is_refused() {
    let scratch = Scratch::new("newer");
    drop(open(scratch.path()).unwrap());
    let database = raw(scratch.path());
    let write = database.begin_write().unwrap();
    write.open_table(FORMAT).unwrap().insert("version", 99).unwrap();
    write.commit().unwrap();
    drop(database);
    let refused = open(scratch.path()).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 99, known: 1, .. }), "{refused}");
}

#[test]
fn a_record_that_cannot_be_read_is_corrupt() {
    let scratch = Scratch::new("unreadable");
    drop(open(scratch.path()).unwrap());
    put_raw(scratch.path(), NOTES, "123456789012/us-west-2/n", b"{\"half\":");
    let refused = open(scratch.path()).unwrap_err().to_string();
    assert!(refused.contains("ledger.note 123456789012/us-west-2/n"), "{refused}");
}

#[test]
fn a_record_under_a_strange_name_is_corrupt() {
    let scratch = Scratch::new("misplaced");
    drop(open(scratch.path()).unwrap());
    let bytes = serde_json::to_vec(&note("123456789012")).unwrap();
    put_raw(scratch.path(), NOTES, "123456789012/us-west-2/other", &bytes);
    assert!(matches!(open(scratch.path()), Err(OpenError::Corrupt { .. })));
}

#[test]
fn a_kind_of_another_version_stays() {
    let scratch = Scratch::new("future");
    drop(open(scratch.path()).unwrap());
    put_raw(scratch.path(), FUTURE, "123456789012/us-west-2/x", b"?");
    put_raw(scratch.path(), FUTURE, "123456789013/us-west-2/x", b"?");
    let ledger = open(scratch.path()).unwrap();
    let ((), durable) = ledger.write(|txn| assert!(txn.put(note("123456789012"))));
    durable.wait().unwrap();
    ledger.reset(Some(&AccountId::new("123456789012").unwrap())).wait().unwrap();
    drop(ledger);
    let database = raw(scratch.path());
    let read = database.begin_read().unwrap();
    let table = read.open_table(FUTURE).unwrap();
    let keys: Vec<String> = table.iter().unwrap().map(|e| e.unwrap().0.value().to_owned()).collect();
    assert_eq!(keys, ["123456789013/us-west-2/x"]);
}
