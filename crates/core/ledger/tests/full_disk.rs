//! A disk that is full or fails, and takes writes again later: nothing that was not kept is ever seen, and nothing stays refused.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::Scratch;
use ledger::{
    Books, Disk, DiskFault, Ledger, LogBook, LogEvent, LogQuery, MetricBook, Note, Observation, Storage,
    StreamKey,
};
use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::Scope;
use model::record::Key;
use proptest::prelude::*;

fn scope() -> Scope {
    Scope::new("123456789012", "us-west-2").unwrap()
}

fn storage(path: &Path) -> Storage {
    Storage::Directory(path.to_owned())
}

fn note(id: u8, number: u64) -> Note {
    Note { scope: scope(), id: id.to_string(), number }
}

/// Waits for a condition, however slow the machine.
fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn notes(ledger: &Ledger) -> BTreeMap<String, u64> {
    ledger.snapshot().all::<Note>().map(|note| (note.id.clone(), note.number)).collect()
}

#[test]
fn a_transaction_the_disk_refused_is_not_seen_and_the_next_goes_on_from_what_is_kept() {
    let scratch = Scratch::new("full");
    let fault = Arc::new(DiskFault::default());
    let ledger = Ledger::open_on(storage(scratch.path()), &Disk::with(Arc::clone(&fault))).unwrap();
    ledger.write(|txn| txn.put(note(1, 1))).1.wait().unwrap();
    fault.leave_room(10);
    let refused = ledger.write(|txn| txn.put(note(1, 2))).1.wait().unwrap_err();
    assert!(refused.to_string().contains("00000001.wal"), "{refused}");
    assert!(refused.to_string().contains("as soon as there is room"), "{refused}");
    assert_eq!(notes(&ledger), BTreeMap::from([("1".to_owned(), 1)]));
    assert!(ledger.trouble().is_some());
    // The next one rests on what is kept, not on what was refused.
    let (seen, again) = ledger.write(|txn| {
        let seen = txn.get::<Note>(&Key::new(&scope(), "1")).unwrap().number;
        txn.put(note(1, 3));
        seen
    });
    assert_eq!((seen, again.wait().is_err()), (1, true));
    fault.leave_room(u64::MAX);
    // Nobody writes, and still it is known that the trouble is over.
    until("the trouble ends by itself", || ledger.trouble().is_none());
    ledger.write(|txn| txn.put(note(2, 4))).1.wait().unwrap();
    drop(ledger);
    let ledger = Ledger::open(storage(scratch.path())).unwrap();
    assert_eq!(notes(&ledger), BTreeMap::from([("1".to_owned(), 1), ("2".to_owned(), 4)]));
}

#[test]
fn a_sync_that_fails_is_a_write_that_was_not_kept() {
    let scratch = Scratch::new("sync");
    let fault = Arc::new(DiskFault::default());
    let ledger = Ledger::open_on(storage(scratch.path()), &Disk::with(Arc::clone(&fault))).unwrap();
    fault.fail_syncs(true);
    assert!(ledger.write(|txn| txn.put(note(1, 1))).1.wait().is_err());
    assert!(notes(&ledger).is_empty());
    fault.fail_syncs(false);
    ledger.write(|txn| txn.put(note(2, 2))).1.wait().unwrap();
    drop(ledger);
    assert_eq!(notes(&Ledger::open(storage(scratch.path())).unwrap()), BTreeMap::from([("2".to_owned(), 2)]));
}

#[test]
fn an_answer_that_rests_on_a_refused_write_is_no_success() {
    let scratch = Scratch::new("rests");
    let fault = Arc::new(DiskFault::default());
    let ledger = Ledger::open_on(storage(scratch.path()), &Disk::with(Arc::clone(&fault))).unwrap();
    fault.leave_room(0);
    // Some of these see the first write on its way and change nothing: they must not say it is there.
    let outcomes: Vec<bool> = std::thread::scope(|threads| {
        let writers: Vec<_> = (0..8)
            .map(|_| threads.spawn(|| ledger.write(|txn| txn.put(note(1, 1))).1.wait().is_ok()))
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    assert_eq!(outcomes, [false; 8]);
    assert!(notes(&ledger).is_empty());
}

#[test]
fn a_refusal_that_rests_on_a_refused_write_decides_nothing() {
    let scratch = Scratch::new("refusal");
    let fault = Arc::new(DiskFault::default());
    let ledger = Ledger::open_on(storage(scratch.path()), &Disk::with(Arc::clone(&fault))).unwrap();
    fault.leave_room(0);
    let create = || {
        ledger.decide(|txn| match txn.get::<Note>(&Key::new(&scope(), "1")) {
            Some(_) => Err("it is there already"),
            None => Ok(txn.put(note(1, 1))),
        })
    };
    // Each sees either nothing, or a write of another that the disk will not take.
    std::thread::scope(|threads| {
        let writers: Vec<_> = (0..8).map(|_| threads.spawn(|| create().1.wait().is_err())).collect();
        assert!(writers.into_iter().all(|writer| writer.join().unwrap()));
    });
    fault.leave_room(u64::MAX);
    let (created, durable) = create();
    assert_eq!((created, durable.wait()), (Ok(true), Ok(())));
    assert_eq!(create().0, Err("it is there already"));
}

#[derive(Clone, Debug)]
enum Step {
    Write { id: u8, number: u64 },
    Room(u64),
    Syncs(bool),
    Reset,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let write = (0..4_u8, 0..1000_u64).prop_map(|(id, number)| Step::Write { id, number });
    let room = prop_oneof![Just(u64::MAX), 0..300_u64].prop_map(Step::Room);
    let step = prop_oneof![
        12 => write,
        4 => room,
        2 => any::<bool>().prop_map(|work| Step::Syncs(!work)),
        1 => Just(Step::Reset),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..40)
}

/// What a reader may see: exactly what was answered.
fn take(
    ledger: &mut Option<Ledger>,
    path: &Path,
    fault: &Arc<DiskFault>,
    kept: &mut BTreeMap<String, u64>,
    step: Step,
) {
    let open = ledger.as_ref().unwrap();
    match step {
        Step::Write { id, number } => {
            if open.write(|txn| txn.put(note(id, number))).1.wait().is_ok() {
                kept.insert(id.to_string(), number);
            }
        }
        Step::Room(bytes) => fault.leave_room(bytes),
        Step::Syncs(fail) => fault.fail_syncs(fail),
        Step::Reset => {
            if open.reset(None).wait().is_ok() {
                kept.clear();
            }
        }
        Step::Reopen => {
            *ledger = None;
            let reopened = Ledger::open(storage(path)).unwrap();
            assert_eq!(notes(&reopened), *kept);
            drop(reopened);
            fault.leave_room(u64::MAX);
            fault.fail_syncs(false);
            *ledger = Some(Ledger::open_on(storage(path), &Disk::with(Arc::clone(fault))).unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_fails_readers_see_what_was_answered(steps in steps()) {
        let scratch = Scratch::new("faults");
        let fault = Arc::new(DiskFault::default());
        let disk = Disk::with(Arc::clone(&fault));
        let mut ledger = Some(Ledger::open_on(storage(scratch.path()), &disk).unwrap());
        let mut kept = BTreeMap::new();
        for step in steps.into_iter().chain([Step::Reopen]) {
            take(&mut ledger, scratch.path(), &fault, &mut kept, step);
            assert_eq!(notes(ledger.as_ref().unwrap()), kept);
        }
    }
}

fn stream(name: &str) -> StreamKey {
    StreamKey::new(&scope(), "g", name)
}

fn events(numbers: std::ops::Range<i64>) -> Vec<LogEvent> {
    numbers.map(|n| LogEvent { timestamp: n, ingested: n, message: format!("event {n}") }).collect()
}

fn messages(book: &LogBook, name: &str) -> Vec<String> {
    let page = book.read(&stream(name), &LogQuery::default()).unwrap();
    page.events.into_iter().map(|placed| placed.event.message).collect()
}

#[test]
fn log_events_the_disk_refused_are_not_seen_and_later_ones_are_kept() {
    let scratch = Scratch::new("full-logs");
    let fault = Arc::new(DiskFault::default());
    let book = LogBook::open_on(&storage(scratch.path()), &Disk::with(Arc::clone(&fault))).unwrap();
    book.append(&stream("a"), events(0..2)).wait().unwrap();
    fault.leave_room(30);
    assert!(book.append(&stream("a"), events(2..4)).wait().is_err());
    // A group that would be new leaves nothing behind either.
    assert!(book.append(&StreamKey::new(&scope(), "new", "s"), events(0..1)).wait().is_err());
    assert!(book.trouble().is_some());
    assert_eq!(messages(&book, "a"), ["event 0", "event 1"]);
    assert_eq!(book.facts(&stream("a")).unwrap().last_timestamp, 1);
    fault.leave_room(u64::MAX);
    until("the trouble ends by itself", || book.trouble().is_none());
    book.append(&stream("a"), events(4..5)).wait().unwrap();
    drop(book);
    let book = LogBook::open(&storage(scratch.path())).unwrap();
    assert_eq!(messages(&book, "a"), ["event 0", "event 1", "event 4"]);
    assert!(book.damage().is_empty());
    assert_eq!(std::fs::read_dir(scratch.path().join("logs")).unwrap().count(), 2, "a group and the lock");
}

fn observed(value: f64) -> Observation {
    Observation {
        scope: scope(),
        metric: MetricName::new("Shop", "Orders", [("Room", "blue")]),
        unit: Unit::Count,
        at: 0,
        resolution: 60,
        values: Distribution::of(value, 1.0),
    }
}

fn sum(book: &MetricBook) -> f64 {
    let read = book.read(&scope(), &observed(0.0).metric, None, (0, i64::MAX), 60_000);
    read.iter().map(|stretch| stretch.values.sum).sum()
}

#[test]
fn metric_values_the_disk_refused_are_not_seen_and_later_ones_are_kept() {
    let scratch = Scratch::new("full-metrics");
    let fault = Arc::new(DiskFault::default());
    let book = MetricBook::open_on(&storage(scratch.path()), &Disk::with(Arc::clone(&fault))).unwrap();
    let record = |value| book.record(vec![observed(value)], 0).unwrap().wait();
    record(1.0).unwrap();
    fault.leave_room(30);
    assert!(record(2.0).is_err());
    assert_eq!((sum(&book), book.trouble().is_some()), (1.0, true));
    fault.leave_room(u64::MAX);
    until("the trouble ends by itself", || book.trouble().is_none());
    record(4.0).unwrap();
    assert_eq!(sum(&book), 5.0);
    drop(book);
    assert_eq!(sum(&MetricBook::open(&storage(scratch.path())).unwrap()), 5.0);
}

#[test]
fn nothing_is_answered_once_the_directory_is_gone_and_all_goes_on_when_it_is_back() {
    let scratch = Scratch::new("gone");
    let ledger = Ledger::open(storage(scratch.path())).unwrap();
    let books = Books::open(&storage(scratch.path())).unwrap();
    ledger.write(|txn| txn.put(note(1, 1))).1.wait().unwrap();
    books.logs.append(&stream("a"), events(0..1)).wait().unwrap();
    books.metrics.record(vec![observed(1.0)], 0).unwrap().wait().unwrap();
    let elsewhere = scratch.path().with_extension("elsewhere");
    std::fs::rename(scratch.path(), &elsewhere).unwrap();
    let refused = ledger.write(|txn| txn.put(note(2, 2))).1.wait().unwrap_err();
    assert!(refused.to_string().contains("deleted while it was in use"), "{refused}");
    assert!(books.logs.append(&stream("a"), events(1..2)).wait().is_err());
    assert!(books.metrics.record(vec![observed(2.0)], 0).unwrap().wait().is_err());
    let all =
        || ledger.trouble().is_some() && books.logs.trouble().is_some() && books.metrics.trouble().is_some();
    assert!(all());
    assert_eq!((notes(&ledger).len(), messages(&books.logs, "a").len(), sum(&books.metrics)), (1, 0, 1.0));
    std::fs::rename(&elsewhere, scratch.path()).unwrap();
    until("it is noticed that it is back", || {
        ledger.trouble().is_none() && books.logs.trouble().is_none() && books.metrics.trouble().is_none()
    });
    ledger.write(|txn| txn.put(note(3, 3))).1.wait().unwrap();
    drop((ledger, books));
    let ledger = Ledger::open(storage(scratch.path())).unwrap();
    assert_eq!(notes(&ledger), BTreeMap::from([("1".to_owned(), 1), ("3".to_owned(), 3)]));
}

/// Files of the same names are no substitute: what was kept is not in them.
#[test]
fn a_directory_made_anew_in_its_place_is_not_taken_for_it() {
    let scratch = Scratch::new("replaced");
    let ledger = Ledger::open(storage(scratch.path())).unwrap();
    ledger.write(|txn| txn.put(note(1, 1))).1.wait().unwrap();
    std::fs::remove_dir_all(scratch.path()).unwrap();
    drop(Ledger::open(storage(scratch.path())).unwrap());
    let refused = ledger.write(|txn| txn.put(note(2, 2))).1.wait().unwrap_err();
    assert!(refused.to_string().contains("replaced while it was in use"), "{refused}");
}
