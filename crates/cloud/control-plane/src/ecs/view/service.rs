//! A service on the wire: its deployments with counts derived from the tasks, its history.

use ledger::World;
use model::arn::arn;
use model::ec2::{Instance, InstanceState};
use model::ecs::{
    ContainerInstance, Deployment, DeploymentConfiguration, DeploymentStatus, DesiredStatus, HealthStatus,
    LastStatus, LoadBalancing, PlacementConstraint, PlacementStrategy, SchedulingStrategy, Service,
    ServiceEvents, ServiceRevision, ServiceStatus, Task, TaskDefinition,
};
use model::elbv2::{Target, TargetHealth, TargetState};
use planner::container_health::of_checks;
use planner::network::{Grounds, target};
use planner::service::{daemon_count, failed_tasks};
use shapes::ecs as out;

use super::service_deployment::{current_revisions, own_tasks};
use super::{Include, time};
use crate::ec2::networks;
use crate::ecs::{capacity, circuit_breaker, deployment_history, network, service_registries, tags};

/// A service as CreateService, UpdateService and DescribeServices answer it.
pub(crate) fn service(world: &World, service: &Service, include: Include) -> out::Service {
    let own = Task::of_service(&service.cluster, &service.name);
    let tasks: Vec<&Task> =
        world.scan_by::<Task>(&service.scope, &own, None).map(|(_, task)| &**task).collect();
    let primary = service.primary();
    let wanted = desired(world, service);
    let config = &service.configuration;
    out::Service {
        service_arn: Some(service.arn()),
        service_name: Some(service.name.clone()),
        cluster_arn: Some(arn(&service.scope, "ecs", &format!("cluster/{}", service.cluster))),
        status: Some(service.status.to_string()),
        desired_count: Some(wanted),
        running_count: Some(running(world, &tasks)),
        pending_count: Some(pending(&tasks)),
        launch_type: launch_type(service),
        capacity_provider_strategy: capacity::write(&service.capacity_strategy),
        platform_version: service.platform_version.clone(),
        platform_family: platform_family(service),
        network_configuration: service.network.as_ref().map(network::write),
        task_definition: primary.map(|deployment| deployment.task_definition.arn(&service.scope)),
        deployment_configuration: Some(deployment_configuration(config)),
        deployment_controller: Some(out::DeploymentController { r#type: "ECS".to_owned() }),
        deployments: Some(
            service.deployments.iter().map(|d| deployment(world, service, d, wanted, &tasks)).collect(),
        ),
        events: Some(events(world, service)),
        load_balancers: Some(service.load_balancers.iter().map(load_balancer).collect()),
        service_registries: Some(service_registries::write(&service.registries)),
        placement_constraints: Some(service.constraints.iter().map(constraint).collect()),
        placement_strategy: Some(service.strategy.iter().map(strategy).collect()),
        scheduling_strategy: Some(service.scheduling.to_string()),
        health_check_grace_period_seconds: service.health_check_grace_period,
        role_arn: service.role_arn.clone(),
        created_at: Some(time(service.created_at)),
        created_by: Some(format!("arn:aws:iam::{}:root", service.scope.account)),
        enable_ecs_managed_tags: Some(service.enable_ecs_managed_tags),
        propagate_tags: Some(service.propagate_tags.to_string()),
        enable_execute_command: Some(false),
        availability_zone_rebalancing: Some(
            if service.zone_rebalancing { "ENABLED" } else { "DISABLED" }.to_owned(),
        ),
        current_service_deployment: deployment_history::of(world, service).first().map(|newest| newest.arn()),
        current_service_revisions: Some(current_revisions(world, service)),
        tags: include.tags.then(|| tags::write(&service.tags)),
        ..Default::default()
    }
}

/// Where capacity providers are named, no launch type is shown.
pub(super) fn launch_type(service: &Service) -> Option<String> {
    service.capacity_strategy.is_empty().then(|| service.launch_type.to_string())
}

/// Of FARGATE; only Linux.
pub(super) fn platform_family(service: &Service) -> Option<String> {
    service.platform_version.as_ref().map(|_| "Linux".to_owned())
}

/// Limits and circuit breaker of deployments.
pub(super) fn deployment_configuration(config: &DeploymentConfiguration) -> out::DeploymentConfiguration {
    out::DeploymentConfiguration {
        maximum_percent: Some(config.maximum_percent),
        minimum_healthy_percent: Some(config.minimum_healthy_percent),
        deployment_circuit_breaker: Some(circuit_breaker::write(config.circuit_breaker)),
        strategy: Some("ROLLING".to_owned()),
    }
}

/// What the tasks of one deployment do now.
#[derive(Clone, Copy)]
pub(super) struct Tally {
    /// Wanted: of the newest deployment what the service wants, of older ones what is left of them.
    pub(super) requested: i64,
    pub(super) running: i64,
    pub(super) pending: i64,
    /// Up to now, as the circuit breaker of the service counts them.
    pub(super) failed: i64,
}

/// Counts the tasks of a deployment of a service.
pub(super) fn tally(world: &World, service: &Service, number: u64) -> Tally {
    let own = own_tasks(world, service, number);
    let newest = service.primary().is_some_and(|primary| primary.number == number);
    let wanted = desired(world, service);
    let left = own.iter().filter(|task| task.desired == DesiredStatus::Running).count() as i64;
    Tally {
        requested: if newest { wanted } else { left },
        running: running(world, &own),
        pending: pending(&own),
        failed: failed(world, service, &own),
    }
}

/// Tasks of one deployment that failed, as the circuit breaker of the service counts them.
fn failed(world: &World, service: &Service, own: &[&Task]) -> i64 {
    let rules = service.configuration.circuit_breaker;
    failed_tasks(rules, own, |task| is_proven(world, service, task)) as i64
}

/// How many tasks it wants: of a DAEMON service, as many as there are instances for it.
pub(super) fn desired(world: &World, service: &Service) -> i64 {
    if service.scheduling == SchedulingStrategy::Replica || service.status != ServiceStatus::Active {
        return service.desired_count;
    }
    let primary = service.primary().map(|primary| primary.task_definition.key(&service.scope));
    let Some(definition) = primary.and_then(|key| world.get::<TaskDefinition>(&key)) else { return 0 };
    let prefix = format!("{}/", service.cluster);
    let instances = world.scan_prefix::<ContainerInstance>(&service.scope, &prefix).map(|i| &**i);
    let tasks = world.scan_prefix::<Task>(&service.scope, &prefix).map(|task| &**task);
    let others = tasks.filter(|task| task.service() != Some(&service.name));
    let grounds = Grounds::of_service(service, &networks::of_service(world, service));
    daemon_count(service, definition, &grounds.fleet(instances, others)) as i64
}

/// Tasks that run and are to go on. One that was told to end, or whose instance was switched off under it, is not counted though its end
/// is not seen yet: a waiter would take the service for stable.
fn running(world: &World, tasks: &[&Task]) -> i64 {
    let runs = |task: &&&Task| task.last == LastStatus::Running && task.desired == DesiredStatus::Running;
    tasks.iter().filter(runs).filter(|task| has_ground(world, task)).count() as i64
}

/// Whether the EC2 instance below it is on.
fn has_ground(world: &World, task: &Task) -> bool {
    let member = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
    let member = world.get::<ContainerInstance>(&member);
    let below = member.map(|member| Instance::key_of(&task.scope, &member.ec2_instance_id));
    let below = below.and_then(|key| world.get::<Instance>(&key));
    below.is_none_or(|instance| instance.state == InstanceState::Running)
}

fn pending(tasks: &[&Task]) -> i64 {
    tasks
        .iter()
        .filter(|task| task.last < LastStatus::Running && task.desired == DesiredStatus::Running)
        .count() as i64
}

fn deployment(
    world: &World,
    service: &Service,
    deployment: &Deployment,
    desired: i64,
    tasks: &[&Task],
) -> out::Deployment {
    let own: Vec<&Task> = tasks.iter().copied().filter(|t| t.deployment == Some(deployment.number)).collect();
    let older = own.iter().filter(|task| task.desired == DesiredStatus::Running).count() as i64;
    let desired = if deployment.status == DeploymentStatus::Primary { desired } else { older };
    let Service { scope, cluster, name, .. } = service;
    let revision = ServiceRevision::key_of(scope, cluster, name, deployment.number);
    let then = world.get::<ServiceRevision>(&revision).map_or(service, |revision| &revision.settings);
    out::Deployment {
        id: Some(deployment.id()),
        status: Some(deployment.status.to_string()),
        task_definition: Some(deployment.task_definition.arn(&service.scope)),
        desired_count: Some(desired),
        running_count: Some(running(world, &own)),
        pending_count: Some(pending(&own)),
        failed_tasks: Some(failed(world, service, &own)),
        created_at: Some(time(deployment.created_at)),
        updated_at: Some(time(deployment.updated_at)),
        launch_type: launch_type(then),
        capacity_provider_strategy: capacity::write(&then.capacity_strategy),
        platform_version: then.platform_version.as_ref().map(|_| capacity::PLATFORM.to_owned()),
        platform_family: platform_family(then),
        network_configuration: then.network.as_ref().map(network::write),
        rollout_state: Some(deployment.rollout_state.to_string()),
        rollout_state_reason: Some(deployment.rollout_state_reason.clone()),
        ..Default::default()
    }
}

/// Whether a task started and, where it is checked, is healthy: in every target group, in its containers.
fn is_proven(world: &World, service: &Service, task: &Task) -> bool {
    let instance = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
    let instance = world.get::<ContainerInstance>(&instance);
    let is_healthy = |rule: &LoadBalancing| {
        let group = rule.target_group_arn.rsplit('/').nth(1)?;
        let (id, port) = target(task, instance.map(|instance| &**instance), rule)?;
        let target = Target::key_of(&task.scope, group, &id, port);
        Some(world.get::<TargetHealth>(&target)?.state == TargetState::Healthy)
    };
    let definition = world.get::<TaskDefinition>(&task.task_definition.key(&task.scope));
    let checks = definition.and_then(|definition| of_checks(definition, task));
    let passes = checks.is_none_or(|health| health == HealthStatus::Healthy)
        && service.load_balancers.iter().all(|rule| is_healthy(rule) == Some(true));
    let probed = checks.is_some() || !service.load_balancers.is_empty();
    task.started_at.is_some() && (!probed || (task.last == LastStatus::Running && passes))
}

fn events(world: &World, service: &Service) -> Vec<out::ServiceEvent> {
    let key = Service::key_of(&service.scope, &service.cluster, &service.name);
    let events = world.get::<ServiceEvents>(&key).map(|history| history.events.iter());
    let shown = events.into_iter().flatten().map(|event| out::ServiceEvent {
        id: Some(event.id.clone()),
        created_at: Some(time(event.at)),
        message: Some(event.message.clone()),
    });
    shown.collect()
}

pub(super) fn load_balancer(rule: &LoadBalancing) -> out::LoadBalancer {
    out::LoadBalancer {
        target_group_arn: Some(rule.target_group_arn.clone()),
        container_name: Some(rule.container_name.clone()),
        container_port: Some(i64::from(rule.container_port)),
    }
}

fn constraint(constraint: &PlacementConstraint) -> out::PlacementConstraint {
    let (kind, expression) = match constraint {
        PlacementConstraint::DistinctInstance => ("distinctInstance", None),
        PlacementConstraint::MemberOf(expression) => ("memberOf", Some(expression.clone())),
    };
    out::PlacementConstraint { r#type: Some(kind.to_owned()), expression }
}

fn strategy(strategy: &PlacementStrategy) -> out::PlacementStrategy {
    let (kind, field) = match strategy {
        PlacementStrategy::Spread(field) => ("spread", Some(field.clone())),
        PlacementStrategy::BinpackCpu => ("binpack", Some("CPU".to_owned())),
        PlacementStrategy::BinpackMemory => ("binpack", Some("MEMORY".to_owned())),
        PlacementStrategy::Random => ("random", None),
    };
    out::PlacementStrategy { r#type: Some(kind.to_owned()), field }
}
