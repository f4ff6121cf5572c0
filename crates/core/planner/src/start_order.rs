//! Which containers of a task may start now, and in which order they stop: `dependsOn`.
//!
//! ```text
//! held --every condition true--> started
//!   +---- one can never become true, or its container's startTimeout is over --> the task fails to start
//! ```
//! In: a definition and the task as observed. Out: a [`Turn`]. Never here: the start itself.

use model::Time;
use model::ecs::{
    ContainerDefinition, Dependency, DependencyCondition, HealthStatus, LastStatus, Task, TaskContainer,
    TaskDefinition,
};

/// What to do with the containers that wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Names of those that wait no longer.
    pub start: Vec<String>,
    /// The first that waits in vain, and why.
    pub failed: Option<(String, String)>,
    /// When time alone may end a wait.
    pub look_again: Option<Time>,
}

/// What a condition has come to.
enum Condition {
    True,
    Open(Option<Time>),
    Never(String),
}

/// What to do now with the containers of a task that were not started with it.
pub fn turn(definition: &TaskDefinition, task: &Task, now: Time) -> Turn {
    let mut turn = Turn::default();
    for waiting in definition.containers.iter().filter(|container| is_waiting(container, task)) {
        match all(definition, task, waiting, now) {
            Condition::True => turn.start.push(waiting.name.clone()),
            Condition::Open(Some(end)) => {
                turn.look_again = Some(turn.look_again.map_or(end, |earlier| earlier.min(end)));
            }
            Condition::Open(None) => {}
            Condition::Never(why) => {
                turn.failed.get_or_insert((waiting.name.clone(), why));
            }
        }
    }
    turn
}

/// Names of the containers that must have ended before this one is told to stop: those that wait for it, as the order of the start is
/// turned round at the end.
pub fn stops_after(definition: &TaskDefinition, container: &str) -> Vec<String> {
    let waits = |other: &&ContainerDefinition| other.depends_on.iter().any(|on| on.container == container);
    definition.containers.iter().filter(waits).map(|other| other.name.clone()).collect()
}

fn observed<'t>(task: &'t Task, name: &str) -> Option<&'t TaskContainer> {
    task.containers.iter().find(|container| container.name == name)
}

fn is_waiting(container: &ContainerDefinition, task: &Task) -> bool {
    let pending = || observed(task, &container.name).is_some_and(|it| it.last < LastStatus::Running);
    !container.depends_on.is_empty() && pending()
}

/// All conditions of a container together: one that never comes true decides, then one that is open.
fn all(definition: &TaskDefinition, task: &Task, waiting: &ContainerDefinition, now: Time) -> Condition {
    let mut together = Condition::True;
    for dependency in &waiting.depends_on {
        together = match (together, one(definition, task, dependency, now)) {
            (_, Condition::Never(why)) => {
                let name = &dependency.container;
                return Condition::Never(format!(
                    "TaskDependencyError: container {} cannot start: container {name}, which it depends on, {why}",
                    waiting.name
                ));
            }
            (Condition::Open(one), Condition::Open(other)) => {
                Condition::Open(one.into_iter().chain(other).min())
            }
            (open @ Condition::Open(_), Condition::True) => open,
            (Condition::True | Condition::Never(_), next) => next,
        };
    }
    together
}

fn one(definition: &TaskDefinition, task: &Task, dependency: &Dependency, now: Time) -> Condition {
    let Some(container) = observed(task, &dependency.container) else {
        return Condition::Never("is not part of the task".to_owned());
    };
    let ended = container.last == LastStatus::Stopped;
    let code = container.exit_code;
    match dependency.condition {
        DependencyCondition::Start if container.last >= LastStatus::Running => Condition::True,
        DependencyCondition::Start => Condition::Open(None),
        DependencyCondition::Complete if ended => Condition::True,
        DependencyCondition::Success if ended && code == Some(0) => Condition::True,
        DependencyCondition::Success if ended => {
            let code = code.map_or("unknown".to_owned(), |code| code.to_string());
            Condition::Never(format!("did not exit successfully (exit code {code})"))
        }
        DependencyCondition::Healthy if ended => Condition::Never("ended".to_owned()),
        DependencyCondition::Healthy if container.health == HealthStatus::Healthy => Condition::True,
        condition => patience(definition, container, condition, now),
    }
}

/// `startTimeout` of the container waited for, counted from its start; without one the wait has no end.
fn patience(
    definition: &TaskDefinition,
    container: &TaskContainer,
    condition: DependencyCondition,
    now: Time,
) -> Condition {
    let timeout = definition.container(&container.name).and_then(|defined| defined.start_timeout);
    let Some((started, seconds)) = container.started_at.zip(timeout) else { return Condition::Open(None) };
    let end = started.plus(seconds * 1000);
    if now < end {
        return Condition::Open(Some(end));
    }
    Condition::Never(format!("was not {condition} within its startTimeout of {seconds} seconds"))
}

/// A definition of these containers, for tests.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) fn example(containers: Vec<ContainerDefinition>) -> TaskDefinition {
    use model::ecs::{TaskDefinitionRef, TaskDefinitionStatus};
    TaskDefinition {
        scope: model::Scope::new("000000000000", "us-west-2").unwrap(),
        name: TaskDefinitionRef { family: "web".to_owned(), revision: 1 },
        status: TaskDefinitionStatus::Active,
        network_mode: None,
        cpu: None,
        memory: None,
        task_role_arn: None,
        execution_role_arn: None,
        requires_compatibilities: Vec::new(),
        runtime_platform: None,
        placement_constraints: Vec::new(),
        containers,
        volumes: Vec::new(),
        registered_at: Time(0),
        deregistered_at: None,
        delete_requested_at: None,
        tags: Default::default(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::launch::{self, Origin};
    use crate::placement::Placement;
    use model::Dice;

    /// `app` waits for `init` (under a condition) and for the start of `proxy`.
    fn definition(condition: DependencyCondition, start_timeout: Option<i64>) -> TaskDefinition {
        let named = |name: &str| ContainerDefinition { name: name.to_owned(), ..Default::default() };
        let on = |container: &str, condition| Dependency { container: container.to_owned(), condition };
        let depends_on = vec![on("init", condition), on("proxy", DependencyCondition::Start)];
        example(vec![
            ContainerDefinition { depends_on, ..named("app") },
            ContainerDefinition { start_timeout, ..named("init") },
            named("proxy"),
        ])
    }

    #[test]
    fn the_end_turns_the_order_round() {
        let definition = definition(DependencyCondition::Start, None);
        assert_eq!(stops_after(&definition, "init"), ["app"]);
        assert_eq!(stops_after(&definition, "proxy"), ["app"]);
        assert!(stops_after(&definition, "app").is_empty());
    }

    /// The turn at second 10 when both were started at 0 and `init` stands like this.
    fn turn_when(
        condition: DependencyCondition,
        start_timeout: Option<i64>,
        init: impl Fn(&mut TaskContainer),
    ) -> Turn {
        let definition = definition(condition, start_timeout);
        let placement = Placement {
            instance: "1".to_owned(),
            zone: "us-west-2a".to_owned(),
            reservation: Default::default(),
            bindings: Vec::new(),
        };
        let mut dice = Dice::new(1);
        let mut task =
            launch::task("t".to_owned(), &definition, placement, Origin::default(), Time(0), &mut dice);
        for container in &mut task.containers[1..] {
            (container.last, container.started_at) = (LastStatus::Running, Some(Time(0)));
        }
        init(&mut task.containers[1]);
        turn(&definition, &task, Time(10_000))
    }

    fn ended(code: i64) -> impl Fn(&mut TaskContainer) {
        move |init| (init.last, init.exit_code) = (LastStatus::Stopped, Some(code))
    }

    fn untouched(_: &mut TaskContainer) {}

    #[test]
    fn each_condition_becomes_true_in_its_own_way() {
        use DependencyCondition::{Complete, Healthy, Start, Success};
        let started = |turn: Turn| turn.start == ["app"];
        assert!(started(turn_when(Start, None, untouched)));
        assert!(!started(turn_when(Complete, None, untouched)));
        assert!(started(turn_when(Complete, None, ended(3))) && started(turn_when(Success, None, ended(0))));
        assert!(!started(turn_when(Healthy, None, untouched)));
        assert!(started(turn_when(Healthy, None, |init| init.health = HealthStatus::Healthy)));
        assert!(!started(turn_when(Start, None, |init| init.last = LastStatus::Pending)));
    }

    #[test]
    fn what_can_never_come_true_names_the_dependency() {
        let failed =
            |turn: Turn| turn.failed.map(|(container, why)| (container, why.contains("container init")));
        let expected = Some(("app".to_owned(), true));
        assert_eq!(failed(turn_when(DependencyCondition::Success, None, ended(1))), expected);
        assert_eq!(failed(turn_when(DependencyCondition::Healthy, None, ended(0))), expected);
        assert_eq!(failed(turn_when(DependencyCondition::Complete, Some(10), untouched)), expected);
    }

    #[test]
    fn a_wait_with_a_start_timeout_is_looked_at_when_it_ends() {
        let turn = turn_when(DependencyCondition::Healthy, Some(30), untouched);
        assert_eq!(turn, Turn { look_again: Some(Time(30_000)), ..Turn::default() });
        assert_eq!(turn_when(DependencyCondition::Healthy, None, untouched), Turn::default());
    }
}
