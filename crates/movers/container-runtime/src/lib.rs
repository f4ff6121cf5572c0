//! Runs ECS tasks as isolated processes made from OCI image layers.
//!
//! In: a [`TaskSpec`] (what to run, already resolved to layer files), and four hooks by which the owner
//! answers what a task may ask of the world ([`Names`], [`Egress`], [`LocalService`], [`LogSink`]).
//! Out: [`TaskEvent`]s on a bounded channel, log lines, connections into a task ([`Dialer`]).
//! Never here: which task runs where, what its AWS status is, HTTP, image registries, any AWS API.
//!
//! ```text
//!  owner ──start/stop/kill──▶ ContainerRuntime ──TaskEvent──▶ owner
//!                              ├─ linux/  namespaces, overlay, cgroups, no Docker
//!                              └─ sim/    nothing runs; outcomes are set by the test
//! ```

mod api;
pub mod dns;
mod event;
mod hooks;
pub mod layer;
mod limits;
pub mod linux;
mod log_lines;
pub mod metadata;
mod restart;
pub mod sim;
mod spec;
mod usage;
mod volumes;

pub use api::{
    BoxFuture, ContainerRuntime, Dialer, HealthOutcome, Meter, Refused, RunningContainer, RunningTask,
};
pub use event::{StartError, StartErrorKind, TaskEvent};
pub use hooks::{Egress, Hooks, Local, LocalService, LogSink, LogStream, Names, Onward};
pub use limits::ResourceLimit;
pub use log_lines::{LineSplitter, MAX_LINE};
pub use restart::Restart;
pub use spec::{
    ContainerSpec, ImageConfig, ImageRef, Layer, PortMapping, Signal, TaskId, TaskSpec, UnknownSignal,
};
pub use usage::{CpuUsage, MemoryUsage, NetworkUsage, Usage};
pub use volumes::{Mount, MountSource};
