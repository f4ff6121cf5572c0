//! What every single plan promises, whatever happened before.

use std::collections::BTreeSet;

use model::ecs::{
    ContainerInstance, InstanceStatus, LastStatus, PlacementConstraint, SchedulingStrategy, ServiceStatus,
    Task,
};
use planner::service::{Plan, Step};

use super::World;
use super::records::NEIGHBOURS;

/// Expressions of constraints that tests use and check by other means.
pub(crate) const IN_ZONE_A: &str = "attribute:ecs.availability-zone == us-west-2a";
/// Nobody else's task may be there.
pub(crate) const ALONE: &str = "not(task:group == family:neighbours)";

impl World {
    /// No stop below the minimum, no start above the maximum.
    pub(super) fn check_limits(&self, plan: &Plan) {
        if self.service.status != ServiceStatus::Active {
            return;
        }
        let desired = self.desired();
        let configuration = &self.service.configuration;
        let minimum = (desired * configuration.minimum_healthy_percent).div_euclid(100)
            + i64::from(desired * configuration.minimum_healthy_percent % 100 != 0);
        let maximum = desired * configuration.maximum_percent / 100;
        let stopped: BTreeSet<&str> = plan.steps.iter().filter_map(stop).collect();
        let (going, staying): (Vec<_>, Vec<_>) = self
            .wanted()
            .filter(|task| self.serves(task) && self.counts(task))
            .partition(|task| stopped.contains(task.id.as_str()));
        assert!(
            going.is_empty() || staying.len() as i64 >= minimum,
            "{} serving tasks stopped, {} left, at least {minimum} must stay: {plan:#?}",
            going.len(),
            staying.len()
        );
        for step in &plan.steps {
            if let Step::Start { placement, .. } = step {
                let goes_there = |i: &&ContainerInstance| i.id == placement.instance;
                let instance =
                    self.instances.iter().find(goes_there).expect("a task goes to a known instance");
                assert!(
                    instance.status == InstanceStatus::Active && instance.agent_connected,
                    "a closed instance"
                );
                assert!(self.lets_onto(instance), "a constraint does not hold for {}", instance.id);
            }
        }
        let starts = plan.steps.iter().filter(|step| matches!(step, Step::Start { .. })).count();
        // A daemon's tasks where none is wanted any more take nobody's place.
        let total = self.present().filter(|task| self.counts(task)).count() + starts;
        assert!(starts == 0 || total as i64 <= maximum, "{total} tasks, at most {maximum} may exist");
        let ids: Vec<&str> = plan.steps.iter().filter_map(stop).collect();
        assert_eq!(ids.len(), stopped.len(), "no task is stopped twice");
        let mut own = self.own().filter(|task| task.is_protected(self.now) && self.serves(task));
        assert!(own.all(|task| !stopped.contains(task.id.as_str())), "a protected task is stopped");
    }

    /// How many tasks the service wants.
    pub(crate) fn desired(&self) -> i64 {
        match self.service.scheduling {
            SchedulingStrategy::Replica => self.service.desired_count,
            SchedulingStrategy::Daemon => {
                self.instances.iter().filter(|instance| self.is_post(instance)).count() as i64
            }
        }
    }

    /// Whether a task counts towards the limits: of a daemon's, those on instances that are to have one.
    fn counts(&self, task: &Task) -> bool {
        let its = |instance: &ContainerInstance| instance.id == task.instance && self.is_post(instance);
        self.service.scheduling == SchedulingStrategy::Replica || self.instances.iter().any(its)
    }

    /// A daemon, and a service with `distinctInstance`, has at most one task on an instance.
    fn check_distinct(&self) {
        let distinct = self.service.constraints.contains(&PlacementConstraint::DistinctInstance);
        if distinct || self.service.scheduling == SchedulingStrategy::Daemon {
            let places: Vec<&str> = self.present().map(|task| task.instance.as_str()).collect();
            let different: BTreeSet<&str> = places.iter().copied().collect();
            assert_eq!(places.len(), different.len(), "two tasks on one instance");
        }
    }

    /// Whether the service's expressions let a task onto an instance; those of tests that check them themselves hold everywhere.
    fn lets_onto(&self, instance: &ContainerInstance) -> bool {
        let is_neighbour = |task: &Task| task.group == NEIGHBOURS && task.last != LastStatus::Stopped;
        let alone = || !self.tasks.iter().any(|task| task.instance == instance.id && is_neighbour(task));
        self.service.constraints.iter().all(|constraint| match constraint {
            PlacementConstraint::MemberOf(expression) if expression == IN_ZONE_A => {
                instance.zone == "us-west-2a"
            }
            PlacementConstraint::MemberOf(expression) if expression == ALONE => alone(),
            _ => true,
        })
    }

    /// Whether a daemon is to have a task on an instance.
    fn is_post(&self, instance: &ContainerInstance) -> bool {
        instance.status == InstanceStatus::Active && self.lets_onto(instance)
    }

    /// Nothing is promised twice on an instance, and new tasks go only where they may.
    pub(super) fn check_instances(&self) {
        self.check_distinct();
        for instance in &self.instances {
            let here =
                self.tasks.iter().filter(|t| t.instance == instance.id && t.last != LastStatus::Stopped);
            let here: Vec<_> = here.collect();
            let ports: Vec<u16> =
                here.iter().flat_map(|task| task.reservation.ports.iter().copied()).collect();
            let different: BTreeSet<u16> = ports.iter().copied().collect();
            assert_eq!(ports.len(), different.len(), "a host port is given twice on {}", instance.id);
            assert!(different.is_disjoint(&instance.registered.ports), "a reserved port is given");
            assert!(here.iter().map(|t| t.reservation.cpu).sum::<i64>() <= instance.registered.cpu, "CPU");
            assert!(
                here.iter().map(|t| t.reservation.memory).sum::<i64>() <= instance.registered.memory,
                "memory"
            );
        }
    }
}

fn stop(step: &Step) -> Option<&str> {
    match step {
        Step::Stop { task, .. } => Some(task),
        _ => None,
    }
}
