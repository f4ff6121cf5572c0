//! What UpdateService changes of where a service's tasks come from and how they are reached: capacity providers, platform version, network.
//!
//! In: the request, the service, the definition it is to run. Out: the service changed. Never here: whether a deployment begins for another
//! reason.

use ledger::World;
use model::ecs::{Cluster, SchedulingStrategy, Service, TaskDefinition};
use shapes::Error;
use shapes::ecs::UpdateServiceRequest;

use super::{capacity, daemon, network, refuse};

/// Takes over what the request gives; the rest must still fit the definition.
pub(crate) fn change(
    world: &World,
    cluster: &Cluster,
    service: &mut Service,
    input: &UpdateServiceRequest,
    definition: &TaskDefinition,
) -> Result<(), Error> {
    change_capacity(cluster, service, input)?;
    capacity::check_definition(service.launch_type, definition)?;
    daemon::check_launch_type(service.scheduling, service.launch_type)?;
    let (strategy, constraints) =
        (refuse::filled(&input.placement_strategy), refuse::filled(&input.placement_constraints));
    capacity::check_placement(
        service.launch_type,
        strategy || (!service.strategy.is_empty() && service.scheduling == SchedulingStrategy::Replica),
        constraints || !service.constraints.is_empty(),
    )?;
    let given = input.network_configuration.clone().filter(|given| given.awsvpc_configuration.is_some());
    match given {
        Some(given) => {
            service.network =
                network::read(world, &service.scope, Some(given), definition, service.launch_type)?;
            Ok(())
        }
        None => network::check(service.network.as_ref(), definition),
    }
}

/// A strategy takes the place of the launch type; an empty one gives it back.
fn change_capacity(
    cluster: &Cluster,
    service: &mut Service,
    input: &UpdateServiceRequest,
) -> Result<(), Error> {
    let before = service.launch_type;
    if let Some(given) = input.capacity_provider_strategy.clone() {
        let strategy = capacity::strategy(cluster, Some(given))?.unwrap_or_default();
        service.launch_type = capacity::launch_type_of(&strategy).unwrap_or(before);
        service.capacity_strategy = strategy;
    }
    let given = input.platform_version.clone();
    if given.is_some() || service.launch_type != before {
        service.platform_version = capacity::platform(service.launch_type, given)?;
    }
    Ok(())
}

/// Whether tasks of the one would come from elsewhere, or be reached otherwise, than those of the other.
pub(crate) fn differs(present: &Service, wanted: &Service) -> bool {
    present.network != wanted.network
        || present.capacity_strategy != wanted.capacity_strategy
        || present.launch_type != wanted.launch_type
        || present.platform_version != wanted.platform_version
}
