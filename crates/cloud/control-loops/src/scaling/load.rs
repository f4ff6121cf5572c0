//! How many tasks of a service carry its load. In: tasks, targets and their health. Out: counts. Never here: what follows from them.

use ledger::World;
use model::Record;
use model::ecs::{DesiredStatus, LastStatus, Service, Task};
use model::elbv2::{Target, TargetHealth, TargetState};

/// Tasks of the service that run.
pub(super) fn running<'w>(world: &'w World, service: &'w Service) -> impl Iterator<Item = &'w Task> {
    let tasks = world.scan_prefix::<Task>(&service.scope, &format!("{}/", service.cluster));
    tasks
        .map(|task| &**task)
        .filter(|task| task.service() == Some(&service.name) && task.last == LastStatus::Running)
}

/// Those of them that are to stay and, behind load balancers, get requests.
pub(super) fn carrying(world: &World, service: &Service) -> i64 {
    let stays = |task: &&Task| task.desired == DesiredStatus::Running;
    let balanced = |task: &&Task| {
        service.load_balancers.iter().all(|it| is_healthy(world, service, &it.target_group_arn, task))
    };
    running(world, service).filter(stays).filter(balanced).count() as i64
}

fn is_healthy(world: &World, service: &Service, group_arn: &str, task: &Task) -> bool {
    let Some(group) = crate::services::group_of_arn(world, &service.scope, group_arn) else { return false };
    let key = format!("{}/{}", task.cluster, task.id);
    let mut targets = world.scan_prefix::<Target>(&service.scope, &format!("{}/", group.name));
    targets.any(|target| {
        target.task.as_ref() == Some(&key)
            && world
                .get::<TargetHealth>(&target.key())
                .is_some_and(|health| health.state == TargetState::Healthy)
    })
}
