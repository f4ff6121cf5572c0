//! What the tests of alarms share: a ledger, alarms in it, topics to tell. Never here: assertions.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use model::Dice;
use model::cloudwatch::{Alarm, AlarmState, StateValue};
use model::sns::Message;
use planner::alarms::Verdict;
use shapes::Error;
use shapes::cloudwatch as op;

use super::alarm_records;
use super::transition::{Occasion, enter, settle, settled};
use crate::rig::rig_of;
use crate::sns::fixture::Desk;

/// A desk with alarms.
pub(crate) struct AlarmBench {
    rig: Desk,
}

rig_of!(AlarmBench holds Desk);

/// A verdict without data.
pub(crate) fn verdict(value: StateValue) -> Verdict {
    Verdict { value, reason: format!("It is {value}"), reason_data: None }
}

/// A sound request: the sum of `Shop m` over a minute, above 5.
pub(crate) fn put_input(name: &str) -> op::PutMetricAlarmInput {
    op::PutMetricAlarmInput {
        alarm_name: name.into(),
        namespace: Some("Shop".into()),
        metric_name: Some("m".into()),
        statistic: Some("Sum".into()),
        period: Some(60),
        evaluation_periods: Some(1),
        threshold: Some(5.0),
        comparison_operator: Some("GreaterThanThreshold".into()),
        ..Default::default()
    }
}

impl AlarmBench {
    pub(crate) fn new() -> AlarmBench {
        AlarmBench { rig: Desk::new() }
    }

    /// An alarm that does this on ALARM.
    pub(crate) fn with_alarm(name: &str, actions: &[&str]) -> AlarmBench {
        let mut bench = AlarmBench::new();
        let alarm_actions = Some(actions.iter().map(|&action| action.into()).collect());
        bench
            .write::<op::PutMetricAlarm>(op::PutMetricAlarmInput { alarm_actions, ..put_input(name) })
            .unwrap();
        bench
    }

    /// A composite alarm.
    pub(crate) fn composite(&mut self, name: &str, rule: &str) -> Result<shapes::Unit, Error> {
        let (alarm_name, alarm_rule) = (name.into(), rule.into());
        self.write::<op::PutCompositeAlarm>(op::PutCompositeAlarmInput {
            alarm_name,
            alarm_rule,
            ..Default::default()
        })
    }

    /// A topic with one confirmed subscriber.
    pub(crate) fn topic(&mut self, name: &str, endpoint: &str) {
        self.rig.topic(name);
        self.confirmed(name, endpoint);
        self.deliver_all();
    }

    pub(crate) fn enter(&mut self, name: &str, verdict: Verdict) {
        let caller = &mut self.caller;
        caller.now = caller.now.plus(1000);
        let mut dice = Dice::new(caller.now.0 as u64);
        let mut occasion =
            Occasion { now: caller.now, dice: &mut dice, endpoint_url: "http://localhost:4566" };
        let key = Alarm::key_of(&caller.scope, name);
        let ((), _) = self.ledger.write(|txn| {
            let alarm = txn.get::<Alarm>(&key).unwrap().clone();
            enter(txn, &alarm, verdict, &mut occasion);
        });
    }

    /// Lets so many ms pass for the actions of an alarm that are held back.
    pub(crate) fn settle(&mut self, name: &str, after: i64) {
        let caller = &mut self.caller;
        caller.now = caller.now.plus(after);
        let (now, pace, mut dice) = (caller.now, caller.pace, Dice::new(caller.now.0 as u64));
        let mut occasion = Occasion { now, dice: &mut dice, endpoint_url: "http://localhost:4566" };
        let key = Alarm::key_of(&caller.scope, name);
        let ((), _) = self.ledger.write(|txn| {
            let alarm = txn.get::<Alarm>(&key).unwrap().clone();
            if let Some(hold) = settled(txn.world(), &alarm, now, pace) {
                settle(txn, &alarm, hold, &mut occasion);
            }
        });
    }

    pub(crate) fn disable(&mut self, name: &str) {
        let alarm_names = vec![name.into()];
        self.write::<op::DisableAlarmActions>(op::DisableAlarmActionsInput { alarm_names }).unwrap();
    }

    pub(crate) fn alarm(&self, name: &str) -> Option<(Alarm, AlarmState)> {
        let world = self.world();
        let alarm = alarm_records::find(&world, &self.caller.scope, name)?;
        Some(((**alarm).clone(), alarm_records::state(&world, alarm)))
    }

    /// What was published and is owed: subject, line break, body.
    pub(crate) fn messages(&self) -> Vec<String> {
        let world = self.world();
        let told = |message: &Arc<Message>| {
            format!("{}\n{}", message.subject.as_deref().unwrap_or_default(), message.body)
        };
        world.all::<Message>().map(told).collect()
    }
}
