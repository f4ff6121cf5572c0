//! DeleteListener: with its rules.

use ledger::Txn;
use model::Record;
use model::elbv2::{Listener, Rule};
use shapes::Error;
use shapes::elbv2::{DeleteListener, DeleteListenerInput, DeleteListenerOutput};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteListener {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteListenerInput,
    ) -> Result<DeleteListenerOutput, Error> {
        let listener = find::listener(txn.world(), &caller.scope, &input.listener_arn)?;
        remove(txn, &listener);
        Ok(DeleteListenerOutput {})
    }
}

/// Takes a listener and its rules away.
pub(crate) fn remove(txn: &mut Txn, listener: &Listener) {
    for rule in find::rules(txn.world(), listener) {
        txn.remove::<Rule>(&rule.key());
    }
    txn.remove::<Listener>(&listener.key());
}
