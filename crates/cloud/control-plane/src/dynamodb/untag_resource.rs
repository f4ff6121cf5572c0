//! UntagResource: takes tags from a table; keys it does not have are ignored.

use kernel::resources::Found;
use ledger::Txn;
use shapes::dynamodb::{UntagResource, UntagResourceInput};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UntagResourceInput) -> Result<Unit, Error> {
        let table = find::tagged(txn.world(), &caller.scope, &input.resource_arn)?;
        kernel::tags::remove(txn, Found::of(&*table), &input.tag_keys);
        Ok(Unit)
    }
}
