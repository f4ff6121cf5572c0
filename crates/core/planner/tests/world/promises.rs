//! What every single plan promises, whatever happened before.

use std::collections::BTreeSet;

use model::ecs::{ContainerInstance, InstanceStatus, LastStatus, ServiceStatus};
use planner::service::{Plan, Step};

use super::World;

impl World {
    /// No stop below the minimum, no start above the maximum.
    pub(super) fn check_limits(&self, plan: &Plan) {
        if self.service.status != ServiceStatus::Active {
            return;
        }
        let desired = self.service.desired_count;
        let configuration = &self.service.configuration;
        let minimum = (desired * configuration.minimum_healthy_percent).div_euclid(100)
            + i64::from(desired * configuration.minimum_healthy_percent % 100 != 0);
        let maximum = desired * configuration.maximum_percent / 100;
        let stopped: BTreeSet<&str> = plan.steps.iter().filter_map(stop).collect();
        let (going, staying): (Vec<_>, Vec<_>) = self
            .wanted()
            .filter(|task| self.serves(task))
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
            }
        }
        let starts = plan.steps.iter().filter(|step| matches!(step, Step::Start { .. })).count();
        let total = self.present().count() + starts;
        assert!(starts == 0 || total as i64 <= maximum, "{total} tasks, at most {maximum} may exist");
        let ids: Vec<&str> = plan.steps.iter().filter_map(stop).collect();
        assert_eq!(ids.len(), stopped.len(), "no task is stopped twice");
    }

    /// Nothing is promised twice on an instance, and new tasks go only where they may.
    pub(super) fn check_instances(&self) {
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
