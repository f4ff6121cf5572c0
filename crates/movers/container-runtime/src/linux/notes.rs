//! What a daemon writes down with its keeper for its next life. In: a task's state. Out: text, and the state again.
//! Never here: descriptors, which travel beside a note.
//!
//! ```text
//! Beginning (nothing of it runs) ─▶ Joined (network, containers) ─▶ Over (all ended, to be told until the owner has written it down)
//! ```

use std::io;
use std::net::Ipv4Addr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::cgroup::Cgroup;
use crate::spec::TaskSpec;

/// A task; `S` is its specification, or a reference to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TaskNote<S = TaskSpec> {
    pub(super) spec: S,
    pub(super) stage: Stage,
}

/// How far it has come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Stage {
    Beginning,
    /// Descriptors: the network namespace, then the listeners on its loopback.
    Joined(Joined),
    /// Which containers ran stands in their own notes.
    Over,
}

/// What a task has once it has a network.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Joined {
    pub(super) address: Ipv4Addr,
    pub(super) link: i32,
    /// Names of the unpacked layers of each container.
    pub(super) layers: Vec<Vec<String>>,
    pub(super) group: Option<Cgroup>,
}

/// A container that was started.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ContainerNote {
    pub(super) runtime_id: String,
    /// Unix time in milliseconds.
    pub(super) started: i64,
    pub(super) cgroup: Option<Cgroup>,
    /// It was let go: its program may have run. Before that nothing of it has.
    pub(super) begun: bool,
    /// How it ended for good, after its last log line was handed over.
    pub(super) end: Option<End>,
}

/// How a container ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    pub(super) exit_code: i32,
    pub(super) oom: bool,
    pub(super) reason: Option<String>,
}

/// As text.
pub(super) fn write(note: &impl Serialize) -> io::Result<String> {
    serde_json::to_string(note).map_err(io::Error::other)
}

/// From text.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> io::Result<T> {
    serde_json::from_str(text).map_err(io::Error::other)
}
