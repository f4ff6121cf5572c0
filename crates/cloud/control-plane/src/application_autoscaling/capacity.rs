//! Setting the desired count of a service on behalf of scaling: as UpdateService does, with an activity that tells of it.
//!
//! In: a transaction, a count, a cause. Out: the service's intent and an activity written. Never here: which count.

use ledger::Txn;
use model::ecs::{Service, ServiceStatus};
use model::scaling::{ActivityStatus, Move, Mover, NotScaled, ScalableTarget, Scaled, ScalingActivity};
use model::{Record, Time};
use planner::scaling::words;

use crate::ecs::desired_count;

/// Sets the count and begins an activity; one that is still under way is overridden.
pub fn begin(txn: &mut Txn, of: &Scaled, (to, by): (i64, Mover), cause: String, now: Time, id: String) {
    let Some(service) = txn.get::<Service>(&of.key()).filter(|it| it.status == ServiceStatus::Active) else {
        return;
    };
    let mut service = Service::clone(service);
    let moved = Move { from: service.desired_count, to, by };
    let mut activity = ScalingActivity {
        of: of.clone(),
        id,
        description: words::setting(to),
        cause,
        moved: Some(moved),
        status: ActivityStatus::InProgress,
        message: Some(words::waiting(to)),
        not_scaled: None,
        started_at: now,
        ended_at: None,
    };
    match desired_count::change(&mut service, to) {
        Ok(()) => {
            override_former(txn, of, to, now);
            txn.put(service);
        }
        Err(error) => {
            activity.moved = None;
            activity.status = ActivityStatus::Failed;
            activity.message = Some(words::failed(to, &error.message));
            activity.ended_at = Some(now);
        }
    }
    book(txn, activity);
}

/// Moves a count that is outside the bounds inside, and says which bound did it.
pub fn keep_inside(txn: &mut Txn, target: &ScalableTarget, now: Time, id: String) {
    let Some(service) = txn.get::<Service>(&target.of.key()) else { return };
    let count = service.desired_count;
    if count < target.min {
        begin(txn, &target.of, (target.min, Mover::Bounds), words::bound(true, target.min), now, id);
    } else if count > target.max {
        begin(txn, &target.of, (target.max, Mover::Bounds), words::bound(false, target.max), now, id);
    }
}

/// Writes that a policy was triggered and nothing was scaled, unless that is the last thing written already.
pub fn not_scaled(txn: &mut Txn, of: &Scaled, reason: NotScaled, cause: String, now: Time, id: String) {
    if last(txn, of).is_some_and(|last| last.not_scaled == Some(reason) && last.cause == cause) {
        return;
    }
    book(
        txn,
        ScalingActivity {
            of: of.clone(),
            id,
            description: words::ATTEMPT.to_owned(),
            cause,
            moved: None,
            status: ActivityStatus::Failed,
            message: None,
            not_scaled: Some(reason),
            started_at: now,
            ended_at: Some(now),
        },
    );
}

/// Writes an activity down, as one that began after all others of the service, and forgets the oldest of its sort.
pub fn book(txn: &mut Txn, mut activity: ScalingActivity) {
    if let Some(last) = last(txn, &activity.of) {
        activity.started_at = activity.started_at.max(last.started_at.plus(1));
        activity.ended_at = activity.ended_at.map(|ended| ended.max(activity.started_at));
    }
    let (of, scaled) = (activity.of.clone(), activity.not_scaled.is_none());
    txn.put(activity);
    let all = txn.scan_prefix::<ScalingActivity>(&of.scope, &of.prefix());
    let keys: Vec<_> = all.filter(|it| it.not_scaled.is_none() == scaled).map(|it| it.key()).collect();
    let surplus = keys.len().saturating_sub(ScalingActivity::KEPT);
    keys.iter().take(surplus).for_each(|key| drop(txn.remove::<ScalingActivity>(key)));
}

fn last<'t>(txn: &'t Txn, of: &Scaled) -> Option<&'t ScalingActivity> {
    txn.scan_prefix::<ScalingActivity>(&of.scope, &of.prefix()).last().map(|it| &**it)
}

fn override_former(txn: &mut Txn, of: &Scaled, other: i64, now: Time) {
    let all = txn.scan_prefix::<ScalingActivity>(&of.scope, &of.prefix());
    let open: Vec<_> = all.filter(|it| it.status == ActivityStatus::InProgress).map(|it| it.key()).collect();
    for key in open {
        txn.update::<ScalingActivity, _>(&key, |it| {
            it.status = ActivityStatus::Overridden;
            it.message = it.moved.map(|moved| words::overridden(moved.to, other));
            it.ended_at = Some(now);
        });
    }
}
