//! Scheduled actions: new bounds when their time has come, once for each time. In: actions, now. Out: bounds, activities, the moment.
//! Never here: when that is (`planner::scaling::schedule`).

use control_plane::application_autoscaling::capacity;
use ledger::{Txn, World};
use model::scaling::{ActivityStatus, ScalableTarget, ScalingActivity, ScheduledAction, ScheduledRuns};
use model::{Dice, Record, Time};
use planner::scaling::{schedule, words};

use super::Scales;
use crate::clock::dice;
use crate::pen;
use crate::turn::Round;

/// Runs the actions of a target that are due; whether there were any. What was missed while nothing ran is made up for once.
pub(super) fn run(
    scales: &Scales,
    world: &World,
    target: &ScalableTarget,
    now: Time,
    round: &mut Round,
) -> bool {
    let runs = world.get::<ScheduledRuns>(&target.key());
    let mut dice = dice(now, world.generation(), &target.id);
    let mut ran = false;
    for action in world.scan_prefix::<ScheduledAction>(&target.of.scope, &target.of.prefix()) {
        let last = runs.and_then(|runs| runs.last.get(&action.name).copied());
        let due = schedule::due(action, last.unwrap_or(action.put_at), scales.pace);
        if let Some(later) = due.filter(|due| *due > now) {
            round.by(later);
        } else if due.is_some() {
            round.note(format!("{}: scheduled action {}", target.of.resource_id(), action.name));
            pen::write(&scales.ledger, |txn| carry_out(txn, action, now, &mut dice));
            ran = true;
        }
    }
    ran
}

fn carry_out(txn: &mut Txn, action: &ScheduledAction, now: Time, dice: &mut Dice) {
    remember(txn, action, now);
    let Some(target) = txn.get::<ScalableTarget>(&action.of.key()).cloned() else { return };
    if target.suspended.scheduled {
        return;
    }
    let mut target = ScalableTarget::clone(&target);
    target.min = action.min.unwrap_or(target.min);
    target.max = action.max.unwrap_or(target.max);
    let fits = target.min <= target.max;
    let (status, message) = match fits {
        true => (ActivityStatus::Successful, words::bounds_set(action)),
        false => (ActivityStatus::Failed, "Maximum capacity cannot be less than minimum capacity".to_owned()),
    };
    capacity::book(
        txn,
        ScalingActivity {
            of: action.of.clone(),
            id: dice.uuid(),
            description: words::setting_bounds(action),
            cause: words::scheduled(action),
            moved: None,
            status,
            message: Some(message),
            not_scaled: None,
            started_at: now,
            ended_at: Some(now),
        },
    );
    if fits {
        capacity::keep_inside(txn, &target, now, dice.uuid());
        txn.put(target);
    }
}

fn remember(txn: &mut Txn, action: &ScheduledAction, now: Time) {
    let runs = txn.get::<ScheduledRuns>(&action.of.key());
    let mut runs = runs.map_or_else(
        || ScheduledRuns { of: action.of.clone(), last: Default::default() },
        |runs| ScheduledRuns::clone(runs),
    );
    runs.last.insert(action.name.clone(), now);
    txn.put(runs);
}
