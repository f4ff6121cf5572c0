//! DeleteTaskDefinitions: deregistered revisions become DELETE_IN_PROGRESS and are seen no more once nothing uses them.

use ledger::Txn;
use model::Scope;
use model::ecs::{TaskDefinition, TaskDefinitionStatus};
use shapes::Error;
use shapes::ecs::{
    DeleteTaskDefinitions, DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse, Failure,
};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteTaskDefinitions {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteTaskDefinitionsRequest,
    ) -> Result<DeleteTaskDefinitionsResponse, Error> {
        find::check_count("Task definitions", input.task_definitions.len(), 10)?;
        let (mut deleted, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.task_definitions {
            match deletable(txn, &caller.scope, identifier) {
                Ok(mut definition) => {
                    definition.status = TaskDefinitionStatus::DeleteInProgress;
                    definition.delete_requested_at.get_or_insert(caller.now);
                    deleted.push(view::task_definition(&definition));
                    txn.put(definition);
                }
                Err(failure) => failures.push(failure),
            }
        }
        Ok(DeleteTaskDefinitionsResponse { task_definitions: Some(deleted), failures: Some(failures) })
    }
}

/// A revision that was deregistered, or why it cannot be deleted.
fn deletable(txn: &Txn, scope: &Scope, identifier: &str) -> Result<TaskDefinition, Failure> {
    let missing = |detail: &str| Failure {
        detail: Some(detail.to_owned()),
        ..view::missing(scope, "task-definition", identifier)
    };
    if !find::short_id(identifier).contains(':') {
        return Err(missing("A revision must be given: family:revision."));
    }
    let found = find::task_definition(txn.world(), scope, identifier);
    let found = found.ok_or_else(|| missing("The specified task definition does not exist."))?;
    if found.status == TaskDefinitionStatus::Active {
        let detail = "The specified task definition is still in ACTIVE status. Please deregister the target and try again.";
        let reason = Some("ACTIVE".to_owned());
        return Err(Failure { arn: Some(found.arn()), reason, detail: Some(detail.to_owned()) });
    }
    Ok((*found).clone())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::Desk;
    use shapes::ecs::{
        ContainerDefinition, DeregisterTaskDefinition, DeregisterTaskDefinitionRequest,
        DescribeTaskDefinition, DescribeTaskDefinitionRequest, RegisterTaskDefinition,
        RegisterTaskDefinitionRequest,
    };

    fn delete(desk: &mut Desk, name: &str) -> DeleteTaskDefinitionsResponse {
        let input = DeleteTaskDefinitionsRequest { task_definitions: vec![name.to_owned()] };
        desk.write::<DeleteTaskDefinitions>(input).unwrap()
    }

    fn status(desk: &mut Desk, name: &str) -> Result<String, Error> {
        let input = DescribeTaskDefinitionRequest { task_definition: name.to_owned(), ..Default::default() };
        let found = desk.read::<DescribeTaskDefinition>(input)?;
        Ok(found.task_definition.unwrap().status.unwrap())
    }

    fn deregister(desk: &mut Desk) {
        let input = DeregisterTaskDefinitionRequest { task_definition: "web:1".to_owned() };
        desk.write::<DeregisterTaskDefinition>(input).unwrap();
    }

    #[test]
    fn only_what_was_deregistered_and_seen_as_long_as_it_is_used() {
        let mut desk = Desk::with_instances(1);
        let failures = delete(&mut desk, "web:1").failures.unwrap();
        assert_eq!(failures[0].reason.as_deref(), Some("ACTIVE"));
        desk.create_service("web");
        deregister(&mut desk);
        assert_eq!(delete(&mut desk, "web:1").task_definitions.unwrap().len(), 1);
        assert_eq!(status(&mut desk, "web:1").unwrap(), "DELETE_IN_PROGRESS");
        assert!(desk.run_task("web:1").unwrap_err().message.contains("inactive"));
    }

    #[test]
    fn the_revision_is_never_given_out_again() {
        let mut desk = Desk::with_instances(0);
        deregister(&mut desk);
        delete(&mut desk, "web:1");
        assert_eq!(status(&mut desk, "web:1").unwrap_err().message, "Unable to describe task definition.");
        for name in ["web:1", "web", "none:1"] {
            let reason = delete(&mut desk, name).failures.unwrap().remove(0).reason;
            assert_eq!(reason.as_deref(), Some("MISSING"), "{name}");
        }
        let container = ContainerDefinition {
            name: Some("web".to_owned()),
            image: Some("web".to_owned()),
            memory: Some(64),
            ..Default::default()
        };
        let input = RegisterTaskDefinitionRequest {
            family: "web".to_owned(),
            container_definitions: vec![container],
            ..Default::default()
        };
        let next = desk.write::<RegisterTaskDefinition>(input).unwrap().task_definition.unwrap();
        assert_eq!(next.revision, Some(2));
    }
}
