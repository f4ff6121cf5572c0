//! DiscoverInstancesRevision: a number that grows with every change of a service's instances.

use ledger::World;
use shapes::Error;
use shapes::servicediscovery::{
    DiscoverInstancesRevision, DiscoverInstancesRevisionRequest, DiscoverInstancesRevisionResponse,
};

use super::{discover_instances, find};
use crate::Caller;
use crate::table::Read;

impl Read for DiscoverInstancesRevision {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DiscoverInstancesRevisionRequest,
    ) -> Result<DiscoverInstancesRevisionResponse, Error> {
        discover_instances::own_account(caller, input.owner_account.as_deref())?;
        let (_, service) = find::by_names(world, &caller.scope, &input.namespace_name, &input.service_name)?;
        Ok(DiscoverInstancesRevisionResponse { instances_revision: Some(service.revision) })
    }
}
