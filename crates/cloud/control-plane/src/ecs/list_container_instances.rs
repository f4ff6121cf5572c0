//! ListContainerInstances.

use ledger::World;
use model::ecs::{ContainerInstance, InstanceStatus};
use shapes::Error;
use shapes::ecs::{ListContainerInstances, ListContainerInstancesRequest, ListContainerInstancesResponse};

use super::{find, refuse};
use crate::table::Read;
use crate::{Caller, paging};

impl Read for ListContainerInstances {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListContainerInstancesRequest,
    ) -> Result<ListContainerInstancesResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        refuse::unsupported(&[("filter", input.filter.as_ref().is_some_and(|filter| !filter.is_empty()))])?;
        let wanted = |instance: &ContainerInstance| match input.status.as_deref() {
            Some(status) => instance.status.as_str() == status,
            None => instance.status != InstanceStatus::Inactive,
        };
        let all = world.scan_prefix::<ContainerInstance>(&cluster.scope, &format!("{}/", cluster.name));
        let limit = find::page_size(input.max_results, 100);
        let token = input.next_token.as_deref();
        let page = paging::page(all.filter(|i| wanted(i)), |i| i.id.clone(), token, limit, find::bad_token)?;
        let arns = page.items.iter().map(|instance| instance.arn()).collect();
        Ok(ListContainerInstancesResponse { container_instance_arns: Some(arns), next_token: page.next })
    }
}
