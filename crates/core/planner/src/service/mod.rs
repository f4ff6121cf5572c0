//! What a service's next steps are. A new service, a rolling update, a scale-in, a lost task: all are the same question, how to get
//! from the tasks there are to the tasks there should be without going under the minimum or over the maximum.
//!
//! ```text
//!                      +-------------------------- replaced when unhealthy --------------------------+
//!                      v                                                                             |
//!   wanted -> placed (PENDING) -> RUNNING -> registered -> healthy ---- old deployment, scale-in --> ending -> STOPPED
//! ```
//! In: a [`Situation`]: the service, its tasks, the fleet, what is known of targets. Out: a [`Plan`]. Never here: writing any of it.
//!
//! Rooms: `fitness` (what a task is worth now), `census` (all of them), `holding` (starts held back after failures), `rollout` (how many
//! to start), `breaker` (when a deployment is given up), `daemon` (which instances a DAEMON service covers), `retire` and `victims` (how
//! many and which to stop), `zones` (moves between zones), `completion` (when a deployment is done), `course` (its record in the history), `narrative` (the events,
//! in AWS's words).

mod breaker;
mod census;
mod completion;
mod course;
mod daemon;
mod fitness;
mod holding;
mod narrative;
mod retire;
mod rollout;
mod victims;
mod zones;

use std::collections::BTreeMap;

use model::ecs::{
    Deployment, Service, ServiceEvent, ServiceStatus, StopReason, Task, TaskDefinition, TaskDefinitionRef,
};
use model::elbv2::{TargetHealth, TargetState};
use model::{Dice, Time};

use crate::fleet::Fleet;
use crate::placement::{Placement, Shortage};

pub use breaker::{Breaker, counts_against, failed_tasks, roll_back_for_user, threshold};
pub use course::follow;
pub use daemon::daemon_count;
pub use fitness::{Fitness, fitness};
pub use narrative::{begun_draining, deregistered};

/// Rules that are not part of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Milliseconds a task without any health check must run before it counts towards the minimum (ECS: 40 s).
    pub settle: i64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { settle: 40_000 }
    }
}

/// A target group of the service, as far as the scheduler needs to know it.
#[derive(Clone, Debug, Default)]
pub struct Group<'a> {
    /// Registered targets: `(target id, port)` to whether it is draining.
    pub registered: BTreeMap<(&'a str, u16), bool>,
    /// What probes saw, by `(target id, port)`.
    pub health: BTreeMap<(&'a str, u16), &'a TargetHealth>,
}

impl Group<'_> {
    /// State of a target that is registered and not draining.
    pub fn state(&self, id: &str, port: u16) -> Option<TargetState> {
        let registered = self.registered.get(&(id, port)) == Some(&false);
        registered.then(|| self.health.get(&(id, port)).map_or(TargetState::Initial, |health| health.state))
    }
}

/// All a decision about one service rests on.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    /// The service.
    pub service: &'a Service,
    /// Every task of it, stopped ones included.
    pub tasks: Vec<&'a Task>,
    /// Definitions its deployments name.
    pub definitions: BTreeMap<&'a TaskDefinitionRef, &'a TaskDefinition>,
    /// The cluster's instances with what they have left.
    pub fleet: Fleet<'a>,
    /// Its target groups by ARN.
    pub groups: BTreeMap<&'a str, Group<'a>>,
    /// Its newest events, newest first.
    pub events: &'a [ServiceEvent],
    /// Rules that are not part of the service.
    pub rules: Rules,
}

/// One thing to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A task of a deployment, placed.
    Start {
        /// Id of the new task.
        task: String,
        /// Number of the deployment.
        deployment: u64,
        /// What it runs.
        task_definition: TaskDefinitionRef,
        /// Where it goes.
        placement: Placement,
    },
    /// The end of a task.
    Stop {
        /// Id of the task.
        task: String,
        /// Why.
        reason: StopReason,
    },
    /// A target to be registered for a task.
    Register {
        /// Target group.
        target_group_arn: String,
        /// Id of the task.
        task: String,
        /// EC2 instance id, or the task's own address.
        target: String,
        /// Host port, or the container's.
        port: u16,
    },
    /// The deployments as they stand now.
    Deployments(Vec<Deployment>),
    /// The service's status as it stands now.
    Status(ServiceStatus),
    /// A line of history, whole.
    Event(String),
}

/// What a service's tasks are worth at the moment: what `explain` and the waiters read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Tasks the service wants.
    pub desired: usize,
    /// Tasks of the newest deployment that are fit.
    pub fit: usize,
    /// Tasks on their way to it.
    pub starting: usize,
    /// Tasks that fail their checks.
    pub unfit: usize,
    /// Tasks of older deployments or on draining instances.
    pub outdated: usize,
    /// Tasks that are ending.
    pub ending: usize,
    /// Tasks that would be stopped, were they not protected from scale-in.
    pub protected: usize,
    /// The tasks of every zone, when some begin to move to zones with fewer.
    pub uneven: Option<String>,
    /// The same, when all is at rest and the service wants its zones even and they are.
    pub even: Option<String>,
    /// Why a task could not be placed: what each instance lacks.
    pub shortages: Vec<Shortage>,
    /// How many of the tasks that should start now found no instance.
    pub unplaced: usize,
    /// Until when no new task is started because the last ones failed to start or ended at once.
    pub held_until: Option<Time>,
    /// How often in a row, after the first time, all tasks started at once never ran.
    pub failing_waves: usize,
    /// How near the newest deployment is to being given up; none without a circuit breaker, or when it is not under way.
    pub breaker: Option<Breaker>,
    /// Whether the circuit breaker gave the newest deployment up: no task of it is started.
    pub given_up: bool,
    /// Whether the percentages of the deployment configuration leave nothing to start or stop.
    pub stuck: bool,
    /// Whether all that is wanted runs, healthy where it is probed, and nothing else is left.
    pub steady: bool,
}

/// What to write, why, and when to look again if nothing changes before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// In the order they are to be written.
    pub steps: Vec<Step>,
    /// The reasons.
    pub report: Report,
    /// When time alone may change the answer.
    pub look_again: Option<Time>,
}

impl Plan {
    /// Asks to be looked at again at `time` or earlier.
    fn by(&mut self, time: Time) {
        self.look_again = Some(self.look_again.map_or(time, |earlier| earlier.min(time)));
    }
}

/// Decides the next steps of a service.
pub fn plan(situation: Situation<'_>, now: Time, dice: &mut Dice) -> Plan {
    let mut plan = Plan::default();
    match situation.service.status {
        ServiceStatus::Inactive => {}
        ServiceStatus::Draining => {
            rollout::wind_down(&situation, &mut plan);
            narrative::tell_end(&situation, &mut plan);
        }
        ServiceStatus::Active => {
            register(&situation, &mut plan);
            rollout::advance(&situation, now, dice, &mut plan);
            narrative::tell(&situation, now, &mut plan);
        }
    }
    plan
}

/// Registers running tasks with the target groups that do not have them. A target that still drains belonged to an earlier task on
/// the same static port: it is taken over.
fn register(situation: &Situation<'_>, plan: &mut Plan) {
    for task in fitness::alive(situation).filter(|task| fitness::is_running(task)) {
        for balancing in &situation.service.load_balancers {
            let Some((target, port)) = fitness::target_of(situation, task, balancing) else { continue };
            let group = situation.groups.get(balancing.target_group_arn.as_str());
            if group.is_some_and(|group| group.registered.get(&(target.as_ref(), port)) != Some(&false)) {
                plan.steps.push(Step::Register {
                    target_group_arn: balancing.target_group_arn.clone(),
                    task: task.id.clone(),
                    target: target.into_owned(),
                    port,
                });
            }
        }
    }
}
