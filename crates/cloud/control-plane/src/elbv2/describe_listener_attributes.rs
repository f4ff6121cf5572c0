//! DescribeListenerAttributes: every attribute with the value that holds.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{
    DescribeListenerAttributes, DescribeListenerAttributesInput, DescribeListenerAttributesOutput,
    ListenerAttribute,
};

use super::{attributes, find};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeListenerAttributes {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeListenerAttributesInput,
    ) -> Result<DescribeListenerAttributesOutput, Error> {
        let found = find::listener(world, &caller.scope, &input.listener_arn)?;
        let all = attributes::listener(&found.protocol).all(&found.attributes);
        Ok(DescribeListenerAttributesOutput {
            attributes: Some(all.map(|(key, value)| ListenerAttribute { key, value }).collect()),
        })
    }
}
