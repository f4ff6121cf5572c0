//! `dependsOn` of container definitions: from and to the wire, and the order it asks for.
//!
//! In: what the user gave. Out: dependencies that can all come true, or a refusal. Never here: the start itself.

use std::collections::BTreeSet;

use model::ecs::{ContainerDefinition, Dependency, DependencyCondition};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// What a container waits for.
pub(crate) fn read(
    container: &str,
    given: Option<Vec<wire::ContainerDependency>>,
) -> Result<Vec<Dependency>, Error> {
    let one = |given: wire::ContainerDependency| match given.condition.parse() {
        Ok(condition) => Ok(Dependency { container: given.container_name, condition }),
        Err(_) => Err(invalid(container, &format!("Invalid 'dependsOn' condition: {}.", given.condition))),
    };
    given.unwrap_or_default().into_iter().map(one).collect()
}

/// As DescribeTaskDefinition shows them; absent when there are none.
pub(crate) fn write(dependencies: &[Dependency]) -> Option<Vec<wire::ContainerDependency>> {
    let each = dependencies.iter().map(|dependency| wire::ContainerDependency {
        container_name: dependency.container.clone(),
        condition: dependency.condition.to_string(),
    });
    (!dependencies.is_empty()).then(|| each.collect())
}

/// Refuses what could never be started: unknown containers, conditions that cannot come true, circles.
pub(crate) fn check(containers: &[ContainerDefinition]) -> Result<(), Error> {
    for container in containers {
        for dependency in &container.depends_on {
            check_one(containers, container, dependency)?;
        }
    }
    check_no_circle(containers)
}

fn check_one(
    containers: &[ContainerDefinition],
    container: &ContainerDefinition,
    dependency: &Dependency,
) -> Result<(), Error> {
    let (name, condition) = (&dependency.container, dependency.condition);
    let refuse = |why: String| Err(invalid(&container.name, &why));
    let Some(target) = containers.iter().find(|candidate| candidate.name == *name) else {
        return refuse(format!("'dependsOn' names container '{name}', which is not in the task definition."));
    };
    match condition {
        DependencyCondition::Complete | DependencyCondition::Success if target.essential => refuse(format!(
            "'dependsOn' condition {condition} cannot be used for container '{name}', because it is essential."
        )),
        DependencyCondition::Healthy if target.health_check.is_none() => refuse(format!(
            "'dependsOn' condition HEALTHY cannot be used for container '{name}', because it has no health check."
        )),
        _ => Ok(()),
    }
}

/// Takes away, again and again, what waits for nothing that is left: what stays is or waits for a circle.
fn check_no_circle(containers: &[ContainerDefinition]) -> Result<(), Error> {
    let mut left: BTreeSet<&str> = containers.iter().map(|container| container.name.as_str()).collect();
    loop {
        let waits = |container: &&ContainerDefinition| {
            container.depends_on.iter().any(|dependency| left.contains(dependency.container.as_str()))
        };
        let still: BTreeSet<&str> = containers
            .iter()
            .filter(|container| left.contains(container.name.as_str()))
            .filter(waits)
            .map(|container| container.name.as_str())
            .collect();
        if still.is_empty() {
            return Ok(());
        }
        if still.len() == left.len() {
            let names = still.into_iter().collect::<Vec<_>>().join(", ");
            return Err(errors::client_exception(format!(
                "Container dependencies must not form a cycle: {names}."
            )));
        }
        left = still;
    }
}

fn invalid(container: &str, why: &str) -> Error {
    errors::client_exception(format!("Invalid setting for container '{container}'. {why}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::ecs::HealthCheck;

    /// Containers `a`, `b`, `c`, of which `b` is essential and `c` has a health check.
    fn containers(dependencies: &[(&str, &str, &str)]) -> Vec<ContainerDefinition> {
        let check = HealthCheck {
            command: vec!["CMD".into(), "true".into()],
            interval: 30,
            timeout: 5,
            retries: 3,
            start_period: None,
        };
        let one = |name: &str| ContainerDefinition {
            name: name.to_owned(),
            essential: name == "b",
            health_check: (name == "c").then(|| check.clone()),
            depends_on: dependencies
                .iter()
                .filter(|(who, ..)| *who == name)
                .map(|(_, on, condition)| Dependency {
                    container: (*on).to_owned(),
                    condition: condition.parse().unwrap(),
                })
                .collect(),
            ..Default::default()
        };
        ["a", "b", "c"].map(one).into()
    }

    fn refusal(dependencies: &[(&str, &str, &str)]) -> String {
        let error = check(&containers(dependencies)).unwrap_err();
        assert_eq!(error.code, "ClientException");
        error.message.to_string()
    }

    #[test]
    fn orders_that_can_be_kept_are_accepted() {
        check(&containers(&[])).unwrap();
        check(&containers(&[("b", "a", "SUCCESS"), ("b", "c", "HEALTHY"), ("c", "a", "START")])).unwrap();
    }

    #[test]
    fn orders_that_can_never_be_kept_are_refused() {
        assert!(refusal(&[("a", "z", "START")]).contains("'z', which is not in the task definition"));
        assert!(refusal(&[("a", "b", "COMPLETE")]).contains("COMPLETE cannot be used for container 'b'"));
        assert!(refusal(&[("c", "b", "SUCCESS")]).contains("because it is essential"));
        assert!(refusal(&[("b", "a", "HEALTHY")]).contains("it has no health check"));
        let circle = [("a", "b", "START"), ("b", "c", "START"), ("c", "b", "START")];
        assert_eq!(refusal(&circle), "Container dependencies must not form a cycle: a, b, c.");
        assert!(refusal(&[("a", "a", "START")]).contains("a cycle: a."));
    }

    #[test]
    fn conditions_are_read_and_shown() {
        let given = |condition: &str| {
            Some(vec![wire::ContainerDependency { container_name: "db".into(), condition: condition.into() }])
        };
        assert_eq!(write(&read("web", given("HEALTHY")).unwrap()), given("HEALTHY"));
        assert!(read("web", given("SOON")).unwrap_err().message.contains("SOON"));
        assert_eq!(write(&read("web", None).unwrap()), None);
    }
}
