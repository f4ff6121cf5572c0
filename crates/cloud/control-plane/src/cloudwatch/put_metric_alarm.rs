//! PutMetricAlarm: an alarm over one metric, or over metric math. Put again it keeps its state and its tags.

use ledger::Txn;
use model::cloudwatch::{Alarm, AlarmType, Condition};
use shapes::cloudwatch::{PutMetricAlarm, PutMetricAlarmInput};
use shapes::{Error, Unit};

use super::alarm_actions::Lists;
use super::{alarm_condition, alarm_records, alarm_spec};
use crate::Caller;
use crate::table::Write;

impl Write for PutMetricAlarm {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutMetricAlarmInput) -> Result<Unit, Error> {
        let condition = Condition::Metric(alarm_condition::read(&input)?);
        let lists = Lists {
            enabled: input.actions_enabled,
            alarm: input.alarm_actions,
            ok: input.ok_actions,
            insufficient_data: input.insufficient_data_actions,
        };
        let spec = alarm_spec::Spec {
            name: input.alarm_name,
            description: input.alarm_description,
            actions: lists.read(&caller.scope, AlarmType::Metric)?,
            condition,
            tags: input.tags,
        };
        let alarm: Alarm = spec.finish(txn.world(), caller)?;
        alarm_records::put(txn, alarm, caller.now);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::{AlarmBench, put_input, verdict};
    use model::Time;
    use model::cloudwatch::StateValue;
    use shapes::cloudwatch::Tag;

    #[test]
    fn a_new_alarm_is_unchecked_and_one_put_again_keeps_state_and_tags() {
        let mut bench = AlarmBench::new();
        let tags = Some(vec![Tag { key: "room".into(), value: "blue".into() }]);
        bench.write::<PutMetricAlarm>(PutMetricAlarmInput { tags, ..put_input("hot") }).unwrap();
        let (made, state) = bench.alarm("hot").unwrap();
        assert_eq!(state.reason, "Unchecked: Initial alarm creation");
        bench.enter("hot", verdict(StateValue::Alarm));
        bench
            .write::<PutMetricAlarm>(PutMetricAlarmInput { threshold: Some(7.0), ..put_input("hot") })
            .unwrap();
        let (put, state) = bench.alarm("hot").unwrap();
        assert_eq!((state.value, put.tags.len()), (StateValue::Alarm, 1));
        assert!(put.configured_at > made.configured_at && put.configured_at > Time(0));
    }

    #[test]
    fn names_are_one_line_and_belong_to_one_type() {
        let mut bench = AlarmBench::new();
        let refused = bench.write::<PutMetricAlarm>(put_input("a\nb")).unwrap_err();
        assert_eq!(refused.code_for(shapes::Protocol::Query), "ValidationError");
        bench.composite("all", "FALSE").unwrap();
        let refused = bench.write::<PutMetricAlarm>(put_input("all")).unwrap_err().message;
        assert_eq!(
            refused,
            "A CompositeAlarm of the name all exists already; alarms of both types share one space of names."
        );
    }
}
