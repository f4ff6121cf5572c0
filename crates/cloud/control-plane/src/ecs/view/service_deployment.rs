//! Service deployments and revisions on the wire; what their tasks do is derived from the tasks.

use ledger::World;
use model::arn::arn;
use model::ecs::{
    Service, ServiceDeployment, ServiceDeploymentStatus, ServiceRevision, Task, TaskDefinition,
};
use planner::service::threshold;
use shapes::ecs as out;

use super::service::{deployment_configuration, desired, load_balancer, tally};
use super::time;
use crate::ecs::capacity_providers::write_strategy;
use crate::ecs::{capacity, network, service_registries};

/// A service deployment as DescribeServiceDeployments answers it.
pub(crate) fn service_deployment(world: &World, it: &ServiceDeployment) -> out::ServiceDeployment {
    let service = service_of(world, it);
    let revision = |number: u64| service.map(|service| revision_summary(world, service, number));
    out::ServiceDeployment {
        service_deployment_arn: Some(it.arn()),
        service_arn: Some(service_arn(it)),
        cluster_arn: Some(cluster_arn(it)),
        created_at: Some(time(it.created_at)),
        started_at: it.started_at.map(time),
        finished_at: it.finished_at.map(time),
        stopped_at: it.stopped_at.map(time),
        updated_at: Some(time(it.updated_at)),
        source_service_revisions: Some(it.sources.iter().filter_map(|number| revision(*number)).collect()),
        target_service_revision: revision(it.target),
        status: Some(it.status.to_string()),
        status_reason: it.status_reason.clone(),
        deployment_configuration: Some(deployment_configuration(&it.configuration)),
        rollback: it.rollback.as_ref().map(|rollback| out::Rollback {
            reason: Some(rollback.reason.clone()),
            started_at: Some(time(rollback.started_at)),
            service_revision_arn: service
                .zip(rollback.revision)
                .map(|(service, number)| ServiceRevision::arn_of(service, number)),
        }),
        deployment_circuit_breaker: Some(circuit_breaker(world, service, it)),
        alarms: Some(out::ServiceDeploymentAlarms {
            status: Some("DISABLED".to_owned()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

/// The same as ListServiceDeployments answers it.
pub(crate) fn service_deployment_brief(it: &ServiceDeployment) -> out::ServiceDeploymentBrief {
    let resource = format!("service-revision/{}/{}/{}", it.cluster, it.service, it.target);
    out::ServiceDeploymentBrief {
        service_deployment_arn: Some(it.arn()),
        service_arn: Some(service_arn(it)),
        cluster_arn: Some(cluster_arn(it)),
        created_at: Some(time(it.created_at)),
        started_at: it.started_at.map(time),
        finished_at: it.finished_at.map(time),
        target_service_revision_arn: Some(arn(&it.scope, "ecs", &resource)),
        status: Some(it.status.to_string()),
        status_reason: it.status_reason.clone(),
    }
}

/// A revision as DescribeServiceRevisions answers it.
pub(crate) fn service_revision(world: &World, it: &ServiceRevision) -> out::ServiceRevision {
    let then = &it.settings;
    let definition = world.get::<TaskDefinition>(&it.task_definition.key(&then.scope));
    out::ServiceRevision {
        service_revision_arn: Some(it.arn()),
        service_arn: Some(then.arn()),
        cluster_arn: Some(arn(&then.scope, "ecs", &format!("cluster/{}", then.cluster))),
        task_definition: Some(it.task_definition.arn(&then.scope)),
        launch_type: super::service::launch_type(then),
        platform_version: then.platform_version.as_ref().map(|_| capacity::PLATFORM.to_owned()),
        platform_family: super::service::platform_family(then),
        network_configuration: then.network.as_ref().map(network::write),
        load_balancers: Some(then.load_balancers.iter().map(load_balancer).collect()),
        service_registries: Some(service_registries::write(&then.registries)),
        capacity_provider_strategy: Some(write_strategy(&then.capacity_strategy)),
        container_images: definition.map(|definition| images(it, definition)),
        guard_duty_enabled: Some(false),
        created_at: Some(time(it.created_at)),
        ..Default::default()
    }
}

fn images(revision: &ServiceRevision, definition: &TaskDefinition) -> Vec<out::ContainerImage> {
    let image = |container: &model::ecs::ContainerDefinition| out::ContainerImage {
        container_name: Some(container.name.clone()),
        image: Some(container.image.clone()),
        image_digest: revision.digest_of(&container.name, &container.image).map(str::to_owned),
    };
    definition.containers.iter().map(image).collect()
}

fn service_of<'w>(world: &'w World, it: &ServiceDeployment) -> Option<&'w Service> {
    world.get::<Service>(&Service::key_of(&it.scope, &it.cluster, &it.service)).map(|service| &**service)
}

fn service_arn(it: &ServiceDeployment) -> String {
    arn(&it.scope, "ecs", &format!("service/{}/{}", it.cluster, it.service))
}

fn cluster_arn(it: &ServiceDeployment) -> String {
    arn(&it.scope, "ecs", &format!("cluster/{}", it.cluster))
}

/// A revision with what its tasks do now.
fn revision_summary(world: &World, service: &Service, number: u64) -> out::ServiceRevisionSummary {
    let tally = tally(world, service, number);
    out::ServiceRevisionSummary {
        arn: Some(ServiceRevision::arn_of(service, number)),
        requested_task_count: Some(tally.requested),
        running_task_count: Some(tally.running),
        pending_task_count: Some(tally.pending),
        ..Default::default()
    }
}

/// The revisions of a service that have tasks or are to have some.
pub(super) fn current_revisions(world: &World, service: &Service) -> Vec<out::ServiceCurrentRevisionSummary> {
    let numbers = service.deployments.iter().map(|deployment| deployment.number);
    let shown = numbers.map(|number| {
        let tally = tally(world, service, number);
        out::ServiceCurrentRevisionSummary {
            arn: Some(ServiceRevision::arn_of(service, number)),
            requested_task_count: Some(tally.requested),
            running_task_count: Some(tally.running),
            pending_task_count: Some(tally.pending),
        }
    });
    shown.collect()
}

fn circuit_breaker(
    world: &World,
    service: Option<&Service>,
    it: &ServiceDeployment,
) -> out::ServiceDeploymentCircuitBreaker {
    // Rules that change while it is under way hold at once; of one that is over those it began with are told.
    let now = service.filter(|_| !it.status.is_over());
    let rules = now.map_or(&it.configuration, |service| &service.configuration).circuit_breaker;
    let status = match it.status {
        _ if it.trip.is_some() => "TRIGGERED",
        _ if !rules.enable => "DISABLED",
        ServiceDeploymentStatus::Pending | ServiceDeploymentStatus::InProgress => "MONITORING",
        _ => "MONITORING_COMPLETE",
    };
    let wanted = service.map_or(0, |service| desired(world, service).max(0) as usize);
    let (failures, threshold) = match it.trip {
        Some(trip) => (trip.failures as i64, trip.threshold),
        None => (
            now.map_or(0, |service| tally(world, service, it.target).failed),
            threshold(rules.threshold, wanted),
        ),
    };
    out::ServiceDeploymentCircuitBreaker {
        status: Some(status.to_owned()),
        failure_count: Some(failures),
        threshold: Some(threshold as i64),
    }
}

/// The tasks of a service that are of one deployment.
pub(super) fn own_tasks<'w>(world: &'w World, service: &Service, number: u64) -> Vec<&'w Task> {
    let tasks =
        world.scan_prefix::<Task>(&service.scope, &format!("{}/", service.cluster)).map(|task| &**task);
    tasks.filter(|task| task.deployment == Some(number) && task.service() == Some(&service.name)).collect()
}
