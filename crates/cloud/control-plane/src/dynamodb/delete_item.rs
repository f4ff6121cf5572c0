//! DeleteItem: no item is no error.

use ledger::Txn;
use shapes::Error;
use shapes::dynamodb::{DeleteItem, DeleteItemInput, DeleteItemOutput};

use super::capacity::Meter;
use super::change::Asked;
use super::put_item::show_old;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteItem {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DeleteItemInput) -> Result<DeleteItemOutput, Error> {
        let show_old = show_old(input.return_values.as_deref())?;
        let asked = Asked {
            table: input.table_name,
            condition: input.condition_expression,
            names: input.expression_attribute_names,
            values: input.expression_attribute_values,
            on_failure: input.return_values_on_condition_check_failure,
        };
        let change = asked.delete(txn.world(), &caller.scope, input.key)?;
        let planned = change.plan(txn.world())?;
        planned.carry_out(txn, &change);
        let mut meter = Meter::default();
        meter.write(&change.table.name, planned.bytes(), 1.0);
        Ok(DeleteItemOutput {
            attributes: planned.old().filter(|_| show_old),
            consumed_capacity: meter.single(input.return_consumed_capacity.as_deref()),
            ..Default::default()
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    #[test]
    fn it_goes_once_and_only_if_the_condition_holds() {
        let item = r#"{"h":{"S":"x"},"n":{"N":"1"},"v":{"N":"5"}}"#;
        let key = r#"{"h":{"S":"x"},"n":{"N":"1"}}"#;
        let mut bench = Bench::new(&[item]);
        let ask = |condition: Option<&str>| DeleteItemInput {
            key: sample::item(key),
            condition_expression: condition.map(str::to_owned),
            return_values: Some("ALL_OLD".into()),
            table_name: "t".into(),
            ..Default::default()
        };
        assert!(bench.write::<DeleteItem>(ask(Some("attribute_not_exists(v)"))).is_err());
        let first = bench.write::<DeleteItem>(ask(None)).unwrap();
        assert_eq!(first.attributes, Some(sample::item(item)));
        assert_eq!(bench.write::<DeleteItem>(ask(None)).unwrap().attributes, None);
        assert_eq!(bench.get(key), None);
    }
}
