//! DescribeServices: unknown names are failures, not errors.

use ledger::World;
use model::ecs::Service;
use shapes::Error;
use shapes::ecs::{DescribeServices, DescribeServicesRequest, DescribeServicesResponse, errors};

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
        if input.services.is_empty() {
            return Err(errors::invalid_parameter_exception("Services cannot be empty."));
        }
        if input.services.len() > 10 {
            return Err(errors::invalid_parameter_exception("Services cannot be more than 10."));
        }
        let include = view::Include::parse(input.include.as_deref());
        let (mut services, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.services {
            let key = Service::key_of(&cluster.scope, &cluster.name, find::short_id(identifier));
            match world.get::<Service>(&key) {
                Some(service) => services.push(view::service(world, service, include)),
                None => {
                    let kind = format!("service/{}", cluster.name);
                    failures.push(view::missing(&caller.scope, &kind, identifier));
                }
            }
        }
        Ok(DescribeServicesResponse { services: Some(services), failures: Some(failures) })
    }
}
