//! The log book against a plain vector, across restarts, torn tails, retention and deletion.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use common::Scratch;
use ledger::{
    Direction, EventView, LogBook, LogEvent, LogQuery, LogTap, Onward, OpenError, Search, Storage, StreamKey,
};
use model::ids::{AccountId, Scope};
use proptest::prelude::*;

const DAY: i64 = 24 * 3_600_000;

fn open(scratch: &Scratch) -> LogBook {
    LogBook::open(&Storage::Directory(scratch.path().to_owned())).unwrap()
}

fn stream(account: u8, group: &str, stream: &str) -> StreamKey {
    let scope = Scope::new(&format!("{account:012}"), "us-west-2").unwrap();
    StreamKey::new(&scope, group, stream)
}

fn event(timestamp: i64, message: impl Into<String>) -> LogEvent {
    let message = message.into();
    LogEvent { timestamp, ingested: timestamp + 5, message }
}

fn numbered(numbers: std::ops::Range<i64>) -> Vec<LogEvent> {
    numbers.map(|n| event(n, format!("event {n}"))).collect()
}

fn write(book: &LogBook, key: &StreamKey, events: Vec<LogEvent>) {
    book.append(key, events).wait().unwrap();
}

fn walk_forward(book: &LogBook, key: &StreamKey, query: &LogQuery) -> Vec<(u64, LogEvent)> {
    let mut query = query.clone();
    let mut found = Vec::new();
    loop {
        let page = book.read(key, &query).unwrap();
        assert!(page.events.len() <= query.limit);
        found.extend(page.events.into_iter().map(|placed| (placed.ordinal, placed.event)));
        if query.position == Some(page.tail) {
            return found;
        }
        query.position = Some(page.tail);
    }
}

fn walk_backward(book: &LogBook, key: &StreamKey, query: &LogQuery) -> Vec<(u64, LogEvent)> {
    let mut query = LogQuery { direction: Direction::Backward, ..query.clone() };
    let mut found = Vec::new();
    loop {
        let page = book.read(key, &query).unwrap();
        let events = page.events.into_iter().rev();
        found.extend(events.map(|placed| (placed.ordinal, placed.event)));
        if query.position == Some(page.head) {
            found.reverse();
            return found;
        }
        query.position = Some(page.head);
    }
}

fn messages(book: &LogBook, key: &StreamKey) -> Vec<String> {
    let events = walk_forward(book, key, &LogQuery::default());
    events.into_iter().map(|(_, event)| event.message).collect()
}

#[derive(Clone, Debug)]
enum Step {
    Append { stream: u8, events: Vec<(i64, usize)> },
    Read { stream: u8, from: i64, until: i64, limit: usize },
    Delete { stream: u8 },
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let events = prop::collection::vec((0..50_i64, 0..40_000_usize), 1..12);
    let append = (0..3_u8, events).prop_map(|(stream, events)| Step::Append { stream, events });
    let read = (0..3_u8, 0..50_i64, 0..50_i64, 1..9_usize)
        .prop_map(|(stream, from, until, limit)| Step::Read { stream, from, until, limit });
    let delete = (0..3_u8).prop_map(|stream| Step::Delete { stream });
    let step = prop_oneof![6 => append, 4 => read, 1 => delete, 1 => Just(Step::Reopen)];
    prop::collection::vec(step, 1..20)
}

fn name(number: u8) -> StreamKey {
    // Two of the three share a group.
    stream(1, ["g", "g", "h"][usize::from(number)], &format!("s/{number}"))
}

type Oracle = BTreeMap<u8, Vec<LogEvent>>;

fn check(book: &LogBook, oracle: &Oracle, number: u8, query: &LogQuery) {
    let events = oracle.get(&number).into_iter().flatten().cloned();
    let timely = |(_, event): &(u64, LogEvent)| (query.from..query.until).contains(&event.timestamp);
    let mut expected: Vec<_> = (0..).zip(events).filter(timely).collect();
    expected.sort_by_key(|(ordinal, event)| (event.timestamp, *ordinal));
    assert_eq!(walk_forward(book, &name(number), query), expected);
    assert_eq!(walk_backward(book, &name(number), query), expected);
}

fn take(book: &LogBook, oracle: &mut Oracle, step: Step) {
    match step {
        Step::Append { stream, events } => {
            let make = |(time, size)| event(time, "x".repeat(size));
            let events: Vec<_> = events.into_iter().map(make).collect();
            write(book, &name(stream), events.clone());
            oracle.entry(stream).or_default().extend(events);
        }
        Step::Read { stream, from, until, limit } => {
            let bytes = 100_000;
            let query = LogQuery { from, until, limit, bytes, ..LogQuery::default() };
            check(book, oracle, stream, &query);
        }
        Step::Delete { stream } => {
            book.delete_stream(&name(stream)).wait().unwrap();
            oracle.remove(&stream);
        }
        Step::Reopen => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_agree_with_a_vector(steps in steps()) {
        let scratch = Scratch::new("log-oracle");
        let mut book = open(&scratch);
        let mut oracle = Oracle::new();
        for step in steps {
            if matches!(step, Step::Reopen) {
                drop(book);
                book = open(&scratch);
            }
            take(&book, &mut oracle, step);
        }
        (0..3).for_each(|number| check(&book, &oracle, number, &LogQuery::default()));
        for (ordinal, event) in (0..).zip(oracle.remove(&0).unwrap_or_default()) {
            assert_eq!(book.event(&name(0), ordinal).unwrap(), Some(event));
        }
        assert_eq!(book.event(&name(0), 1 << 40).unwrap(), None);
    }
}

fn only_segment(scratch: &Scratch) -> PathBuf {
    let group = scratch.path().join("logs/group-00000001");
    let mut files = std::fs::read_dir(group).unwrap();
    let first = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    first
}

fn cut(path: &Path, length: u64) {
    OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
}

#[test]
fn a_torn_tail_is_cut_and_writing_goes_on() {
    let key = stream(1, "g", "s");
    for torn in [1, 7, 8, 9, 30, 60] {
        let scratch = Scratch::new("torn");
        let book = open(&scratch);
        write(&book, &key, numbered(0..3));
        write(&book, &key, numbered(3..4));
        drop(book);
        let segment = only_segment(&scratch);
        cut(&segment, std::fs::metadata(&segment).unwrap().len() - torn);
        let book = open(&scratch);
        assert_eq!(messages(&book, &key), ["event 0", "event 1", "event 2"]);
        write(&book, &key, numbered(9..10));
        drop(book);
        let last = walk_forward(&open(&scratch), &key, &LogQuery::default()).pop().unwrap();
        assert_eq!(last, (3, event(9, "event 9")));
    }
}

#[test]
fn zeros_after_the_tail_are_cut_too() {
    let key = stream(1, "g", "s");
    let scratch = Scratch::new("zeros");
    let book = open(&scratch);
    write(&book, &key, numbered(0..3));
    drop(book);
    let segment = only_segment(&scratch);
    let whole = std::fs::metadata(&segment).unwrap().len();
    cut(&segment, whole + 4_096);
    assert_eq!(messages(&open(&scratch), &key).len(), 3);
    assert_eq!(std::fs::metadata(&segment).unwrap().len(), whole);
}

#[test]
fn a_group_torn_before_its_name_never_was() {
    let scratch = Scratch::new("nameless");
    let book = open(&scratch);
    write(&book, &stream(1, "g", "s"), numbered(0..3));
    drop(book);
    cut(&only_segment(&scratch), 5);
    let book = open(&scratch);
    assert_eq!(messages(&book, &stream(1, "g", "s")), Vec::<String>::new());
    write(&book, &stream(1, "g", "s"), numbered(3..4));
    drop(book);
    assert_eq!(messages(&open(&scratch), &stream(1, "g", "s")), ["event 3"]);
}

#[test]
fn retention_drops_old_segments_and_keeps_ordinals() {
    let key = stream(1, "g", "s");
    let scratch = Scratch::new("retention");
    let book = open(&scratch);
    for day in 0..6 {
        write(&book, &key, vec![event(day * DAY, "morning"), event(day * DAY + DAY / 2, "noon")]);
    }
    let full = book.group_bytes(&key.group);
    book.expire(&key.group, 4 * DAY).wait().unwrap();
    assert!(book.group_bytes(&key.group) < full);
    let kept = walk_forward(&book, &key, &LogQuery::default());
    assert!(kept.len() < 12 && kept.len() >= 4, "{}", kept.len());
    assert!(kept.iter().all(|(ordinal, event)| event.timestamp / DAY == *ordinal as i64 / 2));
    assert_eq!(book.facts(&key).unwrap().first_timestamp, kept[0].1.timestamp);
    drop(book);
    let book = open(&scratch);
    assert_eq!(walk_forward(&book, &key, &LogQuery::default()), kept);
    book.expire(&key.group, 99 * DAY).wait().unwrap();
    assert_eq!(book.facts(&key), None);
    assert_eq!(book.group_bytes(&key.group), 0);
}

#[test]
fn what_is_deleted_stays_deleted() {
    let (a, b, c) = (stream(1, "g", "a"), stream(1, "g", "b"), stream(1, "h", "c"));
    let other = stream(2, "g", "a");
    let scratch = Scratch::new("deleted");
    let book = open(&scratch);
    for key in [&a, &b, &c, &other] {
        write(&book, key, numbered(0..2));
    }
    book.delete_stream(&a).wait().unwrap();
    book.delete_group(&c.group).wait().unwrap();
    drop(book);
    let book = open(&scratch);
    assert_eq!([&a, &b, &c, &other].map(|key| messages(&book, key).len()), [0, 2, 0, 2]);
    book.reset(Some(&AccountId::new("000000000001").unwrap())).wait().unwrap();
    assert_eq!([&b, &other].map(|key| messages(&book, key).len()), [0, 2]);
    book.reset(None).wait().unwrap();
    drop(book);
    assert_eq!(messages(&open(&scratch), &other).len(), 0);
}

#[test]
fn orders_keep_their_place_within_a_batch() {
    let key = stream(1, "g", "s");
    let book = LogBook::open(&Storage::Memory).unwrap();
    let before = book.append(&key, numbered(0..2));
    let delete = book.delete_stream(&key);
    let after = book.append(&key, numbered(2..3));
    [before, delete, after].into_iter().for_each(|done| done.wait().unwrap());
    assert_eq!(messages(&book, &key), ["event 2"]);
}

#[test]
fn facts_are_those_of_the_events() {
    let key = stream(1, "g", "s");
    let book = LogBook::open(&Storage::Memory).unwrap();
    assert_eq!(book.facts(&key), None);
    write(&book, &key, vec![event(7, "b"), event(3, "a")]);
    let facts = book.facts(&key).unwrap();
    assert_eq!((facts.first_timestamp, facts.last_timestamp, facts.last_ingested), (3, 7, 12));
}

#[test]
fn an_overlong_message_is_cut_at_a_character() {
    let key = stream(1, "g", "s");
    let book = LogBook::open(&Storage::Memory).unwrap();
    write(&book, &key, vec![event(1, format!("x{}", "ü".repeat(LogBook::MESSAGE_BYTES)))]);
    assert_eq!(messages(&book, &key)[0].len(), LogBook::MESSAGE_BYTES - 1);
}

#[test]
fn a_second_opener_is_turned_away() {
    let scratch = Scratch::new("log-locked");
    let _first = open(&scratch);
    let second = LogBook::open(&Storage::Directory(scratch.path().to_owned()));
    assert!(matches!(second, Err(OpenError::Locked { .. })));
}

/// What a search finds, in the order of time.
fn searched(book: &LogBook, streams: &[StreamKey], search: &Search<'_>) -> Vec<(i64, usize, String)> {
    let mut all = Vec::new();
    let look = |seen: &EventView<'_>| {
        let wanted = search.needle.is_none_or(|needle| seen.message.contains(needle));
        wanted.then(|| (seen.timestamp, seen.stream, seen.message.to_owned()))
    };
    let take = |events: Vec<_>, _| {
        all.extend(events);
        Onward::Go
    };
    book.search(streams, search, look, take).unwrap();
    all.sort();
    all
}

const ALL: Search<'_> = Search { from: i64::MIN, until: i64::MAX, needle: None };

#[test]
fn a_search_finds_what_is_there_in_any_stream_and_block() {
    let scratch = Scratch::new("search");
    let book = open(&scratch);
    let keys = [stream(1, "g", "a"), stream(1, "g", "b"), stream(1, "h", "a"), stream(1, "none", "a")];
    for (number, key) in keys[..3].iter().enumerate() {
        // About 30 blocks each, so that waves are read by two threads.
        let text = |n: i64| format!("{} {n} of {number}", "x".repeat(2000));
        write(&book, key, (0..1000).map(|n| event(n, text(n))).collect());
    }
    let found = searched(&book, &keys, &ALL);
    assert_eq!(found.len(), 3000);
    assert!(
        found
            .iter()
            .map(|(n, stream, _)| (*n, *stream))
            .eq((0..1000).flat_map(|n| (0..3).map(move |s| (n, s))))
    );
    let one = searched(&book, &keys, &Search { needle: Some(" 77 of 2"), ..ALL });
    assert_eq!(one.iter().map(|(n, stream, _)| (*n, *stream)).collect::<Vec<_>>(), [(77, 2)]);
    let range = searched(&book, &keys[1..2], &Search { from: 5, until: 8, needle: None });
    assert_eq!(range.iter().map(|(n, ..)| *n).collect::<Vec<_>>(), [5, 6, 7]);
}

#[test]
fn a_search_ends_where_the_caller_says() {
    let scratch = Scratch::new("search-end");
    let book = open(&scratch);
    let key = stream(1, "g", "a");
    write(&book, &key, (0..3000).map(|n| event(n, "x".repeat(2000))).collect());
    let seen = |onward: Onward| {
        let (mut waves, mut events) = (0, 0);
        let take = |found: Vec<()>, _| {
            (waves, events) = (waves + 1, events + found.len());
            onward
        };
        book.search(std::slice::from_ref(&key), &ALL, |_| Some(()), take).unwrap();
        (waves, events)
    };
    assert_eq!(seen(Onward::Go).1, 3000);
    assert_eq!(seen(Onward::Stop).0, 1);
    assert!(seen(Onward::Until(500)).1 < 1000);
}

#[test]
fn a_tap_hears_everything_once_and_in_order() {
    #[derive(Default)]
    struct Heard(std::sync::Mutex<Vec<(String, i64)>>);
    impl LogTap for Heard {
        fn written(&self, stream: &StreamKey, events: &[LogEvent]) {
            let mut heard = self.0.lock().unwrap();
            heard.extend(events.iter().map(|event| (stream.stream.to_string(), event.timestamp)));
        }
    }
    let scratch = Scratch::new("tap");
    let (book, heard) = (open(&scratch), std::sync::Arc::new(Heard::default()));
    write(&book, &stream(1, "g", "before"), numbered(0..1));
    book.tap(heard.clone());
    write(&book, &stream(1, "g", "a"), numbered(0..2));
    write(&book, &stream(1, "g", "a"), numbered(2..3));
    let own = |n| ("a".to_owned(), n);
    assert_eq!(*heard.0.lock().unwrap(), [own(0), own(1), own(2)]);
}
