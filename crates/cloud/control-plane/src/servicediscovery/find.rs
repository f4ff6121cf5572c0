//! Finding namespaces, services and instances. In: an id, an ARN or names. Out: the record, or Cloud Map's refusal. Never here: changes.

use std::sync::Arc;

use ledger::World;
use model::cloud_map::{Instance, Namespace, Service};
use model::{Arn, Scope};
use shapes::Error;
use shapes::servicediscovery::errors;

/// Items a page has unless asked for fewer.
const PAGE: i64 = 100;

/// A namespace by id or ARN.
pub(crate) fn namespace(world: &World, scope: &Scope, named: &str) -> Result<Arc<Namespace>, Error> {
    let id = id(scope, named, "namespace/");
    let found = id.and_then(|id| world.get::<Namespace>(&Namespace::key_of(scope, id)));
    found.cloned().ok_or_else(|| errors::namespace_not_found(format!("Namespace not found: {named}")))
}

/// A service by id or ARN.
pub(crate) fn service(world: &World, scope: &Scope, named: &str) -> Result<Arc<Service>, Error> {
    let id = id(scope, named, "service/");
    let found = id.and_then(|id| world.get::<Service>(&Service::key_of(scope, id)));
    found.cloned().ok_or_else(|| errors::service_not_found(format!("Service not found: {named}")))
}

/// A service by the names a program knows.
pub(crate) fn by_names(
    world: &World,
    scope: &Scope,
    namespace: &str,
    service: &str,
) -> Result<(Arc<Namespace>, Arc<Service>), Error> {
    let mut namespaces = world.scan_by::<Namespace>(scope, &Namespace::named(namespace), None);
    let Some((_, namespace)) = namespaces.next() else {
        return Err(errors::namespace_not_found(format!("Namespace not found: {namespace}")));
    };
    let mut found = world.scan_by::<Service>(scope, &Service::named(&namespace.id, service), None);
    let missing = || errors::service_not_found(format!("Service not found: {service}"));
    let (_, service) = found.next().ok_or_else(missing)?;
    Ok((Arc::clone(namespace), Arc::clone(service)))
}

/// An instance of a service.
pub(crate) fn instance(world: &World, service: &Service, id: &str) -> Result<Arc<Instance>, Error> {
    let found = world.get::<Instance>(&Instance::key_of(&service.scope, &service.id, id));
    found.cloned().ok_or_else(|| errors::instance_not_found(format!("Instance not found: {id}")))
}

/// The services of a namespace.
pub(crate) fn services_in<'w>(
    world: &'w World,
    namespace: &Namespace,
) -> impl Iterator<Item = &'w Arc<Service>> {
    let within = world.scan_by::<Service>(&namespace.scope, &Service::within(&namespace.id), None);
    within.map(|(_, service)| service)
}

/// The instances of a service, by id, from the one after `after` on.
pub(crate) fn instances_of<'w>(
    world: &'w World,
    service: &Service,
    after: Option<&str>,
) -> impl Iterator<Item = &'w Arc<Instance>> + use<'w> {
    let prefix = format!("{}/", service.id);
    let after = after.map(|id| format!("{prefix}{id}"));
    world.scan_from::<Instance>(&service.scope, &prefix, after.as_deref())
}

/// How many items a page has.
pub(crate) fn page_size(asked: Option<i64>) -> usize {
    asked.unwrap_or(PAGE).clamp(1, PAGE) as usize
}

/// The token is none of ours.
pub(crate) fn bad_token() -> Error {
    errors::invalid_input("The specified NextToken is invalid.")
}

/// The id in what a client gave: the id itself, or an ARN of this account and Region.
pub(crate) fn id<'t>(scope: &Scope, named: &'t str, kind: &str) -> Option<&'t str> {
    if !named.starts_with("arn:") {
        return Some(named);
    }
    let arn = Arn::parse(named).filter(|arn| arn.service == "servicediscovery" && arn.is_in(scope));
    arn.and_then(|arn| arn.resource.strip_prefix(kind))
}
