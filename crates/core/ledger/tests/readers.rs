//! Readers beside writers: each snapshot holds whole transactions, and generations never go back.
#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicBool, Ordering};

use ledger::{Ledger, Note, Storage};
use model::ids::Scope;
use model::record::Key;

const PURSES: u64 = 10;
const TOTAL: u64 = 1_000;

fn scope() -> Scope {
    Scope::new("123456789012", "us-west-2").unwrap()
}

fn key(purse: u64) -> Key {
    Key::new(&scope(), format!("purse/{purse}"))
}

fn fill(ledger: &Ledger) {
    let ((), durable) = ledger.write(|txn| {
        for purse in 0..PURSES {
            let (scope, id) = (scope(), key(purse).id);
            txn.put(Note { scope, id, number: TOTAL / PURSES });
        }
    });
    durable.wait().unwrap();
}

/// Moves one coin, or nothing if the purse is empty.
fn move_coin(ledger: &Ledger, from: u64, to: u64) {
    let moved = ledger.transact(|txn| {
        txn.update(&key(from), |note: &mut Note| note.number.checked_sub(1).map(|n| note.number = n))
            .flatten()
            .ok_or(())?;
        txn.update(&key(to), |note: &mut Note| note.number += 1).ok_or(())
    });
    if let Ok(((), durable)) = moved {
        durable.wait().unwrap();
    }
}

fn read_until(ledger: &Ledger, over: &AtomicBool) -> u64 {
    let mut newest = 0;
    while !over.load(Ordering::Relaxed) {
        let world = ledger.snapshot();
        let sum: u64 = world.scan::<Note>(&scope()).map(|note| note.number).sum();
        assert_eq!(sum, TOTAL);
        assert!(world.generation() >= newest);
        newest = world.generation();
    }
    newest
}

#[test]
fn a_reader_sees_only_whole_transactions() {
    let ledger = Ledger::open(Storage::Memory).unwrap();
    fill(&ledger);
    let over = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let readers = [(); 2].map(|()| threads.spawn(|| read_until(&ledger, &over)));
        let writers = [3, 7].map(|step| {
            let ledger = &ledger;
            let go = move || (0..5_000).for_each(|n| move_coin(ledger, n % PURSES, (n + step) % PURSES));
            threads.spawn(go)
        });
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        over.store(true, Ordering::Relaxed);
        let seen = readers.map(|reader| reader.join().unwrap());
        assert!(seen.iter().any(|generation| *generation > 0));
    });
    assert!(ledger.snapshot().generation() > 5_000);
}

#[test]
fn a_panic_in_a_transaction_changes_nothing() {
    let ledger = Ledger::open(Storage::Memory).unwrap();
    fill(&ledger);
    let before = ledger.snapshot().generation();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        ledger.write(|txn| {
            txn.remove::<Note>(&key(1));
            panic!("as a broken handler would");
        })
    }));
    assert!(outcome.is_err());
    assert_eq!(ledger.snapshot().generation(), before);
    move_coin(&ledger, 1, 2);
    assert_eq!(ledger.snapshot().generation(), before + 1);
}
