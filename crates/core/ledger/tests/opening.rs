//! Opening says clearly why it cannot, and leaves the files alone.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/frame.rs"]
mod frame;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::Scratch;
use ledger::{Ledger, Note, OpenError, Storage};
use model::ids::{AccountId, Scope};
use model::record::Record;

fn open(path: &Path) -> Result<Ledger, OpenError> {
    Ledger::open(Storage::Directory(path.to_owned()))
}

fn note(account: &str) -> Note {
    let scope = Scope::new(account, "us-west-2").unwrap();
    let id = "n".to_owned();
    Note { scope, id, number: 1 }
}

fn wal(path: &Path) -> PathBuf {
    path.join("journal/00000001.wal")
}

/// A new journal, and a record in its first batch.
fn with_record(path: &Path, kind: &str, key: &str, json: &[u8]) {
    drop(open(path).unwrap());
    frame::append(&wal(path), &frame::batch(1, kind, key, json));
}

fn files(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = std::fs::read_dir(path.join("journal")).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
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
fn a_newer_format_is_refused_and_left_alone() {
    let scratch = Scratch::new("newer");
    std::fs::create_dir_all(scratch.path().join("journal")).unwrap();
    std::fs::write(wal(scratch.path()), frame::header(99)).unwrap();
    let refused = open(scratch.path()).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 99, known: 2, .. }), "{refused}");
    assert_eq!(std::fs::read(wal(scratch.path())).unwrap(), frame::header(99));
}

#[test]
fn a_record_that_cannot_be_read_is_corrupt_and_left_alone() {
    let scratch = Scratch::new("unreadable");
    with_record(scratch.path(), "ledger.note", "123456789012/us-west-2/n", b"{\"half\":");
    let before = files(scratch.path());
    let refused = open(scratch.path()).unwrap_err().to_string();
    assert!(refused.contains("ledger.note 123456789012/us-west-2/n"), "{refused}");
    assert!(refused.contains("interstella doctor --repair"), "{refused}");
    assert_eq!(files(scratch.path()), before);
}

#[test]
fn a_record_under_a_strange_name_is_corrupt() {
    let scratch = Scratch::new("misplaced");
    let bytes = serde_json::to_vec(&note("123456789012")).unwrap();
    with_record(scratch.path(), "ledger.note", "123456789012/us-west-2/other", &bytes);
    assert!(matches!(open(scratch.path()), Err(OpenError::Corrupt { .. })));
}

/// Closing the journal gives up one that is not finished.
fn until_there_is_a_snapshot(path: &Path) {
    let names = || std::fs::read_dir(path.join("journal")).unwrap().map(|entry| entry.unwrap().path());
    while !names().any(|path| path.extension().is_some_and(|it| it == "snapshot")) {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

/// Whether records of a kind nobody knows lie in the newest files.
fn mentions(path: &Path, text: &str) -> bool {
    let newest = files(path).into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it != "tmp"));
    newest
        .collect::<Vec<_>>()
        .last()
        .is_some_and(|(_, bytes)| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
        || files(path).into_iter().any(|(path, bytes)| {
            path.extension().is_some_and(|it| it == "snapshot")
                && bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
}

#[test]
fn a_kind_of_another_version_stays_through_snapshots_and_goes_with_its_account() {
    let scratch = Scratch::new("future");
    with_record(scratch.path(), "future.kind", "123456789012/us-west-2/mine", b"?");
    frame::append(
        &wal(scratch.path()),
        &frame::batch(2, "future.kind", "123456789013/us-west-2/theirs", b"?"),
    );
    let ledger = open(scratch.path()).unwrap();
    // Enough that a reset is worth a snapshot.
    let ((), durable) = ledger.write(|txn| {
        for number in 0..1000 {
            let id = format!("{number:0200}");
            assert!(txn.put(Note { id, ..note("123456789012") }));
        }
    });
    durable.wait().unwrap();
    ledger.reset(Some(&AccountId::new("123456789012").unwrap())).wait().unwrap();
    until_there_is_a_snapshot(scratch.path());
    drop(ledger);
    let ledger = open(scratch.path()).unwrap();
    ledger.reset(Some(&AccountId::new("123456789014").unwrap())).wait().unwrap();
    drop(ledger);
    let ledger = open(scratch.path()).unwrap();
    assert_eq!(ledger.snapshot().count::<Note>(), 0);
    drop(ledger);
    assert!(mentions(scratch.path(), "theirs"));
}

#[test]
fn a_journal_begun_by_a_crash_is_begun_anew() {
    let scratch = Scratch::new("unborn");
    drop(open(scratch.path()).unwrap());
    let half = std::fs::read(wal(scratch.path())).unwrap()[..20].to_vec();
    std::fs::write(wal(scratch.path()), half).unwrap();
    let ledger = open(scratch.path()).unwrap();
    ledger.write(|txn| txn.put(note("123456789012"))).1.wait().unwrap();
    drop(ledger);
    let ledger = open(scratch.path()).unwrap();
    assert!(ledger.snapshot().contains::<Note>(&note("123456789012").key()));
}
