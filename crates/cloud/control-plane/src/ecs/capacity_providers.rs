//! What the operations on capacity providers and clusters share: names, strategies, an Auto Scaling group's settings.
//! In: members of requests. Out: model values or AWS's errors. Never here: which provider a task gets.

use ledger::World;
use model::Scope;
use model::ecs::{CapacityProvider, CapacityProviderStatus, CapacityProviderStrategyItem, ManagedScaling};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::{find, refuse};

/// Items a strategy has at most.
const MOST_ITEMS: usize = 20;

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

/// A strategy over the providers of a cluster; absent and empty are the same.
pub(crate) fn strategy(
    associated: &[String],
    given: Option<Vec<wire::CapacityProviderStrategyItem>>,
) -> Result<Vec<CapacityProviderStrategyItem>, Error> {
    let items: Vec<_> = given.unwrap_or_default().into_iter().map(item).collect();
    match trouble(associated, &items) {
        Some(text) => Err(errors::invalid_parameter_exception(text)),
        None => Ok(items),
    }
}

fn item(given: wire::CapacityProviderStrategyItem) -> CapacityProviderStrategyItem {
    CapacityProviderStrategyItem {
        provider: find::short_id(&given.capacity_provider).to_owned(),
        weight: given.weight.unwrap_or(0),
        base: given.base.unwrap_or(0),
    }
}

/// What is wrong with a strategy.
fn trouble(associated: &[String], items: &[CapacityProviderStrategyItem]) -> Option<&'static str> {
    let foreign = |item: &&CapacityProviderStrategyItem| !associated.contains(&item.provider);
    let of_aws = items.iter().filter(|item| is_of_aws(&item.provider)).count();
    let repeated = |(at, item): (usize, &CapacityProviderStrategyItem)| {
        items[..at].iter().any(|before| before.provider == item.provider)
    };
    let bases = items.iter().filter(|item| item.base > 0).count();
    let rules = [
        (
            items.len() > MOST_ITEMS,
            "A capacity provider strategy can contain a maximum of 20 capacity providers.",
        ),
        (
            items.iter().find(foreign).is_some(),
            "The specified capacity provider strategy cannot contain a capacity provider that is not associated \
             with the cluster. Associate the capacity provider with the cluster and try again.",
        ),
        (
            of_aws != 0 && of_aws != items.len(),
            "The specified capacity provider strategy cannot contain a mix of capacity providers using Fargate and \
             Auto Scaling groups. Specify one or the other and try again.",
        ),
        (
            items.iter().enumerate().any(repeated),
            "The specified capacity provider strategy cannot contain duplicate capacity providers.",
        ),
        (bases > 1, "Only one capacity provider in a capacity provider strategy can have a base defined."),
        (
            // A single provider takes all tasks, whatever its weight: 0 is what it has unless given.
            items.len() > 1 && items.iter().all(|item| item.weight == 0),
            "The specified capacity provider strategy must contain at least one capacity provider with a weight \
             greater than 0.",
        ),
    ];
    rules.into_iter().find(|(broken, _)| *broken).map(|(_, text)| text)
}

/// A strategy on the wire.
pub(crate) fn write_strategy(
    items: &[CapacityProviderStrategyItem],
) -> Vec<wire::CapacityProviderStrategyItem> {
    let each = items.iter();
    each.map(|item| wire::CapacityProviderStrategyItem {
        capacity_provider: item.provider.clone(),
        weight: Some(item.weight),
        base: Some(item.base),
    })
    .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn given(items: &[(&str, i64, i64)]) -> Option<Vec<wire::CapacityProviderStrategyItem>> {
        let each = items.iter();
        let items = each.map(|(provider, weight, base)| wire::CapacityProviderStrategyItem {
            capacity_provider: (*provider).to_owned(),
            weight: Some(*weight),
            base: Some(*base),
        });
        Some(items.collect())
    }

    fn refusal(items: &[(&str, i64, i64)]) -> String {
        let associated = ["FARGATE", "FARGATE_SPOT", "a", "b"].map(str::to_owned);
        strategy(&associated, given(items)).err().map(|error| error.message).unwrap_or_default()
    }

    #[test]
    fn a_strategy_is_over_the_cluster_s_own_and_has_a_weight() {
        assert_eq!(refusal(&[]), "");
        assert_eq!(refusal(&[("FARGATE", 1, 1), ("FARGATE_SPOT", 4, 0)]), "");
        assert!(refusal(&[("c", 1, 0)]).contains("not associated"));
        assert!(refusal(&[("FARGATE", 1, 0), ("a", 1, 0)]).contains("mix"));
        assert!(refusal(&[("a", 1, 0), ("a", 2, 0)]).contains("duplicate"));
        assert!(refusal(&[("a", 1, 1), ("b", 1, 1)]).contains("base"));
        assert!(refusal(&[("a", 0, 1), ("b", 0, 0)]).contains("weight"));
        assert_eq!(refusal(&[("a", 0, 0)]), "");
        assert!(refusal(&[("a", 1, 0); 21]).contains("maximum of 20"));
    }
}
