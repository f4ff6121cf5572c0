//! UpdateItem: parts of an item, which is made if it is not there.

use std::collections::BTreeMap;

use ledger::Txn;
use model::dynamodb::Attributes;
use shapes::Error;
use shapes::dynamodb::{AttributeValue, UpdateItem, UpdateItemInput, UpdateItemOutput};

use super::capacity::Meter;
use super::change::{Action, Asked, Change, Planned};
use super::convert;
use super::expression::Projection;
use crate::Caller;
use crate::table::Write;

impl Write for UpdateItem {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UpdateItemInput) -> Result<UpdateItemOutput, Error> {
        let asked = Asked {
            table: input.table_name,
            condition: input.condition_expression,
            names: input.expression_attribute_names,
            values: input.expression_attribute_values,
            on_failure: input.return_values_on_condition_check_failure,
        };
        let text = input.update_expression.as_deref();
        let change = asked.update(txn.world(), &caller.scope, input.key, text)?;
        let planned = change.plan(txn.world())?;
        planned.carry_out(txn, &change);
        let mut meter = Meter::default();
        meter.write(&change.table.name, planned.bytes(), 1.0);
        Ok(UpdateItemOutput {
            attributes: returned(input.return_values.as_deref(), &change, &planned),
            consumed_capacity: meter.single(input.return_consumed_capacity.as_deref()),
            ..Default::default()
        })
    }
}

/// The whole item or only what the update touched, before or after; absent when that is nothing.
fn returned(
    asked: Option<&str>,
    change: &Change,
    planned: &Planned,
) -> Option<BTreeMap<String, AttributeValue>> {
    let old = planned.before.as_ref().map(|item| &item.attributes);
    let new = planned.after.as_ref();
    let shown = match asked? {
        "ALL_OLD" => old?.clone(),
        "ALL_NEW" => new?.clone(),
        "UPDATED_OLD" => touched(change, old?),
        "UPDATED_NEW" => touched(change, new?),
        _ => return None,
    };
    (!shown.is_empty()).then(|| convert::item(&shown))
}

fn touched(change: &Change, item: &Attributes) -> Attributes {
    match &change.action {
        Action::Update(Some(update), _) => Projection::of(update.paths()).apply(item),
        _ => Attributes::default(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    const KEY: &str = r#"{"h":{"S":"x"},"n":{"N":"1"}}"#;

    fn ask(text: &str, return_values: &str) -> UpdateItemInput {
        UpdateItemInput {
            key: sample::item(KEY),
            expression_attribute_values: Some(sample::item(r#"{":one":{"N":"1"}}"#)),
            return_values: Some(return_values.into()),
            table_name: "t".into(),
            update_expression: Some(text.into()),
            ..Default::default()
        }
    }

    #[test]
    fn a_missing_item_is_made_with_its_key() {
        let mut bench = Bench::new(&[]);
        let answer = bench.write::<UpdateItem>(ask("ADD hits :one", "ALL_NEW")).unwrap();
        let made = r#"{"h":{"S":"x"},"n":{"N":"1"},"hits":{"N":"1"}}"#;
        assert_eq!(answer.attributes, Some(sample::item(made)));
        assert_eq!(bench.get(KEY), Some(sample::attributes(made)));
    }

    #[test]
    fn what_was_touched_can_be_seen_before_and_after() {
        let mut bench = Bench::new(&[r#"{"h":{"S":"x"},"n":{"N":"1"},"hits":{"N":"1"},"gone":"NULL"}"#]);
        let before = bench.write::<UpdateItem>(ask("SET hits = hits + :one", "UPDATED_OLD")).unwrap();
        assert_eq!(before.attributes, Some(sample::item(r#"{"hits":{"N":"1"}}"#)));
        let after = bench.write::<UpdateItem>(ask("ADD hits :one REMOVE gone", "UPDATED_NEW")).unwrap();
        assert_eq!(after.attributes, Some(sample::item(r#"{"hits":{"N":"3"}}"#)));
    }

    #[test]
    fn a_condition_guards_the_update() {
        let mut bench = Bench::new(&[]);
        let input = UpdateItemInput {
            condition_expression: Some("attribute_exists(h)".into()),
            ..ask("ADD hits :one", "NONE")
        };
        let refused = bench.write::<UpdateItem>(input).unwrap_err();
        assert_eq!(refused.code, "ConditionalCheckFailedException");
        assert_eq!(bench.get(KEY), None);
    }
}
