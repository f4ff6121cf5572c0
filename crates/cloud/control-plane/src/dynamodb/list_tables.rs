//! ListTables: names in their order, 100 a page.

use ledger::World;
use model::dynamodb::Table;
use shapes::Error;
use shapes::dynamodb::{ListTables, ListTablesInput, ListTablesOutput};

use crate::Caller;
use crate::table::Read;

const PAGE: i64 = 100;

impl Read for ListTables {
    fn read(world: &World, caller: &mut Caller, input: ListTablesInput) -> Result<ListTablesOutput, Error> {
        let after = input.exclusive_start_table_name.unwrap_or_default();
        let mut rest =
            world.scan_from::<Table>(&caller.scope, "", Some(&after)).map(|table| table.name.clone());
        let limit = input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize;
        let names: Vec<String> = rest.by_ref().take(limit).collect();
        let more = rest.next().is_some();
        let last_evaluated_table_name = names.last().filter(|_| more).cloned();
        Ok(ListTablesOutput { last_evaluated_table_name, table_names: Some(names) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    #[test]
    fn the_last_name_leads_on() {
        let mut bench = Bench::new(&[]);
        let _ = bench.ledger.write(|txn| txn.put(Table { name: "a".into(), ..sample::table() }));
        let mut list = |after: Option<String>| {
            let input = ListTablesInput { exclusive_start_table_name: after, limit: Some(1) };
            bench.read::<ListTables>(input).unwrap()
        };
        let first = list(None);
        assert_eq!(first.table_names, Some(vec!["a".to_owned()]));
        let second = list(first.last_evaluated_table_name);
        assert_eq!(
            (second.table_names, second.last_evaluated_table_name),
            (Some(vec!["t".to_owned()]), None)
        );
    }
}
