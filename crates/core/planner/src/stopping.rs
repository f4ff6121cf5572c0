//! When a task that should end may be told so: first it leaves its target groups and finishes its requests.
//!
//! ```text
//! desired STOPPED -> targets and names deregistered (DEACTIVATING) -> nothing in flight, or the deregistration delay is over -> SIGTERM (STOPPING)
//! ```
//! In: a task, the targets that lead to it, the requests in flight. Out: [`Stopping`]. Never here: the signal itself.

use model::Time;
use model::ecs::{LastStatus, Task};

/// A target that leads to the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// When it was deregistered, if it was.
    pub draining_since: Option<Time>,
    /// Milliseconds its requests may take after that.
    pub delay: i64,
    /// Requests it is answering.
    pub in_flight: usize,
    /// Whether every balancer has taken over a routing table without it.
    pub withdrawn: bool,
}

/// What to do with a task whose end is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopping {
    /// Some of its targets still take new requests: deregister them.
    Deregister,
    /// Wait for its requests until this moment at the latest.
    Drain(Time),
    /// Tell its containers to stop.
    Now,
}

/// Milliseconds a balancer may take to let go of a target, whatever the deregistration delay: a task that still gets new requests
/// is not stopped, and a balancer that never lets go does not keep it for ever.
const LETTING_GO: i64 = 1_000;

impl Route {
    /// A name the task is still found under: given up with the first step, and then there is nothing to wait for.
    pub const NAME: Route = Route { draining_since: None, delay: 0, in_flight: 0, withdrawn: false };

    /// Until when the task is needed for this target at the latest, if it is.
    fn open_until(&self) -> Option<Time> {
        let since = self.draining_since?;
        match (self.withdrawn, self.in_flight) {
            (false, _) => Some(since.plus(self.delay.max(LETTING_GO))),
            (true, 0) => None,
            (true, _) => Some(since.plus(self.delay)),
        }
    }
}

/// What to do next with a task that should end.
pub fn stopping(task: &Task, routes: &[Route], now: Time) -> Stopping {
    if task.last >= LastStatus::Stopping {
        return Stopping::Now;
    }
    if routes.iter().any(|route| route.draining_since.is_none()) {
        return Stopping::Deregister;
    }
    match routes.iter().filter_map(Route::open_until).max() {
        Some(end) if end > now => Stopping::Drain(end),
        _ => Stopping::Now,
    }
}

#[cfg(test)]
mod tests {
    use model::ecs::{LastStatus, LaunchType, Reservation, Task, TaskDefinitionRef};
    use model::{Scope, Tags, Time};

    use super::{Route, Stopping, stopping};

    fn task(last: LastStatus) -> Task {
        Task {
            scope: Scope::new("000000000000", "us-west-2").expect("well formed"),
            cluster: "test".to_owned(),
            id: "1".to_owned(),
            task_definition: TaskDefinitionRef { family: "web".to_owned(), revision: 1 },
            group: "service:web".to_owned(),
            started_by: None,
            deployment: Some(1),
            instance: "2".to_owned(),
            zone: "us-west-2a".to_owned(),
            launch_type: LaunchType::Ec2,
            capacity_provider: None,
            network: None,
            reservation: Reservation::default(),
            overrides: Vec::new(),
            desired: model::ecs::DesiredStatus::Stopped,
            last,
            containers: Vec::new(),
            stopped_reason: None,
            created_at: Time(0),
            pull_started_at: None,
            pull_stopped_at: None,
            started_at: None,
            stopping_at: None,
            execution_stopped_at: None,
            stopped_at: None,
            version: 1,
            tags: Tags::new(),
            protected_until: None,
        }
    }

    fn route(in_flight: usize, withdrawn: bool, delay: i64) -> Route {
        Route { draining_since: Some(Time(0)), delay, in_flight, withdrawn }
    }

    fn after(routes: &[Route], now: i64) -> Stopping {
        stopping(&task(LastStatus::Running), routes, Time(now))
    }

    #[test]
    fn a_task_leaves_its_targets_before_anything_else() {
        let open = Route { draining_since: None, ..route(0, false, 0) };
        assert_eq!(after(&[open, route(0, true, 0)], 9), Stopping::Deregister);
        assert_eq!(after(&[Route::NAME], 0), Stopping::Deregister);
        assert_eq!(after(&[], 0), Stopping::Now);
    }

    #[test]
    fn its_last_request_or_the_delay_ends_the_wait() {
        assert_eq!(
            after(&[route(1, true, 300_000), route(0, true, 900_000)], 5),
            Stopping::Drain(Time(300_000))
        );
        assert_eq!(after(&[route(0, true, 300_000)], 5), Stopping::Now);
        assert_eq!(after(&[route(1, true, 300_000)], 300_000), Stopping::Now);
    }

    #[test]
    fn without_a_delay_it_still_waits_for_the_balancers_to_let_go() {
        assert_eq!(after(&[route(0, false, 0)], 5), Stopping::Drain(Time(1_000)));
        assert_eq!(after(&[route(0, false, 0)], 1_000), Stopping::Now);
        assert_eq!(after(&[route(3, true, 0)], 5), Stopping::Now);
    }

    #[test]
    fn a_stop_that_was_told_is_not_taken_back() {
        assert_eq!(stopping(&task(LastStatus::Stopping), &[route(1, false, 9)], Time(1)), Stopping::Now);
    }
}
