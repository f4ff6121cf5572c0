//! UntagResource: takes tags of an alarm away; keys it has not are no error.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::cloudwatch::{UntagResource, UntagResourceInput, UntagResourceOutput};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput, Error> {
        let found = Found::of(&**tags::alarm(txn.world(), &caller.scope, &input.resource_arn)?);
        kernel::tags::remove(txn, found, &input.tag_keys);
        Ok(UntagResourceOutput {})
    }
}
