//! Finding what an identifier names: short names and ARNs are both accepted (ECS API reference).

use std::sync::Arc;

use ledger::World;
use model::ecs::{
    Cluster, ClusterStatus, ContainerInstance, Service, ServiceDeployment, ServiceRevision, Task,
    TaskDefinition, TaskDefinitionRef, TaskDefinitionStatus,
};
use model::{Arn, Scope};
use shapes::Error;
use shapes::ecs::errors;

/// The cluster meant when none is named.
pub(crate) const DEFAULT_CLUSTER: &str = "default";

/// Up to 255 letters, digits, hyphens and underscores.
pub(crate) fn check_name(member: &str, name: &str) -> Result<(), Error> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.len() > 255 || !name.chars().all(good) {
        let text =
            format!("Invalid {member}: up to 255 letters, numbers, underscores and hyphens are allowed.");
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(())
}

/// `prefix/A/B` of an ECS ARN as its last part; a text that is no ARN is the id itself.
pub(crate) fn short_id(identifier: &str) -> &str {
    let resource = Arn::parse(identifier).map_or(identifier, |arn| arn.resource);
    resource.rsplit('/').next().unwrap_or(resource)
}

/// The cluster an optional identifier names.
pub(crate) fn cluster_name(identifier: Option<&str>) -> &str {
    identifier.filter(|text| !text.is_empty()).map_or(DEFAULT_CLUSTER, short_id)
}

/// The ACTIVE cluster an optional identifier names, or `ClusterNotFoundException`.
pub(crate) fn cluster(world: &World, scope: &Scope, identifier: Option<&str>) -> Result<Arc<Cluster>, Error> {
    let elsewhere = identifier.and_then(Arn::parse).is_some_and(|arn| !arn.is_in(scope));
    let found = world.get::<Cluster>(&Cluster::key_of(scope, cluster_name(identifier)));
    let active = found.filter(|cluster| cluster.status == ClusterStatus::Active && !elsewhere);
    active.cloned().ok_or_else(|| errors::cluster_not_found_exception("Cluster not found."))
}

/// The service of a cluster that is not INACTIVE, by name or ARN, or `ServiceNotFoundException`.
pub(crate) fn service(world: &World, cluster: &Cluster, identifier: &str) -> Result<Arc<Service>, Error> {
    let key = Service::key_of(&cluster.scope, &cluster.name, short_id(identifier));
    world
        .get::<Service>(&key)
        .cloned()
        .ok_or_else(|| errors::service_not_found_exception("Service not found."))
}

/// CLUSTER, SERVICE and ID of `arn:...:KIND/CLUSTER/SERVICE/ID`; another text is refused.
fn third_level<'a>(scope: &Scope, kind: &str, identifier: &'a str) -> Result<Option<[&'a str; 3]>, Error> {
    let parsed = Arn::parse(identifier).filter(|arn| arn.service == "ecs");
    let parts: Vec<&str> = parsed.iter().flat_map(|arn| arn.resource.split('/')).collect();
    match (&parsed, parts.as_slice()) {
        (Some(arn), [found, cluster, service, id]) if *found == kind => {
            Ok(arn.is_in(scope).then_some([*cluster, *service, *id]))
        }
        _ => Err(errors::invalid_parameter_exception(format!("Invalid {kind} ARN: {identifier}"))),
    }
}

/// The service deployment an ARN names.
pub(crate) fn service_deployment(
    world: &World,
    scope: &Scope,
    identifier: &str,
) -> Result<Option<Arc<ServiceDeployment>>, Error> {
    let Some([cluster, service, id]) = third_level(scope, "service-deployment", identifier)? else {
        return Ok(None);
    };
    Ok(world.get(&ServiceDeployment::key_of(scope, cluster, service, id)).cloned())
}

/// The service revision an ARN names.
pub(crate) fn service_revision(
    world: &World,
    scope: &Scope,
    identifier: &str,
) -> Result<Option<Arc<ServiceRevision>>, Error> {
    let Some([cluster, service, id]) = third_level(scope, "service-revision", identifier)? else {
        return Ok(None);
    };
    let number = id.parse().unwrap_or(0);
    Ok(world.get(&ServiceRevision::key_of(scope, cluster, service, number)).cloned())
}

/// The task of a cluster by id or ARN.
pub(crate) fn task(world: &World, cluster: &Cluster, identifier: &str) -> Option<Arc<Task>> {
    world.get::<Task>(&Task::key_of(&cluster.scope, &cluster.name, short_id(identifier))).cloned()
}

/// The container instance of a cluster by id or ARN.
pub(crate) fn container_instance(
    world: &World,
    cluster: &Cluster,
    identifier: &str,
) -> Option<Arc<ContainerInstance>> {
    let key = ContainerInstance::key_of(&cluster.scope, &cluster.name, short_id(identifier));
    world.get::<ContainerInstance>(&key).cloned()
}

/// `family`, `family:revision` or an ARN; the family alone means its latest ACTIVE revision.
pub(crate) fn task_definition(world: &World, scope: &Scope, identifier: &str) -> Option<Arc<TaskDefinition>> {
    let name = short_id(identifier);
    let (family, revision) = match name.rsplit_once(':') {
        Some((family, revision)) => (family, Some(revision.parse::<u32>().ok()?)),
        None => (name, None),
    };
    match revision {
        Some(revision) => {
            let name = TaskDefinitionRef { family: family.to_owned(), revision };
            world.get::<TaskDefinition>(&name.key(scope)).cloned()
        }
        None => {
            let active = revisions(world, scope, family).filter(|d| d.status == TaskDefinitionStatus::Active);
            active.last().cloned()
        }
    }
}

/// Every revision of a family, oldest first.
pub(crate) fn revisions<'w>(
    world: &'w World,
    scope: &Scope,
    family: &str,
) -> impl Iterator<Item = &'w Arc<TaskDefinition>> {
    world.scan_prefix::<TaskDefinition>(scope, &format!("{family}:"))
}

/// A definition that new tasks may be started from, or the error RunTask and CreateService give.
pub(crate) fn usable_definition(
    world: &World,
    scope: &Scope,
    identifier: &str,
) -> Result<Arc<TaskDefinition>, Error> {
    let found = task_definition(world, scope, identifier);
    let found = found.ok_or_else(|| errors::client_exception("TaskDefinition not found."))?;
    if found.status == TaskDefinitionStatus::Inactive {
        return Err(errors::client_exception("TaskDefinition is inactive"));
    }
    Ok(found)
}

/// The page size a list operation was asked for, 1 to 100.
pub(crate) fn page_size(asked: Option<i64>, default: usize) -> usize {
    asked.map_or(default, |asked| asked.clamp(1, 100) as usize)
}

/// A page token that no list returned.
pub(crate) fn bad_token() -> Error {
    errors::invalid_parameter_exception("Invalid token")
}
