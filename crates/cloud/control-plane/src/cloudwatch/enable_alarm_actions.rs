//! EnableAlarmActions: alarms do something on entering a state; names nobody has are no error.

use ledger::Txn;
use shapes::cloudwatch::{EnableAlarmActions, EnableAlarmActionsInput};
use shapes::{Error, Unit};

use super::alarm_records;
use crate::Caller;
use crate::table::Write;

impl Write for EnableAlarmActions {
    fn write(txn: &mut Txn, caller: &mut Caller, input: EnableAlarmActionsInput) -> Result<Unit, Error> {
        alarm_records::switch_actions(txn, &caller.scope, &input.alarm_names, true, caller.now);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::AlarmBench;

    #[test]
    fn actions_are_switched_off_and_on() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        bench.disable("hot");
        assert!(!bench.alarm("hot").unwrap().0.actions.enabled);
        let alarm_names = vec!["hot".into(), "gone".into()];
        bench.write::<EnableAlarmActions>(EnableAlarmActionsInput { alarm_names }).unwrap();
        assert!(bench.alarm("hot").unwrap().0.actions.enabled);
    }
}
