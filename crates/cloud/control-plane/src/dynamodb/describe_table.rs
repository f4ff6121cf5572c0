//! DescribeTable.

use ledger::World;
use shapes::Error;
use shapes::dynamodb::{DescribeTable, DescribeTableInput, DescribeTableOutput};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTable {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTableInput,
    ) -> Result<DescribeTableOutput, Error> {
        let table = find::described(world, &caller.scope, &input.table_name)?;
        Ok(DescribeTableOutput { table: Some(view::table(world, &table, view::Status::Active)) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::Bench;

    #[test]
    fn items_are_counted() {
        let mut bench = Bench::new(&[r#"{"h":{"S":"x"},"n":{"N":"1"}}"#]);
        let input = DescribeTableInput { table_name: "t".into() };
        let table = bench.read::<DescribeTable>(input).unwrap().table.unwrap();
        assert_eq!((table.item_count, table.table_size_bytes), (Some(1), Some(5)));
        let kinds: Vec<_> = table.key_schema.unwrap().into_iter().map(|element| element.key_type).collect();
        assert_eq!(kinds, ["HASH", "RANGE"]);
    }
}
