//! SetAlarmState: gives an alarm a state, with all that follows from it, until it is evaluated the next time.

use ledger::Txn;
use planner::alarms::Verdict;
use shapes::cloudwatch::{SetAlarmState, SetAlarmStateInput, errors};
use shapes::{Error, Unit};

use super::alarm_records;
use super::transition::{Occasion, enter};
use crate::Caller;
use crate::table::Write;

impl Write for SetAlarmState {
    fn write(txn: &mut Txn, caller: &mut Caller, input: SetAlarmStateInput) -> Result<Unit, Error> {
        let found = alarm_records::find(txn.world(), &caller.scope, &input.alarm_name);
        let alarm = found.cloned().ok_or_else(|| errors::resource_not_found(""))?;
        let is_json = |data: &String| serde_json::from_str::<serde::de::IgnoredAny>(data).is_ok();
        if input.state_reason_data.as_ref().is_some_and(|data| !data.is_empty() && !is_json(data)) {
            return Err(errors::invalid_format_fault("StateReasonData must be JSON."));
        }
        // The wire has checked the word.
        let value = input.state_value.parse().map_err(|()| Error::validation("StateValue is invalid."))?;
        let reason_data = input.state_reason_data.filter(|data| !data.is_empty());
        let verdict = Verdict { value, reason: input.state_reason, reason_data };
        let mut occasion =
            Occasion { now: caller.now, dice: &mut caller.dice, endpoint_url: &caller.endpoint_url };
        enter(txn, &alarm, verdict, &mut occasion);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::AlarmBench;
    use model::cloudwatch::StateValue;

    fn set(bench: &mut AlarmBench, name: &str, data: Option<&str>) -> Result<Unit, Error> {
        bench.write::<SetAlarmState>(SetAlarmStateInput {
            alarm_name: name.into(),
            state_value: "ALARM".into(),
            state_reason: "testing".into(),
            state_reason_data: data.map(str::to_owned),
        })
    }

    #[test]
    fn the_state_is_taken_at_once_with_its_actions() {
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:ops"]);
        bench.topic("ops", "http://a/");
        set(&mut bench, "hot", Some("{}")).unwrap();
        let (_, state) = bench.alarm("hot").unwrap();
        assert_eq!((state.value, state.reason.as_str()), (StateValue::Alarm, "testing"));
        assert_eq!(bench.messages().len(), 1);
    }

    #[test]
    fn unknown_alarms_and_broken_data_are_refused() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        let refused = set(&mut bench, "gone", None).unwrap_err();
        assert_eq!((refused.code.as_ref(), refused.status), ("ResourceNotFound", 404));
        assert_eq!(set(&mut bench, "hot", Some("{")).unwrap_err().code, "InvalidFormatFault");
    }
}
