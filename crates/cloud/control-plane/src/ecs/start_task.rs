//! StartTask: places a task on each instance the caller names, past the strategies.

use ledger::Txn;
use model::ecs::{Cluster, ContainerInstance, LaunchType, Task, TaskDefinition};
use planner::launch::{self, Origin};
use planner::network::Grounds;
use planner::outfit::Outfit;
use planner::placement::{self, Need, Placement};
use shapes::Error;
use shapes::ecs::{Failure, StartTask, StartTaskRequest, StartTaskResponse, errors};

use super::run_task::failure;
use super::{belonging, find, network, overrides, view};
use crate::Caller;
use crate::ec2::networks;
use crate::table::Write;

impl Write for StartTask {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: StartTaskRequest,
    ) -> Result<StartTaskResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let definition = find::usable_definition(txn.world(), &caller.scope, &input.task_definition)?;
        if input.container_instances.is_empty() || input.container_instances.len() > 10 {
            return Err(errors::invalid_parameter_exception(
                "Between 1 and 10 container instances must be given.",
            ));
        }
        let own = {
            let given = input.network_configuration;
            network::read(txn.world(), &caller.scope, given, &definition, LaunchType::Ec2)?
        };
        let subnets = own.as_ref().map(|own| networks::of_configuration(txn.world(), &caller.scope, own));
        if subnets.is_some() {
            networks::settle(txn, &caller.scope);
        }
        let all = txn.world().all::<Task>().map(|task| &**task);
        let grounds = Grounds::of(&cluster.name, LaunchType::Ec2, subnets.as_deref());
        let mut outfit = Outfit::new(LaunchType::Ec2, &[], subnets, all);
        let (propagated, managed) = (input.propagate_tags.as_deref(), input.enable_ecs_managed_tags);
        let origin = Origin {
            cluster: cluster.name.clone(),
            group: belonging::group(input.group, &definition.name.family)?,
            started_by: belonging::started_by(input.started_by)?,
            deployment: None,
            overrides: overrides::read(input.overrides, &definition)?,
            tags: belonging::tags(input.tags, propagated, managed, &cluster, &definition)?,
            ..Origin::default()
        };
        let (mut tasks, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.container_instances {
            match place_on(txn, caller, &cluster, &definition, &origin, &grounds, identifier) {
                Ok(placement) => {
                    let (id, dice) = (caller.dice.hex(32), &mut caller.dice);
                    let origin = outfit.complete(origin.clone(), &placement.zone, dice);
                    let placed = launch::task(id, &definition, placement, origin, caller.now, dice);
                    txn.put(placed.clone());
                    tasks.push(view::task(txn.world(), &placed, view::Include::ALL));
                }
                Err(failure) => failures.push(failure),
            }
        }
        Ok(StartTaskResponse { tasks: Some(tasks), failures: Some(failures) })
    }
}

fn place_on(
    txn: &Txn,
    caller: &mut Caller,
    cluster: &Cluster,
    definition: &TaskDefinition,
    origin: &Origin,
    grounds: &Grounds,
    identifier: &str,
) -> Result<Placement, Failure> {
    let kind = format!("container-instance/{}", cluster.name);
    let missing = || view::missing(&cluster.scope, &kind, identifier);
    let instance = find::container_instance(txn.world(), cluster, identifier).ok_or_else(missing)?;
    let chosen: &ContainerInstance = &instance;
    let tasks = txn.scan_prefix::<Task>(&cluster.scope, &format!("{}/", cluster.name)).map(|task| &**task);
    let mut fleet = grounds.fleet([chosen], tasks);
    let need = Need {
        definition,
        overrides: &origin.overrides,
        group: &origin.group,
        constraints: &[],
        strategy: &[],
    };
    let placed = placement::place(&mut fleet, &need, &mut caller.dice);
    placed.map_err(|shortages| shortages.first().map_or_else(missing, |shortage| failure(cluster, shortage)))
}
