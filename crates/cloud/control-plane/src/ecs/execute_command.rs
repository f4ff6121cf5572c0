//! ExecuteCommand: no task here has it enabled, so it is refused as AWS refuses it for such a task.
//! There is no session agent in containers and nothing that speaks the Session Manager's protocol.

use ledger::World;
use model::ecs::{DesiredStatus, LastStatus};
use shapes::Error;
use shapes::ecs::{ExecuteCommand, ExecuteCommandRequest, ExecuteCommandResponse, errors};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ExecuteCommand {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ExecuteCommandRequest,
    ) -> Result<ExecuteCommandResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        find::check_identifier(&cluster, &input.task)?;
        let running = find::task(world, &cluster, &input.task)
            .filter(|task| task.desired == DesiredStatus::Running && task.last == LastStatus::Running);
        let text = match running {
            None => "The referenced task was not found or is not running.",
            Some(_) => {
                "The execute command failed because execute command was not enabled when the task was run or the \
                 execute command agent isn\u{2019}t running. ECS Exec is not in this product; see SCOPE.md"
            }
        };
        Err(errors::invalid_parameter_exception(text))
    }
}
