//! DescribeTasks: unknown ids are failures, not errors.

use ledger::World;
use shapes::Error;
use shapes::ecs::{DescribeTasks, DescribeTasksRequest, DescribeTasksResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTasks {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTasksRequest,
    ) -> Result<DescribeTasksResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        find::check_identifiers(&cluster, "Tasks", &input.tasks, 100)?;
        let include = view::Include::parse(input.include.as_deref());
        let (mut tasks, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.tasks {
            match find::task(world, &cluster, identifier) {
                Some(task) => tasks.push(view::task(world, &task, include)),
                None => {
                    let kind = format!("task/{}", cluster.name);
                    failures.push(view::missing(&caller.scope, &kind, identifier));
                }
            }
        }
        Ok(DescribeTasksResponse { tasks: Some(tasks), failures: Some(failures) })
    }
}
