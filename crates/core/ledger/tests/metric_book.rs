//! The metric book over its life on disk: what was promised is there after opening it again, what a crash tore is cut off.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;

use ledger::{MetricBook, Observation, Storage};
use model::Scope;
use model::cloudwatch::{Distribution, MetricName, Unit};

const DAY: i64 = 24 * 3_600_000;

fn scope(account: &str) -> Scope {
    Scope::new(account, "us-west-2").unwrap()
}

fn observed(account: &str, at: i64, value: f64) -> Observation {
    Observation {
        scope: scope(account),
        metric: MetricName::new("Shop", "Orders", [("Room", "blue")]),
        unit: Unit::Count,
        at,
        resolution: 60,
        values: Distribution::of(value, 2.0),
    }
}

fn open(directory: &Path) -> MetricBook {
    MetricBook::open(&Storage::Directory(directory.to_owned())).unwrap()
}

fn sum(book: &MetricBook, account: &str) -> f64 {
    let metric = MetricName::new("Shop", "Orders", [("Room", "blue")]);
    let read = book.read(&scope(account), &metric, None, (0, i64::MAX), 60_000);
    read.iter().map(|stretch| stretch.values.sum).sum()
}

#[test]
fn what_was_promised_is_there_again_and_a_torn_tail_is_not() {
    let directory = common::Scratch::new("metrics");
    let book = open(directory.path());
    book.record(vec![observed("000000000000", 0, 1.0), observed("000000000000", DAY, 2.0)], 0)
        .unwrap()
        .wait()
        .unwrap();
    drop(book);
    let torn = directory.path().join("metrics/day-1.metrics");
    fs::OpenOptions::new().append(true).open(&torn).unwrap().write_all(&[9, 0, 0, 0, 1, 2]).unwrap();
    let book = open(directory.path());
    assert_eq!(sum(&book, "000000000000"), 6.0);
    book.record(vec![observed("000000000000", DAY, 4.0)], 0).unwrap().wait().unwrap();
    drop(book);
    assert_eq!(sum(&open(directory.path()), "000000000000"), 14.0);
}

#[test]
fn an_account_is_forgotten_and_days_end() {
    let directory = common::Scratch::new("metrics");
    let book = open(directory.path());
    let both = vec![observed("000000000000", 0, 1.0), observed("111111111111", DAY, 2.0)];
    book.record(both, 0).unwrap().wait().unwrap();
    book.reset(Some(&scope("000000000000").account)).wait().unwrap();
    assert_eq!((sum(&book, "000000000000"), sum(&book, "111111111111")), (0.0, 4.0));
    drop(book);
    let book = open(directory.path());
    assert_eq!((sum(&book, "000000000000"), sum(&book, "111111111111")), (0.0, 4.0));
    book.expire(2 * DAY);
    assert_eq!(sum(&book, "111111111111"), 0.0);
    drop(book);
    assert_eq!(fs::read_dir(directory.path().join("metrics")).unwrap().count(), 0);
}
