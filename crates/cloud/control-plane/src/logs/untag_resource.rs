//! UntagResource: takes tags from a log group; keys it does not have are ignored.

use ledger::Txn;
use model::Record;
use model::logs::LogGroup;
use shapes::logs::{UntagResource, UntagResourceRequest};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for UntagResource {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UntagResourceRequest) -> Result<Unit, Error> {
        let group = find::tagged(txn.world(), &caller.scope, &input.resource_arn)?;
        let keep = |key: &String| !input.tag_keys.contains(key);
        txn.update::<LogGroup, _>(&group.key(), |group| group.tags.retain(|key, _| keep(key)));
        Ok(Unit)
    }
}
