//! PutItem: an item as a whole, if its condition holds.

use ledger::Txn;
use shapes::Error;
use shapes::dynamodb::{PutItem, PutItemInput, PutItemOutput};

use super::capacity::Meter;
use super::change::Asked;
use crate::Caller;
use crate::table::Write;

impl Write for PutItem {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutItemInput) -> Result<PutItemOutput, Error> {
        let show_old = show_old(input.return_values.as_deref())?;
        let asked = Asked {
            table: input.table_name,
            condition: input.condition_expression,
            names: input.expression_attribute_names,
            values: input.expression_attribute_values,
            on_failure: input.return_values_on_condition_check_failure,
        };
        let change = asked.put(txn.world(), &caller.scope, input.item)?;
        let planned = change.plan(txn.world())?;
        planned.carry_out(txn, &change);
        let mut meter = Meter::default();
        meter.write(&change.table.name, planned.bytes(), 1.0);
        Ok(PutItemOutput {
            attributes: planned.old().filter(|_| show_old),
            consumed_capacity: meter.single(input.return_consumed_capacity.as_deref()),
            ..Default::default()
        })
    }
}

/// PutItem and DeleteItem can only show what was there.
pub(crate) fn show_old(asked: Option<&str>) -> Result<bool, Error> {
    match asked {
        None | Some("NONE") => Ok(false),
        Some("ALL_OLD") => Ok(true),
        Some(_) => Err(Error::validation("Return values set to invalid value")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    const OLD: &str = r#"{"h":{"S":"x"},"n":{"N":"1"},"v":{"S":"old"}}"#;
    const NEW: &str = r#"{"h":{"S":"x"},"n":{"N":"1.0"},"v":{"S":"new"}}"#;

    fn ask() -> PutItemInput {
        PutItemInput { item: sample::item(NEW), table_name: "t".into(), ..Default::default() }
    }

    #[test]
    fn the_later_item_replaces_the_earlier_and_shows_it() {
        let mut bench = Bench::new(&[OLD]);
        let input = PutItemInput {
            return_values: Some("ALL_OLD".into()),
            return_consumed_capacity: Some("TOTAL".into()),
            ..ask()
        };
        let answer = bench.write::<PutItem>(input).unwrap();
        assert_eq!(answer.attributes, Some(sample::item(OLD)));
        assert_eq!(answer.consumed_capacity.unwrap().capacity_units, Some(1.0));
        assert_eq!(bench.get(r#"{"h":{"S":"x"},"n":{"N":"1"}}"#), Some(sample::attributes(NEW)));
    }

    #[test]
    fn a_condition_that_fails_leaves_and_may_show_the_item() {
        let mut bench = Bench::new(&[OLD]);
        let input = PutItemInput {
            condition_expression: Some("attribute_not_exists(h)".into()),
            return_values_on_condition_check_failure: Some("ALL_OLD".into()),
            ..ask()
        };
        let refused = bench.write::<PutItem>(input).unwrap_err();
        assert_eq!(refused.code, "ConditionalCheckFailedException");
        assert_eq!(refused.message, "The conditional request failed");
        assert_eq!(refused.members.first().map(|(name, _)| &**name), Some("Item"));
        assert_eq!(bench.get(r#"{"h":{"S":"x"},"n":{"N":"1"}}"#), Some(sample::attributes(OLD)));
    }

    #[test]
    fn what_is_too_large_or_unknown_is_refused() {
        let mut bench = Bench::new(&[]);
        let large = format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"1"}},"v":{{"S":"{}"}}}}"#, "x".repeat(409_600));
        let words = "Item size has exceeded the maximum allowed size";
        assert_eq!(bench.put(&large).unwrap_err().message, words);
        let unknown = PutItemInput { table_name: "unknown".into(), ..ask() };
        assert_eq!(bench.write::<PutItem>(unknown).unwrap_err().message, "Requested resource not found");
    }
}
