//! DescribeAlarms: metric alarms, composite alarms where asked for, by name; the children or parents of an alarm in brief.

use std::collections::BTreeSet;

use kernel::paging::page_from;
use ledger::World;
use model::cloudwatch::{Alarm, AlarmState, AlarmType, Condition};
use shapes::Error;
use shapes::cloudwatch::{
    CompositeAlarm, DescribeAlarms, DescribeAlarmsInput, DescribeAlarmsOutput, MetricAlarm,
};

use super::refusal::{bad_token, exclusive};
use super::{alarm_records, alarm_view};
use crate::Caller;
use crate::table::Read;

/// Alarms a page, unless fewer are asked for.
const PAGE: usize = 100;

impl Read for DescribeAlarms {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeAlarmsInput,
    ) -> Result<DescribeAlarmsOutput, Error> {
        let filter = Filter::read(world, caller, &input)?;
        let prefix = input.alarm_name_prefix.as_deref().unwrap_or_default();
        let wanted = |after: Option<&str>| {
            let all = world.scan_from::<Alarm>(&caller.scope, prefix, after);
            let all = all.map(|alarm| (&**alarm, alarm_records::state(world, alarm)));
            all.filter(|(alarm, state)| filter.wants(alarm, state))
        };
        let most = input.max_records.map_or(PAGE, |most| most as usize);
        let page =
            page_from(wanted, |(alarm, _)| alarm.name.clone(), input.next_token.as_deref(), most, bad_token)?;
        let (metric, composite) = shown(&page.items, filter.view);
        Ok(DescribeAlarmsOutput {
            metric_alarms: Some(metric),
            composite_alarms: Some(composite),
            next_token: page.next,
        })
    }
}

/// How much is shown of an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Whole,
    Child,
    Parent,
}

/// Which alarms are wanted.
struct Filter<'i> {
    input: &'i DescribeAlarmsInput,
    types: BTreeSet<AlarmType>,
    /// The names they must have, where they must.
    names: Option<BTreeSet<String>>,
    view: View,
}

impl<'i> Filter<'i> {
    fn read(world: &World, caller: &Caller, input: &'i DescribeAlarmsInput) -> Result<Filter<'i>, Error> {
        if input.alarm_names.is_some() && input.alarm_name_prefix.is_some() {
            return Err(exclusive("AlarmNames", "AlarmNamePrefix"));
        }
        let both = || BTreeSet::from([AlarmType::Metric, AlarmType::Composite]);
        let find = |name: &str| alarm_records::find(world, &caller.scope, name);
        if let Some(name) = &input.children_of_alarm_name {
            refuse_others("ChildrenOfAlarmName", input, input.parents_of_alarm_name.is_some())?;
            let names = find(name).map(|alarm| alarm_records::children(alarm)).unwrap_or_default();
            return Ok(Filter {
                input,
                types: both(),
                names: Some(names.into_iter().collect()),
                view: View::Child,
            });
        }
        if let Some(name) = &input.parents_of_alarm_name {
            refuse_others("ParentsOfAlarmName", input, false)?;
            let parents = alarm_records::parents(world, &caller.scope, name);
            let names = parents.into_iter().map(|alarm| alarm.name.clone()).collect();
            return Ok(Filter { input, types: both(), names: Some(names), view: View::Parent });
        }
        let names = input.alarm_names.as_ref().filter(|names| !names.is_empty());
        let names = names.map(|names| names.iter().cloned().collect());
        Ok(Filter { input, types: types(input.alarm_types.as_deref()), names, view: View::Whole })
    }

    fn wants(&self, alarm: &Alarm, state: &AlarmState) -> bool {
        let actions = &alarm.actions;
        let mut actions = actions.alarm.iter().chain(&actions.ok).chain(&actions.insufficient_data);
        let (input, name) = (self.input, &alarm.name);
        self.types.contains(&alarm.condition.alarm_type())
            && self.names.as_ref().is_none_or(|names| names.contains(name))
            && input.alarm_name_prefix.as_ref().is_none_or(|prefix| name.starts_with(prefix))
            && input.state_value.as_ref().is_none_or(|wanted| wanted == state.value.as_str())
            && input.action_prefix.as_ref().is_none_or(|prefix| actions.any(|one| one.starts_with(prefix)))
    }
}

/// Only metric alarms are meant unless said.
pub(crate) fn types(asked: Option<&[String]>) -> BTreeSet<AlarmType> {
    match asked.unwrap_or_default() {
        [] => BTreeSet::from([AlarmType::Metric]),
        // The wire has checked the words.
        asked => asked.iter().filter_map(|word| word.parse().ok()).collect(),
    }
}

/// Relatives are asked for alone.
fn refuse_others(asked: &str, input: &DescribeAlarmsInput, other: bool) -> Result<(), Error> {
    let others = input.alarm_names.is_some()
        || input.alarm_name_prefix.is_some()
        || input.alarm_types.is_some()
        || input.state_value.is_some()
        || input.action_prefix.is_some();
    match others || other {
        true => Err(Error::validation(format!(
            "{asked} cannot be combined with other parameters than MaxRecords and NextToken."
        ))),
        false => Ok(()),
    }
}

fn shown(alarms: &[(&Alarm, AlarmState)], view: View) -> (Vec<MetricAlarm>, Vec<CompositeAlarm>) {
    let (mut metric, mut composite) = (Vec::new(), Vec::new());
    for (alarm, state) in alarms {
        match (&alarm.condition, view) {
            (Condition::Metric(condition), View::Whole) => {
                metric.push(alarm_view::metric_alarm(alarm, state, condition));
            }
            (Condition::Metric(_), _) => metric.push(alarm_view::brief_metric_alarm(alarm, state)),
            (Condition::Composite { rule, .. }, View::Whole) => {
                composite.push(alarm_view::composite_alarm(alarm, state, rule));
            }
            (Condition::Composite { .. }, View::Child) => {
                composite.push(alarm_view::brief_composite_alarm(alarm, Some(state)));
            }
            (Condition::Composite { .. }, View::Parent) => {
                composite.push(alarm_view::brief_composite_alarm(alarm, None));
            }
        }
    }
    (metric, composite)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::{AlarmBench, put_input, verdict};
    use model::cloudwatch::StateValue;
    use shapes::cloudwatch::PutMetricAlarm;

    fn names(bench: &mut AlarmBench, input: DescribeAlarmsInput) -> (Vec<String>, Vec<String>) {
        let answer = bench.read::<DescribeAlarms>(input).unwrap();
        let metric = answer.metric_alarms.unwrap().into_iter().filter_map(|alarm| alarm.alarm_name);
        let composite = answer.composite_alarms.unwrap().into_iter().filter_map(|alarm| alarm.alarm_name);
        (metric.collect(), composite.collect())
    }

    fn filled() -> AlarmBench {
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:ops"]);
        bench.write::<PutMetricAlarm>(put_input("cold")).unwrap();
        bench.composite("all", "ALARM(hot) AND ALARM(cold)").unwrap();
        bench.composite("none", "NOT ALARM(all)").unwrap();
        bench.enter("hot", verdict(StateValue::Alarm));
        bench
    }

    #[test]
    fn names_types_states_and_actions_choose() {
        let mut bench = filled();
        let all = DescribeAlarmsInput::default;
        let metric = |words: &[&str]| (words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(), vec![]);
        assert_eq!(names(&mut bench, all()), metric(&["cold", "hot"]));
        let composite = DescribeAlarmsInput { alarm_types: Some(vec!["CompositeAlarm".into()]), ..all() };
        assert_eq!(names(&mut bench, composite), (vec![], vec!["all".to_owned(), "none".to_owned()]));
        let alarming = DescribeAlarmsInput { state_value: Some("ALARM".into()), ..all() };
        assert_eq!(names(&mut bench, alarming), metric(&["hot"]));
        let prefix = DescribeAlarmsInput { alarm_name_prefix: Some("co".into()), ..all() };
        assert_eq!(names(&mut bench, prefix), metric(&["cold"]));
        let action = DescribeAlarmsInput { action_prefix: Some("arn:aws:sns".into()), ..all() };
        assert_eq!(names(&mut bench, action), metric(&["hot"]));
        let named = DescribeAlarmsInput { alarm_names: Some(vec!["hot".into(), "gone".into()]), ..all() };
        assert_eq!(names(&mut bench, named), metric(&["hot"]));
    }

    #[test]
    fn relatives_are_shown_in_brief() {
        let mut bench = filled();
        let children =
            DescribeAlarmsInput { children_of_alarm_name: Some("all".into()), ..Default::default() };
        let answer = bench.read::<DescribeAlarms>(children).unwrap();
        let hot = &answer.metric_alarms.unwrap()[1];
        assert_eq!((hot.state_value.as_deref(), hot.threshold), (Some("ALARM"), None));
        let parents = DescribeAlarmsInput { parents_of_alarm_name: Some("all".into()), ..Default::default() };
        assert_eq!(names(&mut bench, parents.clone()), (vec![], vec!["none".to_owned()]));
        let both = DescribeAlarmsInput { state_value: Some("OK".into()), ..parents };
        assert!(
            bench.read::<DescribeAlarms>(both).unwrap_err().message.starts_with("ParentsOfAlarmName cannot")
        );
    }

    #[test]
    fn pages_go_through_both_types() {
        let mut bench = filled();
        let (mut token, mut seen) = (None, Vec::new());
        loop {
            let types = Some(vec!["CompositeAlarm".into(), "MetricAlarm".into()]);
            let input = DescribeAlarmsInput {
                alarm_types: types,
                max_records: Some(1),
                next_token: token,
                ..Default::default()
            };
            let answer = bench.read::<DescribeAlarms>(input).unwrap();
            seen.extend(answer.metric_alarms.unwrap().into_iter().filter_map(|alarm| alarm.alarm_name));
            seen.extend(answer.composite_alarms.unwrap().into_iter().filter_map(|alarm| alarm.alarm_name));
            token = answer.next_token;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["all", "cold", "hot", "none"]);
    }
}
