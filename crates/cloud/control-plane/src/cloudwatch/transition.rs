//! An alarm enters a state: its record, its history and what it then publishes, all in the caller's transaction. In: an alarm, a verdict,
//! the occasion. Never here: evaluation; scaling policies (they look at the states of alarms themselves).

use ledger::Txn;
use model::cloudwatch::{Alarm, AlarmState};
use model::{Arn, Dice, Time};
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

/// Writes down what an alarm came to. When its state becomes another, the history says so and its actions are taken.
pub fn enter(txn: &mut Txn, alarm: &Alarm, verdict: Verdict, occasion: &mut Occasion<'_>) {
    let old = state(txn.world(), alarm);
    let transition = old.value != verdict.value;
    let new = AlarmState {
        value: verdict.value,
        reason: verdict.reason,
        reason_data: verdict.reason_data,
        updated_at: occasion.now,
        transitioned_at: if transition { occasion.now } else { old.transitioned_at },
        ..old.clone()
    };
    txn.put(new.clone());
    if transition {
        note(txn, alarm, occasion.now, history::changed(&old, &new));
        act(txn, alarm, (&old, &new), occasion);
    }
}

fn act(txn: &mut Txn, alarm: &Alarm, (old, new): (&AlarmState, &AlarmState), occasion: &mut Occasion<'_>) {
    if !alarm.actions.enabled {
        return;
    }
    let topics = alarm.actions.on(new.value).iter();
    for topic in topics.filter(|action| Arn::parse(action).is_some_and(|arn| arn.service == "sns")) {
        let body = notice::body(alarm, old, new);
        let told = Notice { topic, subject: notice::subject(alarm, new), body: body.clone() };
        let sent = notify(txn, told, occasion.dice.uuid(), occasion.now, occasion.endpoint_url);
        let outcome = sent.as_ref().map(|()| body.as_str()).map_err(|error| error.message.as_str());
        note(txn, alarm, occasion.now, history::acted(topic, new.value, occasion.now, outcome));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::cloudwatch::alarm_bench::{AlarmBench, verdict};
    use model::cloudwatch::{AlarmHistoryItem, HistoryItemType, StateValue};

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
        let action =
            world.all::<AlarmHistoryItem>().find(|item| item.what == HistoryItemType::Action).unwrap();
        assert!(action.summary.contains("Topic does not exist"), "{}", action.summary);
        assert!(action.data.contains(r#""actionState":"Failed""#), "{}", action.data);
    }

    #[test]
    fn alarms_whose_actions_are_off_and_scaling_policies_publish_nothing() {
        let policy = "arn:aws:autoscaling:us-west-2:000000000000:scalingPolicy:1:resource/ecs/service/c/s:policyName/p";
        let mut bench = AlarmBench::with_alarm("hot", &[policy]);
        bench.enter("hot", verdict(StateValue::Alarm));
        assert_eq!(kinds(&bench).len(), 2);
        let mut bench = AlarmBench::with_alarm("hot", &["arn:aws:sns:us-west-2:000000000000:ops"]);
        bench.topic("ops", "http://a/");
        bench.disable("hot");
        bench.enter("hot", verdict(StateValue::Alarm));
        assert_eq!((bench.messages().len(), kinds(&bench).len()), (0, 3));
    }
}
