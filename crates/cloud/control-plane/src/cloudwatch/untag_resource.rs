//! UntagResource: takes tags of an alarm away; keys it has not are no error.

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
        let mut alarm = (**tags::alarm(txn.world(), &caller.scope, &input.resource_arn)?).clone();
        alarm.tags.retain(|key, _| !input.tag_keys.contains(key));
        txn.put(alarm);
        Ok(UntagResourceOutput {})
    }
}
