//! What a request names: a namespace, a dimension, a resource, and what is registered for it. In: members. Out: records, or AWS's errors.
//! Never here: answers.

use std::sync::Arc;

use ledger::{Txn, World};
use model::Scope;
use model::ecs::{SchedulingStrategy, Service, ServiceStatus};
use model::scaling::{ScalableTarget, Scaled};
use shapes::Error;
use shapes::application_autoscaling::errors;

/// The one namespace of this product.
pub(crate) const NAMESPACE: &str = "ecs";
/// The one dimension of this product.
pub(crate) const DIMENSION: &str = "ecs:service:DesiredCount";
/// Items of a page.
const PAGE: usize = 50;

/// Refuses namespaces and dimensions of other services by their names.
fn check_kind(namespace: &str, dimension: Option<&str>) -> Result<(), Error> {
    if namespace != NAMESPACE {
        return Err(invalid(format!(
            "ServiceNamespace {namespace} is not in this product yet; see SCOPE.md"
        )));
    }
    match dimension.filter(|dimension| *dimension != DIMENSION) {
        Some(other) => Err(invalid(format!(
            "Unsupported service namespace, resource type or scalable dimension: {other}"
        ))),
        None => Ok(()),
    }
}

/// The same for what is listed: a dimension is told only of a resource.
pub(crate) fn check_listing(
    namespace: &str,
    dimension: Option<&str>,
    of_resource: bool,
) -> Result<(), Error> {
    check_kind(namespace, dimension)?;
    match dimension.is_some() && !of_resource {
        true => Err(invalid("ResourceId must be specified with ScalableDimension")),
        false => Ok(()),
    }
}

/// The service a resource id means.
pub(crate) fn scaled(
    scope: &Scope,
    namespace: &str,
    dimension: &str,
    resource: &str,
) -> Result<Scaled, Error> {
    check_kind(namespace, Some(dimension))?;
    Scaled::parse(scope, resource)
        .ok_or_else(|| invalid("Unsupported service namespace, resource type or scalable dimension"))
}

/// A service that is there and can be scaled.
pub(crate) fn service(world: &World, of: &Scaled) -> Result<Arc<Service>, Error> {
    let found = world.get::<Service>(&of.key()).filter(|service| service.status == ServiceStatus::Active);
    let Some(service) = found else {
        return Err(invalid(format!("ECS service doesn't exist: {}", of.resource_id())));
    };
    if service.scheduling == SchedulingStrategy::Daemon {
        let text = format!(
            "{} uses the DAEMON scheduling strategy, which has no desired count to scale",
            of.resource_id()
        );
        return Err(invalid(text));
    }
    Ok(Arc::clone(service))
}

/// The target that must be registered before a policy or a scheduled action is put.
pub(crate) fn registered(txn: &Txn, of: &Scaled) -> Result<Arc<ScalableTarget>, Error> {
    let found = txn.get::<ScalableTarget>(&of.key()).cloned();
    found.ok_or_else(|| not_found("scalable target registered", of))
}

/// `No WHAT for service namespace: ecs, resource ID: ..., scalable dimension: ...`.
pub(crate) fn not_found(what: &str, of: &Scaled) -> Error {
    errors::object_not_found_exception(format!(
        "No {what} for service namespace: {NAMESPACE}, resource ID: {}, scalable dimension: {DIMENSION}",
        of.resource_id()
    ))
}

/// `ValidationException`.
pub(crate) fn invalid(text: impl Into<String>) -> Error {
    errors::validation_exception(text)
}

/// How many items a page has: at most 50.
pub(crate) fn page_size(asked: Option<i64>) -> usize {
    asked.and_then(|size| usize::try_from(size).ok()).filter(|size| (1..=PAGE).contains(size)).unwrap_or(PAGE)
}

/// A token no page returned.
pub(crate) fn bad_token() -> Error {
    errors::invalid_next_token_exception("The next token is invalid.")
}
