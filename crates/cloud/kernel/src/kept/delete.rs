//! Takes a kept resource away.

use std::borrow::Cow;

use ledger::Txn;
use model::Record;
use model::kept::KeptResource;
use shapes::{Document, Error};

use super::{Kept, members, rehearses, text};
use crate::Caller;

/// The answer of `row.delete`.
///
/// # Errors
/// In the words of the row and its service.
pub fn delete(row: &Kept, txn: &mut Txn, caller: &mut Caller, input: Document) -> Result<Document, Error> {
    let named = text(&input, row.name).unwrap_or_default();
    let found = row.find(txn.world(), &caller.scope, named).ok_or_else(|| (row.missing)(named))?;
    (row.in_use)(txn.world(), found)?;
    if rehearses(&input) {
        return Err((row.manner.dry_run)());
    }
    txn.remove::<KeptResource>(&found.key());
    // Some answer that it is done.
    let done =
        row.delete.output.map(members::of).unwrap_or_default().iter().find(|it| it.name == "ReturnCode");
    Ok(Document::Map(done.map(|it| (Cow::Borrowed(it.name), Document::Bool(true))).into_iter().collect()))
}
