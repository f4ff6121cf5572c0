//! CreateService: writes the service and its first deployment; the scheduler does the rest.

use ledger::Txn;
use model::ecs::{
    CircuitBreaker, Cluster, DeploymentConfiguration, PropagateTags, SchedulingStrategy, Service,
    ServiceStatus, TaskDefinition,
};
use shapes::Error;
use shapes::ecs::{CreateService, CreateServiceRequest, CreateServiceResponse, errors};

use super::refuse::filled;
use super::{
    capacity, daemon, deployment_history, deployments, find, load_balancers, network, placement_rules,
    service_registries, tags, view, zone_rebalancing,
};
use crate::Caller;
use crate::ec2::networks;
use crate::table::Write;

impl Write for CreateService {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateServiceRequest,
    ) -> Result<CreateServiceResponse, Error> {
        deployments::check_controller(input.deployment_controller.as_ref())?;
        let scheduling = daemon::scheduling(&input)?;
        find::check_name("serviceName", &input.service_name)?;
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let Some(wanted) = input.task_definition.clone() else {
            return Err(errors::invalid_parameter_exception("TaskDefinition can not be blank."));
        };
        let definition = find::usable_definition(txn.world(), &caller.scope, &wanted)?;
        let present = find::service(txn.world(), &cluster, &input.service_name).ok();
        let mut service = new_service(txn, caller, input, &cluster, &definition, scheduling)?;
        let same =
            present.as_deref().map(|present| repeated(present, &service, &definition)).transpose()?.flatten();
        if let Some(same) = same {
            return Ok(CreateServiceResponse {
                service: Some(view::service(txn.world(), same, view::Include::ALL)),
            });
        }
        deployment_history::forget(txn, &service);
        deployments::begin(txn, &mut service, definition.name.clone(), caller);
        txn.remove::<model::ecs::ServiceEvents>(&Service::key_of(
            &service.scope,
            &service.cluster,
            &service.name,
        ));
        if service.network.is_some() {
            networks::settle(txn, &service.scope);
        }
        txn.put(service.clone());
        Ok(CreateServiceResponse { service: Some(view::service(txn.world(), &service, view::Include::ALL)) })
    }
}

/// A service of the same name: the same one if the request repeats it, an error if it says something else.
fn repeated<'s>(
    present: &'s Service,
    asked: &Service,
    definition: &TaskDefinition,
) -> Result<Option<&'s Service>, Error> {
    match present.status {
        ServiceStatus::Inactive => Ok(None),
        ServiceStatus::Draining => {
            let text = "Unable to Start a service that is still Draining.";
            Err(errors::invalid_parameter_exception(text))
        }
        ServiceStatus::Active => {
            let settings = Service {
                deployments: present.deployments.clone(),
                created_at: present.created_at,
                ..asked.clone()
            };
            let same_definition =
                present.primary().is_some_and(|primary| primary.task_definition == definition.name);
            if settings == *present && same_definition {
                return Ok(Some(present));
            }
            Err(errors::invalid_parameter_exception("Creation of service was not idempotent."))
        }
    }
}

fn new_service(
    txn: &Txn,
    caller: &Caller,
    input: CreateServiceRequest,
    cluster: &Cluster,
    definition: &TaskDefinition,
    scheduling: SchedulingStrategy,
) -> Result<Service, Error> {
    let desired_count = desired_count(input.desired_count, scheduling)?;
    let launch = input.launch_type.as_deref();
    let capacity = capacity::read(cluster, launch, input.capacity_provider_strategy, input.platform_version)?;
    capacity::check_definition(capacity.launch_type, definition)?;
    capacity::check_placement(
        capacity.launch_type,
        filled(&input.placement_strategy),
        filled(&input.placement_constraints),
    )?;
    daemon::check_launch_type(scheduling, capacity.launch_type)?;
    let network = network::read(
        txn.world(),
        &caller.scope,
        input.network_configuration,
        definition,
        capacity.launch_type,
    )?;
    let balancing = load_balancers::read(txn.world(), &caller.scope, input.load_balancers, definition)?;
    if input.health_check_grace_period_seconds.is_some() && balancing.is_empty() {
        let text = "Health check grace period is only valid for services configured to use load balancers";
        return Err(errors::invalid_parameter_exception(text));
    }
    let mut service = Service {
        scope: caller.scope.clone(),
        cluster: cluster.name.clone(),
        name: input.service_name,
        status: ServiceStatus::Active,
        desired_count,
        launch_type: capacity.launch_type,
        capacity_strategy: capacity.strategy,
        platform_version: capacity.platform_version,
        network,
        scheduling,
        configuration: deployments::configuration(
            input.deployment_configuration,
            configuration_unless_said(scheduling),
        )?,
        deployments: Vec::new(),
        strategy: placement_rules::strategies(input.placement_strategy)?,
        constraints: placement_rules::constraints(input.placement_constraints)?,
        load_balancers: balancing,
        registries: service_registries::read(
            txn.world(),
            &caller.scope,
            input.service_registries,
            definition,
        )?,
        health_check_grace_period: input.health_check_grace_period_seconds,
        role_arn: input.role,
        client_token: input.client_token,
        propagate_tags: input
            .propagate_tags
            .and_then(|word| word.parse().ok())
            .unwrap_or(PropagateTags::None),
        enable_ecs_managed_tags: input.enable_ecs_managed_tags.unwrap_or(false),
        zone_rebalancing: false,
        created_at: caller.now,
        tags: tags::read(input.tags)?,
    };
    let asked = input.availability_zone_rebalancing;
    service.zone_rebalancing = zone_rebalancing::read(asked.as_deref(), &service, true)?;
    Ok(service)
}

/// The percentages of a service whose request names none.
fn configuration_unless_said(scheduling: SchedulingStrategy) -> DeploymentConfiguration {
    match scheduling {
        SchedulingStrategy::Replica => DeploymentConfiguration {
            minimum_healthy_percent: 100,
            maximum_percent: 200,
            circuit_breaker: CircuitBreaker::OFF,
        },
        SchedulingStrategy::Daemon => daemon::CONFIGURATION,
    }
}

/// A DAEMON service has none; a REPLICA one must say how many tasks it wants.
fn desired_count(given: Option<i64>, scheduling: SchedulingStrategy) -> Result<i64, Error> {
    match (given, scheduling) {
        (Some(count), _) if (0..=5000).contains(&count) => Ok(count),
        (None, SchedulingStrategy::Daemon) => Ok(0),
        (None, SchedulingStrategy::Replica) => {
            let text = "Desired count is required for services that use the REPLICA scheduling strategy.";
            Err(errors::invalid_parameter_exception(text))
        }
        _ => Err(errors::invalid_parameter_exception("desiredCount must be between 0 and 5000.")),
    }
}
