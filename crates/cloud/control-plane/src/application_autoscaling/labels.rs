//! Resource labels: `app/LB/ID/targetgroup/TG/ID`, the load balancer and the target group whose requests a policy looks at.
//!
//! In: a label, a service. Out: nothing, or why the label is wrong. Never here: metrics.

use ledger::World;
use model::Scope;
use model::ecs::Service;
use model::elbv2::{Action, Listener, LoadBalancer, Rule, TargetGroup};
use shapes::Error;

use super::find::invalid;

/// Refuses a label whose load balancer or target group is not there, do not belong together, or are not the service's.
pub(crate) fn check(world: &World, service: &Service, label: &str) -> Result<(), Error> {
    let wrong = |why: &str| invalid(format!("Invalid resource label {label}: {why}"));
    let shape = "it must have the form app/LOAD-BALANCER/ID/targetgroup/TARGET-GROUP/ID";
    let Some((balancer, group)) = label.split_once("/targetgroup/") else { return Err(wrong(shape)) };
    let (balancer, group) = (balancer.to_owned(), format!("targetgroup/{group}"));
    let scope = &service.scope;
    let Some(balancer) = world.scan::<LoadBalancer>(scope).find(|it| it.full_name() == balancer) else {
        return Err(wrong("there is no such load balancer"));
    };
    let Some(group) = world.scan::<TargetGroup>(scope).find(|it| it.full_name() == group) else {
        return Err(wrong("there is no such target group"));
    };
    let arn = group.arn();
    if !service.load_balancers.iter().any(|it| it.target_group_arn == arn) {
        return Err(wrong("the target group is not attached to the ECS service"));
    }
    if !leads(world, scope, balancer, &arn) {
        return Err(wrong("the load balancer has no listener that forwards to the target group"));
    }
    Ok(())
}

fn leads(world: &World, scope: &Scope, balancer: &LoadBalancer, group: &str) -> bool {
    let forwards = |action: &Action| action.groups().iter().any(|it| it.target_group_arn == group);
    let mut listeners = world.scan::<Listener>(scope).filter(|it| it.load_balancer == balancer.name);
    let mut rules = world.scan::<Rule>(scope).filter(|it| it.load_balancer == balancer.name);
    listeners.any(|it| forwards(&it.default_action)) || rules.any(|it| forwards(&it.action))
}
