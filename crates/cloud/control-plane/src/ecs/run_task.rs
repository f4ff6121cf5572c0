//! RunTask: places up to ten tasks at once; what cannot be placed is a failure per instance, not an error.

use ledger::{Txn, World};
use model::ecs::{Cluster, ContainerInstance, Task, TaskDefinition};
use planner::fleet::Fleet;
use planner::launch::{self, Origin};
use planner::placement::{self, Need, Shortage};
use shapes::Error;
use shapes::ecs::{Failure, RunTask, RunTaskRequest, RunTaskResponse, errors};

use super::refuse::{self, filled};
use super::{find, overrides, placement_rules, tags, view};
use crate::Caller;
use crate::table::Write;

impl Write for RunTask {
    fn write(txn: &mut Txn, caller: &mut Caller, input: RunTaskRequest) -> Result<RunTaskResponse, Error> {
        check_supported(&input)?;
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let definition = find::usable_definition(txn.world(), &caller.scope, &input.task_definition)?;
        let Some(count) = Some(input.count.unwrap_or(1)).filter(|count| (1..=10).contains(count)) else {
            return Err(errors::invalid_parameter_exception("count must be between 1 and 10."));
        };
        let (origin, rules) = (origin(&cluster, &definition, &input)?, Rules::read(&input)?);
        let (tasks, shortages) = place(txn.world(), caller, &cluster, &definition, &origin, &rules, count)?;
        for task in &tasks {
            txn.put(task.clone());
        }
        let shown = tasks.iter().map(|task| view::task(txn.world(), task, view::Include::ALL)).collect();
        let failures = shortages.iter().map(|shortage| failure(&cluster, shortage)).collect();
        Ok(RunTaskResponse { tasks: Some(shown), failures: Some(failures) })
    }
}

/// Strategy and constraints of one request.
struct Rules {
    strategy: Vec<model::ecs::PlacementStrategy>,
    constraints: Vec<model::ecs::PlacementConstraint>,
}

impl Rules {
    fn read(input: &RunTaskRequest) -> Result<Rules, Error> {
        let strategy = placement_rules::strategies(input.placement_strategy.clone())?;
        Ok(Rules {
            strategy,
            constraints: placement_rules::constraints(input.placement_constraints.clone())?,
        })
    }
}

fn origin(cluster: &Cluster, definition: &TaskDefinition, input: &RunTaskRequest) -> Result<Origin, Error> {
    let family = || format!("family:{}", definition.name.family);
    let mut task_tags = tags::read(input.tags.clone());
    if input.propagate_tags.as_deref() == Some("TASK_DEFINITION") {
        task_tags.extend(definition.tags.clone());
    }
    Ok(Origin {
        cluster: cluster.name.clone(),
        group: input.group.clone().unwrap_or_else(family),
        started_by: input.started_by.clone(),
        deployment: None,
        overrides: overrides::read(input.overrides.clone(), definition)?,
        tags: task_tags,
    })
}

/// The tasks that found a place; for the first that did not, what each instance lacks.
fn place(
    world: &World,
    caller: &mut Caller,
    cluster: &Cluster,
    definition: &TaskDefinition,
    origin: &Origin,
    rules: &Rules,
    count: i64,
) -> Result<(Vec<Task>, Vec<Shortage>), Error> {
    let prefix = format!("{}/", cluster.name);
    let instances =
        world.scan_prefix::<ContainerInstance>(&cluster.scope, &prefix).map(|instance| &**instance);
    let tasks = world.scan_prefix::<Task>(&cluster.scope, &prefix).map(|task| &**task);
    let mut fleet = Fleet::new(instances, tasks);
    if fleet.rooms.is_empty() {
        let text = "No Container Instances were found in your cluster.";
        return Err(errors::invalid_parameter_exception(text));
    }
    let need = Need {
        definition,
        overrides: &origin.overrides,
        group: &origin.group,
        constraints: &rules.constraints,
        strategy: &rules.strategy,
    };
    let mut placed = Vec::new();
    for _ in 0..count {
        match placement::place(&mut fleet, &need, &mut caller.dice) {
            Ok(placement) => {
                let id = caller.dice.hex(32);
                placed.push(launch::task(
                    id,
                    definition,
                    placement,
                    origin.clone(),
                    caller.now,
                    &mut caller.dice,
                ));
            }
            Err(shortages) => return Ok((placed, shortages)),
        }
    }
    Ok((placed, Vec::new()))
}

/// A shortage as a failure: the instance and `RESOURCE:MEMORY` and the like.
pub(super) fn failure(cluster: &Cluster, shortage: &Shortage) -> Failure {
    let resource = format!("container-instance/{}/{}", cluster.name, shortage.instance);
    Failure {
        arn: Some(model::arn::arn(&cluster.scope, "ecs", &resource)),
        reason: Some(shortage.lack.failure_reason().to_owned()),
        detail: None,
    }
}

fn check_supported(input: &RunTaskRequest) -> Result<(), Error> {
    refuse::unsupported(&[
        ("launchType other than EC2", input.launch_type.as_deref().is_some_and(|kind| kind != "EC2")),
        ("capacityProviderStrategy", filled(&input.capacity_provider_strategy)),
        ("networkConfiguration", input.network_configuration.is_some()),
        ("volumeConfigurations", filled(&input.volume_configurations)),
        ("enableExecuteCommand", input.enable_execute_command == Some(true)),
        (
            "clientToken",
            input.client_token.as_ref().is_some_and(|token| !token.is_empty() && !is_generated(token)),
        ),
    ])
}

/// The AWS CLI and SDKs fill the idempotency token with a fresh UUID a call; only a token of the user's own asks for something.
fn is_generated(token: &str) -> bool {
    token.len() == 36
        && token.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
