//! DescribeScalingPolicies: all, those of a resource, or some by name, each with its alarms.

use kernel::paging::page_from;
use ledger::World;
use model::Record;
use model::scaling::ScalingPolicy;
use shapes::Error;
use shapes::application_autoscaling::{
    DescribeScalingPolicies, DescribeScalingPoliciesRequest, DescribeScalingPoliciesResponse,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeScalingPolicies {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeScalingPoliciesRequest,
    ) -> Result<DescribeScalingPoliciesResponse, Error> {
        let dimension = input.scalable_dimension.as_deref();
        find::check_listing(&input.service_namespace, dimension, input.resource_id.is_some())?;
        let names = input.policy_names.filter(|names| !names.is_empty());
        let asked = |policy: &ScalingPolicy| {
            input.resource_id.as_ref().is_none_or(|id| policy.of.resource_id() == *id)
                && names
                    .as_ref()
                    .is_none_or(|names| names.contains(&policy.name) || names.contains(&policy.arn()))
        };
        let found = |after: Option<&str>| {
            world.scan_from::<ScalingPolicy>(&caller.scope, "", after).filter(|policy| asked(policy))
        };
        let (token, size) = (input.next_token.as_deref(), find::page_size(input.max_results));
        let page = page_from(found, |policy| policy.key().id, token, size, find::bad_token)?;
        let scaling_policies = Some(page.items.iter().map(|policy| view::policy(world, policy)).collect());
        Ok(DescribeScalingPoliciesResponse { next_token: page.next, scaling_policies })
    }
}
