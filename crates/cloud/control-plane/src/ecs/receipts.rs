//! Idempotency of RunTask: what a client token has started, so that a repetition starts nothing.

use ledger::World;
use model::ecs::{RunReceipt, Task};
use model::{Key, Record};
use shapes::Error;
use shapes::ecs::{RunTaskRequest, errors};

use crate::Caller;

/// The receipt of a request with a client token, still without tasks.
pub(crate) fn draft(caller: &Caller, cluster: &str, input: &RunTaskRequest) -> Option<RunReceipt> {
    let token = input.client_token.clone().filter(|token| !token.is_empty())?;
    Some(RunReceipt {
        scope: caller.scope.clone(),
        cluster: cluster.to_owned(),
        token,
        digest: caller.input_digest.clone().unwrap_or_default(),
        tasks: Vec::new(),
        at: caller.now,
    })
}

/// The tasks the same request has started before; another request with its token is refused.
pub(crate) fn repeated<'w>(world: &'w World, draft: &RunReceipt) -> Result<Option<Vec<&'w Task>>, Error> {
    let known = world.get::<RunReceipt>(&draft.key()).filter(|known| !known.is_over(draft.at));
    let Some(known) = known else { return Ok(None) };
    let keys = || known.tasks.iter().map(|id| Task::key_of(&known.scope, &known.cluster, id));
    let found = || keys().filter_map(|key: Key| world.get::<Task>(&key)).map(|task| &**task);
    if known.digest != draft.digest {
        let ids: Vec<String> = found().map(Task::arn).collect();
        let text = "The client token was used with other parameters within the last 24 hours.";
        return Err(errors::conflict_exception(text).with_member("resourceIds", ids));
    }
    Ok(Some(found().collect()))
}
