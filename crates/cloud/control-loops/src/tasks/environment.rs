//! The environment variables of a container, as the agent of an EC2 container instance sets them (ECS developer guide, "Task metadata
//! endpoint", "Task IAM role"), and where this product's AWS endpoint is.

use model::ecs::{ContainerDefinition, LaunchType, Task, TaskDefinition};

use super::Settings;

/// Definition, overrides and secrets over what the agent sets; the user's word wins.
pub(crate) fn of(
    settings: &Settings,
    task: &Task,
    definition: &TaskDefinition,
    container: &ContainerDefinition,
    secrets: Vec<(String, String)>,
) -> Vec<(String, String)> {
    let mut variables = Variables(agent(settings, task, definition, container));
    variables.set_all(&container.environment);
    variables.set_all(&secrets);
    if let Some(change) = task.overrides.iter().find(|change| change.name == container.name) {
        variables.set_all(&change.environment);
    }
    variables.0
}

/// What the agent sets.
fn agent(
    settings: &Settings,
    task: &Task,
    definition: &TaskDefinition,
    container: &ContainerDefinition,
) -> Vec<(String, String)> {
    let endpoint = endpoint_id(task, &container.name);
    let mut variables = vec![
        ("AWS_ENDPOINT_URL".to_owned(), settings.endpoint_url.clone()),
        ("ECS_AGENT_URI".to_owned(), format!("http://169.254.170.2/api/{endpoint}")),
        ("AWS_EXECUTION_ENV".to_owned(), format!("AWS_ECS_{}", task.launch_type)),
        ("ECS_CONTAINER_METADATA_URI".to_owned(), format!("http://169.254.170.2/v3/{endpoint}")),
        ("ECS_CONTAINER_METADATA_URI_V4".to_owned(), format!("http://169.254.170.2/v4/{endpoint}")),
    ];
    if task.launch_type == LaunchType::Fargate {
        // There is no instance metadata to ask for the Region.
        let region = task.scope.region.as_str();
        variables
            .extend(["AWS_REGION", "AWS_DEFAULT_REGION"].map(|name| (name.to_owned(), region.to_owned())));
    }
    if definition.task_role_arn.is_some() {
        let path = format!("/v2/credentials/{}", credentials_id(task));
        variables.push(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI".to_owned(), path));
    }
    variables
}

/// The part of the metadata path that names a container of a task.
pub fn endpoint_id(task: &Task, container: &str) -> String {
    let own = task.containers.iter().find(|candidate| candidate.name == container);
    own.map_or_else(|| task.id.clone(), |container| container.id.clone())
}

/// The part of the credentials path that names a task.
pub fn credentials_id(task: &Task) -> String {
    let id = &task.id;
    match (id.get(..8), id.get(8..12), id.get(12..16), id.get(16..20), id.get(20..)) {
        (Some(a), Some(b), Some(c), Some(d), Some(e)) => format!("{a}-{b}-{c}-{d}-{e}"),
        _ => id.clone(),
    }
}

/// Names with their values, each name once, in order of first mention.
struct Variables(Vec<(String, String)>);

impl Variables {
    fn set_all(&mut self, more: &[(String, String)]) {
        for (name, value) in more {
            match self.0.iter_mut().find(|(present, _)| present == name) {
                Some((_, present)) => present.clone_from(value),
                None => self.0.push((name.clone(), value.clone())),
            }
        }
    }
}
