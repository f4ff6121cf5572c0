//! A journal's log file, a log segment and a metric file, with zeros between them, opened as a cloud that starts opens them. Oracles: what
//! opens takes a write, and opens again with it.
#![no_main]

use std::fs;
use std::path::{Path, PathBuf};

use ledger::{Ledger, LogBook, LogEvent, LogQuery, MetricBook, Note, Storage, StreamKey};
use libfuzzer_sys::fuzz_target;
use model::{Record, Scope};

/// Between the files; their own bytes may hold zeros.
const SEAM: &[u8] = b"\0--\0";

fuzz_target!(|bytes: &[u8]| {
    let root = scratch();
    let _ = fs::remove_dir_all(&root);
    let mut parts = split(bytes).into_iter();
    let mut file = |path: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, parts.next().unwrap_or_default()).expect("a file");
    };
    file("journal/00000001.wal");
    file("logs/group-00000001/00000001.log");
    file("metrics/day-20775.metrics");
    let storage = Storage::Directory(root.clone());
    let scope = Scope::new("000000000000", "us-west-2").expect("a scope");
    journal(&storage, &scope);
    logs(&storage, &scope);
    let _ = MetricBook::open(&storage).map(|book| book.damage().len());
});

fn journal(storage: &Storage, scope: &Scope) {
    let Ok(ledger) = Ledger::open(storage.clone()) else { return };
    let note = Note { scope: scope.clone(), id: "new".to_owned(), number: 7 };
    let key = note.key();
    let (_, durable) = ledger.write(|txn| txn.put(note.clone()));
    durable.wait().expect("what opens takes a write");
    drop(ledger);
    let again = Ledger::open(storage.clone()).expect("what was open opens again");
    let kept = again.snapshot().get::<Note>(&key).map(|kept| Note::clone(kept));
    assert_eq!(kept, Some(note), "a write that was promised");
}

fn logs(storage: &Storage, scope: &Scope) {
    let Ok(book) = LogBook::open(storage) else { return };
    let stream = StreamKey::new(scope, "fresh", "stream");
    let event = LogEvent { timestamp: 1, ingested: 2, message: "kept".to_owned() };
    book.append(&stream, vec![event]).wait().expect("what opens takes an event");
    drop(book);
    let again = LogBook::open(storage).expect("what was open opens again");
    let page = again.read(&stream, &LogQuery::default()).expect("a page");
    assert!(page.events.iter().any(|placed| placed.event.message == "kept"), "an event that was promised");
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while let Some(at) = rest.windows(SEAM.len()).position(|window| window == SEAM) {
        parts.push(&rest[..at]);
        rest = &rest[at + SEAM.len()..];
    }
    parts.push(rest);
    parts
}

fn scratch() -> PathBuf {
    let base = if Path::new("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { std::env::temp_dir() };
    base.join(format!("interstella-fuzz-ledger-{}", std::process::id()))
}
