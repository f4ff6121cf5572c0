//! DescribeScalableTargets: all, or those of some resources; unknown ones are left out.

use kernel::paging::page_from;
use ledger::World;
use model::Record;
use model::scaling::ScalableTarget;
use shapes::Error;
use shapes::application_autoscaling::{
    DescribeScalableTargets, DescribeScalableTargetsRequest, DescribeScalableTargetsResponse,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeScalableTargets {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeScalableTargetsRequest,
    ) -> Result<DescribeScalableTargetsResponse, Error> {
        let ids = input.resource_ids.filter(|ids| !ids.is_empty());
        let dimension = input.scalable_dimension.as_deref();
        find::check_listing(&input.service_namespace, dimension, ids.is_some())?;
        let asked =
            |target: &ScalableTarget| ids.as_ref().is_none_or(|ids| ids.contains(&target.of.resource_id()));
        let found = |after: Option<&str>| {
            world.scan_from::<ScalableTarget>(&caller.scope, "", after).filter(|target| asked(target))
        };
        let (token, size) = (input.next_token.as_deref(), find::page_size(input.max_results));
        let page = page_from(found, |target| target.key().id, token, size, find::bad_token)?;
        let scalable_targets = Some(page.items.into_iter().map(|target| view::target(target)).collect());
        Ok(DescribeScalableTargetsResponse { next_token: page.next, scalable_targets })
    }
}
