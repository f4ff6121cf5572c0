//! The end of scaling activities: when the service has as many tasks as were asked for, never will, or has not for too long. In: activities, services.
//! Out: activities that are over. Never here: their beginning.

use ledger::World;
use model::ecs::{Service, ServiceStatus};
use model::scaling::{ActivityStatus, ScalingActivity};
use model::{Pace, Record, Time};
use planner::scaling::words;

use super::{Scales, load};
use crate::pen;
use crate::turn::Round;

/// Ends the activities that are over.
pub(super) fn follow(scales: &Scales, world: &World, now: Time, round: &mut Round) {
    for activity in world.all::<ScalingActivity>() {
        let Some((status, message)) = outcome(world, activity, now, scales.pace) else { continue };
        round.note(format!("{}: {message}", activity.of.resource_id()));
        pen::write(&scales.ledger, |txn| {
            txn.update::<ScalingActivity, _>(&activity.key(), |it| {
                (it.status, it.message, it.ended_at) = (status, Some(message), Some(now));
            })
        });
    }
}

/// What an activity under way came to, if it is over.
fn outcome(
    world: &World,
    activity: &ScalingActivity,
    now: Time,
    pace: Pace,
) -> Option<(ActivityStatus, String)> {
    let to = activity.moved.filter(|_| activity.status == ActivityStatus::InProgress)?.to;
    let service = world.get::<Service>(&activity.of.key());
    let Some(service) = service.filter(|service| service.status == ServiceStatus::Active) else {
        return Some((ActivityStatus::Failed, words::failed(to, "the service is not active")));
    };
    if service.desired_count != to {
        return Some((ActivityStatus::Overridden, words::overridden(to, service.desired_count)));
    }
    let all = load::running(world, service).count() as i64;
    let fulfilled = all == to && load::carrying(world, service) == to;
    if fulfilled {
        return Some((ActivityStatus::Successful, words::fulfilled(to)));
    }
    let is_late = now.since(activity.started_at) >= pace.takes(ScalingActivity::PATIENCE);
    is_late.then(|| (ActivityStatus::Unfulfilled, words::unfulfilled(to)))
}
