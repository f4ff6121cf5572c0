//! The `loadBalancers` of a service: target groups that exist, belong to a load balancer and lead to a port of the definition.

use ledger::World;
use model::Scope;
use model::ecs::{LoadBalancing, NetworkMode, TaskDefinition};
use model::elbv2::{Action, Listener, Rule, TargetGroup};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// Target groups a service may name (ECS developer guide).
const MOST_GROUPS: usize = 5;

/// Reads and checks all of them against the definition the service runs.
pub(crate) fn read(
    world: &World,
    scope: &Scope,
    given: Option<Vec<wire::LoadBalancer>>,
    definition: &TaskDefinition,
) -> Result<Vec<LoadBalancing>, Error> {
    let given = given.unwrap_or_default();
    if given.len() > MOST_GROUPS {
        let text = "load balancers can have at most 5 items.";
        return Err(errors::invalid_parameter_exception(text));
    }
    given.into_iter().map(|one| read_one(world, scope, one, definition)).collect()
}

fn read_one(
    world: &World,
    scope: &Scope,
    given: wire::LoadBalancer,
    definition: &TaskDefinition,
) -> Result<LoadBalancing, Error> {
    let refuse = |text: String| Err(errors::invalid_parameter_exception(text));
    let Some(arn) = given.target_group_arn else {
        return refuse(
            "targetGroupArn must be given; Classic Load Balancers are not in this product".to_owned(),
        );
    };
    check_group(world, scope, &arn, definition)?;
    let name = given.container_name.unwrap_or_default();
    let Some(container) = definition.container(&name) else {
        return refuse(format!("The container {name} does not exist in the task definition."));
    };
    let port = given.container_port.unwrap_or(0);
    let mapped = container.port_mappings.iter().find(|mapping| i64::from(mapping.container_port) == port);
    let Some(mapping) = mapped else {
        return refuse(format!("The container {name} did not have a container port {port} defined."));
    };
    Ok(LoadBalancing { target_group_arn: arn, container_name: name, container_port: mapping.container_port })
}

/// Checks that the definition of an update still has what the service's load balancers lead to.
pub(crate) fn check(
    world: &World,
    scope: &Scope,
    load_balancers: &[LoadBalancing],
    definition: &TaskDefinition,
) -> Result<(), Error> {
    for rule in load_balancers {
        check_type(world, scope, &rule.target_group_arn, definition)?;
        let name = &rule.container_name;
        let refuse = |text: String| Err(errors::invalid_parameter_exception(text));
        let Some(container) = definition.container(name) else {
            return refuse(format!("The container {name} does not exist in the task definition."));
        };
        let port = rule.container_port;
        if !container.port_mappings.iter().any(|mapping| mapping.container_port == port) {
            return refuse(format!("The container {name} did not have a container port {port} defined."));
        }
    }
    Ok(())
}

/// Tasks with an address of their own are targets by it, others by their instance.
fn check_type(world: &World, scope: &Scope, arn: &str, definition: &TaskDefinition) -> Result<(), Error> {
    let mode = definition.network_mode();
    let wanted = if mode == NetworkMode::Awsvpc { "ip" } else { "instance" };
    let group = world.scan::<TargetGroup>(scope).find(|group| group.arn() == arn);
    match group.filter(|group| group.target_type != wanted) {
        None => Ok(()),
        Some(group) => Err(errors::invalid_parameter_exception(format!(
            "The provided target group {arn} has target type {}, which is incompatible with the {mode} network mode specified in the task definition.",
            group.target_type
        ))),
    }
}

fn check_group(world: &World, scope: &Scope, arn: &str, definition: &TaskDefinition) -> Result<(), Error> {
    let refuse = |text: String| Err(errors::invalid_parameter_exception(text));
    if !world.scan::<TargetGroup>(scope).any(|group| group.arn() == arn) {
        return refuse(format!("Unable to find target group with ARN {arn}."));
    }
    check_type(world, scope, arn, definition)?;
    if !is_in_use(world, scope, arn) {
        return refuse(format!(
            "The target group with targetGroupArn {arn} does not have an associated load balancer."
        ));
    }
    Ok(())
}

fn is_in_use(world: &World, scope: &Scope, arn: &str) -> bool {
    let leads = |action: &Action| match action {
        Action::Forward { groups, .. } => groups.iter().any(|group| group.target_group_arn == arn),
        _ => false,
    };
    world.scan::<Listener>(scope).any(|listener| leads(&listener.default_action))
        || world.scan::<Rule>(scope).any(|rule| leads(&rule.action))
}
