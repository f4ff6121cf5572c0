//! A child process is killed in the midst of writing; every write it acknowledged must be there afterwards,
//! and no transaction by halves.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use ledger::{Ledger, LogBook, LogEvent, LogQuery, Note, Specimen, Storage, StreamKey};
use model::ids::Scope;
use model::record::Key;

const DIRECTORY: &str = "LEDGER_CRASH_DIRECTORY";
const WRITERS: u64 = 8;
const KILL_AFTER: usize = 300;

fn scope() -> Scope {
    Scope::new("123456789012", "us-west-2").unwrap()
}

fn last_key(writer: u64) -> Key {
    Key::new(&scope(), format!("last/{writer:02}"))
}

fn last(ledger: &Ledger, writer: u64) -> u64 {
    let world = ledger.snapshot();
    world.get::<Note>(&last_key(writer)).map_or(0, |note| note.number)
}

fn stream(writer: u64) -> StreamKey {
    StreamKey::new(&scope(), &format!("group-{}", writer % 2), &format!("{writer:02}"))
}

/// One line of log, then one transaction: the next specimen of this writer and, in another table, its number.
fn write_next(ledger: &Ledger, book: &LogBook, writer: u64, number: u64) {
    let timestamp = i64::try_from(number).unwrap();
    let event = LogEvent { timestamp, ingested: timestamp, message: number.to_string() };
    let written = book.append(&stream(writer), vec![event]);
    let ((), durable) = ledger.write(|txn| {
        txn.put(Specimen::task_like(&scope(), &format!("{writer:02}/{number:08}"), number));
        let id = last_key(writer).id;
        txn.put(Note { scope: scope(), id, number });
    });
    durable.wait().unwrap();
    written.wait().unwrap();
}

fn acknowledge_forever(ledger: &Ledger, book: &LogBook, writer: u64) {
    for number in last(ledger, writer) + 1.. {
        write_next(ledger, book, writer, number);
        let mut out = std::io::stdout().lock();
        writeln!(out, "ack {writer} {number}").unwrap();
        out.flush().unwrap();
    }
}

/// Not a test: the child of the one below.
#[test]
#[ignore = "runs until killed; started by acknowledged_writes_survive_a_kill"]
fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let storage = Storage::Directory(directory.into());
    let ledger = Ledger::open(storage.clone()).unwrap();
    let book = LogBook::open(&storage).unwrap();
    std::thread::scope(|threads| {
        for writer in 0..WRITERS {
            let (ledger, book) = (&ledger, &book);
            threads.spawn(move || acknowledge_forever(ledger, book, writer));
        }
    });
}

fn start_child(directory: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The last number each writer acknowledged before the kill.
fn run_and_kill(directory: &Path) -> BTreeMap<u64, u64> {
    let mut child = start_child(directory);
    let mut acknowledged = BTreeMap::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut seen = 0;
    for line in lines.map_while(Result::ok) {
        let words: Vec<&str> = line.split_whitespace().collect();
        // The child writes each line in one piece, so the kill cannot shorten a number.
        let ["ack", writer, number] = words[..] else { continue };
        let Ok(number) = number.parse() else { continue };
        acknowledged.insert(writer.parse().unwrap(), number);
        seen += 1;
        if seen == KILL_AFTER {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(seen >= KILL_AFTER, "the child died early");
    acknowledged
}

fn check(directory: &Path, acknowledged: &BTreeMap<u64, u64>) {
    let storage = Storage::Directory(directory.to_owned());
    let ledger = Ledger::open(storage.clone()).unwrap();
    let book = LogBook::open(&storage).unwrap();
    let world = ledger.snapshot();
    for (&writer, &number) in acknowledged {
        let last = last(&ledger, writer);
        assert!(last >= number, "writer {writer}: {number} was acknowledged, {last} is there");
        let lines = book.read(&stream(writer), &LogQuery::default()).unwrap().events;
        let logged: Vec<u64> = lines.iter().map(|l| l.event.message.parse().unwrap()).collect();
        assert!(logged.contains(&number), "writer {writer}: line {number} was acknowledged");
        assert!(logged.is_sorted(), "writer {writer}: lines are in order");
        let prefix = format!("{writer:02}/");
        let kept = world.scan_prefix::<Specimen>(&scope(), &prefix).map(|s| s.revision);
        assert!(kept.eq(1..=last), "writer {writer}: both tables hold the same transactions");
    }
}

#[test]
fn acknowledged_writes_survive_a_kill() {
    let scratch = common::Scratch::new("crash");
    for _ in 0..3 {
        let acknowledged = run_and_kill(scratch.path());
        assert_eq!(acknowledged.len() as u64, WRITERS);
        check(scratch.path(), &acknowledged);
    }
}
