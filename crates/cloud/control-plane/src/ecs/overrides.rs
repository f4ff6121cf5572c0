//! The `overrides` of RunTask and StartTask.

use model::ecs::{ContainerOverride, TaskDefinition};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// Reads and checks them against the definition.
pub(crate) fn read(
    given: Option<wire::TaskOverride>,
    definition: &TaskDefinition,
) -> Result<Vec<ContainerOverride>, Error> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let containers = given.container_overrides.unwrap_or_default().into_iter();
    containers.map(|one| container(one, definition)).collect()
}

fn container(
    given: wire::ContainerOverride,
    definition: &TaskDefinition,
) -> Result<ContainerOverride, Error> {
    let name = given.name.unwrap_or_default();
    if definition.container(&name).is_none() {
        let text = format!("Override for container named {name} is not a container in the TaskDefinition.");
        return Err(errors::invalid_parameter_exception(text));
    }
    let environment = given.environment.unwrap_or_default().into_iter();
    Ok(ContainerOverride {
        name,
        command: given.command,
        environment: environment
            .filter_map(|pair| Some((pair.name?, pair.value.unwrap_or_default())))
            .collect(),
        cpu: given.cpu,
        memory: given.memory,
        memory_reservation: given.memory_reservation,
    })
}
