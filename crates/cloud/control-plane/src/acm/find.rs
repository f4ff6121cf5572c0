//! Finding what an ARN names, and who uses it. In: text from a request. Out: the record or AWS's error.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::World;
use model::acm::Certificate;
use model::elbv2::{Listener, LoadBalancer};
use model::{Arn, Scope};
use shapes::Error;
use shapes::acm::errors;

use super::holding::Holding;

/// What this ARN stands for.
pub(crate) fn holding(world: &World, scope: &Scope, arn: &str) -> Result<Holding, Error> {
    let shaped = Arn::parse(arn)
        .is_some_and(|parsed| parsed.service == "acm" && parsed.resource.starts_with("certificate/"));
    if !shaped {
        return Err(errors::invalid_arn_exception(format!("The ARN {arn} is not that of a certificate")));
    }
    let found = Certificate::key_of_arn(scope, arn).and_then(|key| Holding::at(world, &key));
    found.ok_or_else(|| errors::resource_not_found_exception(format!("Could not find certificate {arn}.")))
}

/// The certificate of this ARN, which must have been issued.
pub(crate) fn issued(world: &World, scope: &Scope, arn: &str) -> Result<Arc<Certificate>, Error> {
    let waits = || {
        let text = format!("The certificate request for {arn} is in progress; describe it to see its status");
        errors::request_in_progress_exception(text)
    };
    holding(world, scope, arn)?.certificate.ok_or_else(waits)
}

/// ARNs of the load balancers whose listeners have a certificate: derived, never stored.
pub(crate) fn users(world: &World, scope: &Scope, arn: &str) -> Vec<String> {
    let has = |listener: &&Arc<Listener>| {
        listener.tls.as_ref().is_some_and(|tls| tls.arns().any(|other| other == arn))
    };
    let listeners = world.scan::<Listener>(scope).filter(has);
    let names: BTreeSet<&str> = listeners.map(|listener| listener.load_balancer.as_str()).collect();
    let balancer = |name: &str| world.get::<LoadBalancer>(&LoadBalancer::key_of(scope, name));
    names.into_iter().filter_map(balancer).map(|balancer| balancer.arn()).collect()
}
