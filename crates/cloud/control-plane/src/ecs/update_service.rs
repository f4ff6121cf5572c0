//! UpdateService: a new definition, other placement or the force flag begin a deployment; a new desired count alone does not.

use std::sync::Arc;

use ledger::Txn;
use model::ecs::{Service, ServiceStatus, TaskDefinition};
use shapes::Error;
use shapes::ecs::{UpdateService, UpdateServiceRequest, UpdateServiceResponse, errors};

use super::{
    daemon, deployments, desired_count, find, load_balancers, placement_rules, reach, service_registries,
    view, zone_rebalancing,
};
use crate::Caller;
use crate::ec2::networks;
use crate::table::Write;

impl Write for UpdateService {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateServiceRequest,
    ) -> Result<UpdateServiceResponse, Error> {
        deployments::check_controller(input.deployment_controller.as_ref())?;
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let present = find::service(txn.world(), &cluster, &input.service)?;
        if present.status != ServiceStatus::Active {
            return Err(errors::service_not_active_exception("Service was not ACTIVE."));
        }
        daemon::check_update(&present, &input)?;
        let definition = definition(txn, caller, &present, input.task_definition.as_deref())?;
        let forced = input.force_new_deployment == Some(true);
        let mut service = (*present).clone();
        reach::change(txn.world(), &cluster, &mut service, &input, &definition)?;
        change(txn, caller, &mut service, input, &definition)?;
        load_balancers::check(txn.world(), &caller.scope, &service.load_balancers, &definition)?;
        service_registries::check(txn.world(), &service.registries, &definition)?;
        if forced || needs_deployment(&present, &service, &definition) {
            deployments::begin(txn, &mut service, definition.name.clone(), caller);
        }
        if service.network.is_some() {
            networks::settle(txn, &service.scope);
        }
        txn.put(service.clone());
        Ok(UpdateServiceResponse { service: Some(view::service(txn.world(), &service, view::Include::ALL)) })
    }
}

/// The definition asked for, or the one the service runs.
fn definition(
    txn: &Txn,
    caller: &Caller,
    service: &Service,
    asked: Option<&str>,
) -> Result<Arc<TaskDefinition>, Error> {
    if let Some(asked) = asked {
        return find::usable_definition(txn.world(), &caller.scope, asked);
    }
    let running = service.primary().map(|primary| primary.task_definition.key(&service.scope));
    let found = running.and_then(|key| txn.get::<TaskDefinition>(&key)).cloned();
    found.ok_or_else(|| errors::client_exception("TaskDefinition not found."))
}

fn change(
    txn: &Txn,
    caller: &Caller,
    service: &mut Service,
    input: UpdateServiceRequest,
    definition: &TaskDefinition,
) -> Result<(), Error> {
    if let Some(count) = input.desired_count {
        desired_count::change(service, count)?;
    }
    service.configuration =
        deployments::configuration(input.deployment_configuration, service.configuration.clone())?;
    if input.placement_strategy.is_some() {
        service.strategy = placement_rules::strategies(input.placement_strategy)?;
    }
    if input.placement_constraints.is_some() {
        service.constraints = placement_rules::constraints(input.placement_constraints)?;
    }
    if input.load_balancers.is_some() {
        service.load_balancers =
            load_balancers::read(txn.world(), &caller.scope, input.load_balancers, definition)?;
    }
    if input.service_registries.is_some() {
        service.registries =
            service_registries::read(txn.world(), &caller.scope, input.service_registries, definition)?;
    }
    if let Some(seconds) = input.health_check_grace_period_seconds {
        service.health_check_grace_period = Some(seconds);
    }
    if let Some(word) = input.propagate_tags.and_then(|word| word.parse().ok()) {
        service.propagate_tags = word;
    }
    if let Some(enable) = input.enable_ecs_managed_tags {
        service.enable_ecs_managed_tags = enable;
    }
    let asked = input.availability_zone_rebalancing;
    service.zone_rebalancing = zone_rebalancing::read(asked.as_deref(), service, service.zone_rebalancing)?;
    Ok(())
}

fn needs_deployment(present: &Service, wanted: &Service, definition: &TaskDefinition) -> bool {
    present.primary().is_none_or(|primary| primary.task_definition != definition.name)
        || present.load_balancers != wanted.load_balancers
        || present.registries != wanted.registries
        || present.strategy != wanted.strategy
        || present.constraints != wanted.constraints
        || reach::differs(present, wanted)
}
