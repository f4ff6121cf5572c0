//! Every decision of the cloud, as pure functions of `(what is, now, dice)`.
//!
//! In: borrowed records and the moment. Out: a plan of steps, the reasons, and when to look again. Never here: I/O, async, a clock,
//! randomness other than the [`model::Dice`] passed in, logging. The same input gives the same plan.
//!
//! Rooms: [`fleet`] (what each instance has left), [`placement`] (which instance a task goes to), [`service`] (what a service's
//! next steps are: deployments, replacements, target registration), [`stopping`] (when a task may be told to stop),
//! [`launch`] (a placed task as a record), [`query`] (the language of placement constraints), [`start_order`] (which containers of a
//! task may start and stop), [`discovery`] (which tasks are found under which name), [`mounts`] (what a container sees of the volumes),
//! [`restart`] (whether a container is started again), [`log_pattern`] (which log events are meant), [`multiline`] (where a log message begins), [`container_health`] (what health checks
//! come to), [`measures`] (what two readings come to as metric values), [`delivery`] (when an SNS delivery is due again), [`network`] (subnets as rooms, addresses of tasks), [`capacity`] (which capacity
//! provider a task comes from), [`certificates`] (when a requested certificate is to be issued), [`outfit`] (both for a task being launched),
//! [`alarms`] (which state an alarm is in, and why), [`metric_math`] (what expressions over metrics come to), [`scaling`] (how many tasks a
//! scalable target should have).

pub mod alarms;
mod bounded_regex;
pub mod capacity;
pub mod certificates;
pub mod container_health;
pub mod delivery;
pub mod discovery;
pub mod fleet;
pub mod insights;
mod json_size;
pub mod launch;
pub mod log_pattern;
pub mod measures;
pub mod metric_filter;
pub mod metric_math;
pub mod mounts;
pub mod multiline;
pub mod network;
pub mod outfit;
pub mod placement;
pub mod query;
mod ranking;
pub mod restart;
pub mod scaling;
pub mod service;
pub mod start_order;
pub mod stopping;
