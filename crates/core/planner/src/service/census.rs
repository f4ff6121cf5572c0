//! The tasks of a service that are not STOPPED, sorted by what they are worth.
//!
//! In: a [`Situation`] and the moment. Out: a [`Census`], and in the plan the moments at which time alone changes it. Never here: a choice.

use model::Time;
use model::ecs::{InstanceStatus, LastStatus, SchedulingStrategy, StopReason, Task};

use super::fitness::{Fitness, fails_checks, fitness, is_probed, is_running};
use super::{Plan, Situation, daemon};

/// What a task that is to be replaced still does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// Counts towards the minimum.
    Fit,
    /// Runs unprobed and is not settled yet: the settling time guards what replaces a task, not the task itself.
    Fresh,
    /// Serves nobody.
    Idle,
}

/// Tasks by what they are worth.
#[derive(Default)]
pub(super) struct Census<'a> {
    pub(super) fit: Vec<&'a Task>,
    pub(super) starting: Vec<&'a Task>,
    pub(super) unfit: Vec<(&'a Task, StopReason)>,
    /// Older deployments and draining instances: to be replaced.
    pub(super) outdated: Vec<(&'a Task, Service)>,
    pub(super) ending: usize,
    /// Those of all of them that scale-in and deployments leave alone.
    pub(super) protected: Vec<&'a Task>,
    /// Tasks the service wants.
    pub(super) desired: usize,
    /// Of a DAEMON service: the instances that are to have a task.
    pub(super) posts: Option<daemon::Posts<'a>>,
}

impl<'a> Census<'a> {
    pub(super) fn take(situation: &Situation<'a>, now: Time, plan: &mut Plan) -> Census<'a> {
        let daemon = situation.service.scheduling == SchedulingStrategy::Daemon;
        let posts = daemon.then(|| daemon::Posts::of(situation));
        let replicas = situation.service.desired_count.max(0) as usize;
        let desired = posts.as_ref().map_or(replicas, daemon::Posts::count);
        let mut census = Census { desired, posts, ..Census::default() };
        for &task in situation.tasks.iter().filter(|task| task.last != LastStatus::Stopped) {
            let worth = fitness(situation, task, now);
            if let Fitness::Starting(Some(moment)) = worth {
                plan.by(moment);
            }
            if task.is_protected(now) && worth != Fitness::Ending && !fails_checks(situation, task) {
                census.protected.push(task);
            }
            census.count(situation, task, worth);
        }
        census.report(plan);
        census
    }

    fn count(&mut self, situation: &Situation<'a>, task: &'a Task, worth: Fitness) {
        match worth {
            Fitness::Ending => self.ending += 1,
            // A daemon's task serves its instance only: where none is wanted, it serves nobody.
            _ if self.posts.as_ref().is_some_and(|posts| !posts.want(task)) => {
                self.outdated.push((task, Service::Idle));
            }
            worth if is_outdated(situation, task) => {
                self.outdated.push((task, service_of(situation, task, &worth)));
            }
            Fitness::Fit => self.fit.push(task),
            Fitness::Starting(_) => self.starting.push(task),
            Fitness::Unfit(reason) => self.unfit.push((task, reason)),
        }
    }

    fn report(&self, plan: &mut Plan) {
        plan.report.desired = self.desired;
        plan.report.fit = self.fit.len();
        plan.report.starting = self.starting.len();
        plan.report.unfit = self.unfit.len();
        plan.report.outdated = self.outdated.len();
        plan.report.ending = self.ending;
    }

    /// Those that are not protected.
    pub(super) fn unprotected(&self, mut tasks: Vec<&'a Task>) -> Vec<&'a Task> {
        if !self.protected.is_empty() {
            tasks.retain(|task| !self.protected.iter().any(|it| it.id == task.id));
        }
        tasks
    }

    /// Outdated tasks that do this.
    pub(super) fn outdated_that_are(&self, service: Service) -> Vec<&'a Task> {
        self.outdated.iter().filter(|(_, it)| *it == service).map(|(task, _)| *task).collect()
    }

    /// Fit tasks, outdated ones included: what the minimum speaks of.
    pub(super) fn healthy(&self) -> usize {
        self.fit.len() + self.outdated.iter().filter(|(_, service)| *service != Service::Idle).count()
    }

    /// Tasks that are not STOPPED: what the maximum speaks of.
    pub(super) fn total(&self) -> usize {
        self.fit.len() + self.starting.len() + self.unfit.len() + self.outdated.len() + self.ending
    }
}

fn service_of(situation: &Situation<'_>, task: &Task, worth: &Fitness) -> Service {
    let unprobed = !is_probed(situation, task);
    match worth {
        Fitness::Fit => Service::Fit,
        Fitness::Starting(_) if unprobed && is_running(task) => Service::Fresh,
        _ => Service::Idle,
    }
}

/// Not of the newest deployment, or on an instance that is being emptied.
fn is_outdated(situation: &Situation<'_>, task: &Task) -> bool {
    let newest = situation.service.primary().map(|deployment| deployment.number);
    let leaving = || {
        let room = situation.fleet.room(&task.instance);
        room.is_none_or(|room| room.instance.status == InstanceStatus::Draining)
    };
    task.deployment != newest || leaving()
}
