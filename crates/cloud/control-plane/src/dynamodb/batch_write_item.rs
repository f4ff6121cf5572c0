//! BatchWriteItem: up to 25 puts and deletes. Here they are done together or not at all, which AWS does not promise.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::Txn;
use model::dynamodb::Table;
use shapes::Error;
use shapes::dynamodb::{BatchWriteItem, BatchWriteItemInput, BatchWriteItemOutput, WriteRequest};

use super::capacity::Meter;
use super::change::{Action, Change, Planned, check_size};
use super::{convert, find, item_key};
use crate::Caller;
use crate::table::Write;

const MOST_REQUESTS: usize = 25;

impl Write for BatchWriteItem {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: BatchWriteItemInput,
    ) -> Result<BatchWriteItemOutput, Error> {
        let requests: usize = input.request_items.values().map(Vec::len).sum();
        if requests > MOST_REQUESTS {
            return Err(Error::validation("Too many items requested for the BatchWriteItem call"));
        }
        let mut changes = Vec::with_capacity(requests);
        for (name, requests) in input.request_items {
            let table = find::table(txn.world(), &caller.scope, &name)?;
            for request in requests {
                changes.push(change(&table, request)?);
            }
        }
        check_different(&changes)?;
        let mut meter = Meter::default();
        for change in &changes {
            let planned: Planned = change.plan(txn.world())?;
            planned.carry_out(txn, change);
            meter.write(&change.table.name, planned.bytes(), 1.0);
        }
        Ok(BatchWriteItemOutput {
            consumed_capacity: meter.many(input.return_consumed_capacity.as_deref()),
            unprocessed_items: Some(Default::default()),
            ..Default::default()
        })
    }
}

fn change(table: &Arc<Table>, request: WriteRequest) -> Result<Change, Error> {
    let (id, action) = match (request.put_request, request.delete_request) {
        (Some(put), None) => {
            let item = convert::attributes(put.item)?;
            let id = item_key::of_item(table, &item)?;
            check_size(&item, "Item size has exceeded the maximum allowed size")?;
            (id, Action::Put(item))
        }
        (None, Some(delete)) => (item_key::of_key(table, &convert::attributes(delete.key)?)?, Action::Delete),
        _ => {
            let words = "Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest";
            return Err(Error::validation(words));
        }
    };
    Ok(Change { table: Arc::clone(table), id, action, condition: None, show: false })
}

fn check_different(changes: &[Change]) -> Result<(), Error> {
    if changes.iter().map(|change| &change.id).collect::<BTreeSet<_>>().len() < changes.len() {
        return Err(Error::validation("Provided list of item keys contains duplicates"));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};
    use shapes::dynamodb::{DeleteRequest, PutRequest};

    fn put(n: usize) -> WriteRequest {
        let item = sample::item(&format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"{n}"}}}}"#));
        WriteRequest { put_request: Some(PutRequest { item }), delete_request: None }
    }

    fn delete(n: usize) -> WriteRequest {
        let key = sample::item(&format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"{n}"}}}}"#));
        WriteRequest { put_request: None, delete_request: Some(DeleteRequest { key }) }
    }

    fn write(bench: &mut Bench, requests: Vec<WriteRequest>) -> Result<BatchWriteItemOutput, Error> {
        let request_items = [("t".to_owned(), requests)].into();
        bench.write::<BatchWriteItem>(BatchWriteItemInput { request_items, ..Default::default() })
    }

    #[test]
    fn puts_and_deletes_are_done() {
        let mut bench = Bench::new(&[r#"{"h":{"S":"x"},"n":{"N":"99"}}"#]);
        let mut requests: Vec<_> = (0..24).map(put).collect();
        requests.push(delete(99));
        assert_eq!(write(&mut bench, requests).unwrap().unprocessed_items, Some(Default::default()));
        assert_eq!(bench.ledger.snapshot().count::<model::dynamodb::Item>(), 24);
    }

    #[test]
    fn a_batch_that_breaks_a_rule_writes_nothing() {
        let mut bench = Bench::new(&[]);
        let words = "Too many items requested for the BatchWriteItem call";
        assert_eq!(write(&mut bench, (0..26).map(put).collect()).unwrap_err().message, words);
        let words = "Provided list of item keys contains duplicates";
        assert_eq!(write(&mut bench, vec![put(1), delete(1)]).unwrap_err().message, words);
        assert!(write(&mut bench, vec![put(1), WriteRequest::default()]).is_err());
        assert_eq!(bench.ledger.snapshot().count::<model::dynamodb::Item>(), 0);
    }
}
