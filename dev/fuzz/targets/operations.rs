//! Calls of any operation, one a line: two bytes that choose it, and its input as JSON. All on one memory. Oracle: no panic, and answers
//! that are JSON.
#![no_main]

use std::sync::OnceLock;

use control_plane::{Caller, Entry, Handler, entries};
use ledger::{Books, Ledger, Storage};
use libfuzzer_sys::fuzz_target;
use model::{BalancerNames, Dice, Pace, Scope, Time};
use shapes::{Document, Error};

/// Calls on one memory; more would not tell more.
const MOST_CALLS: usize = 24;

fuzz_target!(|bytes: &[u8]| {
    let (Ok(ledger), Ok(books)) = (Ledger::open(Storage::Memory), Books::open(&Storage::Memory)) else {
        return;
    };
    for (number, call) in bytes.split(|byte| *byte == b'\n').take(MOST_CALLS).enumerate() {
        let Some((choice, body)) = call.split_first_chunk::<2>() else { continue };
        let table = table();
        let entry = &table[usize::from(u16::from_be_bytes(*choice)) % table.len()];
        let Some(input) = wire::exercise::input(entry.operation, body) else { continue };
        let outcome = perform(&ledger, &books, entry, caller(number as i64), input);
        let answer =
            wire::write(entry.operation, entry.operation.service.protocols[0], "id", outcome.as_ref());
        if answer.body.first() == Some(&b'{') {
            assert!(
                serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok(),
                "an answer that is no JSON"
            );
        }
    }
});

fn table() -> &'static [Entry] {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    TABLE.get_or_init(entries)
}

fn caller(number: i64) -> Caller {
    Caller {
        scope: Scope::new("000000000000", "us-west-2").expect("a scope"),
        access_key: "test".to_owned(),
        now: Time(1_795_000_000_000 + number * 1000),
        dice: Dice::new(number as u64),
        entropy: [7; 32],
        endpoint_url: "http://localhost:4566".to_owned(),
        instance_network: 1,
        balancer_names: BalancerNames::Localhost,
        moved_ports: Default::default(),
        pace: Pace::HONEST,
    }
}

fn perform(
    ledger: &Ledger,
    books: &Books,
    entry: &Entry,
    mut caller: Caller,
    input: Document,
) -> Result<Document, Error> {
    match entry.handler {
        Handler::Read(read) => read(&ledger.snapshot(), &mut caller, input),
        Handler::Write(write) => {
            let (outcome, durable) = ledger.decide(|txn| write(txn, &mut caller, input));
            durable.wait().expect("memory is never full");
            outcome
        }
        Handler::ReadBooks(read) => read(&ledger.snapshot(), books, &mut caller, input),
        Handler::WriteBooks(write) => {
            let (outcome, durable) = ledger.decide(|txn| write(txn, books, &mut caller, input));
            durable.wait().expect("memory is never full");
            outcome.map(|(document, _)| document)
        }
        Handler::Tail(tail) => tail(&ledger.snapshot(), &mut caller, input).map(|_| Document::Null),
    }
}
