//! ListInstances: the instances of a service by id, 100 a page.

use kernel::paging::page_from;
use ledger::World;
use shapes::Error;
use shapes::servicediscovery::{ListInstances, ListInstancesRequest, ListInstancesResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for ListInstances {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListInstancesRequest,
    ) -> Result<ListInstancesResponse, Error> {
        let service = find::service(world, &caller.scope, &input.service_id)?;
        let all = |after: Option<&str>| find::instances_of(world, &service, after);
        let size = find::page_size(input.max_results);
        let page = page_from(all, |one| one.id.clone(), input.next_token.as_deref(), size, find::bad_token)?;
        Ok(ListInstancesResponse {
            instances: Some(page.items.iter().map(|one| view::instance_summary(one)).collect()),
            next_token: page.next,
            resource_owner: Some(service.scope.account.to_string()),
        })
    }
}
