//! DescribeServiceRevisions: unknown ARNs are failures, not errors.

use ledger::World;
use shapes::Error;
use shapes::ecs::{
    DescribeServiceRevisions, DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse, errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeServiceRevisions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeServiceRevisionsRequest,
    ) -> Result<DescribeServiceRevisionsResponse, Error> {
        let arns = &input.service_revision_arns;
        if arns.is_empty() || arns.len() > 20 {
            let text = "serviceRevisionArns must name 1 to 20 service revisions.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for arn in arns {
            match find::service_revision(world, &caller.scope, arn)? {
                Some(revision) => found.push(view::service_revision(world, &revision)),
                None => failures.push(view::missing(&caller.scope, "service-revision", arn)),
            }
        }
        Ok(DescribeServiceRevisionsResponse { service_revisions: Some(found), failures: Some(failures) })
    }
}
