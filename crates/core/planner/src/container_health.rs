//! What the health checks of containers come to, and when the next is due.
//!
//! ```text
//!            success                  `retries` failures in a row
//!  UNKNOWN ----------> HEALTHY ------------------------------------> UNHEALTHY
//!     |                   ^ <---------------- success ------------------ |
//!     +--- `retries` failures in a row; those within the start period, before the first success, are not counted
//! ```
//! In: definitions, what checks answered. Out: a [`Course`], a moment, a verdict over a task. Never here: running a check.

use model::Time;
use model::ecs::{HealthCheck, HealthStatus, Task, TaskDefinition};

/// The checks of one container so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// When the container was started.
    pub started: Time,
    /// When its last check ended.
    pub checked: Option<Time>,
    /// Failures in a row.
    pub failures: i64,
    /// What they come to.
    pub health: HealthStatus,
}

impl Course {
    /// No check was made yet.
    pub fn new(started: Time) -> Course {
        Course { started, checked: None, failures: 0, health: HealthStatus::Unknown }
    }

    /// When the next check is due.
    pub fn due(&self, check: &HealthCheck) -> Time {
        self.checked.unwrap_or(self.started).plus(check.interval * 1000)
    }

    /// The course after a check that was begun and ended at these moments.
    pub fn after(self, check: &HealthCheck, passed: bool, begun: Time, ended: Time) -> Course {
        let checked = Some(ended);
        if passed {
            return Course { checked, failures: 0, health: HealthStatus::Healthy, ..self };
        }
        let start_period = self.started.plus(check.start_period.unwrap_or(0) * 1000);
        if self.health == HealthStatus::Unknown && begun < start_period {
            return Course { checked, ..self };
        }
        let failures = self.failures + 1;
        let health = if failures >= check.retries { HealthStatus::Unhealthy } else { self.health };
        Course { checked, failures, health, ..self }
    }
}

/// The words a check is run with: what the definition says without its first word.
pub fn command(check: &HealthCheck) -> Vec<String> {
    let words = check.command.get(1..).unwrap_or_default();
    match check.command.first().map(String::as_str) {
        Some("CMD-SHELL") => ["/bin/sh".to_owned(), "-c".to_owned(), words.join(" ")].into(),
        _ => words.to_vec(),
    }
}

/// What the checks of a task's essential containers come to; `None` when none of these has one.
pub fn of_checks(definition: &TaskDefinition, task: &Task) -> Option<HealthStatus> {
    let essential = definition.containers.iter().filter(|container| container.essential);
    let checked = essential.filter(|container| container.health_check.is_some());
    let health = checked.map(|defined| health_of(task, &defined.name));
    health.reduce(worse)
}

/// A task's `healthStatus`: HEALTHY if all its essential containers are, UNHEALTHY if one is, else UNKNOWN (ECS API, `Task`).
pub fn of_task(definition: &TaskDefinition, task: &Task) -> HealthStatus {
    let essential = definition.containers.iter().filter(|container| container.essential);
    essential.map(|defined| health_of(task, &defined.name)).reduce(worse).unwrap_or(HealthStatus::Unknown)
}

fn health_of(task: &Task, name: &str) -> HealthStatus {
    let container = task.containers.iter().find(|container| container.name == name);
    container.map_or(HealthStatus::Unknown, |container| container.health)
}

fn worse(one: HealthStatus, other: HealthStatus) -> HealthStatus {
    let rank = |health| match health {
        HealthStatus::Healthy => 0,
        HealthStatus::Unknown => 1,
        HealthStatus::Unhealthy => 2,
    };
    if rank(one) >= rank(other) { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(retries: i64, start_period: Option<i64>) -> HealthCheck {
        let command = ["CMD-SHELL", "curl -f localhost"].map(str::to_owned).into();
        HealthCheck { command, interval: 10, timeout: 5, retries, start_period }
    }

    /// The verdicts after checks with these answers, one every ten seconds.
    fn verdicts(check: &HealthCheck, answers: &[bool]) -> Vec<HealthStatus> {
        let mut course = Course::new(Time(0));
        let each = answers.iter().map(|passed| {
            let begun = course.due(check);
            course = course.after(check, *passed, begun, begun);
            course.health
        });
        each.collect()
    }

    use HealthStatus::{Healthy as Well, Unhealthy as Ill, Unknown};

    #[test]
    fn one_success_heals_and_only_a_row_of_failures_makes_ill() {
        let answers = [false, false, true, false, true, false, false, false, true];
        let expected = [Unknown, Unknown, Well, Well, Well, Well, Well, Ill, Well];
        assert_eq!(verdicts(&check(3, None), &answers), expected);
        assert_eq!(verdicts(&check(2, None), &[false, false]), [Unknown, Ill]);
    }

    #[test]
    fn failures_in_the_start_period_count_only_after_a_success() {
        assert_eq!(
            verdicts(&check(1, Some(30)), &[false, false, false, false]),
            [Unknown, Unknown, Ill, Ill]
        );
        assert_eq!(verdicts(&check(1, Some(60)), &[false, true, false]), [Unknown, Well, Ill]);
    }

    #[test]
    fn the_next_check_is_due_an_interval_after_the_end_of_the_last() {
        let check = check(3, None);
        let course = Course::new(Time(500));
        assert_eq!(course.due(&check), Time(10_500));
        assert_eq!(course.after(&check, true, Time(10_500), Time(12_000)).due(&check), Time(22_000));
    }

    #[test]
    fn a_line_goes_to_the_shell_and_a_program_does_not() {
        assert_eq!(command(&check(3, None)), ["/bin/sh", "-c", "curl -f localhost"]);
        let program = HealthCheck { command: vec!["CMD".into(), "ok".into(), "-v".into()], ..check(3, None) };
        assert_eq!(command(&program), ["ok", "-v"]);
    }
}
