//! UntagResource: takes tags from a log group; keys it does not have are ignored.

use kernel::resources::Found;
use ledger::Txn;
use shapes::logs::{UntagResource, UntagResourceRequest};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UntagResourceRequest) -> Result<Unit, Error> {
        let group = find::tagged(txn.world(), &caller.scope, &input.resource_arn)?;
        kernel::tags::remove(txn, Found::of(&*group), &input.tag_keys);
        Ok(Unit)
    }
}
