//! Tag: adds tags to a group, and changes those of the same key.

use ledger::Txn;
use shapes::Error;
use shapes::resource_groups::{Tag, TagInput, TagOutput};

use super::{RULES, tagged};
use crate::Caller;
use crate::table::Write;

impl Write for Tag {
    fn write(txn: &mut Txn, caller: &mut Caller, input: TagInput) -> Result<TagOutput, Error> {
        let found = tagged(txn.world(), &caller.scope, &input.arn)?;
        RULES.add(txn, found, input.tags.clone())?;
        Ok(TagOutput { arn: Some(input.arn), tags: Some(input.tags) })
    }
}
