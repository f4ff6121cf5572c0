//! DescribeAlarmHistory: what happened to an alarm, or to all of a type, newest first; it outlives the alarms.

use kernel::paging::page_from;
use ledger::World;
use model::Scope;
use model::cloudwatch::AlarmHistoryItem;
use shapes::cloudwatch as out;
use shapes::cloudwatch::{DescribeAlarmHistory, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput};
use shapes::{Error, Timestamp};

use super::describe_alarms::types;
use super::refusal::bad_token;
use crate::Caller;
use crate::table::Read;

/// Items a page, unless fewer are asked for.
const PAGE: usize = 100;

impl Read for DescribeAlarmHistory {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeAlarmHistoryInput,
    ) -> Result<DescribeAlarmHistoryOutput, Error> {
        let (token, most) =
            (input.next_token.as_deref(), input.max_records.map_or(PAGE, |most| most as usize));
        let ascending = input.scan_by.as_deref() == Some("TimestampAscending");
        let items = |last: Option<&str>| {
            let all = items(world, &caller.scope, input.alarm_name.as_deref(), last, ascending);
            all.filter(|item| wants(&input, item))
        };
        let page = page_from(items, |item| item.place(), token, most, bad_token)?;
        Ok(DescribeAlarmHistoryOutput {
            alarm_history_items: Some(page.items.into_iter().map(shown).collect()),
            next_token: page.next,
        })
    }
}

/// Items in the order of time or against it, from the one after a place on: of one alarm, whose keys are in that order, or of all.
fn items<'w>(
    world: &'w World,
    scope: &Scope,
    alarm: Option<&str>,
    last: Option<&str>,
    ascending: bool,
) -> Box<dyn Iterator<Item = &'w AlarmHistoryItem> + 'w> {
    let Some(alarm) = alarm else {
        let order = AlarmHistoryItem::BY_TIME;
        let last = last.map(|place| format!("{order}{place}"));
        return match ascending {
            true => Box::new(world.scan_by(scope, order, last.as_deref()).map(|(_, item)| &**item)),
            false => Box::new(world.scan_by_back(scope, order, last.as_deref()).map(|(_, item)| &**item)),
        };
    };
    let prefix = AlarmHistoryItem::prefix(alarm);
    // A place is the rest of the key and then the alarm.
    let last =
        last.map(|place| format!("{prefix}{}", place.splitn(3, '/').take(2).collect::<Vec<_>>().join("/")));
    match ascending {
        true => Box::new(world.scan_from(scope, &prefix, last.as_deref()).map(|item| &**item)),
        false => Box::new(world.scan_back(scope, &prefix, last.as_deref()).map(|item| &**item)),
    }
}

fn wants(input: &DescribeAlarmHistoryInput, item: &AlarmHistoryItem) -> bool {
    let at = Timestamp::from_millis(item.at.0);
    types(input.alarm_types.as_deref()).contains(&item.alarm_type)
        && input.history_item_type.as_deref().is_none_or(|wanted| wanted == item.what.as_str())
        && input.start_date.is_none_or(|start| at >= start)
        && input.end_date.is_none_or(|end| at <= end)
}

fn shown(item: &AlarmHistoryItem) -> out::AlarmHistoryItem {
    out::AlarmHistoryItem {
        alarm_name: Some(item.alarm.clone()),
        alarm_type: Some(item.alarm_type.as_str().to_owned()),
        timestamp: Some(Timestamp::from_millis(item.at.0)),
        history_item_type: Some(item.what.as_str().to_owned()),
        history_summary: Some(item.summary.clone()),
        history_data: Some(item.data.clone()),
        ..Default::default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::{AlarmBench, verdict};
    use model::cloudwatch::StateValue;

    fn summaries(bench: &mut AlarmBench, input: DescribeAlarmHistoryInput) -> Vec<String> {
        let items = bench.read::<DescribeAlarmHistory>(input).unwrap().alarm_history_items.unwrap();
        items.into_iter().filter_map(|item| item.history_summary).collect()
    }

    #[test]
    fn newest_first_by_alarm_type_and_kind() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        bench.composite("hot2", "ALARM(hot)").unwrap();
        bench.enter("hot", verdict(StateValue::Alarm));
        let all = DescribeAlarmHistoryInput::default;
        let updated = "Alarm updated from INSUFFICIENT_DATA to ALARM";
        assert_eq!(summaries(&mut bench, all()), [updated, "Alarm \"hot\" created"]);
        let named = DescribeAlarmHistoryInput { alarm_name: Some("hot".into()), ..all() };
        assert_eq!(summaries(&mut bench, named.clone()).len(), 2);
        let states =
            DescribeAlarmHistoryInput { history_item_type: Some("StateUpdate".into()), ..named.clone() };
        assert_eq!(summaries(&mut bench, states), [updated]);
        let up = DescribeAlarmHistoryInput { scan_by: Some("TimestampAscending".into()), ..named };
        assert_eq!(summaries(&mut bench, up)[1], updated);
        let composite =
            DescribeAlarmHistoryInput { alarm_types: Some(vec!["CompositeAlarm".into()]), ..all() };
        assert_eq!(summaries(&mut bench, composite), ["Alarm \"hot2\" created"]);
    }

    #[test]
    fn pages_miss_nothing_of_one_moment() {
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:gone"; 3]);
        bench.enter("hot", verdict(StateValue::Alarm));
        let (mut token, mut seen) = (None, 0);
        loop {
            let input =
                DescribeAlarmHistoryInput { max_records: Some(2), next_token: token, ..Default::default() };
            let answer = bench.read::<DescribeAlarmHistory>(input).unwrap();
            seen += answer.alarm_history_items.unwrap().len();
            token = answer.next_token;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, 5);
    }
}
