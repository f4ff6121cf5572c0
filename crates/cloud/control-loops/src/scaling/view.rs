//! What is seen of scalable targets at one moment: services, policies, what their alarms say and what metrics came to lately.
//!
//! In: a world, the metric book. Out: situations for the planner. Never here: judgement, change.

use std::collections::BTreeMap;

use control_plane::cloudwatch::metric_values::watched;
use ledger::{MetricBook, World};
use model::cloudwatch::{Alarm, AlarmState, Condition, MetricCondition, StateValue};
use model::ecs::{RolloutState, Service, ServiceStatus};
use model::scaling::{
    PolicyRule, ScalableTarget, ScalingActivity, ScalingPolicy, StepScaling, TargetTracking,
};
use model::{Pace, Record, Time};
use planner::alarms::{Point, progress, span};
use planner::scaling::decision::{Fired, Latest, Seen, Signal, Situation};
use planner::scaling::steps;

use super::load;

/// One look at all targets.
pub(crate) struct View<'w> {
    pub(super) world: &'w World,
    book: &'w MetricBook,
    pub(super) pace: Pace,
    pub(super) now: Time,
    /// Alarms by the actions they name.
    naming: BTreeMap<&'w str, Vec<&'w Alarm>>,
}

impl<'w> View<'w> {
    pub(crate) fn new(world: &'w World, book: &'w MetricBook, pace: Pace, now: Time) -> View<'w> {
        let mut naming: BTreeMap<&str, Vec<&Alarm>> = BTreeMap::new();
        for alarm in world.all::<Alarm>() {
            for action in alarm.actions.all() {
                let alarms = naming.entry(action).or_default();
                // One alarm may name a policy for several of its states.
                if alarms.last().is_none_or(|last| last.key() != alarm.key()) {
                    alarms.push(alarm);
                }
            }
        }
        View { world, book, pace, now, naming }
    }

    fn policies(&self, target: &ScalableTarget) -> impl Iterator<Item = &'w ScalingPolicy> + use<'w> {
        let all = self.world.scan_prefix::<ScalingPolicy>(&target.of.scope, &target.of.prefix());
        all.map(|policy| &**policy)
    }

    /// The alarms that name a policy as an action.
    pub(crate) fn alarms(&self, policy: &ScalingPolicy) -> impl Iterator<Item = &'w Alarm> {
        let named = self.naming.get(policy.arn().as_str()).map_or(&[][..], Vec::as_slice);
        named.iter().copied().filter(|alarm| alarm.scope == policy.of.scope)
    }

    fn state(&self, alarm: &Alarm) -> Option<&'w AlarmState> {
        self.world.get::<AlarmState>(&alarm.key()).map(|state| &**state)
    }

    /// The state an alarm is in; it begins without data.
    pub(crate) fn state_of(&self, alarm: &Alarm) -> StateValue {
        self.state(alarm).map_or(StateValue::InsufficientData, |state| state.value)
    }

    /// How far an alarm over a metric is from ALARM, in words.
    pub(crate) fn progress(&self, alarm: &Alarm) -> Option<String> {
        Some(progress(condition(alarm)?, &self.points(alarm), self.pace))
    }

    /// Whether an alarm of the target's policies entered another state since then.
    pub(super) fn changed_since(&self, target: &ScalableTarget, last: Time) -> bool {
        let changed = |alarm: &Alarm| self.state(alarm).is_some_and(|state| state.transitioned_at >= last);
        self.policies(target).any(|policy| self.alarms(policy).any(changed))
    }

    /// All a decision about a target rests on; `None` for one whose service is gone.
    pub(crate) fn situation(&self, target: &'w ScalableTarget) -> Option<Situation<'w>> {
        let service = self.world.get::<Service>(&target.of.key())?;
        if service.status != ServiceStatus::Active {
            return None;
        }
        let primary = service.primary().map(|primary| primary.rollout_state);
        let newest = |is: fn(&ScalingActivity) -> bool| {
            let all = self.world.scan_prefix::<ScalingActivity>(&target.of.scope, &target.of.prefix());
            all.map(|it| &**it).filter(|it| is(it)).last()
        };
        let signals = self.policies(target).map(|policy| Signal { policy, seen: self.seen(policy) });
        Some(Situation {
            target,
            current: service.desired_count,
            carrying: load::carrying(self.world, service),
            deploying: service.deployments.len() > 1 || primary == Some(RolloutState::InProgress),
            signals: signals.collect(),
            last_out: newest(|it| it.out().is_some()),
            last_in: newest(|it| it.inward().is_some()),
            pace: self.pace,
        })
    }

    fn seen(&self, policy: &'w ScalingPolicy) -> Seen<'w> {
        match &policy.rule {
            PolicyRule::Tracking(rule) => self.tracked(policy, rule),
            PolicyRule::Step(rule) => {
                let arn = policy.arn();
                let acting = self.alarms(policy).filter(|alarm| alarm.actions.enabled);
                let fired = acting.filter_map(|alarm| {
                    let state = self.state(alarm)?.value;
                    alarm.actions.on(state).contains(&arn).then(|| self.fired(rule, alarm, state))?
                });
                Seen::Stepped { rule, fired: fired.collect() }
            }
        }
    }

    fn tracked(&self, policy: &ScalingPolicy, rule: &'w TargetTracking) -> Seen<'w> {
        let own = |name: &Option<String>| {
            let alarm = self.world.get::<Alarm>(&Alarm::key_of(&policy.of.scope, name.as_deref()?))?;
            // A user may have switched the alarm's actions off.
            Some(&**alarm).filter(|alarm| alarm.actions.enabled)
        };
        let (high, low) = (own(&policy.alarms.high), own(&policy.alarms.low));
        // Both look at the same metric; the one above the target looks less far back.
        let points = high.or(low).map(|alarm| self.points(alarm)).unwrap_or_default();
        let latest = points.last().map(|point| Latest { value: point.value, from: Time(point.at) });
        let state = |alarm: &Alarm| self.state(alarm).map(|state| state.value);
        Seen::Tracked { rule, high: high.and_then(state), low: low.and_then(state), latest }
    }

    /// What a user's alarm says that has the policy as an action of its state.
    fn fired(&self, rule: &StepScaling, alarm: &'w Alarm, state: StateValue) -> Option<Fired<'w>> {
        let condition = condition(alarm)?;
        let points = self.points(alarm);
        let latest = points.iter().rev().take(condition.evaluation_periods as usize);
        let values: Vec<f64> = latest.map(|point| point.value).collect();
        let value = steps::aggregate(&values, rule.aggregation);
        Some(Fired { alarm: &alarm.name, state, threshold: condition.threshold, value })
    }

    /// The values an alarm looks at now, oldest first, periods without values left out. What cannot be worked out has none: the `alarms`
    /// loop tells of that trouble.
    fn points(&self, alarm: &Alarm) -> Vec<Point> {
        let Some(condition) = condition(alarm) else { return Vec::new() };
        let span = span(condition, self.now, self.pace);
        let seen = watched(self.book, &alarm.scope, &condition.watched, &span);
        seen.unwrap_or_default().into_iter().flatten().collect()
    }
}

fn condition(alarm: &Alarm) -> Option<&MetricCondition> {
    match &alarm.condition {
        Condition::Metric(condition) => Some(condition),
        Condition::Composite { .. } => None,
    }
}
