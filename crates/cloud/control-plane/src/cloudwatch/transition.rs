//! An alarm enters a state: its record, its history and what it then does, all in the caller's transaction. In: an alarm, a verdict, the
//! occasion. Never here: evaluation; scaling (its loop looks at the states of alarms itself), how long actions are held back
//! (`planner::alarms::suppression`).

use ledger::{Txn, World};
use model::cloudwatch::{Alarm, AlarmState, Condition, StateValue, Suppressor};
use model::scaling::ScalingPolicy;
use model::{Arn, Dice, Pace, Record, Time};
use planner::alarms::rule::name_in;
use planner::alarms::suppression::{self, Hold};
use planner::alarms::{Verdict, history, notice};

use super::alarm_records::{note, state};
use crate::sns::notify::{Notice, notify};

/// When and where this happens.
#[derive(Debug)]
pub struct Occasion<'a> {
    /// Now.
    pub now: Time,
    /// For ids of messages.
    pub dice: &'a mut Dice,
    /// Where clients reach the product, for URLs in messages.
    pub endpoint_url: &'a str,
}

/// Writes down what an alarm came to. When its state becomes another, the history says so and its actions are taken, unless its
/// suppressor holds them back.
pub fn enter(txn: &mut Txn, alarm: &Alarm, verdict: Verdict, occasion: &mut Occasion<'_>) {
    let old = state(txn.world(), alarm);
    let transition = old.value != verdict.value;
    let mut new = AlarmState {
        value: verdict.value,
        reason: verdict.reason,
        reason_data: verdict.reason_data,
        updated_at: occasion.now,
        transitioned_at: if transition { occasion.now } else { old.transitioned_at },
        ..old.clone()
    };
    if !transition {
        txn.put(new);
        return;
    }
    let hold = on_change(txn.world(), alarm, &old, new.value, occasion.now);
    new.suppression = held(hold);
    txn.put(new.clone());
    note(txn, alarm, occasion.now, history::changed(&old, &new));
    take_owed(txn, alarm, hold, &new, occasion);
}

/// What becomes of actions that were held back, now that time has passed or the suppressor says something else; `None`: nothing new.
pub fn settled(world: &World, alarm: &Alarm, now: Time, pace: Pace) -> Option<Hold> {
    let present = world.get::<AlarmState>(&alarm.key())?.suppression;
    let hold = match suppressor(alarm) {
        Some(spec) => suppression::later(spec, present, guard(world, alarm, spec), now, pace),
        None => Hold::Free(present.and_then(|it| it.owed_from)),
    };
    (held(hold) != present).then_some(hold)
}

/// Writes that down; actions held back no longer are taken.
pub fn settle(txn: &mut Txn, alarm: &Alarm, hold: Hold, occasion: &mut Occasion<'_>) {
    let new = AlarmState { suppression: held(hold), ..state(txn.world(), alarm) };
    txn.put(new.clone());
    take_owed(txn, alarm, hold, &new, occasion);
}

/// The alarm that holds the actions of another back, and for how long.
pub fn suppressor(alarm: &Alarm) -> Option<&Suppressor> {
    match &alarm.condition {
        Condition::Composite { suppressor, .. } => suppressor.as_ref(),
        Condition::Metric(_) => None,
    }
}

fn on_change(world: &World, alarm: &Alarm, old: &AlarmState, new: StateValue, now: Time) -> Hold {
    let Some(spec) = suppressor(alarm) else { return Hold::Free(Some(old.value)) };
    suppression::on_change(spec, old.suppression, guard(world, alarm, spec), (old.value, new), now)
}

/// The state of the suppressor.
fn guard(world: &World, alarm: &Alarm, spec: &Suppressor) -> Option<StateValue> {
    let key = Alarm::key_of(&alarm.scope, name_in(&spec.alarm));
    world.get::<AlarmState>(&key).map(|state| state.value)
}

fn held(hold: Hold) -> Option<model::cloudwatch::Suppression> {
    match hold {
        Hold::Held(held) => Some(held),
        Hold::Free(_) => None,
    }
}

fn take_owed(txn: &mut Txn, alarm: &Alarm, hold: Hold, new: &AlarmState, occasion: &mut Occasion<'_>) {
    if let Hold::Free(Some(from)) = hold {
        act(txn, alarm, from, new, occasion);
    }
}

fn act(txn: &mut Txn, alarm: &Alarm, from: StateValue, new: &AlarmState, occasion: &mut Occasion<'_>) {
    if !alarm.actions.enabled {
        return;
    }
    for action in alarm.actions.on(new.value) {
        let outcome = match Arn::parse(action).is_some_and(|arn| arn.service == "sns") {
            true => publish(txn, alarm, action, from, new, occasion).map(Some),
            false => trigger(txn.world(), alarm, action).map(|()| None),
        };
        let told = outcome.as_ref().map(|body| body.as_deref()).map_err(String::as_str);
        note(txn, alarm, occasion.now, history::acted(action, new.value, occasion.now, told));
    }
}

/// The message that was published, or why none was.
fn publish(
    txn: &mut Txn,
    alarm: &Alarm,
    topic: &str,
    from: StateValue,
    new: &AlarmState,
    occasion: &mut Occasion<'_>,
) -> Result<String, String> {
    let body = notice::body(alarm, from, new);
    let told = Notice { topic, subject: notice::subject(alarm, new), body: body.clone() };
    let sent = notify(txn, told, occasion.dice.uuid(), occasion.now, occasion.endpoint_url);
    sent.map(|()| body).map_err(|error| error.message)
}

/// A scaling policy sees the state by itself, if it is there.
fn trigger(world: &World, alarm: &Alarm, policy: &str) -> Result<(), String> {
    let mut policies = world.scan::<ScalingPolicy>(&alarm.scope);
    match policies.any(|known| known.arn() == policy) {
        true => Ok(()),
        false => Err(format!("There is no scaling policy {policy}")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::cloudwatch::alarm_bench::{AlarmBench, put_input, verdict};
    use model::cloudwatch::{AlarmHistoryItem, HistoryItemType, StateValue, SuppressedBy};
    use shapes::cloudwatch as op;

    fn kinds(bench: &AlarmBench) -> Vec<HistoryItemType> {
        bench.world().all::<AlarmHistoryItem>().map(|item| item.what).collect()
    }

    #[test]
    fn actions_are_taken_on_transitions_only() {
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:ops"]);
        bench.topic("ops", "http://a/");
        bench.enter("hot", verdict(StateValue::Alarm));
        assert_eq!(bench.messages().len(), 1);
        assert!(
            bench.messages()[0].starts_with("ALARM: \"hot\" in US West (Oregon)\n{\"AlarmName\":\"hot\"")
        );
        bench.enter("hot", verdict(StateValue::Alarm));
        bench.enter("hot", verdict(StateValue::Ok));
        assert_eq!(bench.messages().len(), 1, "nothing is to be done on OK");
        use HistoryItemType::*;
        assert_eq!(kinds(&bench), [ConfigurationUpdate, StateUpdate, Action, StateUpdate]);
    }

    #[test]
    fn a_topic_that_is_gone_is_told_in_the_history() {
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:gone"]);
        bench.enter("hot", verdict(StateValue::Alarm));
        let world = bench.world();
        let mut items = world.all::<AlarmHistoryItem>();
        let action = items.find(|item| item.what == HistoryItemType::Action).unwrap();
        assert!(action.summary.contains("Topic does not exist"), "{}", action.summary);
        assert!(action.data.contains(r#""actionState":"Failed""#), "{}", action.data);
    }

    #[test]
    fn alarms_whose_actions_are_off_and_scaling_policies_publish_nothing() {
        let policy = "arn:aws:autoscaling:us-west-2:000000000000:scalingPolicy:1:resource/ecs/service/c/s:policyName/p";
        let mut bench = AlarmBench::with_alarm("hot", &[policy]);
        bench.enter("hot", verdict(StateValue::Alarm));
        use HistoryItemType::*;
        assert_eq!(kinds(&bench), [ConfigurationUpdate, StateUpdate, Action], "nobody has such a policy");
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:ops"]);
        bench.topic("ops", "http://a/");
        bench.disable("hot");
        bench.enter("hot", verdict(StateValue::Alarm));
        assert_eq!((bench.messages().len(), kinds(&bench).len()), (0, 3));
    }

    #[test]
    fn a_suppressor_holds_messages_back_until_a_while_after_it() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        bench.write::<op::PutMetricAlarm>(put_input("deploying")).unwrap();
        bench.topic("ops", "http://a/");
        bench.write::<op::PutCompositeAlarm>(suppressed(60, 120)).unwrap();
        bench.enter("deploying", verdict(StateValue::Alarm));
        bench.enter("all", verdict(StateValue::Alarm));
        let by = |bench: &AlarmBench| bench.alarm("all").unwrap().1.suppression.map(|it| it.by);
        assert_eq!((by(&bench), bench.messages().len()), (Some(SuppressedBy::Alarm), 0));
        bench.enter("deploying", verdict(StateValue::Ok));
        bench.settle("all", 0);
        assert_eq!((by(&bench), bench.messages().len()), (Some(SuppressedBy::ExtensionPeriod), 0));
        bench.settle("all", 119_000);
        assert_eq!(bench.messages().len(), 0);
        bench.settle("all", 1000);
        assert_eq!((by(&bench), bench.messages().len()), (None, 1));
        assert!(bench.messages()[0].contains(r#""OldStateValue":"INSUFFICIENT_DATA""#));
        bench.settle("all", 1000);
        assert_eq!(bench.messages().len(), 1, "once");
    }

    #[test]
    fn without_its_suppressor_messages_wait_no_longer() {
        let mut bench = AlarmBench::with_alarm("deploying", &[]);
        bench.topic("ops", "http://a/");
        bench.write::<op::PutCompositeAlarm>(suppressed(60, 120)).unwrap();
        bench.enter("all", verdict(StateValue::Alarm));
        assert_eq!(bench.messages().len(), 0, "it waits for the suppressor");
        let free = op::PutCompositeAlarmInput {
            actions_suppressor: None,
            actions_suppressor_wait_period: None,
            actions_suppressor_extension_period: None,
            ..suppressed(0, 0)
        };
        bench.write::<op::PutCompositeAlarm>(free).unwrap();
        bench.settle("all", 0);
        assert_eq!(bench.messages().len(), 1);
    }

    fn suppressed(wait: i64, extension: i64) -> op::PutCompositeAlarmInput {
        op::PutCompositeAlarmInput {
            alarm_name: "all".into(),
            alarm_rule: "FALSE".into(),
            alarm_actions: Some(vec!["arn:aws:sns:us-west-2:000000000000:ops".into()]),
            actions_suppressor: Some("deploying".into()),
            actions_suppressor_wait_period: Some(wait),
            actions_suppressor_extension_period: Some(extension),
            ..Default::default()
        }
    }
}
