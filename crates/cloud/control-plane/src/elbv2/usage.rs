//! Which load balancers lead to which target groups: derived from listeners and rules, never stored.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::World;
use model::Scope;
use model::elbv2::{Action, Listener, LoadBalancer, Rule, TargetGroup};
use shapes::Error;
use shapes::elbv2::errors;

use crate::quotas;

/// Names of the load balancers that lead to this target group.
pub(crate) fn load_balancers_of(world: &World, group: &TargetGroup) -> BTreeSet<String> {
    let leading = Action::leading_to(&group.arn());
    let listeners = world.scan_by::<Listener>(&group.scope, &leading, None);
    let rules = world.scan_by::<Rule>(&group.scope, &leading, None);
    let of_rules = rules.map(|(_, rule)| rule.load_balancer.clone());
    listeners.map(|(_, listener)| listener.load_balancer.clone()).chain(of_rules).collect()
}

/// The target groups a load balancer leads to, by name.
pub(crate) fn groups_of(world: &World, balancer: &LoadBalancer) -> Vec<Arc<TargetGroup>> {
    let (scope, prefix) = (&balancer.scope, format!("{}/", balancer.name));
    let listeners = world.scan_prefix::<Listener>(scope, &prefix).map(|listener| &listener.default_action);
    let rules = world.scan_prefix::<Rule>(scope, &prefix).map(|rule| &rule.action);
    let arns: BTreeSet<&str> = listeners
        .chain(rules)
        .flat_map(|action| action.groups().iter().map(|group| group.target_group_arn.as_str()))
        .collect();
    let found = arns.into_iter().filter_map(|arn| super::find::target_group(world, scope, arn).ok());
    let mut groups: Vec<_> = found.collect();
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    groups
}

/// Pairs of load balancer name and ARN of a target group it leads to; pairs may repeat.
fn uses<'w>(world: &'w World, scope: &Scope) -> impl Iterator<Item = (&'w str, &'w str)> + use<'w> {
    let listeners = world.scan::<Listener>(scope);
    let defaults = listeners.map(|listener| (listener.load_balancer.as_str(), &listener.default_action));
    let rules = world.scan::<Rule>(scope).map(|rule| (rule.load_balancer.as_str(), &rule.action));
    defaults.chain(rules).flat_map(|(balancer, action)| {
        action.groups().iter().map(move |group| (balancer, group.target_group_arn.as_str()))
    })
}

/// Whether a load balancer may take `action`: a target group serves one load balancer only, and one load balancer
/// leads to a bounded number of groups.
pub(crate) fn check(world: &World, scope: &Scope, balancer: &str, action: &Action) -> Result<(), Error> {
    let wanted: BTreeSet<&str> =
        action.groups().iter().map(|group| group.target_group_arn.as_str()).collect();
    if let Some((_, taken)) = uses(world, scope).find(|(user, arn)| *user != balancer && wanted.contains(arn))
    {
        let text = format!(
            "The following target groups cannot be associated with more than one load balancer: {taken}"
        );
        return Err(errors::target_group_association_limit_exception(text));
    }
    let own = uses(world, scope).filter(|(user, _)| *user == balancer).map(|(_, arn)| arn);
    let all: BTreeSet<&str> = own.chain(wanted.iter().copied()).collect();
    quotas::TARGET_GROUPS_OF_A_BALANCER.check(all.len())
}
