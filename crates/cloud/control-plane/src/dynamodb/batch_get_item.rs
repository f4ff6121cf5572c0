//! BatchGetItem: up to 100 items of several tables; what does not fit into 16 MB is named as unprocessed.

use std::collections::{BTreeMap, BTreeSet};

use ledger::World;
use model::Key;
use model::dynamodb::{Item, Table};
use shapes::Error;
use shapes::dynamodb::{
    AttributeValue, BatchGetItem, BatchGetItemInput, BatchGetItemOutput, KeysAndAttributes,
};

use super::capacity::{Meter, consistency};
use super::expression::{Names, Projection};
use super::{convert, find, item_key};
use crate::Caller;
use crate::table::Read;

const MOST_KEYS: usize = 100;
const ANSWER_BYTES: usize = 16 << 20;

type Shown = BTreeMap<String, AttributeValue>;

impl Read for BatchGetItem {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: BatchGetItemInput,
    ) -> Result<BatchGetItemOutput, Error> {
        let keys: usize = input.request_items.values().map(|asked| asked.keys.len()).sum();
        if keys > MOST_KEYS {
            return Err(Error::validation("Too many items requested for the BatchGetItem call"));
        }
        let mut answer = Answer::default();
        for (name, asked) in input.request_items {
            let table = find::table(world, &caller.scope, &name)?;
            answer.read(world, &table, &name, asked)?;
        }
        Ok(BatchGetItemOutput {
            consumed_capacity: answer.meter.many(input.return_consumed_capacity.as_deref()),
            responses: Some(answer.found),
            unprocessed_keys: Some(answer.unprocessed),
        })
    }
}

#[derive(Default)]
struct Answer {
    found: BTreeMap<String, Vec<Shown>>,
    unprocessed: BTreeMap<String, KeysAndAttributes>,
    meter: Meter,
    bytes: usize,
}

impl Answer {
    fn read(
        &mut self,
        world: &World,
        table: &Table,
        name: &str,
        asked: KeysAndAttributes,
    ) -> Result<(), Error> {
        let mut names = Names::read(asked.expression_attribute_names.clone(), None)?;
        let projection = Projection::parse_optional(asked.projection_expression.as_deref(), &mut names)?;
        names.finish()?;
        let ids = ids(table, &asked.keys)?;
        let mut found = Vec::new();
        let mut left = Vec::new();
        for (id, key) in ids.into_iter().zip(&asked.keys) {
            if self.bytes >= ANSWER_BYTES {
                left.push(key.clone());
                continue;
            }
            let item = world.get::<Item>(&Key::new(&table.scope, id));
            let bytes = item.map_or(0, |item| item.attributes.size());
            self.bytes += bytes;
            self.meter.read(&table.name, bytes, consistency(asked.consistent_read));
            found.extend(item.map(|item| match &projection {
                Some(projection) => convert::item(&projection.apply(&item.attributes)),
                None => convert::item(&item.attributes),
            }));
        }
        self.found.insert(name.to_owned(), found);
        if !left.is_empty() {
            self.unprocessed.insert(name.to_owned(), KeysAndAttributes { keys: left, ..asked });
        }
        Ok(())
    }
}

/// The ids of these keys, all different.
fn ids(table: &Table, keys: &[Shown]) -> Result<Vec<String>, Error> {
    let ids = keys.iter().map(|key| item_key::of_key(table, &convert::attributes(key.clone())?));
    let ids = ids.collect::<Result<Vec<_>, Error>>()?;
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(Error::validation("Provided list of item keys contains duplicates"));
    }
    Ok(ids)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    fn ask(numbers: impl Iterator<Item = usize>) -> BatchGetItemInput {
        let key = |n| sample::item(&format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"{n}"}}}}"#));
        let asked = KeysAndAttributes { keys: numbers.map(key).collect(), ..Default::default() };
        BatchGetItemInput { request_items: [("t".to_owned(), asked)].into(), ..Default::default() }
    }

    #[test]
    fn what_is_there_is_found() {
        let mut bench = Bench::new(&[r#"{"h":{"S":"x"},"n":{"N":"1"}}"#, r#"{"h":{"S":"x"},"n":{"N":"2"}}"#]);
        let answer = bench.read::<BatchGetItem>(ask(1..5)).unwrap();
        assert_eq!(answer.responses.unwrap()["t"].len(), 2);
        assert!(answer.unprocessed_keys.unwrap().is_empty());
        assert!(bench.read::<BatchGetItem>(ask(0..101)).unwrap_err().message.starts_with("Too many items"));
        let twice = bench.read::<BatchGetItem>(ask([1, 1].into_iter())).unwrap_err();
        assert_eq!(twice.message, "Provided list of item keys contains duplicates");
    }

    #[test]
    fn sixteen_megabytes_are_enough() {
        let large =
            |n| format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"{n}"}},"v":{{"S":"{}"}}}}"#, "v".repeat(400_000));
        let items: Vec<_> = (0..45).map(large).collect();
        let mut bench = Bench::new(&items.iter().map(String::as_str).collect::<Vec<_>>());
        let answer = bench.read::<BatchGetItem>(ask(0..45)).unwrap();
        assert_eq!(answer.responses.unwrap()["t"].len(), 42);
        assert_eq!(answer.unprocessed_keys.unwrap()["t"].keys.len(), 3);
    }
}
