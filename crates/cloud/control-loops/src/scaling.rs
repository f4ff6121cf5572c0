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
mod scheduled;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use control_plane::application_autoscaling::capacity;
use ledger::{Ledger, MetricBook, World};
use model::cloudwatch::AlarmState;
use model::ecs::{Service, Task};
use model::elbv2::TargetHealth;
use model::scaling::{Mover, ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction};
use model::{Key, Pace, Record, Time};
use planner::scaling::decision::{Decision, Why, decide};

use crate::clock::dice;
use crate::pen;
use crate::turn::{Round, Turns};

pub(crate) use view::View;

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
    let view = View::new(world, &scales.book, scales.pace, now);
    for target in world.all::<ScalableTarget>() {
        if scheduled::run(scales, world, target, now, &mut round) {
            continue;
        }
        if is_due(&view, target, looked.get(&target.key()).copied()) {
            looked.insert(target.key(), now);
            scale(scales, &view, target, &mut round);
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
fn is_due(view: &View<'_>, target: &ScalableTarget, last: Option<Time>) -> bool {
    last.is_none_or(|last| view.now >= next_look(view.pace, last) || view.changed_since(target, last))
}

fn scale(scales: &Scales, view: &View<'_>, target: &ScalableTarget, round: &mut Round) {
    let Some(situation) = view.situation(target) else { return };
    let (of, seen, now) = (&target.of, situation.current, view.now);
    let Decision { change, held } = decide(&situation, now);
    let mut dice = dice(now, view.world.generation(), &of.resource_id());
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_look_comes_a_quarter_into_each_minute() {
        let next = |now, pace| next_look(pace, Time(now)).0;
        assert_eq!(
            [0, 14_999, 15_000, 74_999].map(|now| next(now, Pace::HONEST)),
            [15_000, 15_000, 75_000, 75_000]
        );
        assert_eq!(next(3_000, Pace::new(20).unwrap()), 3_750);
    }
}
