//! ListContainerInstances, by status and by an expression of the cluster query language.

use kernel::paging;
use ledger::World;
use model::ecs::{Cluster, ContainerInstance, InstanceStatus, Task};
use planner::fleet::Fleet;
use planner::query::Query;
use shapes::Error;
use shapes::ecs::{
    ListContainerInstances, ListContainerInstancesRequest, ListContainerInstancesResponse, errors,
};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListContainerInstances {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListContainerInstancesRequest,
    ) -> Result<ListContainerInstancesResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        let meant = filter(world, &cluster, input.filter.as_deref())?;
        let wanted = |instance: &ContainerInstance| match input.status.as_deref() {
            Some(status) => instance.status.as_str() == status,
            None => instance.status != InstanceStatus::Inactive,
        };
        let prefix = format!("{}/", cluster.name);
        let all = |after: Option<&str>| {
            let after = after.map(|after| format!("{prefix}{after}"));
            world.scan_from::<ContainerInstance>(&cluster.scope, &prefix, after.as_deref())
        };
        let limit = find::page_size(input.max_results, 100)?;
        let token = input.next_token.as_deref();
        let page = paging::page_from(
            |after| all(after).filter(|i| wanted(i) && meant(i)),
            |i| i.id.clone(),
            token,
            limit,
            find::bad_token,
        )?;
        let arns = page.items.iter().map(|instance| instance.arn()).collect();
        Ok(ListContainerInstancesResponse { container_instance_arns: Some(arns), next_token: page.next })
    }
}

/// Whether an instance is meant by an expression; all are when there is none.
fn filter(
    world: &World,
    cluster: &Cluster,
    text: Option<&str>,
) -> Result<impl Fn(&ContainerInstance) -> bool, Error> {
    let text = text.filter(|text| !text.is_empty());
    let bad = |malformed: planner::query::Malformed| {
        errors::invalid_parameter_exception(format!("Invalid filter expression: {}.", malformed.0))
    };
    let query = text.map(Query::read).transpose().map_err(bad)?;
    let prefix = format!("{}/", cluster.name);
    let tasks: Vec<&Task> = match query {
        Some(_) => world.scan_prefix::<Task>(&cluster.scope, &prefix).map(|task| &**task).collect(),
        None => Vec::new(),
    };
    let instances = world.scan_prefix::<ContainerInstance>(&cluster.scope, &prefix).map(|i| &**i);
    let fleet = Fleet::new(instances, tasks);
    Ok(move |instance: &ContainerInstance| match &query {
        Some(query) => fleet.room(&instance.id).is_some_and(|room| query.holds(room)),
        None => true,
    })
}
