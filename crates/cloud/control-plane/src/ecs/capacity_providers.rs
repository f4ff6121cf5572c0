//! What the operations on capacity providers and clusters share: names, an Auto Scaling group's settings.
//! In: members of requests. Out: model values or AWS's errors. Never here: strategies (`capacity`).

use ledger::World;
use model::Scope;
use model::ecs::{CapacityProvider, CapacityProviderStatus, ManagedScaling};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::{find, refuse};

/// The ACTIVE provider of the user's own that a name or ARN means.
pub(crate) fn own<'w>(world: &'w World, scope: &Scope, identifier: &str) -> Option<&'w CapacityProvider> {
    let name = find::id_of(scope, "capacity-provider", identifier)?;
    let found = world.get::<CapacityProvider>(&CapacityProvider::key_of(scope, name));
    found.map(|found| &**found).filter(|found| found.status == CapacityProviderStatus::Active)
}

/// Whether the provider exists without anybody creating it.
pub(crate) fn is_of_aws(name: &str) -> bool {
    CapacityProvider::OF_AWS.contains(&name)
}

/// The names of providers a cluster is given, each once, in the order given.
pub(crate) fn names(world: &World, scope: &Scope, given: Option<Vec<String>>) -> Result<Vec<String>, Error> {
    let mut names: Vec<String> = Vec::new();
    for identifier in given.unwrap_or_default() {
        let known = match is_of_aws(&identifier) {
            true => Some(identifier.clone()),
            false => own(world, scope, &identifier).map(|own| own.name.clone()),
        };
        let name = known.ok_or_else(|| not_found(&identifier))?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn not_found(identifier: &str) -> Error {
    let text = format!("The specified capacity provider '{identifier}' was not found.");
    errors::invalid_parameter_exception(text)
}

/// What nobody here would do for a group: it is never scaled, and its instances are neither protected nor drained.
pub(crate) fn refuse_management(
    scaling: Option<&wire::ManagedScaling>,
    protection: Option<&String>,
    draining: Option<&String>,
) -> Result<(), Error> {
    let enabled = |word: Option<&String>| word.is_some_and(|word| word == "ENABLED");
    refuse::unsupported(&[
        ("managedScaling ENABLED", enabled(scaling.and_then(|scaling| scaling.status.as_ref()))),
        ("managedTerminationProtection ENABLED", enabled(protection)),
        ("managedDraining ENABLED", enabled(draining)),
    ])
}

/// Managed scaling with what the caller says changed.
pub(crate) fn scaling(
    now: ManagedScaling,
    given: Option<&wire::ManagedScaling>,
) -> Result<ManagedScaling, Error> {
    let Some(given) = given else { return Ok(now) };
    let changed = ManagedScaling {
        target_capacity: given.target_capacity.unwrap_or(now.target_capacity),
        minimum_step: given.minimum_scaling_step_size.unwrap_or(now.minimum_step),
        maximum_step: given.maximum_scaling_step_size.unwrap_or(now.maximum_step),
        warmup: given.instance_warmup_period.unwrap_or(now.warmup),
    };
    if changed.minimum_step > changed.maximum_step {
        let text = "The minimum scaling step size must not be greater than the maximum scaling step size.";
        return Err(errors::client_exception(text));
    }
    Ok(changed)
}
