//! GetTaskProtection: which tasks of services scale-in and deployments leave alone, and until when. Without names: all that are protected.

use ledger::World;
use model::ecs::Task;
use shapes::Error;
use shapes::ecs::{GetTaskProtection, GetTaskProtectionRequest, GetTaskProtectionResponse, errors};

use super::find;
use super::update_task_protection::{protectable, protected};
use crate::Caller;
use crate::table::Read;

/// Tasks one call may name.
const MOST: usize = 100;

impl Read for GetTaskProtection {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetTaskProtectionRequest,
    ) -> Result<GetTaskProtectionResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, Some(&input.cluster))?;
        let now = caller.now;
        let Some(named) = input.tasks.filter(|tasks| !tasks.is_empty()) else {
            let tasks = world.scan_prefix::<Task>(&cluster.scope, &format!("{}/", cluster.name));
            let shown = tasks.filter(|it| it.service().is_some() && it.is_protected(now));
            let shown = shown.take(MOST).map(|task| protected(task, now)).collect();
            return Ok(GetTaskProtectionResponse { protected_tasks: Some(shown), failures: Some(vec![]) });
        };
        if named.len() > MOST {
            let text = format!("Tasks cannot be more than {MOST}.");
            return Err(errors::invalid_parameter_exception(text));
        }
        let (mut shown, mut failures) = (Vec::new(), Vec::new());
        for identifier in &named {
            match protectable(world, &cluster, identifier) {
                Ok(task) => shown.push(protected(&task, now)),
                Err(failure) => failures.push(failure),
            }
        }
        Ok(GetTaskProtectionResponse { protected_tasks: Some(shown), failures: Some(failures) })
    }
}
