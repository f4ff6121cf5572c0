//! DescribeServices: unknown names are failures, not errors.

use ledger::World;
use shapes::Error;
use shapes::ecs::{DescribeServices, DescribeServicesRequest, DescribeServicesResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeServices {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeServicesRequest,
    ) -> Result<DescribeServicesResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        find::check_identifiers(&cluster, "Services", &input.services, 10)?;
        let include = view::Include::parse(input.include.as_deref());
        let (mut services, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.services {
            match find::service(world, &cluster, identifier) {
                Ok(service) => services.push(view::service(world, &service, include)),
                Err(_) => {
                    let kind = format!("service/{}", cluster.name);
                    failures.push(view::missing(&caller.scope, &kind, identifier));
                }
            }
        }
        Ok(DescribeServicesResponse { services: Some(services), failures: Some(failures) })
    }
}
