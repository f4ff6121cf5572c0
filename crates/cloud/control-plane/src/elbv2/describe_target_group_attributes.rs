//! DescribeTargetGroupAttributes: every attribute with the value that holds.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{
    DescribeTargetGroupAttributes, DescribeTargetGroupAttributesInput, DescribeTargetGroupAttributesOutput,
    TargetGroupAttribute,
};

use super::{attributes, find};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTargetGroupAttributes {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTargetGroupAttributesInput,
    ) -> Result<DescribeTargetGroupAttributesOutput, Error> {
        let found = find::target_group(world, &caller.scope, &input.target_group_arn)?;
        let all = attributes::TARGET_GROUP.all(&found.attributes);
        Ok(DescribeTargetGroupAttributesOutput {
            attributes: Some(all.map(|(key, value)| TargetGroupAttribute { key, value }).collect()),
        })
    }
}
