//! PutScheduledAction: new bounds at set times. What is not said stays; start and end are deleted when they are not said.

use ledger::Txn;
use model::Time;
use model::scaling::{ScheduledAction, ScheduledRuns};
use planner::scaling::schedule::Schedule;
use planner::scaling::zone::Zone;
use shapes::application_autoscaling::{
    PutScheduledAction, PutScheduledActionRequest, PutScheduledActionResponse,
};
use shapes::{Error, Timestamp};

use super::find::{self, invalid};
use super::register_scalable_target::check_bounds;
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for PutScheduledAction {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutScheduledActionRequest,
    ) -> Result<PutScheduledActionResponse, Error> {
        let of = find::scaled(
            &caller.scope,
            &input.service_namespace,
            &input.scalable_dimension,
            &input.resource_id,
        )?;
        let target = find::registered(txn, &of)?;
        let present = txn.get::<ScheduledAction>(&of.key_of(&input.scheduled_action_name)).cloned();
        let count = txn.scan_prefix::<ScheduledAction>(&of.scope, &of.prefix()).count();
        quotas::SCHEDULED_ACTIONS.check(count + usize::from(present.is_none()))?;
        let present = present.as_deref();
        let schedule = input.schedule.or_else(|| present.map(|it| it.schedule.clone()));
        let schedule =
            schedule.ok_or_else(|| invalid("Schedule must be specified for a new scheduled action"))?;
        let bounds = input.scalable_target_action;
        let action = ScheduledAction {
            id: present.map_or_else(|| caller.dice.uuid(), |it| it.id.clone()),
            timezone: input.timezone.or_else(|| present.and_then(|it| it.timezone.clone())),
            schedule,
            start: input.start_time.map(moment),
            end: input.end_time.map(moment),
            min: bounds.as_ref().map_or_else(|| present.and_then(|it| it.min), |it| it.min_capacity),
            max: bounds.as_ref().map_or_else(|| present.and_then(|it| it.max), |it| it.max_capacity),
            created_at: present.map_or(caller.now, |it| it.created_at),
            put_at: caller.now,
            name: input.scheduled_action_name,
            of,
        };
        check(&action, target.min, target.max)?;
        txn.update::<ScheduledRuns, _>(&action.of.key(), |runs| runs.last.remove(&action.name));
        txn.put(action);
        Ok(PutScheduledActionResponse {})
    }
}

fn moment(time: Timestamp) -> Time {
    Time(time.millis())
}

/// Bounds are only compared with each other: those of the target may be others by then.
fn check(action: &ScheduledAction, min: i64, max: i64) -> Result<(), Error> {
    if action.min.is_none() && action.max.is_none() {
        return Err(invalid(
            "At least one of MinCapacity and MaxCapacity must be specified in ScalableTargetAction",
        ));
    }
    check_bounds(
        action.min.unwrap_or(min.min(action.max.unwrap_or(min))),
        action.max.unwrap_or(max.max(action.min.unwrap_or(max))),
    )?;
    if let Err(wrong) = Schedule::parse(&action.schedule) {
        return Err(invalid(format!("Invalid schedule expression {}: {wrong}", action.schedule)));
    }
    if let Some(zone) = action.timezone.as_deref().filter(|zone| Zone::parse(zone).is_none()) {
        return Err(invalid(format!("Invalid time zone {zone}: no zone of the tz database has this name")));
    }
    if action.start.zip(action.end).is_some_and(|(start, end)| end <= start) {
        return Err(invalid("EndTime must be after StartTime"));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::application_autoscaling::fixture::{Desk, refused};

    #[test]
    fn a_schedule_must_be_one_and_its_zone_a_known_one() {
        let mut desk = Desk::with_service(2);
        assert_eq!(refused(desk.schedule("rate(5 minutes)")).0, "ObjectNotFoundException");
        desk.register(Some(1), Some(4)).unwrap();
        desk.schedule("rate(5 minutes)").unwrap();
        assert!(refused(desk.schedule("sometimes")).1.starts_with("Invalid schedule expression sometimes"));
        let mut zoned =
            |zone: &str| desk.schedule_with("cron(0 9 * * ? *)", |input| input.timezone = Some(zone.into()));
        zoned("Europe/Berlin").unwrap();
        assert!(refused(zoned("Europe/Atlantis")).1.starts_with("Invalid time zone Europe/Atlantis"));
        let crooked = desk.schedule_with("rate(5 minutes)", |input| {
            let bounds = input.scalable_target_action.as_mut().unwrap();
            (bounds.min_capacity, bounds.max_capacity) = (Some(5), Some(2));
        });
        assert_eq!(refused(crooked).0, "ValidationException");
    }

    #[test]
    fn what_is_not_said_stays_but_for_start_and_end() {
        let mut desk = Desk::with_service(2);
        desk.register(Some(1), Some(4)).unwrap();
        desk.schedule_with("cron(0 9 * * ? *)", |input| input.end_time = Some(Timestamp::from_millis(9)))
            .unwrap();
        desk.schedule_with("", |input| (input.schedule, input.scalable_target_action) = (None, None))
            .unwrap();
        let action = desk.records::<ScheduledAction>().pop().unwrap();
        assert_eq!((action.schedule.as_str(), action.min, action.end), ("cron(0 9 * * ? *)", Some(2), None));
    }
}
