//! What the tagging operations find by ARN: clusters, services, tasks, task definitions, container instances,
//! capacity providers.

use ledger::{Txn, World};
use model::ecs::{
    CapacityProvider, Cluster, ClusterStatus, ContainerInstance, InstanceStatus, Service, ServiceStatus,
    Task, TaskDefinition, TaskDefinitionStatus,
};
use model::{Arn, Key, Record, Scope, Tags};
use shapes::Error;
use shapes::ecs::errors;

use super::{capacity_providers, find};

/// Tags a resource may have.
const MOST: usize = 50;

/// A resource that carries tags.
#[derive(Debug)]
pub(crate) struct Tagged {
    kind: Kind,
    key: Key,
    /// Its tags now.
    pub(crate) tags: Tags,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Cluster,
    Service,
    Task,
    TaskDefinition,
    ContainerInstance,
    CapacityProvider,
}

/// The resource of an ARN, as long as it is in use.
pub(crate) fn find(world: &World, scope: &Scope, text: &str) -> Result<Tagged, Error> {
    let invalid = || errors::invalid_parameter_exception("Invalid resource ARN.");
    let arn = Arn::parse(text).filter(|arn| arn.service == "ecs").ok_or_else(invalid)?;
    let parts: Vec<&str> = arn.resource.split('/').collect();
    let found = match (arn.is_in(scope), parts.as_slice()) {
        (true, ["cluster", name]) => cluster(world, scope, name),
        (true, ["capacity-provider", name]) => capacity_provider(world, scope, name),
        (true, ["task-definition", name]) => task_definition(world, scope, name),
        (true, ["service", cluster, name]) => service(world, scope, cluster, name),
        (true, ["task", cluster, id]) => task(world, scope, cluster, id),
        (true, ["container-instance", cluster, id]) => instance(world, scope, cluster, id),
        (_, ["service" | "task" | "container-instance", _]) => {
            return Err(errors::invalid_parameter_exception(
                "Long arn format must be used for tagging operations",
            ));
        }
        (true, _) => return Err(invalid()),
        (false, _) => None,
    };
    found.ok_or_else(|| not_found(&parts))
}

/// ListTagsForResource knows no ResourceNotFoundException, so all three say it in this way.
fn not_found(parts: &[&str]) -> Error {
    let kind = parts.first().copied().unwrap_or_default();
    match kind {
        "cluster" => errors::cluster_not_found_exception("Cluster not found."),
        _ => errors::invalid_parameter_exception(format!(
            "The specified {kind} is inactive or does not exist. Specify an active {kind} and try again."
        )),
    }
}

fn tagged<R: Record>(kind: Kind, record: &R, tags: &Tags) -> Tagged {
    Tagged { kind, key: record.key(), tags: tags.clone() }
}

fn cluster(world: &World, scope: &Scope, name: &str) -> Option<Tagged> {
    let cluster = world.get::<Cluster>(&Cluster::key_of(scope, name))?;
    let active = cluster.status == ClusterStatus::Active;
    active.then(|| tagged(Kind::Cluster, &**cluster, &cluster.tags))
}

fn capacity_provider(world: &World, scope: &Scope, name: &str) -> Option<Tagged> {
    let own = capacity_providers::own(world, scope, name)?;
    Some(tagged(Kind::CapacityProvider, own, &own.tags))
}

fn task_definition(world: &World, scope: &Scope, name: &str) -> Option<Tagged> {
    let found = name.contains(':').then(|| find::task_definition(world, scope, name))??;
    let active = found.status == TaskDefinitionStatus::Active;
    active.then(|| tagged(Kind::TaskDefinition, &*found, &found.tags))
}

fn service(world: &World, scope: &Scope, cluster: &str, name: &str) -> Option<Tagged> {
    let service = world.get::<Service>(&Service::key_of(scope, cluster, name))?;
    let present = service.status != ServiceStatus::Inactive;
    present.then(|| tagged(Kind::Service, &**service, &service.tags))
}

fn task(world: &World, scope: &Scope, cluster: &str, id: &str) -> Option<Tagged> {
    let task = world.get::<Task>(&Task::key_of(scope, cluster, id))?;
    Some(tagged(Kind::Task, &**task, &task.tags))
}

fn instance(world: &World, scope: &Scope, cluster: &str, id: &str) -> Option<Tagged> {
    let instance = world.get::<ContainerInstance>(&ContainerInstance::key_of(scope, cluster, id))?;
    let registered = instance.status != InstanceStatus::Inactive;
    registered.then(|| tagged(Kind::ContainerInstance, &**instance, &instance.tags))
}

impl Tagged {
    /// Writes its tags as they are now.
    pub(crate) fn write(self, txn: &mut Txn) -> Result<(), Error> {
        let Tagged { kind, key, tags } = self;
        if tags.len() > MOST {
            return Err(errors::invalid_parameter_exception("A resource can have at most 50 tags."));
        }
        match kind {
            Kind::Cluster => drop(txn.update::<Cluster, _>(&key, |it| it.tags = tags)),
            Kind::CapacityProvider => drop(txn.update::<CapacityProvider, _>(&key, |it| it.tags = tags)),
            Kind::Service => drop(txn.update::<Service, _>(&key, |it| it.tags = tags)),
            Kind::Task => drop(txn.update::<Task, _>(&key, |it| it.tags = tags)),
            Kind::TaskDefinition => drop(txn.update::<TaskDefinition, _>(&key, |it| it.tags = tags)),
            Kind::ContainerInstance => drop(txn.update::<ContainerInstance, _>(&key, |it| it.tags = tags)),
        }
        Ok(())
    }
}

/// Refuses keys that AWS keeps for itself, and keys and values that are too long.
pub(crate) fn check(tags: &Tags) -> Result<(), Error> {
    let reserved = |key: &String| key.to_ascii_lowercase().starts_with("aws:");
    if tags.keys().any(reserved) {
        let text = "Tag keys that begin with aws: are reserved for use by AWS.";
        return Err(errors::invalid_parameter_exception(text));
    }
    let long = |(key, value): (&String, &String)| {
        key.is_empty() || key.chars().count() > 128 || value.chars().count() > 256
    };
    if tags.iter().any(long) {
        let text = "Tag keys have 1 to 128 characters and tag values at most 256.";
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(())
}
