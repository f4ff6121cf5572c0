//! Random transactions against a plain `BTreeMap`: the world must equal it after every step and every reopening.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use ledger::{Ledger, Note, Specimen, Storage, Txn, World};
use model::ids::{AccountId, Scope};
use model::record::{Key, Record};
use proptest::prelude::*;

const ACCOUNTS: [&str; 3] = ["000000000001", "000000000002", "000000000012"];
const REGIONS: [&str; 2] = ["eu-west-1", "us-west-2"];
const IDS: [&str; 5] = ["a", "a/1", "a/2", "a0", "b/ü/1"];

type Oracle = BTreeMap<(&'static str, Key), u64>;

#[derive(Clone, Debug)]
enum Write {
    Put { specimen: bool, key: Key, number: u64 },
    Remove { specimen: bool, key: Key },
}

#[derive(Clone, Debug)]
enum Step {
    Commit(Vec<Write>),
    Abort(Vec<Write>),
    Reset(Option<AccountId>),
    Reopen,
}

fn keys() -> impl Strategy<Value = Key> {
    let parts = (0..ACCOUNTS.len(), 0..REGIONS.len(), 0..IDS.len());
    parts.prop_map(|(a, r, i)| Key::new(&Scope::new(ACCOUNTS[a], REGIONS[r]).unwrap(), IDS[i]))
}

fn writes() -> impl Strategy<Value = Vec<Write>> {
    let put = (any::<bool>(), keys(), 0..3_u64).prop_map(|(specimen, key, number)| Write::Put {
        specimen,
        key,
        number,
    });
    let remove = (any::<bool>(), keys()).prop_map(|(specimen, key)| Write::Remove { specimen, key });
    prop::collection::vec(prop_oneof![3 => put, 1 => remove], 0..12)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let account = prop::option::weighted(0.8, 0..ACCOUNTS.len());
    let reset = account.prop_map(|a| Step::Reset(a.map(|a| AccountId::new(ACCOUNTS[a]).unwrap())));
    let step = prop_oneof![
        8 => writes().prop_map(Step::Commit),
        2 => writes().prop_map(Step::Abort),
        1 => reset,
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..20)
}

fn write_to(txn: &mut Txn, write: &Write) {
    match write {
        Write::Put { specimen: true, key, number } => {
            txn.put(Specimen::task_like(&key.scope, &key.id, *number));
        }
        Write::Put { specimen: false, key, number } => {
            let (scope, id) = (key.scope.clone(), key.id.clone());
            let number = *number;
            txn.put(Note { scope, id, number });
        }
        Write::Remove { specimen: true, key } => drop(txn.remove::<Specimen>(key)),
        Write::Remove { specimen: false, key } => drop(txn.remove::<Note>(key)),
    }
}

fn kind(specimen: bool) -> &'static str {
    if specimen { Specimen::KIND } else { Note::KIND }
}

fn tell(oracle: &mut Oracle, write: &Write) {
    match write.clone() {
        Write::Put { specimen, key, number } => oracle.insert((kind(specimen), key), number),
        Write::Remove { specimen, key } => oracle.remove(&(kind(specimen), key)),
    };
}

fn all(world: &World) -> Oracle {
    let notes = world.all::<Note>().map(|n| ((Note::KIND, n.key()), n.number));
    let specimens = world.all::<Specimen>().map(|s| ((Specimen::KIND, s.key()), s.revision));
    notes.chain(specimens).collect()
}

fn check_scans(world: &World, oracle: &Oracle) {
    for account in ACCOUNTS {
        let scope = Scope::new(account, REGIONS[0]).unwrap();
        let found: Vec<Key> = world.scan_prefix::<Note>(&scope, "a/").map(|n| n.key()).collect();
        let expected = oracle
            .keys()
            .filter(|(kind, key)| *kind == Note::KIND && key.scope == scope && key.id.starts_with("a/"));
        assert_eq!(found, expected.map(|(_, key)| key.clone()).collect::<Vec<_>>());
    }
}

fn take(ledger: &Ledger, oracle: &mut Oracle, step: &Step) {
    let before = ledger.snapshot();
    match step {
        Step::Commit(writes) => {
            let ((), _durable) = ledger.write(|txn| writes.iter().for_each(|w| write_to(txn, w)));
            writes.iter().for_each(|write| tell(oracle, write));
        }
        Step::Abort(writes) => {
            let aborted = ledger.transact(|txn| {
                writes.iter().for_each(|write| write_to(txn, write));
                Err::<(), ()>(())
            });
            assert!(aborted.is_err());
        }
        Step::Reset(None) => {
            let _ = ledger.reset(None);
            oracle.clear();
        }
        Step::Reset(Some(account)) => {
            let _ = ledger.reset(Some(account));
            oracle.retain(|(_, key), _| key.scope.account != *account);
        }
        Step::Reopen => {}
    }
    ledger.settling().wait().unwrap();
    let after = ledger.snapshot();
    if !matches!(step, Step::Reset(_)) {
        // The generation moves exactly when something changed.
        assert_eq!(before.generation() == after.generation(), all(&before) == all(&after));
    }
    assert_eq!(*ledger.watch().borrow(), after.generation());
}

fn run(storage: &Storage, steps: &[Step]) {
    let mut oracle = Oracle::new();
    let mut ledger = Ledger::open(storage.clone()).unwrap();
    for step in steps {
        take(&ledger, &mut oracle, step);
        if matches!(step, Step::Reopen) && *storage != Storage::Memory {
            drop(ledger);
            ledger = Ledger::open(storage.clone()).unwrap();
        }
        assert_eq!(all(&ledger.snapshot()), oracle);
        check_scans(&ledger.snapshot(), &oracle);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memory_agrees(steps in steps()) {
        run(&Storage::Memory, &steps);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn disk_agrees(steps in steps()) {
        let scratch = common::Scratch::new("oracle");
        run(&Storage::Directory(scratch.path().to_owned()), &steps);
    }
}
