//! Values for the tests of this room, written as the ledger's JSON. Never here: anything but tests.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use ledger::Ledger;
use model::dynamodb::{Attributes, Value};
use shapes::dynamodb::AttributeValue;
use shapes::{Error, Operation};

use super::convert;
use super::expression::Names;
pub(crate) use super::specimen::table;
use crate::Caller;
use crate::table::{Read, Write};

/// An item; its numbers may be spelt in any way.
pub(crate) fn attributes(json: &str) -> Attributes {
    let given: Attributes = serde_json::from_str(json).unwrap();
    convert::attributes(convert::item(&given)).unwrap()
}

/// An item as the wire gives it.
pub(crate) fn item(json: &str) -> BTreeMap<String, AttributeValue> {
    convert::item(&attributes(json))
}

/// What `#name` and `:value` stand for.
pub(crate) fn names(names: &str, values: &str) -> Names {
    let names: BTreeMap<String, String> = serde_json::from_str(names).unwrap();
    let values: BTreeMap<String, Value> = serde_json::from_str(values).unwrap();
    let values: BTreeMap<_, _> =
        values.iter().map(|(key, value)| (key.clone(), convert::shape(value))).collect();
    Names::read(Some(names).filter(|map| !map.is_empty()), Some(values).filter(|map| !map.is_empty()))
        .unwrap()
}

/// A ledger with that table and these items.
pub(crate) struct Bench {
    pub(crate) ledger: Ledger,
    pub(crate) caller: Caller,
}

impl Bench {
    pub(crate) fn new(items: &[&str]) -> Bench {
        let ledger = Ledger::open(ledger::Storage::Memory).unwrap();
        let mut bench = Bench { ledger, caller: Caller::example() };
        let _ = bench.ledger.write(|txn| txn.put(table()));
        for json in items {
            bench.put(json).unwrap();
        }
        bench
    }

    pub(crate) fn put(&mut self, json: &str) -> Result<(), Error> {
        use shapes::dynamodb::{PutItem, PutItemInput};
        let input = PutItemInput { item: item(json), table_name: "t".into(), ..Default::default() };
        self.write::<PutItem>(input).map(|_| ())
    }

    pub(crate) fn get(&mut self, key: &str) -> Option<Attributes> {
        use shapes::dynamodb::{GetItem, GetItemInput};
        let input = GetItemInput { key: item(key), table_name: "t".into(), ..Default::default() };
        let found = self.read::<GetItem>(input).unwrap().item?;
        Some(convert::attributes(found).unwrap())
    }

    pub(crate) fn read<O: Read>(&mut self, input: O::Input) -> Result<<O as Operation>::Output, Error> {
        O::read(&self.ledger.snapshot(), &mut self.caller, input)
    }

    pub(crate) fn write<O: Write>(&mut self, input: O::Input) -> Result<<O as Operation>::Output, Error> {
        Ok(self.ledger.transact(|txn| O::write(txn, &mut self.caller, input))?.0)
    }
}
