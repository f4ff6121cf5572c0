//! ListTasks: desired RUNNING unless asked for STOPPED.

use kernel::paging;
use ledger::World;
use model::ecs::Task;
use shapes::Error;
use shapes::ecs::{ListTasks, ListTasksRequest, ListTasksResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListTasks {
    fn read(world: &World, caller: &mut Caller, input: ListTasksRequest) -> Result<ListTasksResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        if let Some(service) = &input.service_name {
            find::service(world, &cluster, service)?;
        }
        let order = match input.service_name.as_deref().filter(|service| !service.is_empty()) {
            Some(service) => Task::of_service(&cluster.name, find::short_id(service)),
            None => Task::of_cluster(&cluster.name),
        };
        let prefix = format!("{order}{}/", input.desired_status.as_deref().unwrap_or("RUNNING"));
        let all = |after: Option<&str>| {
            let after = after.map(|after| format!("{prefix}{after}"));
            world.scan_by::<Task>(&cluster.scope, &prefix, after.as_deref()).map(|(_, task)| task)
        };
        let limit = find::page_size(input.max_results, 100)?;
        let token = input.next_token.as_deref();
        let wanted = |after: Option<&str>| all(after).filter(|task| is_wanted(task, &input));
        let page = paging::page_from(wanted, |task| task.id.clone(), token, limit, find::bad_token)?;
        let arns = page.items.iter().map(|task| task.arn()).collect();
        Ok(ListTasksResponse { task_arns: Some(arns), next_token: page.next })
    }
}

fn is_wanted(task: &Task, input: &ListTasksRequest) -> bool {
    let same = |asked: &Option<String>, is: Option<&str>| {
        asked
            .as_deref()
            .filter(|asked| !asked.is_empty())
            .is_none_or(|asked| Some(find::short_id(asked)) == is)
    };
    input.desired_status.as_deref().unwrap_or("RUNNING") == task.desired.as_str()
        && same(&input.service_name, task.service())
        && same(&input.container_instance, Some(&task.instance))
        && same(&input.family, Some(&task.task_definition.family))
        && same(&input.launch_type, Some(task.launch_type.as_str()))
        && input.started_by.as_deref().is_none_or(|asked| Some(asked) == task.started_by.as_deref())
}
