//! DisableAlarmActions: alarms do nothing on entering a state; names nobody has are no error.

use ledger::Txn;
use shapes::cloudwatch::{DisableAlarmActions, DisableAlarmActionsInput};
use shapes::{Error, Unit};

use super::alarm_records;
use crate::Caller;
use crate::table::Write;

impl Write for DisableAlarmActions {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DisableAlarmActionsInput) -> Result<Unit, Error> {
        alarm_records::switch_actions(txn, &caller.scope, &input.alarm_names, false, caller.now);
        Ok(Unit)
    }
}
