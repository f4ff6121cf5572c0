//! TransactWriteItems: up to 100 changes and checks, all or none; a repetition with the same token is done once.

use std::collections::BTreeSet;

use ledger::{Txn, World};
use model::dynamodb::Receipt;
use model::{Key, Record};
use shapes::Error;
use shapes::dynamodb::{
    CancellationReason, TransactWriteItem, TransactWriteItems, TransactWriteItemsInput,
    TransactWriteItemsOutput, errors,
};

use super::capacity::Meter;
use super::change::{Asked, Change, Planned, Refusal};
use super::convert;
use crate::Caller;
use crate::table::Write;

/// A transaction writes each item twice.
const TIMES: f64 = 2.0;
/// Bytes of all items of a transaction.
const MOST_BYTES: usize = 4 << 20;
/// Milliseconds for which a token is remembered.
const REMEMBERED: i64 = 600_000;
/// One transaction in so many sweeps out the receipts that are no longer needed.
const SWEEP: usize = 64;

impl Write for TransactWriteItems {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TransactWriteItemsInput,
    ) -> Result<TransactWriteItemsOutput, Error> {
        let receipt = input.client_request_token.as_ref().map(|token| Receipt {
            scope: caller.scope.clone(),
            token: token.clone(),
            digest: caller.input_digest.clone().unwrap_or_default(),
            at: caller.now,
        });
        if let Some(receipt) = &receipt
            && is_repetition(txn.world(), receipt)?
        {
            return Ok(TransactWriteItemsOutput::default());
        }
        let changes = input.transact_items.into_iter().map(|item| change(txn.world(), caller, item));
        let changes = changes.collect::<Result<Vec<_>, Error>>()?;
        check_different(&changes)?;
        let planned = plan(txn.world(), &changes)?;
        let mut meter = Meter::default();
        for (change, planned) in changes.iter().zip(&planned) {
            planned.carry_out(txn, change);
            meter.write(&change.table.name, planned.bytes(), TIMES);
        }
        if let Some(receipt) = receipt {
            sweep(txn, caller);
            txn.put(receipt);
        }
        Ok(TransactWriteItemsOutput {
            consumed_capacity: meter.many(input.return_consumed_capacity.as_deref()),
            ..Default::default()
        })
    }
}

/// Whether this was done less than ten minutes ago; with other contents that is an error.
fn is_repetition(world: &World, receipt: &Receipt) -> Result<bool, Error> {
    let known = world.get::<Receipt>(&receipt.key());
    match known.filter(|known| receipt.at.since(known.at) < REMEMBERED) {
        None => Ok(false),
        Some(known) if known.digest == receipt.digest => Ok(true),
        Some(_) => Err(errors::idempotent_parameter_mismatch_exception(
            "The provided client request token has been used with different parameters",
        )),
    }
}

fn sweep(txn: &mut Txn, caller: &mut Caller) {
    if caller.dice.below(SWEEP) != 0 {
        return;
    }
    let old = txn.scan::<Receipt>(&caller.scope).filter(|receipt| caller.now.since(receipt.at) >= REMEMBERED);
    let keys: Vec<Key> = old.map(|receipt| receipt.key()).collect();
    for key in &keys {
        txn.remove::<Receipt>(key);
    }
}

/// The one change an item of the request stands for.
fn change(world: &World, caller: &Caller, item: TransactWriteItem) -> Result<Change, Error> {
    macro_rules! asked {
        ($part:ident, $condition:expr) => {
            Asked {
                table: $part.table_name,
                condition: $condition,
                names: $part.expression_attribute_names,
                values: $part.expression_attribute_values,
                on_failure: $part.return_values_on_condition_check_failure,
            }
        };
    }
    let scope = &caller.scope;
    match (item.condition_check, item.delete, item.put, item.update) {
        (Some(part), None, None, None) => {
            asked!(part, Some(part.condition_expression)).check(world, scope, part.key)
        }
        (None, Some(part), None, None) => {
            asked!(part, part.condition_expression).delete(world, scope, part.key)
        }
        (None, None, Some(part), None) => {
            asked!(part, part.condition_expression).put(world, scope, part.item)
        }
        (None, None, None, Some(part)) => {
            let text = part.update_expression;
            asked!(part, part.condition_expression).update(world, scope, part.key, Some(&text))
        }
        _ => Err(Error::validation("TransactItems can only contain one of Check, Put, Update or Delete")),
    }
}

fn check_different(changes: &[Change]) -> Result<(), Error> {
    if changes.iter().map(|change| &change.id).collect::<BTreeSet<_>>().len() < changes.len() {
        return Err(Error::validation("Transaction request cannot include multiple operations on one item"));
    }
    Ok(())
}

/// All changes planned, or the reasons why not, one a change.
fn plan(world: &World, changes: &[Change]) -> Result<Vec<Planned>, Error> {
    let results: Vec<_> = changes.iter().map(|change| change.plan(world)).collect();
    if results.iter().any(Result::is_err) {
        return Err(cancelled(results.into_iter().map(Result::err).map(reason).collect()));
    }
    let planned: Vec<Planned> = results.into_iter().flatten().collect();
    if planned.iter().map(Planned::bytes).sum::<usize>() > MOST_BYTES {
        return Err(Error::validation("The aggregate size of the items in a transaction cannot exceed 4 MB"));
    }
    Ok(planned)
}

fn reason(refusal: Option<Refusal>) -> CancellationReason {
    let (code, message, item) = match refusal {
        None => ("None", None, None),
        Some(Refusal::Condition(item)) => {
            ("ConditionalCheckFailed", Some("The conditional request failed".to_owned()), item)
        }
        Some(Refusal::Invalid(error)) => ("ValidationError", Some(error.message), None),
    };
    CancellationReason { code: Some(code.to_owned()), item: item.as_ref().map(convert::item), message }
}

fn cancelled(reasons: Vec<CancellationReason>) -> Error {
    let codes: Vec<&str> = reasons.iter().filter_map(|reason| reason.code.as_deref()).collect();
    let words = "Transaction cancelled, please refer cancellation reasons for specific reasons";
    let message = format!("{words} [{}]", codes.join(", "));
    errors::transaction_canceled_exception(message).with_member("CancellationReasons", reasons)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};
    use model::dynamodb::Item;
    use shapes::dynamodb::{ConditionCheck, Put, Update};

    const FIRST: &str = r#"{"h":{"S":"x"},"n":{"N":"1"}}"#;
    const SECOND: &str = r#"{"h":{"S":"x"},"n":{"N":"2"}}"#;

    fn put(item: &str, condition: Option<&str>) -> TransactWriteItem {
        let condition_expression = condition.map(str::to_owned);
        let item = sample::item(item);
        let put = Put { condition_expression, item, table_name: "t".into(), ..Default::default() };
        TransactWriteItem { put: Some(put), ..Default::default() }
    }

    fn hit(key: &str) -> TransactWriteItem {
        let update = Update {
            expression_attribute_values: Some(sample::item(r#"{":one":{"N":"1"}}"#)),
            key: sample::item(key),
            table_name: "t".into(),
            update_expression: "ADD hits :one".into(),
            ..Default::default()
        };
        TransactWriteItem { update: Some(update), ..Default::default() }
    }

    fn ask(items: &[TransactWriteItem], token: Option<&str>) -> TransactWriteItemsInput {
        TransactWriteItemsInput {
            client_request_token: token.map(str::to_owned),
            transact_items: items.to_vec(),
            ..Default::default()
        }
    }

    #[test]
    fn one_failure_cancels_all_and_gives_each_its_reason() {
        let mut bench = Bench::new(&[FIRST]);
        let check = ConditionCheck {
            condition_expression: "attribute_not_exists(h)".into(),
            key: sample::item(FIRST),
            return_values_on_condition_check_failure: Some("ALL_OLD".into()),
            table_name: "t".into(),
            ..Default::default()
        };
        let check = TransactWriteItem { condition_check: Some(check), ..Default::default() };
        let refused = bench.write::<TransactWriteItems>(ask(&[put(SECOND, None), check], None)).unwrap_err();
        let words = "Transaction cancelled, please refer cancellation reasons for specific reasons [None, \
                     ConditionalCheckFailed]";
        assert_eq!((&*refused.code, refused.message.as_str()), ("TransactionCanceledException", words));
        let (name, reasons) = refused.members.first().unwrap();
        assert_eq!(&**name, "CancellationReasons");
        assert!(format!("{reasons:?}").contains("The conditional request failed"));
        assert_eq!(bench.ledger.snapshot().count::<Item>(), 1);
    }

    #[test]
    fn a_token_is_good_for_one_transaction() {
        let mut bench = Bench::new(&[]);
        let items = [hit(FIRST), put(SECOND, Some("attribute_not_exists(h)"))];
        bench.caller.input_digest = Some("two items".to_owned());
        bench.write::<TransactWriteItems>(ask(&items, Some("token"))).unwrap();
        bench.write::<TransactWriteItems>(ask(&items, Some("token"))).unwrap();
        bench.caller.input_digest = Some("one".to_owned());
        let hits = bench.get(FIRST).unwrap().get("hits").cloned();
        assert_eq!(serde_json::to_string(&hits).unwrap(), r#"{"N":"1"}"#);
        let other = bench.write::<TransactWriteItems>(ask(&[hit(FIRST)], Some("token"))).unwrap_err();
        assert_eq!(other.code, "IdempotentParameterMismatchException");
        bench.caller.now = bench.caller.now.plus(REMEMBERED);
        bench.write::<TransactWriteItems>(ask(&[hit(FIRST)], Some("token"))).unwrap();
    }

    #[test]
    fn an_item_is_touched_once() {
        let mut bench = Bench::new(&[]);
        let refused =
            bench.write::<TransactWriteItems>(ask(&[hit(FIRST), put(FIRST, None)], None)).unwrap_err();
        let words = "Transaction request cannot include multiple operations on one item";
        assert_eq!(refused.message, words);
        assert!(bench.write::<TransactWriteItems>(ask(&[TransactWriteItem::default()], None)).is_err());
    }
}
