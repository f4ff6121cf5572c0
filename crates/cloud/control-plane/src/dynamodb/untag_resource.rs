//! UntagResource: takes tags from a table; keys it does not have are ignored.

use ledger::Txn;
use model::Record;
use model::dynamodb::Table;
use shapes::dynamodb::{UntagResource, UntagResourceInput};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UntagResourceInput) -> Result<Unit, Error> {
        let table = find::tagged(txn.world(), &caller.scope, &input.resource_arn)?;
        let keep = |key: &String| !input.tag_keys.contains(key);
        txn.update::<Table, _>(&table.key(), |table| table.tags.retain(|key, _| keep(key)));
        Ok(Unit)
    }
}
