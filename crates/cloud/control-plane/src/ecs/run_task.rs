//! RunTask: places up to ten tasks at once; what cannot be placed is a failure per instance, not an error.

use ledger::{Txn, World};
use model::ecs::{
    AwsvpcConfiguration, Cluster, ContainerInstance, LaunchType, PlacementStrategy, RunReceipt, Task,
    TaskDefinition,
};
use planner::launch::{self, Origin};
use planner::network::Grounds;
use planner::outfit::Outfit;
use planner::placement::{self, Need, Shortage};
use shapes::Error;
use shapes::ecs::{Failure, RunTask, RunTaskRequest, RunTaskResponse, errors};

use super::capacity::{self, Capacity};
use super::refuse::filled;
use super::{belonging, find, network, overrides, placement_rules, receipts, view};
use crate::Caller;
use crate::ec2::networks;
use crate::table::Write;

impl Write for RunTask {
    fn write(txn: &mut Txn, caller: &mut Caller, input: RunTaskRequest) -> Result<RunTaskResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let definition = find::usable_definition(txn.world(), &caller.scope, &input.task_definition)?;
        let Some(count) = Some(input.count.unwrap_or(1)).filter(|count| (1..=10).contains(count)) else {
            return Err(errors::invalid_parameter_exception("count must be between 1 and 10."));
        };
        let receipt = receipts::draft(caller, &cluster.name, &input);
        if let Some(tasks) =
            receipt.as_ref().map(|it| receipts::repeated(txn.world(), it)).transpose()?.flatten()
        {
            let shown = tasks.into_iter().map(|task| view::task(txn.world(), task, view::Include::ALL));
            return Ok(RunTaskResponse { tasks: Some(shown.collect()), failures: Some(vec![]) });
        }
        let origin = origin(&cluster, &definition, &input)?;
        let rules = Rules::read(txn.world(), &cluster, &definition, &input)?;
        if rules.network.is_some() {
            networks::settle(txn, &cluster.scope);
        }
        let (tasks, shortages) = place(txn.world(), caller, &cluster, &definition, &origin, &rules, count)?;
        for task in &tasks {
            txn.put(task.clone());
        }
        // What started nothing may be tried again with the same token.
        if let Some(receipt) = receipt.filter(|_| !tasks.is_empty()) {
            txn.put(RunReceipt { tasks: tasks.iter().map(|task| task.id.clone()).collect(), ..receipt });
        }
        let shown = tasks.iter().map(|task| view::task(txn.world(), task, view::Include::ALL)).collect();
        let failures = shortages.iter().map(|shortage| failure(&cluster, shortage)).collect();
        Ok(RunTaskResponse { tasks: Some(shown), failures: Some(failures) })
    }
}

/// Strategy and constraints of one request, where its tasks come from, their network.
struct Rules {
    capacity: Capacity,
    network: Option<AwsvpcConfiguration>,
    strategy: Vec<PlacementStrategy>,
    constraints: Vec<model::ecs::PlacementConstraint>,
}

impl Rules {
    fn read(
        world: &World,
        cluster: &Cluster,
        definition: &TaskDefinition,
        input: &RunTaskRequest,
    ) -> Result<Rules, Error> {
        let (launch, providers) = (input.launch_type.as_deref(), input.capacity_provider_strategy.clone());
        let capacity = capacity::read(cluster, launch, providers, input.platform_version.clone())?;
        let launch_type = capacity.launch_type;
        capacity::check_definition(launch_type, definition)?;
        let (strategy, constraints) =
            (filled(&input.placement_strategy), filled(&input.placement_constraints));
        capacity::check_placement(launch_type, strategy, constraints)?;
        let given = input.network_configuration.clone();
        Ok(Rules {
            network: network::read(world, &cluster.scope, given, definition, launch_type)?,
            strategy: match launch_type {
                // Best effort to spread over the subnets, as on AWS; no strategy can be given.
                LaunchType::Fargate => {
                    vec![PlacementStrategy::Spread("attribute:ecs.availability-zone".to_owned())]
                }
                _ => placement_rules::strategies(input.placement_strategy.clone())?,
            },
            capacity,
            constraints: placement_rules::constraints(input.placement_constraints.clone())?,
        })
    }
}

fn origin(cluster: &Cluster, definition: &TaskDefinition, input: &RunTaskRequest) -> Result<Origin, Error> {
    let (propagated, managed) = (input.propagate_tags.as_deref(), input.enable_ecs_managed_tags);
    Ok(Origin {
        cluster: cluster.name.clone(),
        group: belonging::group(input.group.clone(), &definition.name.family)?,
        started_by: belonging::started_by(input.started_by.clone())?,
        deployment: None,
        overrides: overrides::read(input.overrides.clone(), definition)?,
        tags: belonging::tags(input.tags.clone(), propagated, managed, cluster, definition)?,
        ..Origin::default()
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
    let named = rules.network.as_ref();
    let subnets = named.map(|named| networks::of_configuration(world, &cluster.scope, named));
    let grounds = Grounds::of(&cluster.name, rules.capacity.launch_type, subnets.as_deref());
    let prefix = format!("{}/", cluster.name);
    let instances =
        world.scan_prefix::<ContainerInstance>(&cluster.scope, &prefix).map(|instance| &**instance);
    let tasks = world.scan_prefix::<Task>(&cluster.scope, &prefix).map(|task| &**task);
    let mut fleet = grounds.fleet(instances, tasks);
    let Capacity { launch_type, strategy, .. } = &rules.capacity;
    let all = world.all::<Task>().map(|task| &**task);
    let mut outfit = Outfit::new(*launch_type, strategy, subnets, all);
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
                let (id, dice) = (caller.dice.hex(32), &mut caller.dice);
                let origin = outfit.complete(origin.clone(), &placement.zone, dice);
                placed.push(launch::task(id, definition, placement, origin, caller.now, dice));
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::Desk;

    fn run(desk: &mut Desk, change: impl FnOnce(&mut RunTaskRequest)) -> Result<Vec<String>, Error> {
        let token = Some("once".to_owned());
        let mut input =
            RunTaskRequest { task_definition: "web".to_owned(), client_token: token, ..Default::default() };
        change(&mut input);
        desk.caller.input_digest = Some(format!("{input:?}"));
        let tasks = desk.write::<RunTask>(input)?.tasks.unwrap();
        Ok(tasks.into_iter().map(|task| task.task_arn.unwrap()).collect())
    }

    #[test]
    fn a_token_starts_its_tasks_once_a_day() {
        let mut desk = Desk::with_instances(1);
        let first = run(&mut desk, |it| it.count = Some(2)).unwrap();
        assert_eq!((first.len(), run(&mut desk, |it| it.count = Some(2)).unwrap()), (2, first.clone()));
        let refused = run(&mut desk, |it| it.count = Some(1)).unwrap_err();
        assert_eq!((refused.code.as_ref(), refused.members.len()), ("ConflictException", 1));
        desk.caller.now = desk.caller.now.plus(24 * 3_600_000 + 1);
        assert_ne!(run(&mut desk, |it| it.count = Some(2)).unwrap(), first);
    }

    #[test]
    fn what_started_nothing_may_be_tried_again() {
        let mut desk = Desk::with_instances(1);
        let rule = |text: &str| {
            let constraint = shapes::ecs::PlacementConstraint {
                r#type: Some("memberOf".to_owned()),
                expression: Some(text.to_owned()),
            };
            Some(vec![constraint])
        };
        let none = run(&mut desk, |it| it.placement_constraints = rule("attribute:stack == prod")).unwrap();
        assert!(none.is_empty());
        let one =
            run(&mut desk, |it| it.placement_constraints = rule("attribute:ecs.os-type == linux")).unwrap();
        assert_eq!(one.len(), 1);
    }
}
