//! What happened to a task. In: the runtime's observations. Out: values for the owner. Never here: AWS statuses.
//!
//! ```text
//! Pulling ─▶ Pulled ─▶ ContainerStarted … (─▶ ContainerRestarted)* ─▶ ContainerExited … ─▶ TaskStopped
//!    └──────────┴────▶ TaskStartFailed ─▶ (ContainerExited of those started) ─▶ TaskStopped
//! ```
//! A held container is started at any time after the others, or never. `TaskStopped` is always the last event of a task and comes exactly once.

use std::fmt;
use std::net::Ipv4Addr;

use crate::spec::TaskId;

/// One observation about one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskEvent {
    /// The layers of the task's images are being unpacked.
    Pulling {
        /// Which task.
        task: TaskId,
    },
    /// All layers are unpacked.
    Pulled {
        /// Which task.
        task: TaskId,
    },
    /// The container's program runs (its `execve` succeeded).
    ContainerStarted {
        /// Which task.
        task: TaskId,
        /// The container's name in the task.
        container: String,
        /// 64 hexadecimal digits.
        runtime_id: String,
        /// Process id seen from the daemon.
        pid: i32,
        /// The task's address inside the runtime's network.
        address: Ipv4Addr,
    },
    /// The container ended by itself and its program runs again, with the same id and files.
    ContainerRestarted {
        /// Which task.
        task: TaskId,
        /// The container's name in the task.
        container: String,
        /// How the program before ended, as a shell shows it.
        exit_code: i32,
        /// Process id of the new one, seen from the daemon.
        pid: i32,
    },
    /// The container's first process ended and every log line it wrote has been handed over.
    ContainerExited {
        /// Which task.
        task: TaskId,
        /// The container's name in the task.
        container: String,
        /// As a shell shows it: 128 + signal for a signal.
        exit_code: i32,
        /// Killed for using more than its memory limit.
        oom: bool,
        /// An honest sentence when the runtime itself ended the container (memory limit).
        reason: Option<String>,
    },
    /// The task could not be started; what had started is being stopped.
    TaskStartFailed {
        /// Which task.
        task: TaskId,
        /// The container that could not start; `None` when the fault is the task's own.
        container: Option<String>,
        /// Why.
        error: StartError,
    },
    /// Nothing of the task is left: processes, mounts, network, cgroups, files.
    TaskStopped {
        /// Which task.
        task: TaskId,
    },
}

impl TaskEvent {
    /// The task the event is about.
    pub fn task(&self) -> &TaskId {
        match self {
            Self::Pulling { task }
            | Self::Pulled { task }
            | Self::ContainerStarted { task, .. }
            | Self::ContainerRestarted { task, .. }
            | Self::ContainerExited { task, .. }
            | Self::TaskStartFailed { task, .. }
            | Self::TaskStopped { task } => task,
        }
    }
}

/// The name ECS gives a kind of start failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartErrorKind {
    /// A layer is missing or unreadable.
    CannotPullContainer,
    /// The container could not be prepared: no command, a bad host name, its files.
    CannotCreateContainer,
    /// The program, its user, a mount or a published port could not be had.
    CannotStartContainer,
    /// It took too long.
    DockerTimeout,
    /// Network, cgroup or namespaces of the task could not be made.
    ResourceInitialization,
}

impl StartErrorKind {
    /// The name as it appears before the colon in a container's `reason`.
    pub fn name(self) -> &'static str {
        match self {
            Self::CannotPullContainer => "CannotPullContainerError",
            Self::CannotCreateContainer => "CannotCreateContainerError",
            Self::CannotStartContainer => "CannotStartContainerError",
            Self::DockerTimeout => "DockerTimeoutError",
            Self::ResourceInitialization => "ResourceInitializationError",
        }
    }
}

/// Why a task did not start; `Display` gives the ECS form `Name: message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartError {
    /// The ECS error name.
    pub kind: StartErrorKind,
    /// For people: who is to blame and what to do.
    pub message: String,
    /// What the container's exit code is then, by the convention of shells and Docker: 127 when there is no such program, 126 when it
    /// cannot be executed.
    pub exit_code: Option<i32>,
}

impl StartError {
    /// Without an exit code.
    pub fn new(kind: StartErrorKind, message: impl fmt::Display) -> Self {
        Self { kind, message: message.to_string(), exit_code: None }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for StartError {}
