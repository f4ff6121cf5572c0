//! What a caller may say of where stand-alone tasks belong: their group, who started them, their tags.
//! In: members of RunTask and StartTask. Out: the same, checked. Never here: tasks of services.

use model::Tags;
use model::ecs::{Cluster, TaskDefinition};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::tags;

/// Characters `startedBy` may have (ECS API reference).
const LONGEST: usize = 128;

/// The group: the family unless given; the groups of services are theirs alone.
pub(crate) fn group(given: Option<String>, family: &str) -> Result<String, Error> {
    match given.filter(|group| !group.is_empty()) {
        None => Ok(format!("family:{family}")),
        Some(group) if group.starts_with("service:") => {
            Err(errors::invalid_parameter_exception("Invalid namespace for group."))
        }
        Some(group) => Ok(group),
    }
}

/// Who started them, short enough.
pub(crate) fn started_by(given: Option<String>) -> Result<Option<String>, Error> {
    match given {
        Some(text) if text.chars().count() > LONGEST => {
            let text = format!("startedBy must not be longer than {LONGEST} characters.");
            Err(errors::invalid_parameter_exception(text))
        }
        given => Ok(given),
    }
}

/// The tags given, those of the definition if they are propagated, and those ECS manages if they are asked for.
pub(crate) fn tags(
    given: Option<Vec<wire::Tag>>,
    propagated: Option<&str>,
    managed: Option<bool>,
    cluster: &Cluster,
    definition: &TaskDefinition,
) -> Result<Tags, Error> {
    let mut tags = tags::read(given)?;
    if propagated == Some("TASK_DEFINITION") {
        tags.extend(definition.tags.clone());
    }
    if managed == Some(true) {
        tags.insert("aws:ecs:clusterName".to_owned(), cluster.name.clone());
    }
    Ok(tags)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_the_group_of_a_service() {
        assert_eq!(group(None, "web").unwrap(), "family:web");
        assert_eq!(group(Some("batch".to_owned()), "web").unwrap(), "batch");
        assert!(group(Some("service:web".to_owned()), "web").is_err());
        assert!(started_by(Some("x".repeat(129))).is_err());
    }
}
