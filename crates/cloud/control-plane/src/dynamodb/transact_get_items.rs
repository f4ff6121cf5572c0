//! TransactGetItems: up to 100 items as they are at one moment, in the order they were asked for.

use ledger::World;
use model::Key;
use model::dynamodb::Item;
use shapes::Error;
use shapes::dynamodb::{Get, ItemResponse, TransactGetItems, TransactGetItemsInput, TransactGetItemsOutput};

use super::capacity::Meter;
use super::expression::{Names, Projection};
use super::{convert, find, item_key};
use crate::Caller;
use crate::table::Read;

/// A transaction reads each item twice.
const TIMES: f64 = 2.0;

impl Read for TransactGetItems {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: TransactGetItemsInput,
    ) -> Result<TransactGetItemsOutput, Error> {
        let mut meter = Meter::default();
        let gets = input.transact_items.into_iter();
        let responses =
            gets.map(|one| get(world, caller, one.get, &mut meter)).collect::<Result<_, Error>>()?;
        Ok(TransactGetItemsOutput {
            consumed_capacity: meter.many(input.return_consumed_capacity.as_deref()),
            responses: Some(responses),
        })
    }
}

fn get(world: &World, caller: &Caller, get: Get, meter: &mut Meter) -> Result<ItemResponse, Error> {
    let mut names = Names::read(get.expression_attribute_names, None)?;
    let projection = Projection::parse_optional(get.projection_expression.as_deref(), &mut names)?;
    names.finish()?;
    let table = find::table(world, &caller.scope, &get.table_name)?;
    let id = item_key::of_key(&table, &convert::attributes(get.key)?)?;
    let found = world.get::<Item>(&Key::new(&caller.scope, id));
    meter.read(&table.name, found.map_or(0, |item| item.attributes.size()), TIMES);
    let item = found.map(|item| match &projection {
        Some(projection) => convert::item(&projection.apply(&item.attributes)),
        None => convert::item(&item.attributes),
    });
    Ok(ItemResponse { item })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};
    use shapes::dynamodb::TransactGetItem;

    #[test]
    fn answers_stand_in_the_order_of_the_questions() {
        let item = r#"{"h":{"S":"x"},"n":{"N":"1"}}"#;
        let mut bench = Bench::new(&[item]);
        let get = |key: &str| {
            let get = Get { key: sample::item(key), table_name: "t".into(), ..Default::default() };
            TransactGetItem { get }
        };
        let transact_items = vec![get(r#"{"h":{"S":"x"},"n":{"N":"2"}}"#), get(item)];
        let input = TransactGetItemsInput { transact_items, return_consumed_capacity: Some("TOTAL".into()) };
        let answer = bench.read::<TransactGetItems>(input).unwrap();
        let items: Vec<_> = answer.responses.unwrap().into_iter().map(|response| response.item).collect();
        assert_eq!(items, [None, Some(sample::item(item))]);
        assert_eq!(answer.consumed_capacity.unwrap()[0].capacity_units, Some(4.0));
    }
}
