//! UntagLogGroup: the older way to take tags from a group, by its name.

use ledger::Txn;
use shapes::logs::{UntagLogGroup, UntagLogGroupRequest, UntagResource, UntagResourceRequest};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for UntagLogGroup {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UntagLogGroupRequest) -> Result<Unit, Error> {
        let resource_arn = find::group(txn.world(), &caller.scope, &input.log_group_name)?.arn();
        UntagResource::write(txn, caller, UntagResourceRequest { resource_arn, tag_keys: input.tags })
    }
}
