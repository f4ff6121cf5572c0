//! DescribeTaskDefinition.

use ledger::World;
use shapes::Error;
use shapes::ecs::{
    DescribeTaskDefinition, DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse, errors,
};

use super::{find, tags, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTaskDefinition {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTaskDefinitionRequest,
    ) -> Result<DescribeTaskDefinitionResponse, Error> {
        let found = find::task_definition(world, &caller.scope, &input.task_definition);
        let found = found.ok_or_else(|| errors::client_exception("Unable to describe task definition."))?;
        let include = view::Include::parse(input.include.as_deref());
        Ok(DescribeTaskDefinitionResponse {
            task_definition: Some(view::task_definition(&found)),
            tags: Some(if include.tags { tags::write(&found.tags) } else { vec![] }),
        })
    }
}
