//! DescribeTags: of load balancers, target groups, listeners and rules.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{DescribeTags, DescribeTagsInput, DescribeTagsOutput, TagDescription};

use super::{listing, tags};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTags {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTagsInput,
    ) -> Result<DescribeTagsOutput, Error> {
        listing::check_count("resource ARNs", &input.resource_arns)?;
        let describe = |arn: String| {
            let found = tags::find(world, &caller.scope, &arn)?;
            let tags = found.map_or_else(Vec::new, |found| kernel::tags::shown(&found.tags));
            Ok(TagDescription { resource_arn: Some(arn), tags: Some(tags) })
        };
        let all = input.resource_arns.into_iter().map(describe).collect::<Result<_, Error>>()?;
        Ok(DescribeTagsOutput { tag_descriptions: Some(all) })
    }
}
