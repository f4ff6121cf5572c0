//! DescribeServiceDeployments: unknown ARNs are failures, not errors.

use ledger::World;
use shapes::Error;
use shapes::ecs::{
    DescribeServiceDeployments, DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse, errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeServiceDeployments {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeServiceDeploymentsRequest,
    ) -> Result<DescribeServiceDeploymentsResponse, Error> {
        let arns = &input.service_deployment_arns;
        if arns.is_empty() || arns.len() > 20 {
            let text = "serviceDeploymentArns must name 1 to 20 service deployments.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for arn in arns {
            match find::service_deployment(world, &caller.scope, arn)? {
                Some(deployment) => found.push(view::service_deployment(world, &deployment)),
                None => failures.push(view::missing(&caller.scope, "service-deployment", arn)),
            }
        }
        Ok(DescribeServiceDeploymentsResponse { service_deployments: Some(found), failures: Some(failures) })
    }
}
