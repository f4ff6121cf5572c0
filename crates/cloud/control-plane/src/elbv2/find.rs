//! Finding what an ARN names. In: text from a request. Out: the record, or AWS's error for a text that is no ARN of its kind
//! (`ValidationError`) or names nothing in this account and Region (`...NotFound`).

use std::sync::Arc;

use ledger::World;
use model::elbv2::{Listener, LoadBalancer, Rule, TargetGroup};
use model::{Arn, Key, Record, Scope};
use shapes::Error;
use shapes::elbv2::errors;

/// How the ARNs of one kind look.
struct Kind {
    /// What errors call it.
    words: &'static str,
    /// How the resource part begins.
    prefix: &'static str,
    /// Slash-separated parts after the prefix.
    parts: usize,
    /// The error of one that does not exist.
    missing: fn(&str) -> Error,
}

const LOAD_BALANCER: Kind =
    Kind { words: "load balancer", prefix: "loadbalancer/app/", parts: 2, missing: no_load_balancer };
const TARGET_GROUP: Kind =
    Kind { words: "target group", prefix: "targetgroup/", parts: 2, missing: no_target_group };
const LISTENER: Kind = Kind { words: "listener", prefix: "listener/app/", parts: 3, missing: no_listener };
const RULE: Kind = Kind { words: "listener rule", prefix: "listener-rule/app/", parts: 4, missing: no_rule };

fn no_load_balancer(arn: &str) -> Error {
    errors::load_balancer_not_found_exception(format!("Load balancers '[{arn}]' not found"))
}

fn no_target_group(arn: &str) -> Error {
    errors::target_group_not_found_exception(format!("Target groups '[{arn}]' not found"))
}

fn no_listener(_: &str) -> Error {
    errors::listener_not_found_exception("One or more listeners not found")
}

fn no_rule(_: &str) -> Error {
    errors::rule_not_found_exception("One or more rules not found")
}

/// The parts after the prefix of an ARN of this kind.
fn parts<'a>(scope: &Scope, text: &'a str, kind: &Kind) -> Result<Vec<&'a str>, Error> {
    let bad = || Error::validation(format!("'{text}' is not a valid {} ARN", kind.words));
    let arn = Arn::parse(text).filter(|arn| arn.service == "elasticloadbalancing").ok_or_else(bad)?;
    let rest = arn.resource.strip_prefix(kind.prefix).ok_or_else(bad)?;
    let parts: Vec<&str> = rest.split('/').collect();
    if parts.len() != kind.parts {
        return Err(bad());
    }
    if arn.is_in(scope) { Ok(parts) } else { Err((kind.missing)(text)) }
}

/// The load balancer of this ARN.
pub(crate) fn load_balancer(world: &World, scope: &Scope, arn: &str) -> Result<Arc<LoadBalancer>, Error> {
    let parts = parts(scope, arn, &LOAD_BALANCER)?;
    let found = world.get::<LoadBalancer>(&LoadBalancer::key_of(scope, parts[0]));
    found.filter(|found| found.id == parts[1]).cloned().ok_or_else(|| no_load_balancer(arn))
}

/// The target group of this ARN.
pub(crate) fn target_group(world: &World, scope: &Scope, arn: &str) -> Result<Arc<TargetGroup>, Error> {
    let parts = parts(scope, arn, &TARGET_GROUP)?;
    let found = world.get::<TargetGroup>(&TargetGroup::key_of(scope, parts[0]));
    found.filter(|found| found.id == parts[1]).cloned().ok_or_else(|| no_target_group(arn))
}

/// The listener of this ARN.
pub(crate) fn listener(world: &World, scope: &Scope, arn: &str) -> Result<Arc<Listener>, Error> {
    let parts = parts(scope, arn, &LISTENER)?;
    let found = world.get::<Listener>(&Listener::key_of(scope, parts[0], parts[2]));
    found.filter(|found| found.load_balancer_id == parts[1]).cloned().ok_or_else(|| no_listener(arn))
}

/// What a rule's ARN names.
#[derive(Debug)]
pub(crate) enum FoundRule {
    /// The default rule of this listener, which has no record of its own.
    Default(Arc<Listener>),
    /// A rule with a priority.
    Numbered(Arc<Rule>),
}

/// The rule of this ARN, the default one included.
pub(crate) fn any_rule(world: &World, scope: &Scope, arn: &str) -> Result<FoundRule, Error> {
    let parts = parts(scope, arn, &RULE)?;
    if let Some(rule) = world.get::<Rule>(&Key::new(scope, [parts[0], parts[2], parts[3]].join("/"))) {
        let same = rule.load_balancer_id == parts[1];
        return if same { Ok(FoundRule::Numbered(rule.clone())) } else { Err(no_rule(arn)) };
    }
    let listener = world.get::<Listener>(&Listener::key_of(scope, parts[0], parts[2]));
    let found = listener.filter(|listener| listener.default_rule_arn() == arn);
    found.cloned().map(FoundRule::Default).ok_or_else(|| no_rule(arn))
}

/// The rule of this ARN to be changed; the default one refuses to be `done` to.
pub(crate) fn rule(world: &World, scope: &Scope, arn: &str, done: &str) -> Result<Arc<Rule>, Error> {
    match any_rule(world, scope, arn)? {
        FoundRule::Numbered(rule) => Ok(rule),
        FoundRule::Default(_) => {
            Err(errors::operation_not_permitted_exception(format!("Default rule '{arn}' cannot be {done}")))
        }
    }
}

/// The listeners of a load balancer, by id.
pub(crate) fn listeners<'w>(
    world: &'w World,
    balancer: &LoadBalancer,
) -> impl Iterator<Item = &'w Arc<Listener>> {
    world.scan_prefix::<Listener>(&balancer.scope, &format!("{}/", balancer.name))
}

/// The rules of a listener without the default one, by priority.
pub(crate) fn rules(world: &World, listener: &Listener) -> Vec<Arc<Rule>> {
    let mut rules: Vec<_> =
        world.scan_prefix::<Rule>(&listener.scope, &format!("{}/", listener.key().id)).cloned().collect();
    rules.sort_by_key(|rule| rule.priority);
    rules
}
