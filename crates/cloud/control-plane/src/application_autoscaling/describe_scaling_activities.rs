//! DescribeScalingActivities: newest first; what was not scaled only if asked for.

use ledger::World;
use model::scaling::ScalingActivity;
use model::{Record, Scope};
use shapes::Error;
use shapes::application_autoscaling::{
    DescribeScalingActivities, DescribeScalingActivitiesRequest, DescribeScalingActivitiesResponse,
};

use super::find::{self, invalid};
use super::view;
use crate::Caller;
use crate::paging::page_down;
use crate::table::Read;

impl Read for DescribeScalingActivities {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeScalingActivitiesRequest,
    ) -> Result<DescribeScalingActivitiesResponse, Error> {
        find::check_kind(&input.service_namespace, input.scalable_dimension.as_deref())?;
        if input.scalable_dimension.is_some() && input.resource_id.is_none() {
            return Err(invalid("ResourceId must be specified with ScalableDimension"));
        }
        let all = input.include_not_scaled_activities == Some(true);
        let mut found = of(world, &caller.scope, input.resource_id.as_deref());
        found.retain(|it| all || it.not_scaled.is_none());
        found.sort_by_key(|it| std::cmp::Reverse(place(it)));
        let (token, size) = (input.next_token.as_deref(), find::page_size(input.max_results));
        let page = page_down(found.into_iter(), |it| place(it), token, size, find::bad_token)?;
        let scaling_activities = Some(page.items.into_iter().map(view::activity).collect());
        Ok(DescribeScalingActivitiesResponse { next_token: page.next, scaling_activities })
    }
}

fn of<'w>(world: &'w World, scope: &Scope, resource: Option<&str>) -> Vec<&'w ScalingActivity> {
    let asked = |it: &&ScalingActivity| resource.is_none_or(|id| it.of.resource_id() == id);
    world.scan::<ScalingActivity>(scope).map(|it| &**it).filter(asked).collect()
}

/// Where it stands among those of all services.
fn place(it: &ScalingActivity) -> String {
    format!("{:015}/{}", it.started_at.0, it.key().id)
}
