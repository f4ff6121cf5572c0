//! DescribeScalingActivities: newest first; what was not scaled only if asked for.

use kernel::paging::page_from;
use ledger::World;
use model::scaling::ScalingActivity;
use shapes::Error;
use shapes::application_autoscaling::{
    DescribeScalingActivities, DescribeScalingActivitiesRequest, DescribeScalingActivitiesResponse,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeScalingActivities {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeScalingActivitiesRequest,
    ) -> Result<DescribeScalingActivitiesResponse, Error> {
        let dimension = input.scalable_dimension.as_deref();
        find::check_listing(&input.service_namespace, dimension, input.resource_id.is_some())?;
        let all = input.include_not_scaled_activities == Some(true);
        let order =
            input.resource_id.as_deref().map_or(ScalingActivity::BY_TIME.to_owned(), ScalingActivity::of);
        let found = |before: Option<&str>| {
            let before = before.map(|place| format!("{order}{place}"));
            let latest_first =
                world.scan_by_back::<ScalingActivity>(&caller.scope, &order, before.as_deref());
            latest_first.map(|(_, it)| &**it).filter(|it| all || it.not_scaled.is_none())
        };
        let (token, size) = (input.next_token.as_deref(), find::page_size(input.max_results));
        let page = page_from(found, |it| it.place(), token, size, find::bad_token)?;
        let scaling_activities = Some(page.items.into_iter().map(view::activity).collect());
        Ok(DescribeScalingActivitiesResponse { next_token: page.next, scaling_activities })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::Time;
    use model::scaling::{Mover, NotScaled, NotScaledCode, Scaled};

    use super::*;
    use crate::application_autoscaling::capacity;
    use crate::application_autoscaling::fixture::{Desk, WEB};

    fn told(desk: &mut Desk, all: bool, token: Option<String>) -> (Vec<String>, Option<String>) {
        let asked = DescribeScalingActivitiesRequest {
            service_namespace: "ecs".into(),
            include_not_scaled_activities: Some(all),
            max_results: Some(2),
            next_token: token,
            ..Default::default()
        };
        let answer = desk.read::<DescribeScalingActivities>(asked).unwrap();
        let line = |it: shapes::application_autoscaling::ScalingActivity| {
            let reason = it.not_scaled_reasons.and_then(|mut reasons| reasons.pop()?.code);
            format!("{} {}", it.status_code.unwrap(), reason.or(it.description).unwrap())
        };
        (answer.scaling_activities.unwrap().into_iter().map(line).collect(), answer.next_token)
    }

    #[test]
    fn the_newest_comes_first_and_what_was_not_scaled_only_if_asked_for() {
        let mut desk = Desk::with_service(1);
        let of = Scaled::parse(&desk.caller.scope, WEB).unwrap();
        let reason = NotScaled { code: NotScaledCode::AtMax, capacity: 4 };
        desk.change(|txn| {
            for (count, id) in [(2, "a"), (3, "b"), (4, "c")] {
                capacity::begin(txn, &of, (count, Mover::Policy), "load".into(), Time(1000), id.into());
            }
            for id in ["d", "e"] {
                capacity::not_scaled(txn, &of, reason, "load".into(), Time(1000), id.into());
            }
        });
        let (first, token) = told(&mut desk, false, None);
        assert_eq!(
            first,
            ["InProgress Setting desired count to 4.", "Overridden Setting desired count to 3."]
        );
        assert_eq!(
            told(&mut desk, false, token),
            (vec!["Overridden Setting desired count to 2.".into()], None)
        );
        let (first, _) = told(&mut desk, true, None);
        assert_eq!(
            first,
            ["Failed AlreadyAtMaxCapacity", "InProgress Setting desired count to 4."],
            "told once"
        );
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let desk = Desk::with_service(1);
        let of = Scaled::parse(&desk.caller.scope, WEB).unwrap();
        desk.change(|txn| {
            for count in 0..ScalingActivity::KEPT as i64 + 5 {
                capacity::begin(
                    txn,
                    &of,
                    (count, Mover::Policy),
                    "load".into(),
                    Time(1000),
                    format!("{count}"),
                );
            }
        });
        let kept = desk.records::<ScalingActivity>();
        assert_eq!((kept.len(), kept[0].id.as_str()), (ScalingActivity::KEPT, "5"));
    }
}
