//! DeleteTable: the table and all its items, at once.

use ledger::Txn;
use model::dynamodb::{Item, Table};
use model::{Key, Record};
use shapes::Error;
use shapes::dynamodb::{DeleteTable, DeleteTableInput, DeleteTableOutput};

use super::{find, scan, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteTable {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteTableInput,
    ) -> Result<DeleteTableOutput, Error> {
        let table = find::described(txn.world(), &caller.scope, &input.table_name)?;
        let description = view::table(txn.world(), &table, view::Status::Deleting);
        let keys: Vec<Key> = scan::items(txn.world(), &table, None).map(|item| item.key()).collect();
        for key in &keys {
            txn.remove::<Item>(key);
        }
        txn.remove::<Table>(&table.key());
        Ok(DeleteTableOutput { table_description: Some(description) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    #[test]
    fn nothing_of_it_is_left_and_its_neighbour_stays() {
        let mut bench = Bench::new(&[r#"{"h":{"S":"x"},"n":{"N":"1"}}"#]);
        let _ = bench.ledger.write(|txn| txn.put(Table { name: "t2".into(), ..sample::table() }));
        let delete = || DeleteTableInput { table_name: "t".into() };
        let shown = bench.write::<DeleteTable>(delete()).unwrap().table_description.unwrap();
        assert_eq!((shown.table_status.as_deref(), shown.item_count), (Some("DELETING"), Some(1)));
        let world = bench.ledger.snapshot();
        assert_eq!((world.count::<Table>(), world.count::<Item>()), (1, 0));
        let words = "Requested resource not found: Table: t not found";
        assert_eq!(bench.write::<DeleteTable>(delete()).unwrap_err().message, words);
    }
}
