//! Finding what an ARN names, and who uses it. In: text from a request. Out: the record or AWS's error.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::World;
use model::acm::Certificate;
use model::elbv2::{Listener, LoadBalancer};
use model::{Arn, Scope};
use shapes::Error;
use shapes::acm::errors;

/// The certificate of this ARN.
pub(crate) fn certificate(world: &World, scope: &Scope, arn: &str) -> Result<Arc<Certificate>, Error> {
    let shaped = Arn::parse(arn)
        .is_some_and(|parsed| parsed.service == "acm" && parsed.resource.starts_with("certificate/"));
    if !shaped {
        return Err(errors::invalid_arn_exception(format!("The ARN {arn} is not that of a certificate")));
    }
    let found = Certificate::key_of_arn(scope, arn).and_then(|key| world.get::<Certificate>(&key).cloned());
    found.ok_or_else(|| errors::resource_not_found_exception(format!("Could not find certificate {arn}.")))
}

/// ARNs of the load balancers whose listeners have it: derived, never stored.
pub(crate) fn users(world: &World, certificate: &Certificate) -> Vec<String> {
    let arn = certificate.arn();
    let has = |listener: &&Arc<Listener>| {
        listener.tls.as_ref().is_some_and(|tls| tls.arns().any(|other| other == arn))
    };
    let listeners = world.scan::<Listener>(&certificate.scope).filter(has);
    let names: BTreeSet<&str> = listeners.map(|listener| listener.load_balancer.as_str()).collect();
    let balancer = |name: &str| world.get::<LoadBalancer>(&LoadBalancer::key_of(&certificate.scope, name));
    names.into_iter().filter_map(balancer).map(|balancer| balancer.arn()).collect()
}
