//! GetItem: no item is an answer without one. All reads here are consistent; the choice only changes what they cost.

use ledger::World;
use model::Key;
use model::dynamodb::Item;
use shapes::Error;
use shapes::dynamodb::{GetItem, GetItemInput, GetItemOutput};

use super::capacity::{Meter, consistency};
use super::expression::{Names, Projection};
use super::{convert, find, item_key};
use crate::Caller;
use crate::table::Read;

impl Read for GetItem {
    fn read(world: &World, caller: &mut Caller, input: GetItemInput) -> Result<GetItemOutput, Error> {
        let mut names = Names::read(input.expression_attribute_names, None)?;
        let projection = Projection::parse_optional(input.projection_expression.as_deref(), &mut names)?;
        names.finish()?;
        let table = find::table(world, &caller.scope, &input.table_name)?;
        let id = item_key::of_key(&table, &convert::attributes(input.key)?)?;
        let found = world.get::<Item>(&Key::new(&caller.scope, id));
        let mut meter = Meter::default();
        let bytes = found.map_or(0, |item| item.attributes.size());
        meter.read(&table.name, bytes, consistency(input.consistent_read));
        let item = found.map(|item| match &projection {
            Some(projection) => convert::item(&projection.apply(&item.attributes)),
            None => convert::item(&item.attributes),
        });
        Ok(GetItemOutput { consumed_capacity: meter.single(input.return_consumed_capacity.as_deref()), item })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    #[test]
    fn a_part_of_an_item_or_nothing() {
        let mut bench = Bench::new(&[r#"{"h":{"S":"x"},"n":{"N":"1"},"v":{"S":"y"}}"#]);
        let ask = |key: &str| GetItemInput {
            key: sample::item(key),
            projection_expression: Some("v".into()),
            return_consumed_capacity: Some("TOTAL".into()),
            table_name: "arn:aws:dynamodb:us-west-2:000000000000:table/t".into(),
            ..Default::default()
        };
        let found = bench.read::<GetItem>(ask(r#"{"h":{"S":"x"},"n":{"N":"1.0"}}"#)).unwrap();
        assert_eq!(found.item, Some(sample::item(r#"{"v":{"S":"y"}}"#)));
        assert_eq!(found.consumed_capacity.unwrap().capacity_units, Some(0.5));
        let missing = bench.read::<GetItem>(ask(r#"{"h":{"S":"x"},"n":{"N":"2"}}"#)).unwrap();
        assert_eq!(missing.item, None);
    }
}
