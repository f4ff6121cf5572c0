//! DescribeContainerInstances: unknown ids are failures, not errors.

use ledger::World;
use shapes::Error;
use shapes::ecs::{
    DescribeContainerInstances, DescribeContainerInstancesRequest, DescribeContainerInstancesResponse,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeContainerInstances {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeContainerInstancesRequest,
    ) -> Result<DescribeContainerInstancesResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        find::check_identifiers(&cluster, "Container instances", &input.container_instances, 100)?;
        let include = view::Include::parse(input.include.as_deref());
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.container_instances {
            match find::container_instance(world, &cluster, identifier) {
                Some(instance) => found.push(view::container_instance(world, &instance, include)),
                None => {
                    let kind = format!("container-instance/{}", cluster.name);
                    failures.push(view::missing(&caller.scope, &kind, identifier));
                }
            }
        }
        Ok(DescribeContainerInstancesResponse { container_instances: Some(found), failures: Some(failures) })
    }
}
