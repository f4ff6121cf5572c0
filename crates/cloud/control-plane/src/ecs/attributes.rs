//! Custom attributes of container instances: what they may be called, how many there may be, whom they are for.

use std::sync::Arc;

use ledger::World;
use model::Arn;
use model::ecs::{Cluster, ContainerInstance, InstanceStatus};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::find;

/// Custom attributes an instance may have, and attributes a request may carry (ECS quotas).
pub(crate) const MOST: usize = 10;

/// Whether an attribute comes from the instance itself: users cannot change those.
pub(crate) fn is_built_in(name: &str) -> bool {
    name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")
}

/// How many attributes of the user's own an instance has.
pub(crate) fn custom(instance: &ContainerInstance) -> usize {
    instance.attributes.keys().filter(|name| !is_built_in(name)).count()
}

/// Refuses a request with no attribute or too many.
pub(crate) fn check_count(given: &[wire::Attribute]) -> Result<(), Error> {
    if given.is_empty() || given.len() > MOST {
        return Err(errors::invalid_parameter_exception("Between 1 and 10 attributes must be given."));
    }
    Ok(())
}

/// Refuses names and values AWS does not take (ECS API reference, `Attribute`).
pub(crate) fn check(attribute: &wire::Attribute) -> Result<(), Error> {
    let name_sign = |c: char| c.is_ascii_alphanumeric() || "-_./\\".contains(c);
    let value_sign = |c: char| name_sign(c) || "@: ".contains(c);
    let refused = |text: String| Err(errors::invalid_parameter_exception(text));
    let name = &attribute.name;
    if name.is_empty() || name.len() > 128 || !name.chars().all(name_sign) {
        return refused(format!(
            "Invalid attribute name '{name}': 1 to 128 letters, digits, hyphens, underscores, slashes and periods are allowed."
        ));
    }
    if is_built_in(name) {
        return refused(format!("The attribute {name} is reserved: it describes the instance itself."));
    }
    match attribute.value.as_deref() {
        Some(value)
            if value.is_empty()
                || value.len() > 128
                || !value.chars().all(value_sign)
                || value.trim() != value =>
        {
            refused(format!(
                "Invalid value of attribute {name}: 1 to 128 letters, digits and -_@./\\: are allowed."
            ))
        }
        _ => Ok(()),
    }
}

/// The registered instance an attribute is for; a short id needs its target type.
pub(crate) fn target(
    world: &World,
    cluster: &Cluster,
    attribute: &wire::Attribute,
) -> Result<Arc<ContainerInstance>, Error> {
    let Some(id) = attribute.target_id.as_deref().filter(|id| !id.is_empty()) else {
        return Err(errors::invalid_parameter_exception("Attributes need a targetId."));
    };
    if Arn::parse(id).is_none() && attribute.target_type.is_none() {
        return Err(errors::invalid_parameter_exception("A targetId that is no ARN needs a targetType."));
    }
    let found = find::container_instance(world, cluster, id);
    let registered = found.filter(|instance| instance.status != InstanceStatus::Inactive);
    registered.ok_or_else(|| {
        errors::target_not_found_exception(format!("Unable to find the target {id} in the cluster."))
    })
}
