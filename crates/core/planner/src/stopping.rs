//! When a task that should end may be told so: first it leaves its target groups and finishes its requests.
//!
//! ```text
//! desired STOPPED -> targets deregistered (DEACTIVATING) -> nothing in flight, or the deregistration delay is over -> SIGTERM (STOPPING)
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

/// What to do next with a task that should end.
pub fn stopping(task: &Task, routes: &[Route], now: Time) -> Stopping {
    if task.last >= LastStatus::Stopping {
        return Stopping::Now;
    }
    if routes.iter().any(|route| route.draining_since.is_none()) {
        return Stopping::Deregister;
    }
    let open = |route: &&Route| !route.withdrawn || route.in_flight > 0;
    let ends = routes.iter().filter(open).filter_map(|r| r.draining_since.map(|since| since.plus(r.delay)));
    match ends.max() {
        Some(end) if end > now => Stopping::Drain(end),
        _ => Stopping::Now,
    }
}
