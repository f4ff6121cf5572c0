//! Application Auto Scaling: asks `planner::scaling` how many tasks each scalable target should have, and has that many wanted.
//!
//! ```text
//! every paced minute, and when an alarm of a policy changes:
//!   scheduled actions that are due -> activities that are over -> alarms + latest values -> decision -> desired count, activity
//! ```
//! In: targets, policies, alarm states, the metric book. Out: desired counts and scaling activities, by `control_plane`'s one way of
//! setting them. Never here: how many (the planner's), tasks (the `services` loop's), evaluation of alarms (the `alarms` loop's).
//! Remembered is only when each target was last looked at: a start looks at all of them.

mod activities;
mod load;
mod reading;
mod scheduled;

use std::collections::BTreeMap;
use std::sync::Arc;

use control_plane::application_autoscaling::capacity;
use ledger::{Ledger, MetricBook, World};
use model::cloudwatch::{Alarm, AlarmState, Condition, MetricCondition, StateValue};
use model::ecs::{RolloutState, Service, ServiceStatus, Task};
use model::elbv2::TargetHealth;
use model::scaling::{
    Mover, PolicyRule, ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction, StepScaling,
};
use model::{Key, Pace, Record, Time};
use planner::scaling::decision::{Decision, Fired, Latest, Seen, Signal, Situation, Why, decide};
use planner::scaling::steps;

use crate::clock::dice;
use crate::pen;
use crate::turn::{Round, Turns};

const MINUTE: i64 = 60_000;

/// What this loop works with.
#[derive(Clone)]
pub struct Scales {
    /// The memory.
    pub ledger: Ledger,
    /// Has the values.
    pub book: Arc<MetricBook>,
    /// How long a minute takes.
    pub pace: Pace,
}

/// When each target was last looked at.
pub type Looked = BTreeMap<Key, Time>;

/// Runs the loop.
pub async fn run(turns: Turns, scales: Scales) {
    let none = None::<tokio::sync::watch::Receiver<()>>;
    let mut looked = Looked::default();
    turns.run("scaling", interest, none, move |world, now| round(&scales, world, now, &mut looked)).await;
}

/// Changes of these kinds may call for a step.
fn interest(world: &World) -> u64 {
    world.changed::<ScalableTarget>()
        + world.changed::<ScalingPolicy>()
        + world.changed::<ScheduledAction>()
        + world.changed::<ScalingActivity>()
        + world.changed::<AlarmState>()
        + world.changed::<Service>()
        + world.changed::<Task>()
        + world.changed::<TargetHealth>()
}

/// One round over all targets. What a step writes wakes the loop for the next one.
pub fn round(scales: &Scales, world: &Arc<World>, now: Time, looked: &mut Looked) -> Round {
    let mut round = Round::default();
    activities::follow(scales, world, now, &mut round);
    for target in world.all::<ScalableTarget>() {
        if scheduled::run(scales, world, target, now, &mut round) {
            continue;
        }
        if is_due(world, target, scales.pace, looked.get(&target.key()).copied(), now) {
            looked.insert(target.key(), now);
            scale(scales, world, target, now, &mut round);
        }
        round.by(next_look(scales.pace, now));
    }
    looked.retain(|key, _| world.get::<ScalableTarget>(key).is_some());
    round
}

/// A quarter into each minute: by then its metrics are there.
fn next_look(pace: Pace, now: Time) -> Time {
    let minute = pace.takes(MINUTE);
    let into = minute / 4;
    Time((now.0 - into).div_euclid(minute) * minute + minute + into)
}

/// Whether a minute began since the last look, or an alarm of its policies changed.
fn is_due(world: &World, target: &ScalableTarget, pace: Pace, last: Option<Time>, now: Time) -> bool {
    let Some(last) = last else { return true };
    let changed = |alarm: &Alarm| {
        world.get::<AlarmState>(&alarm.key()).is_some_and(|state| state.transitioned_at >= last)
    };
    now >= next_look(pace, last) || policies(world, target).any(|it| naming(world, it).any(&changed))
}

fn policies<'w>(
    world: &'w World,
    target: &ScalableTarget,
) -> impl Iterator<Item = &'w ScalingPolicy> + use<'w> {
    world.scan_prefix::<ScalingPolicy>(&target.of.scope, &target.of.prefix()).map(|policy| &**policy)
}

/// The alarms that name a policy as an action.
fn naming<'w>(world: &'w World, policy: &ScalingPolicy) -> impl Iterator<Item = &'w Alarm> + use<'w> {
    let arn = policy.arn();
    let alarms = world.scan::<Alarm>(&policy.of.scope).map(|alarm| &**alarm);
    alarms.filter(move |alarm| alarm.actions.all().any(|action| *action == arn))
}

fn scale(scales: &Scales, world: &Arc<World>, target: &ScalableTarget, now: Time, round: &mut Round) {
    let Some(situation) = situation(world, &scales.book, scales.pace, target, now) else { return };
    let Decision { change, held } = decide(&situation, now);
    let (of, seen) = (&target.of, situation.current);
    let mut dice = dice(now, world.generation(), &of.resource_id());
    if let Some(change) = change {
        round.note(format!("{}: {seen} -> {}", of.resource_id(), change.to));
        pen::write(&scales.ledger, |txn| {
            // Whoever set another count meanwhile is not overruled by what was decided without knowing it.
            if txn.get::<Service>(&of.key()).is_some_and(|service| service.desired_count == seen) {
                capacity::begin(txn, of, (change.to, Mover::Policy), change.cause, now, dice.uuid());
            }
        });
        return;
    }
    let reason = held.into_iter().find_map(|it| match it.why {
        Why::NotScaled(reason) => Some((reason, it.cause)),
        _ => None,
    });
    if let Some((reason, cause)) = reason {
        pen::write(&scales.ledger, |txn| capacity::not_scaled(txn, of, reason, cause, now, dice.uuid()));
    }
}

/// All a decision about a target rests on; `None` for one whose service is gone.
pub(crate) fn situation<'w>(
    world: &'w World,
    book: &MetricBook,
    pace: Pace,
    target: &'w ScalableTarget,
    now: Time,
) -> Option<Situation<'w>> {
    let service = world.get::<Service>(&target.of.key())?;
    if service.status != ServiceStatus::Active {
        return None;
    }
    let deploying = service.deployments.len() > 1
        || service.primary().is_some_and(|primary| primary.rollout_state == RolloutState::InProgress);
    let newest = |is: fn(&ScalingActivity) -> bool| {
        let all = world.scan_prefix::<ScalingActivity>(&target.of.scope, &target.of.prefix());
        all.map(|it| &**it).filter(|it| is(it)).last()
    };
    let signal = |policy: &'w ScalingPolicy| Signal { policy, seen: seen(world, book, pace, policy, now) };
    Some(Situation {
        target,
        current: service.desired_count,
        carrying: load::carrying(world, service),
        deploying,
        signals: policies(world, target).map(signal).collect(),
        last_out: newest(|it| it.out().is_some()),
        last_in: newest(|it| it.inward().is_some()),
        pace,
    })
}

fn seen<'w>(
    world: &'w World,
    book: &MetricBook,
    pace: Pace,
    policy: &'w ScalingPolicy,
    now: Time,
) -> Seen<'w> {
    let own = |name: &Option<String>| {
        let alarm = world.get::<Alarm>(&Alarm::key_of(&policy.of.scope, name.as_deref()?))?;
        // A user may have switched the alarm's actions off.
        Some(&**alarm).filter(|alarm| alarm.actions.enabled)
    };
    let state = |alarm: &Alarm| Some(world.get::<AlarmState>(&alarm.key())?.value);
    match &policy.rule {
        PolicyRule::Tracking(rule) => {
            let (high, low) = (own(&policy.alarms.high), own(&policy.alarms.low));
            // Both look at the same metric; the one above the target looks less far back.
            let condition = high.or(low).and_then(|alarm| Some((alarm, condition(alarm)?)));
            let points =
                condition.map(|(alarm, condition)| reading::points(book, alarm, condition, pace, now));
            let latest = points.and_then(|points| points.last().copied());
            let latest = latest.map(|point| Latest { value: point.value, from: Time(point.at) });
            Seen::Tracked { rule, high: high.and_then(state), low: low.and_then(state), latest }
        }
        PolicyRule::Step(rule) => {
            let naming = naming(world, policy).filter(|alarm| alarm.actions.enabled);
            let arn = policy.arn();
            let fired = naming.filter_map(|alarm| {
                let state = state(alarm).filter(|state| alarm.actions.on(*state).contains(&arn))?;
                fired(book, pace, rule, alarm, state, now)
            });
            Seen::Stepped { rule, fired: fired.collect() }
        }
    }
}

fn condition(alarm: &Alarm) -> Option<&MetricCondition> {
    match &alarm.condition {
        Condition::Metric(condition) => Some(condition),
        Condition::Composite { .. } => None,
    }
}

/// What a user's alarm says that has the policy as an action of its state.
fn fired<'w>(
    book: &MetricBook,
    pace: Pace,
    rule: &StepScaling,
    alarm: &'w Alarm,
    state: StateValue,
    now: Time,
) -> Option<Fired<'w>> {
    let condition = condition(alarm)?;
    let points = reading::points(book, alarm, condition, pace, now);
    let latest = points.iter().rev().take(condition.evaluation_periods as usize);
    let values: Vec<f64> = latest.map(|point| point.value).collect();
    let value = steps::aggregate(&values, rule.aggregation);
    Some(Fired { alarm: &alarm.name, state, threshold: condition.threshold, value })
}
