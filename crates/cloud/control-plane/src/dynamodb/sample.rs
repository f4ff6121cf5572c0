//! Values for the tests of this room, written as the ledger's JSON. Never here: anything but tests.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use model::dynamodb::{Attributes, Value};
use shapes::Error;
use shapes::dynamodb::AttributeValue;

use super::convert;
use super::expression::Names;
pub(crate) use super::specimen::table;
use crate::rig::{Rig, rig_of};

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
    rig: Rig,
}

rig_of!(Bench holds Rig);

impl Bench {
    pub(crate) fn new(items: &[&str]) -> Bench {
        let mut bench = Bench { rig: Rig::new() };
        bench.change(|txn| txn.put(table()));
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
}
