//! GetInstancesHealthStatus: of all instances of a service or of those named, 100 a page.

use kernel::paging::page_from;
use ledger::World;
use shapes::Error;
use shapes::servicediscovery::{
    GetInstancesHealthStatus, GetInstancesHealthStatusRequest, GetInstancesHealthStatusResponse,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for GetInstancesHealthStatus {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetInstancesHealthStatusRequest,
    ) -> Result<GetInstancesHealthStatusResponse, Error> {
        let service = find::service(world, &caller.scope, &input.service_id)?;
        for id in input.instances.iter().flatten() {
            find::instance(world, &service, id)?;
        }
        let is_wanted = |id: &String| input.instances.as_ref().is_none_or(|named| named.contains(id));
        let wanted = |after: Option<&str>| {
            find::instances_of(world, &service, after).filter(|instance| is_wanted(&instance.id))
        };
        let size = find::page_size(input.max_results);
        let page =
            page_from(wanted, |one| one.id.clone(), input.next_token.as_deref(), size, find::bad_token)?;
        let status = page.items.iter().map(|instance| (instance.id.clone(), view::health(instance)));
        Ok(GetInstancesHealthStatusResponse { next_token: page.next, status: Some(status.collect()) })
    }
}
