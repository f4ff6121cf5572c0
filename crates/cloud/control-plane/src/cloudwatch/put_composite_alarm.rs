//! PutCompositeAlarm: an alarm over the states of others. Its rule may only name alarms that are there, and not lead back to itself.

use ledger::{Txn, World};
use model::cloudwatch::{AlarmType, Condition};
use model::{Arn, Scope};
use planner::alarms::rule::{MOST_CHILDREN, Rule, name_in};
use shapes::cloudwatch::{PutCompositeAlarm, PutCompositeAlarmInput};
use shapes::{Error, Unit};

use super::alarm_actions::Lists;
use super::refusal::unsupported;
use super::{alarm_records, alarm_spec};
use crate::Caller;
use crate::table::Write;

impl Write for PutCompositeAlarm {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutCompositeAlarmInput) -> Result<Unit, Error> {
        let suppressing = input.actions_suppressor.is_some()
            || input.actions_suppressor_wait_period.is_some()
            || input.actions_suppressor_extension_period.is_some();
        if suppressing {
            return Err(unsupported("ActionsSuppressor"));
        }
        check_rule(txn.world(), &caller.scope, &input.alarm_name, &input.alarm_rule)?;
        let lists = Lists {
            enabled: input.actions_enabled,
            alarm: input.alarm_actions,
            ok: input.ok_actions,
            insufficient_data: input.insufficient_data_actions,
        };
        let spec = alarm_spec::Spec {
            name: input.alarm_name,
            description: input.alarm_description,
            condition: Condition::Composite { rule: input.alarm_rule },
            actions: lists.read(&caller.scope, AlarmType::Composite)?,
            tags: input.tags,
        };
        let alarm = spec.finish(txn.world(), caller)?;
        alarm_records::put(txn, alarm, caller.now);
        Ok(Unit)
    }
}

fn check_rule(world: &World, scope: &Scope, name: &str, text: &str) -> Result<(), Error> {
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
    if names.iter().any(|child| *child == name || leads_to(world, scope, child, name)) {
        return Err(malformed(format!("it leads back to {name}, and a cycle can never be evaluated")));
    }
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

/// Whether an alarm depends on another, over any number of composite alarms between them: none is looked at twice.
fn leads_to(world: &World, scope: &Scope, from: &str, to: &str) -> bool {
    let (mut seen, mut open) = (std::collections::BTreeSet::new(), vec![from.to_owned()]);
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        let alarm = alarm_records::find(world, scope, &name);
        let children = alarm.map(|alarm| alarm_records::children(alarm)).unwrap_or_default();
        if seen.insert(name) {
            open.extend(children);
        }
    }
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::cloudwatch::alarm_bench::AlarmBench;

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
    fn cycles_are_refused() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        bench.composite("a", "ALARM(hot)").unwrap();
        bench.composite("b", "ALARM(a)").unwrap();
        bench.composite("c", "ALARM(b) OR ALARM(a)").unwrap();
        for rule in ["ALARM(a)", "ALARM(c)", "NOT OK(b)"] {
            let refused = bench.composite("a", rule).unwrap_err().message;
            assert!(refused.contains("leads back to a"), "{rule}: {refused}");
        }
        bench.composite("a", "OK(hot)").unwrap();
    }
}
