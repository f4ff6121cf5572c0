//! Runs the health checks of containers when they are due, and writes down what they come to.
//!
//! ```text
//! container RUNNING --interval--> check under way --answer--> course goes on --interval--> ...     container ended: forgotten
//! ```
//! In: running containers, answers. Out: `health` of containers, when it changes. Never here: what an answer means (the planner's).
//!
//! The course of the checks so far is kept beside the loop, not in the ledger: after a restart of this process a container begins another
//! one, with the health it had.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use container_runtime::{ContainerRuntime, HealthOutcome, TaskId};
use ledger::{Ledger, Txn, World};
use model::Time;
use model::ecs::{
    DesiredStatus, HealthCheck, HealthReport, HealthStatus, LastStatus, Task, TaskContainer, TaskDefinition,
};
use planner::container_health::{self, Course};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::pen;
use crate::tasks::{runtime_id, task_key};
use crate::turn::{Round, Turns};

/// A check that is to be run now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    task: TaskId,
    container: String,
    runtime_id: String,
    /// How often the container was started again: each life has checks of its own.
    life: u32,
    check: HealthCheck,
}

impl Due {
    fn patient(&self) -> (TaskId, String, u32) {
        (self.task.clone(), self.runtime_id.clone(), self.life)
    }
}

/// A container's checks: their course, and whether one is under way.
struct Patient {
    course: Course,
    under_way: bool,
}

/// One entry a running container, by task, runtime id and life.
type Patients = BTreeMap<(TaskId, String, u32), Patient>;

/// What this loop works with; clones share it.
#[derive(Clone)]
pub struct HealthChecks {
    ledger: Ledger,
    runtime: Arc<dyn ContainerRuntime>,
    clock: Arc<dyn Clock>,
    patients: Arc<Mutex<Patients>>,
    answered: watch::Sender<()>,
}

/// Runs the loop.
pub async fn run(turns: Turns, checks: HealthChecks) {
    let interest = |world: &World| world.changed::<Task>();
    let answered = Some(checks.answered.subscribe());
    let mut under_way = JoinSet::new();
    let round = |world: &Arc<World>, now| {
        while under_way.try_join_next().is_some() {}
        let (round, due) = checks.round(world, now);
        for due in due {
            let checks = checks.clone();
            under_way.spawn(async move { checks.check(due).await });
        }
        round
    };
    turns.run("health-checks", interest, answered, round).await;
}

impl HealthChecks {
    /// No check was made yet.
    pub fn new(ledger: Ledger, runtime: Arc<dyn ContainerRuntime>, clock: Arc<dyn Clock>) -> HealthChecks {
        HealthChecks { ledger, runtime, clock, patients: Arc::default(), answered: watch::Sender::new(()) }
    }

    fn patients(&self) -> MutexGuard<'_, Patients> {
        self.patients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One round over all running containers: the checks to be run now. Each is given out once, until it is answered.
    pub fn round(&self, world: &World, now: Time) -> (Round, Vec<Due>) {
        let (mut round, mut all, mut seen) = (Round::default(), Vec::new(), BTreeSet::new());
        let mut patients = self.patients();
        for (due, begun) in world.all::<Task>().flat_map(|task| checked_containers(world, task, now)) {
            let key = due.patient();
            let new = || Patient { course: begun, under_way: false };
            let patient = patients.entry(key.clone()).or_insert_with(new);
            seen.insert(key);
            match patient.course.due(&due.check) {
                _ if patient.under_way => {}
                time if time > now => round.by(time),
                _ => {
                    patient.under_way = true;
                    all.push(due);
                }
            }
        }
        patients.retain(|key, _| seen.contains(key));
        if !all.is_empty() {
            round.note(format!("{} checks", all.len()));
        }
        (round, all)
    }

    /// Runs one check and writes down what it changes.
    pub async fn check(&self, due: Due) {
        let begun = self.clock.now();
        let timeout = Duration::from_secs(due.check.timeout.max(0) as u64);
        let command = container_health::command(&due.check);
        let answer = self.runtime.exec_health(&due.task, &due.container, command, timeout).await;
        let ended = self.clock.now();
        let report = match answer {
            Ok(HealthOutcome::Exited { exit_code, output }) => {
                Some(report(ended, i64::from(exit_code), &String::from_utf8_lossy(&output)))
            }
            Ok(HealthOutcome::TimedOut) => {
                let seconds = due.check.timeout;
                Some(report(ended, -1, &format!("Health check exceeded timeout ({seconds}s)")))
            }
            // It ended while it was to be checked: nothing can be said, and its end is on the way here.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => Some(report(ended, -1, &error.to_string())),
        };
        self.book(&due, report, begun, ended).await;
    }

    async fn book(&self, due: &Due, report: Option<HealthReport>, begun: Time, ended: Time) {
        let passed = report.as_ref().map(|report| report.exit_code == 0);
        let before_and_after = self.patients().get_mut(&due.patient()).map(|it| {
            let before = it.course.health;
            it.under_way = false;
            it.course = match passed {
                Some(passed) => it.course.after(&due.check, passed, begun, ended),
                None => Course { checked: Some(ended), ..it.course },
            };
            (before, it.course.health)
        });
        if let Some((_, health)) = before_and_after.filter(|(before, after)| before != after) {
            self.write(due, health, report).await;
        }
        self.answered.send_replace(());
    }

    /// Until it is kept: the next check would find nothing changed.
    async fn write(&self, due: &Due, health: HealthStatus, report: Option<HealthReport>) {
        let Some(key) = task_key(&due.task) else { return };
        let write = |txn: &mut Txn| {
            txn.update::<Task, _>(&key, |task| {
                let same = |it: &&mut TaskContainer| {
                    it.runtime_id.as_deref() == Some(&due.runtime_id) && it.restart_count == due.life
                };
                if let Some(container) = task.containers.iter_mut().find(same)
                    && container.last == LastStatus::Running
                {
                    container.health = health;
                    container.health_report.clone_from(&report);
                    task.version += 1;
                }
            })
        };
        pen::keep(&self.ledger, write).await;
    }
}

/// Characters of its output that the agent keeps of a check.
const MOST_OUTPUT: usize = 1024;

fn report(since: Time, exit_code: i64, output: &str) -> HealthReport {
    HealthReport { since, exit_code, output: output.chars().take(MOST_OUTPUT).collect() }
}

/// The running containers of a task that have a check, with the course of one that was not checked yet; none of a task that is to end.
fn checked_containers(world: &World, task: &Task, now: Time) -> Vec<(Due, Course)> {
    let wanted = task.desired == DesiredStatus::Running && task.last <= LastStatus::Running;
    let key = task.task_definition.key(&task.scope);
    let Some(definition) = world.get::<TaskDefinition>(&key).filter(|_| wanted) else { return Vec::new() };
    let running = task.containers.iter().filter(|container| container.last == LastStatus::Running);
    let checked = running.filter_map(|container| {
        let due = Due {
            check: definition.container(&container.name)?.health_check.clone()?,
            task: runtime_id(task),
            container: container.name.clone(),
            runtime_id: container.runtime_id.clone()?,
            life: container.restart_count,
        };
        let course = Course::new(container.started_at.unwrap_or(now));
        Some((due, Course { health: container.health, ..course }))
    });
    checked.collect()
}
