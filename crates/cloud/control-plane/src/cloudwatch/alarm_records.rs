//! Putting an alarm into the ledger and taking it out, with its state. In: what was configured, by a user or by Application Auto Scaling.
//! Never here: checks of what a user may configure (the operations do), evaluation.

use ledger::Txn;
use model::cloudwatch::{Alarm, AlarmState};
use model::{Key, Record, Time};

/// Puts an alarm; one that is new has not been checked yet, one that was there keeps its state.
pub(crate) fn put(txn: &mut Txn, alarm: Alarm, now: Time) {
    if txn.get::<AlarmState>(&alarm.key()).is_none() {
        txn.put(AlarmState::unchecked(&alarm.scope, &alarm.name, now));
    }
    txn.put(alarm);
}

/// Takes an alarm out, if it is there.
pub(crate) fn remove(txn: &mut Txn, key: &Key) {
    txn.remove::<Alarm>(key);
    txn.remove::<AlarmState>(key);
}
