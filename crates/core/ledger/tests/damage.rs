//! Bytes flipped in files: what is damaged is skipped, counted and told; the rest is there, and nothing is written over.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::Scratch;
use ledger::{
    Ledger, LogBook, LogEvent, LogQuery, Loss, MetricBook, Note, Observation, OpenError, Specimen, Storage,
    StreamKey, examine_journal, repair_journal,
};
use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::Scope;
use proptest::prelude::*;

const EVENTS: i64 = 5000;

fn scope() -> Scope {
    Scope::new("123456789012", "us-west-2").unwrap()
}

fn storage(scratch: &Scratch) -> Storage {
    Storage::Directory(scratch.path().to_owned())
}

fn stream() -> StreamKey {
    StreamKey::new(&scope(), "g", "s")
}

/// A book of 5,000 events in blocks of a hundred; its one segment.
fn book_of_events(scratch: &Scratch) -> PathBuf {
    let book = LogBook::open(&storage(scratch)).unwrap();
    for begin in (0..EVENTS).step_by(100) {
        let event = |n| LogEvent { timestamp: n, ingested: n, message: format!("event {n}") };
        book.append(&stream(), (begin..begin + 100).map(event).collect()).wait().unwrap();
    }
    scratch.path().join("logs/group-00000001/00000001.log")
}

fn flip(path: &Path, places: &[usize]) {
    let mut bytes = fs::read(path).unwrap();
    for place in places {
        let place = place % bytes.len();
        bytes[place] ^= 0x55;
    }
    fs::write(path, bytes).unwrap();
}

fn numbers(book: &LogBook) -> Vec<i64> {
    let page = book.read(&stream(), &LogQuery { bytes: 8 << 20, ..LogQuery::default() }).unwrap();
    let number = |message: &str| message.strip_prefix("event ").unwrap().parse().unwrap();
    page.events.iter().map(|placed| number(&placed.event.message)).collect()
}

fn lost(book: &LogBook) -> Option<u64> {
    book.damage().iter().map(|damage| damage.lost).sum()
}

#[test]
fn three_flipped_bytes_of_a_log_segment_cost_their_blocks_and_no_more() {
    let scratch = Scratch::new("flipped-log");
    let segment = book_of_events(&scratch);
    let length = fs::metadata(&segment).unwrap().len() as usize;
    flip(&segment, &[length / 4, length / 2, length * 3 / 4]);
    let damaged = fs::read(&segment).unwrap();
    let book = LogBook::open(&storage(&scratch)).unwrap();
    assert_eq!(numbers(&book).len(), 4700);
    assert_eq!((book.damage().len(), lost(&book)), (3, Some(300)));
    let told = book.damage()[0].to_string();
    assert!(told.contains("00000001.log") && told.contains("100 of what was kept there lost"), "{told}");
    let late = LogEvent { timestamp: 1 << 40, ingested: 0, message: "event 9999".into() };
    book.append(&stream(), vec![late]).wait().unwrap();
    assert_eq!(numbers(&book).last(), Some(&9999));
    assert_eq!(fs::read(&segment).unwrap()[..damaged.len()], damaged, "what is damaged is left as it is");
}

#[test]
fn a_book_damaged_while_it_is_open_is_read_up_to_the_damage_and_beyond() {
    let scratch = Scratch::new("flipped-open");
    let segment = book_of_events(&scratch);
    let book = LogBook::open(&storage(&scratch)).unwrap();
    flip(&segment, &[fs::metadata(&segment).unwrap().len() as usize / 2]);
    assert_eq!((numbers(&book).len(), numbers(&book).len()), (4900, 4900));
    assert_eq!((book.damage().len(), lost(&book)), (1, Some(100)), "said once, however often it is read");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_bytes_flip_what_is_read_is_true_and_what_is_missing_is_told(
        places in prop::collection::vec(0..200_000_usize, 1..6),
    ) {
        let scratch = Scratch::new("flipped-anywhere");
        let segment = book_of_events(&scratch);
        let whole = fs::read(&segment).unwrap();
        // The end of the file: a flipped length there looks as if a crash had torn it, which is cut off and said so.
        let end = whole.len() - 5000;
        flip(&segment, &places.iter().map(|place| place % end).collect::<Vec<_>>());
        let book = LogBook::open(&storage(&scratch)).unwrap();
        let read = numbers(&book);
        prop_assert!(read.is_sorted() && read.iter().all(|n| (0..EVENTS).contains(n)));
        prop_assert!(read.len() >= 4500, "{} of 5000", read.len());
        let missing = EVENTS as u64 - read.len() as u64;
        let told = lost(&book);
        prop_assert!(told.is_none_or(|told| told == missing), "{missing} are missing, told {told:?}");
        prop_assert!(missing == 0 || !book.damage().is_empty());
    }
}

#[test]
fn the_last_block_damaged_is_damage_and_a_torn_one_a_crash() {
    let scratch = Scratch::new("flipped-tail");
    let segment = book_of_events(&scratch);
    let length = fs::metadata(&segment).unwrap().len() as usize;
    flip(&segment, &[length - 10]);
    let book = LogBook::open(&storage(&scratch)).unwrap();
    assert_eq!((numbers(&book).len(), lost(&book)), (4900, Some(100)));
    // Nothing is written behind it; the next segment takes what comes.
    let late = LogEvent { timestamp: 1 << 40, ingested: 0, message: "event 9999".into() };
    book.append(&stream(), vec![late]).wait().unwrap();
    assert_eq!(fs::metadata(&segment).unwrap().len() as usize, length);
    drop(book);
    let book = LogBook::open(&storage(&scratch)).unwrap();
    assert_eq!((numbers(&book).len(), numbers(&book).last()), (4901, Some(&9999)));
}

#[test]
fn the_name_of_a_group_survives_a_flipped_byte() {
    let scratch = Scratch::new("flipped-name");
    let segment = book_of_events(&scratch);
    for place in 0..60 {
        flip(&segment, &[place]);
        let book = LogBook::open(&storage(&scratch)).unwrap();
        assert_eq!(numbers(&book).len(), 5000, "byte {place}");
        drop(book);
        flip(&segment, &[place]);
    }
}

#[test]
fn a_group_whose_name_is_lost_stays_on_disk_and_is_told() {
    let scratch = Scratch::new("nameless");
    let segment = book_of_events(&scratch);
    flip(&segment, &[20, 60]);
    let book = LogBook::open(&storage(&scratch)).unwrap();
    assert_eq!(numbers(&book), Vec::<i64>::new());
    assert!(segment.exists() && !book.damage().is_empty());
}

fn observed(at: i64) -> Observation {
    Observation {
        scope: scope(),
        metric: MetricName::new("Shop", "Orders", [("Room", "blue")]),
        unit: Unit::Count,
        at,
        resolution: 60,
        values: Distribution::of(1.0, 1.0),
    }
}

#[test]
fn a_flipped_byte_of_a_day_of_metrics_costs_one_value() {
    let scratch = Scratch::new("flipped-metrics");
    let book = MetricBook::open(&storage(&scratch)).unwrap();
    for minute in 0..100 {
        book.record(vec![observed(minute * 60_000)], 0).unwrap().wait().unwrap();
    }
    drop(book);
    let day = scratch.path().join("metrics/day-0.metrics");
    flip(&day, &[fs::metadata(&day).unwrap().len() as usize / 2]);
    let book = MetricBook::open(&storage(&scratch)).unwrap();
    let read = book.read(&scope(), &observed(0).metric, None, (0, i64::MAX), 60_000);
    assert_eq!(read.iter().map(|stretch| stretch.values.count).sum::<f64>(), 99.0);
    assert_eq!(book.damage().iter().map(|damage| damage.lost).collect::<Vec<_>>(), [Some(1)]);
}

fn put(ledger: &Ledger, id: u64) {
    let note = Note { scope: scope(), id: format!("{id:04}"), number: id };
    ledger.write(|txn| txn.put(note)).1.wait().unwrap();
}

fn notes(scratch: &Scratch) -> Result<Vec<u64>, OpenError> {
    let ledger = Ledger::open(storage(scratch))?;
    Ok(ledger.snapshot().all::<Note>().map(|note| note.number).collect())
}

fn files(scratch: &Scratch) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(scratch.path().join("journal")).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_damaged_journal_is_refused_until_it_is_repaired_and_the_repair_says_what_it_costs() {
    let scratch = Scratch::new("flipped-journal");
    let ledger = Ledger::open(storage(&scratch)).unwrap();
    (0..50).for_each(|id| put(&ledger, id));
    drop(ledger);
    let wal = scratch.path().join("journal/00000001.wal");
    let length = fs::metadata(&wal).unwrap().len() as usize;
    flip(&wal, &[length / 2]);
    let before = files(&scratch);
    let refused = notes(&scratch).unwrap_err();
    assert!(refused.to_string().contains("1 writes in"), "{refused}");
    let found = examine_journal(scratch.path()).unwrap().unwrap();
    assert_eq!((found.records, found.losses.as_slice()), (49, &[Loss::Writes { path: wal, count: 1 }][..]));
    assert_eq!(files(&scratch), before, "who looks changes nothing");
    let aside = repair_journal(scratch.path()).unwrap();
    assert!(aside.join("00000001.wal").exists());
    assert_eq!(notes(&scratch).unwrap().len(), 49);
    assert!(examine_journal(scratch.path()).unwrap().unwrap().losses.is_empty());
}

/// Also the last write, if the process ended in order.
#[test]
fn the_last_write_before_an_orderly_end_is_missed() {
    let scratch = Scratch::new("flipped-last");
    let ledger = Ledger::open(storage(&scratch)).unwrap();
    put(&ledger, 1);
    put(&ledger, 2);
    let wal = scratch.path().join("journal/00000001.wal");
    let length = fs::metadata(&wal).unwrap().len() as usize;
    drop(ledger);
    flip(&wal, &[length - 5]);
    assert!(matches!(notes(&scratch), Err(OpenError::Corrupt { .. })));
}

/// A journal with two snapshots.
fn long_journal(scratch: &Scratch) -> u64 {
    let ledger = Ledger::open(storage(scratch)).unwrap();
    let mut written = 0;
    let snapshots = || {
        let names = files(scratch).into_keys();
        names.filter(|path| path.extension().is_some_and(|it| it == "snapshot")).count()
    };
    while snapshots() < 2 {
        let ((), durable) = ledger.write(|txn| {
            for n in 0..200 {
                txn.put(Specimen::task_like(&scope(), &format!("{n}"), written));
                written += 1;
            }
        });
        durable.wait().unwrap();
        assert!(written < 100_000, "no snapshots");
    }
    put(&ledger, written);
    written
}

#[test]
fn a_damaged_snapshot_costs_nothing_as_long_as_the_one_before_it_is_whole() {
    let scratch = Scratch::new("flipped-snapshot");
    let written = long_journal(&scratch);
    let newest =
        files(&scratch).into_keys().rfind(|path| path.extension().is_some_and(|it| it == "snapshot"));
    let newest = newest.unwrap();
    flip(&newest, &[fs::metadata(&newest).unwrap().len() as usize / 2]);
    let found = examine_journal(scratch.path()).unwrap().unwrap();
    assert_eq!((found.losses.len(), found.notes.len()), (0, 1), "{found:?}");
    let ledger = Ledger::open(storage(&scratch)).unwrap();
    let newest = ledger.snapshot().all::<Specimen>().map(|one| one.revision).max();
    assert_eq!((newest, ledger.snapshot().count::<Specimen>()), (Some(written - 1), 200));
}

#[test]
fn the_journal_does_not_grow_with_what_is_written_over_and_a_reset_gives_back_the_disk() {
    let scratch = Scratch::new("compact");
    let bytes = || files(&scratch).values().map(|bytes| bytes.len() as u64).sum::<u64>();
    let ledger = Ledger::open(storage(&scratch)).unwrap();
    // 100 records of 1.5 KB, written over and over: some 60 MB in all.
    for revision in 0..400 {
        let ((), durable) = ledger.write(|txn| {
            for n in 0..100 {
                txn.put(Specimen::task_like(&scope(), &format!("{n}"), revision));
            }
        });
        durable.wait().unwrap();
    }
    assert!(bytes() < 16 << 20, "{} bytes", bytes());
    ledger.reset(None).wait().unwrap();
    // The snapshot of nothing is written behind the answer.
    let begun = std::time::Instant::now();
    while bytes() > 64 << 10 {
        assert!(begun.elapsed().as_secs() < 60, "{} bytes after a reset", bytes());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    put(&ledger, 1);
    drop(ledger);
    assert_eq!(notes(&scratch).unwrap(), [1]);
}
