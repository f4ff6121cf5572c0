//! Records as ECS shows them: one file a noun.

mod attachment;
mod capacity_provider;
mod cluster;
mod container_instance;
mod required_attributes;
mod service;
mod service_deployment;
mod task;
mod task_definition;

use model::{Arn, Scope, Time, arn::arn};
use shapes::Timestamp;
use shapes::ecs as out;

pub(crate) use capacity_provider::{capacity_provider, capacity_provider_of_aws};
pub(crate) use cluster::cluster;
pub(crate) use container_instance::container_instance;
pub(crate) use service::service;
pub(crate) use service_deployment::{service_deployment, service_deployment_brief, service_revision};
pub(crate) use task::task;
pub(crate) use task_definition::task_definition;

/// Which optional parts an answer carries.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Include {
    /// `TAGS`
    pub(crate) tags: bool,
    /// `SETTINGS`
    pub(crate) settings: bool,
    /// `STATISTICS`
    pub(crate) statistics: bool,
    /// `CONFIGURATIONS`
    pub(crate) configurations: bool,
    /// `CONTAINER_INSTANCE_HEALTH`
    pub(crate) health: bool,
}

impl Include {
    /// What the user gave, as the answers of creating calls carry it.
    pub(crate) const ALL: Include =
        Include { tags: true, settings: true, statistics: false, configurations: true, health: false };

    /// From the `include` member of a request.
    pub(crate) fn parse(words: Option<&[String]>) -> Include {
        let has = |word: &str| words.is_some_and(|words| words.iter().any(|given| given == word));
        Include {
            tags: has("TAGS"),
            settings: has("SETTINGS"),
            statistics: has("STATISTICS"),
            configurations: has("CONFIGURATIONS"),
            health: has("CONTAINER_INSTANCE_HEALTH"),
        }
    }
}

/// A moment on the wire.
pub(crate) fn time(time: Time) -> Timestamp {
    Timestamp::from_millis(time.0)
}

/// The failure of an identifier that names nothing.
pub(crate) fn missing(scope: &Scope, kind: &str, identifier: &str) -> out::Failure {
    let full = match Arn::parse(identifier) {
        Some(_) => identifier.to_owned(),
        None => arn(scope, "ecs", &format!("{kind}/{identifier}")),
    };
    out::Failure { arn: Some(full), reason: Some("MISSING".to_owned()), detail: None }
}

/// Name and value of environment variables.
pub(crate) fn pairs(variables: &[(String, String)]) -> Vec<out::KeyValuePair> {
    let each = variables.iter();
    each.map(|(name, value)| out::KeyValuePair { name: Some(name.clone()), value: Some(value.clone()) })
        .collect()
}
