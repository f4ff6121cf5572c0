//! PutCompositeAlarm: an alarm over the states of others. Its rule may only name alarms that are there. It may lead back to itself, as on
//! AWS; then it is evaluated no more.

use ledger::{Txn, World};
use model::cloudwatch::{AlarmType, Condition, Suppressor};
use model::{Arn, Scope};
use planner::alarms::rule::{MOST_CHILDREN, Rule, name_in};
use shapes::cloudwatch::{PutCompositeAlarm, PutCompositeAlarmInput};
use shapes::{Error, Unit};

use super::alarm_actions::Lists;
use super::{alarm_records, alarm_spec};
use crate::Caller;
use crate::table::Write;

impl Write for PutCompositeAlarm {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutCompositeAlarmInput) -> Result<Unit, Error> {
        let suppressor = suppressor(txn.world(), &caller.scope, &input)?;
        check_rule(txn.world(), &caller.scope, &input.alarm_rule)?;
        let lists = Lists {
            enabled: input.actions_enabled,
            alarm: input.alarm_actions,
            ok: input.ok_actions,
            insufficient_data: input.insufficient_data_actions,
        };
        let spec = alarm_spec::Spec {
            name: input.alarm_name,
            description: input.alarm_description,
            condition: Condition::Composite { rule: input.alarm_rule, suppressor },
            actions: lists.read(&caller.scope, AlarmType::Composite)?,
            tags: input.tags,
        };
        let alarm = spec.finish(txn.world(), caller)?;
        alarm_records::put(txn, alarm, caller.now);
        Ok(Unit)
    }
}

fn check_rule(world: &World, scope: &Scope, text: &str) -> Result<(), Error> {
    let malformed = |why: String| Error::validation(format!("AlarmRule is not valid: {why}."));
    let rule = Rule::read(text).map_err(|bad| malformed(bad.0))?;
    let children = rule.children();
    if children.len() > MOST_CHILDREN {
        return Err(malformed(format!("it names more than {MOST_CHILDREN} alarms")));
    }
    if let Some(foreign) =
        children.iter().find(|child| Arn::parse(child).is_some_and(|arn| !arn.is_in(scope)))
    {
        return Err(malformed(format!("{foreign} is not of this account and Region")));
    }
    let names: Vec<&str> = children.into_iter().map(name_in).collect();
    let unknown = |child: &&str| alarm_records::find(world, scope, child).is_none();
    let unknown: Vec<&str> = names.into_iter().filter(unknown).collect();
    match unknown.is_empty() {
        true => Ok(()),
        false => Err(Error::validation(format!(
            "Could not save the composite alarm as alarms [{}] in the alarm rule do not exist",
            unknown.join(", ")
        ))),
    }
}

/// The alarm that is to hold actions back; it needs both periods, which need it.
fn suppressor(
    world: &World,
    scope: &Scope,
    input: &PutCompositeAlarmInput,
) -> Result<Option<Suppressor>, Error> {
    let (wait, extension) = (input.actions_suppressor_wait_period, input.actions_suppressor_extension_period);
    let Some(alarm) = input.actions_suppressor.as_deref() else {
        return match wait.or(extension) {
            None => Ok(None),
            Some(_) => Err(Error::validation(
                "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need an ActionsSuppressor.",
            )),
        };
    };
    let (Some(wait), Some(extension)) = (wait, extension) else {
        return Err(Error::validation(
            "An ActionsSuppressor needs ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod.",
        ));
    };
    if wait < 0 || extension < 0 {
        return Err(Error::validation("The periods of an ActionsSuppressor must not be negative."));
    }
    let foreign = Arn::parse(alarm).is_some_and(|arn| !arn.is_in(scope));
    if foreign || alarm_records::find(world, scope, name_in(alarm)).is_none() {
        let text =
            format!("Could not save the composite alarm as its ActionsSuppressor [{alarm}] does not exist");
        return Err(Error::validation(text));
    }
    Ok(Some(Suppressor { alarm: alarm.to_owned(), wait, extension }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::AlarmBench;
    use shapes::cloudwatch as op;

    #[test]
    fn rules_name_what_is_there() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        let arn = "arn:aws:cloudwatch:us-west-2:000000000000:alarm:hot";
        bench.composite("all", &format!("ALARM(hot) AND NOT OK(\"{arn}\")")).unwrap();
        let refused = |bench: &mut AlarmBench, rule: &str| bench.composite("c", rule).unwrap_err().message;
        let words = "Could not save the composite alarm as alarms [cold] in the alarm rule do not exist";
        assert_eq!(refused(&mut bench, "ALARM(hot) OR OK(cold)"), words);
        assert!(refused(&mut bench, "ALARM(hot").starts_with("AlarmRule is not valid: ')' was expected"));
        let foreign = arn.replace("us-west-2", "us-east-1");
        assert!(refused(&mut bench, &format!("ALARM({foreign})")).contains("not of this account and Region"));
    }

    #[test]
    fn cycles_are_taken() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        bench.composite("a", "ALARM(hot)").unwrap();
        bench.composite("b", "ALARM(a)").unwrap();
        bench.composite("a", "ALARM(b)").unwrap();
        bench.composite("b", "FALSE").unwrap();
    }

    #[test]
    fn a_suppressor_comes_with_both_periods_and_is_shown() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        let input = |alarm: Option<&str>, wait, extension| PutCompositeAlarmInput {
            alarm_name: "all".into(),
            alarm_rule: "TRUE".into(),
            actions_suppressor: alarm.map(str::to_owned),
            actions_suppressor_wait_period: wait,
            actions_suppressor_extension_period: extension,
            ..Default::default()
        };
        let refused =
            |bench: &mut AlarmBench, input| bench.write::<PutCompositeAlarm>(input).unwrap_err().message;
        assert!(
            refused(&mut bench, input(Some("hot"), Some(60), None)).contains("needs ActionsSuppressorWait")
        );
        assert!(refused(&mut bench, input(None, Some(60), None)).contains("need an ActionsSuppressor"));
        assert!(refused(&mut bench, input(Some("cold"), Some(1), Some(1))).contains("[cold] does not exist"));
        assert!(refused(&mut bench, input(Some("hot"), Some(-1), Some(1))).contains("negative"));
        bench.write::<PutCompositeAlarm>(input(Some("hot"), Some(60), Some(0))).unwrap();
        let asked = op::DescribeAlarmsInput {
            alarm_types: Some(vec!["CompositeAlarm".into()]),
            ..Default::default()
        };
        let shown = bench.read::<op::DescribeAlarms>(asked).unwrap().composite_alarms.unwrap().remove(0);
        assert_eq!(shown.actions_suppressor.as_deref(), Some("hot"));
        assert_eq!(
            (shown.actions_suppressor_wait_period, shown.actions_suppressor_extension_period),
            (Some(60), Some(0))
        );
    }
}
