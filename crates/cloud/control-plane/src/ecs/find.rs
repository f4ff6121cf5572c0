//! Finding what an identifier names: short names and ARNs are both accepted (ECS API reference).

use std::sync::Arc;

use ledger::World;
use model::ecs::{Cluster, ClusterStatus};
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
