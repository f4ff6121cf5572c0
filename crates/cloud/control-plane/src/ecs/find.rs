//! Finding what an identifier names: short names and ARNs are both accepted (ECS API reference).

use std::sync::Arc;

use ledger::World;
use model::ecs::{
    Cluster, ClusterStatus, ContainerInstance, LastStatus, Service, ServiceDeployment, ServiceRevision, Task,
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

/// The name an identifier gives something of one kind: itself, or the end of an ARN `KIND/NAME` of this account and
/// Region.
pub(crate) fn id_of<'t>(scope: &Scope, kind: &str, identifier: &'t str) -> Option<&'t str> {
    let Some(arn) = Arn::parse(identifier) else { return Some(identifier) };
    let here = arn.is_in(scope) && arn.service == "ecs";
    here.then(|| arn.resource.strip_prefix(kind)?.strip_prefix('/')).flatten()
}

/// The id an identifier gives something in a cluster: itself, or the end of an ARN `KIND/CLUSTER/ID`, or of the old
/// `KIND/ID`.
fn id_in<'t>(cluster: &Cluster, kind: &str, identifier: &'t str) -> Option<&'t str> {
    let id = id_of(&cluster.scope, kind, identifier)?;
    match id.split_once('/') {
        Some((within, id)) => (within == cluster.name).then_some(id),
        None => Some(id),
    }
}

/// Refuses the ARN of something in another cluster, and what is neither an id nor an ARN.
pub(crate) fn check_identifier(cluster: &Cluster, identifier: &str) -> Result<(), Error> {
    let refuse = |text: String| Err(errors::invalid_parameter_exception(text));
    let Some(arn) = Arn::parse(identifier) else {
        return match identifier.contains(['/', ':']) {
            true => refuse("Invalid identifier: Unexpected number of separators".to_owned()),
            false => Ok(()),
        };
    };
    let within = arn.resource.split('/').nth(1).filter(|_| arn.resource.split('/').count() > 2);
    match within.filter(|within| *within != cluster.name) {
        Some(within) => refuse(format!(
            "Invalid identifier: Identifier is for cluster {within}. Your cluster is {}",
            cluster.name
        )),
        None => Ok(()),
    }
}

/// Refuses a list of identifiers that is empty, too long, or holds one of another cluster.
pub(crate) fn check_identifiers(
    cluster: &Cluster,
    what: &str,
    identifiers: &[String],
    most: usize,
) -> Result<(), Error> {
    check_count(what, identifiers.len(), most)?;
    identifiers.iter().try_for_each(|identifier| check_identifier(cluster, identifier))
}

/// Refuses a list that is empty or too long.
pub(crate) fn check_count(what: &str, count: usize, most: usize) -> Result<(), Error> {
    match count {
        0 => Err(errors::invalid_parameter_exception(format!("{what} cannot be empty."))),
        _ if count > most => {
            Err(errors::invalid_parameter_exception(format!("{what} cannot be more than {most}.")))
        }
        _ => Ok(()),
    }
}

/// The ACTIVE cluster an optional identifier names, or `ClusterNotFoundException`.
pub(crate) fn cluster(world: &World, scope: &Scope, identifier: Option<&str>) -> Result<Arc<Cluster>, Error> {
    let identifier = identifier.filter(|text| !text.is_empty()).unwrap_or(DEFAULT_CLUSTER);
    let name = id_of(scope, "cluster", identifier);
    let found = name.and_then(|name| world.get::<Cluster>(&Cluster::key_of(scope, name)));
    let active = found.filter(|cluster| cluster.status == ClusterStatus::Active);
    active.cloned().ok_or_else(|| errors::cluster_not_found_exception("Cluster not found."))
}

/// The service of a cluster, INACTIVE ones too, by name or ARN, or `ServiceNotFoundException`.
pub(crate) fn service(world: &World, cluster: &Cluster, identifier: &str) -> Result<Arc<Service>, Error> {
    let name = id_in(cluster, "service", identifier);
    let found =
        name.and_then(|name| world.get::<Service>(&Service::key_of(&cluster.scope, &cluster.name, name)));
    found.cloned().ok_or_else(|| errors::service_not_found_exception("Service not found."))
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
    let id = id_in(cluster, "task", identifier)?;
    world.get::<Task>(&Task::key_of(&cluster.scope, &cluster.name, id)).cloned()
}

/// The container instance of a cluster by id or ARN.
pub(crate) fn container_instance(
    world: &World,
    cluster: &Cluster,
    identifier: &str,
) -> Option<Arc<ContainerInstance>> {
    let id = id_in(cluster, "container-instance", identifier)?;
    let key = ContainerInstance::key_of(&cluster.scope, &cluster.name, id);
    world.get::<ContainerInstance>(&key).cloned()
}

/// `family`, `family:revision` or an ARN; the family alone means its latest ACTIVE revision.
pub(crate) fn task_definition(world: &World, scope: &Scope, identifier: &str) -> Option<Arc<TaskDefinition>> {
    let name = id_of(scope, "task-definition", identifier)?;
    let (family, revision) = match name.rsplit_once(':') {
        Some((family, revision)) => (family, Some(revision.parse::<u32>().ok()?)),
        None => (name, None),
    };
    match revision {
        Some(revision) => {
            let name = TaskDefinitionRef { family: family.to_owned(), revision };
            let found = world.get::<TaskDefinition>(&name.key(scope));
            found.filter(|definition| is_seen(world, definition)).cloned()
        }
        None => {
            let order = TaskDefinition::of_status(TaskDefinitionStatus::Active);
            let prefix = format!("{order}{}", TaskDefinition::family(family));
            world
                .scan_by_back::<TaskDefinition>(scope, &prefix, None)
                .next()
                .map(|(_, latest)| Arc::clone(latest))
        }
    }
}

/// Every revision of a family, the latest first.
pub(crate) fn revisions<'w>(
    world: &'w World,
    scope: &Scope,
    family: &str,
) -> impl Iterator<Item = &'w Arc<TaskDefinition>> {
    world.scan_back::<TaskDefinition>(scope, &format!("{family}:"), None)
}

/// Whether a definition is still there: a deleted one is, as long as a service or a task uses it.
pub(crate) fn is_seen(world: &World, definition: &TaskDefinition) -> bool {
    if definition.status != TaskDefinitionStatus::DeleteInProgress {
        return true;
    }
    let (scope, name) = (&definition.scope, &definition.name);
    let deploys = |service: &Service| service.deployments.iter().any(|it| it.task_definition == *name);
    let mut tasks = world.scan::<Task>(scope);
    world.scan::<Service>(scope).any(|service| deploys(service))
        || tasks.any(|task| task.task_definition == *name && task.last != LastStatus::Stopped)
}

/// A definition that new tasks may be started from, or the error RunTask and CreateService give.
pub(crate) fn usable_definition(
    world: &World,
    scope: &Scope,
    identifier: &str,
) -> Result<Arc<TaskDefinition>, Error> {
    let found = task_definition(world, scope, identifier);
    let found = found.ok_or_else(|| errors::client_exception("TaskDefinition not found."))?;
    if found.status != TaskDefinitionStatus::Active {
        return Err(errors::client_exception("TaskDefinition is inactive"));
    }
    Ok(found)
}

/// The page size a list operation was asked for: 1 to 100.
pub(crate) fn page_size(asked: Option<i64>, default: i64) -> Result<usize, Error> {
    page_limit(asked, default, 100)
}

/// The page size an operation was asked for: 1 to `most`.
pub(crate) fn page_limit(asked: Option<i64>, default: i64, most: i64) -> Result<usize, Error> {
    match asked.unwrap_or(default) {
        size if (1..=most).contains(&size) => Ok(size as usize),
        _ => {
            let text = format!("maxResults must be between 1 and {most}.");
            Err(errors::invalid_parameter_exception(text))
        }
    }
}

/// A page token that no list returned.
pub(crate) fn bad_token() -> Error {
    errors::invalid_parameter_exception("Invalid token")
}
