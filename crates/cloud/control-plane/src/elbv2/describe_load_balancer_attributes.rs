//! DescribeLoadBalancerAttributes: every attribute with the value that holds.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{
    DescribeLoadBalancerAttributes, DescribeLoadBalancerAttributesInput,
    DescribeLoadBalancerAttributesOutput, LoadBalancerAttribute,
};

use super::{attributes, find};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeLoadBalancerAttributes {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeLoadBalancerAttributesInput,
    ) -> Result<DescribeLoadBalancerAttributesOutput, Error> {
        let found = find::load_balancer(world, &caller.scope, &input.load_balancer_arn)?;
        let all = attributes::LOAD_BALANCER.all(&found.attributes);
        Ok(DescribeLoadBalancerAttributesOutput {
            attributes: Some(all.map(|(key, value)| LoadBalancerAttribute { key, value }).collect()),
        })
    }
}
