//! The narrow trait between the owner and whatever runs containers. In: commands that return at once.
//! Out: events on the channel given at construction. Never here: waiting for a task.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;

use crate::restart::Restart;
use crate::spec::{ContainerSpec, TaskId, TaskSpec};
use crate::usage::Usage;
use crate::volumes::{MountSource, is_file_name};

/// A boxed future, so that the traits stay usable as `dyn`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Starts and stops tasks. All methods are quick; what comes of them is told by events.
pub trait ContainerRuntime: Send + Sync {
    /// The tasks that an earlier life of the owner left, and that were not adopted yet. Each stands still until then: its containers run,
    /// nothing is told of them.
    fn inherited(&self) -> Vec<TaskId>;

    /// Goes on with an inherited task, which is not known otherwise before. What is known of it is told again: `ContainerStarted` of every
    /// container that was started, `ContainerExited` of those that ended meanwhile, in the end `TaskStopped`. `restarts` by container
    /// name. An unknown task changes nothing.
    fn adopt(&self, task: &TaskId, restarts: BTreeMap<String, Restart>);

    /// The owner will not forget `TaskStopped` of this task any more: no next life of it needs to be told.
    fn forget(&self, task: &TaskId);

    /// Begins starting a task. Errors only for what is wrong with the request itself.
    fn start(&self, spec: TaskSpec) -> Result<(), Refused>;

    /// Starts a container of a started task that is [held](crate::ContainerSpec::held); while one is held the task goes on, even
    /// with no container running. Asking again, for a task that is being stopped, or for an unknown name changes nothing.
    fn start_held(&self, task: &TaskId, container: &str);

    /// Sends each container its stop signal, and SIGKILL after its `stop_timeout` or else `timeout`.
    /// Asking again, or for an unknown task, changes nothing.
    fn stop(&self, task: &TaskId, timeout: Duration);

    /// SIGKILL to every container now.
    fn kill(&self, task: &TaskId);

    /// Removes the files of shared volumes whose keeper is none of these. For the start, before any task runs.
    fn keep_volumes(&self, keepers: &BTreeSet<String>);

    /// The tasks that are not yet `TaskStopped`.
    fn list(&self) -> Vec<RunningTask>;

    /// Runs a command inside a running container (a health check), killing it after `timeout`.
    fn exec_health<'a>(
        &'a self,
        task: &'a TaskId,
        container: &'a str,
        command: Vec<String>,
        timeout: Duration,
    ) -> BoxFuture<'a, io::Result<HealthOutcome>>;

    /// Opens connections into tasks.
    fn dialer(&self) -> Arc<dyn Dialer>;

    /// Reads what containers use.
    fn meter(&self) -> Arc<dyn Meter>;
}

/// Reads what containers use, now.
pub trait Meter: Send + Sync {
    /// One reading of each container of the task that runs; none of a task that does not. Some reads of small files of the kernel.
    fn usage(&self, task: &TaskId) -> Vec<Usage>;
}

/// Opens TCP connections to tasks without passing through a forwarder.
pub trait Dialer: Send + Sync {
    /// `to` may be a published host address, a task's own address, or any other address of the host's network.
    fn dial(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<TcpStream>>;

    /// Connects to a port of a task; `NotFound` when the task does not run.
    fn dial_task<'a>(&'a self, task: &'a TaskId, port: u16) -> BoxFuture<'a, io::Result<TcpStream>>;
}

/// What a command in a container came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HealthOutcome {
    /// It ended by itself; first 4 KiB of its output.
    Exited {
        /// As a shell shows it.
        exit_code: i32,
        /// Both streams, in the order written.
        output: Vec<u8>,
    },
    /// It was killed after the time given.
    TimedOut,
}

/// A task as `list` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningTask {
    /// Its id.
    pub id: TaskId,
    /// Its address inside the runtime's network, once it has one.
    pub address: Option<Ipv4Addr>,
    /// Containers that run now.
    pub containers: Vec<RunningContainer>,
}

/// A container as `list` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningContainer {
    /// Name in the task.
    pub name: String,
    /// 64 hexadecimal digits.
    pub runtime_id: String,
    /// Process id seen from the daemon.
    pub pid: i32,
    /// Bytes in use, when it can be known.
    pub memory_bytes: Option<u64>,
    /// CPU time used so far in nanoseconds, when it can be known.
    pub cpu_nanos: Option<u64>,
}

/// Why `start` did not even begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A task of this id runs already.
    AlreadyExists(TaskId),
    /// The specification contradicts itself.
    Invalid(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyExists(id) => write!(f, "task {id} is already running"),
            Self::Invalid(why) => write!(f, "invalid task: {why}"),
        }
    }
}

impl std::error::Error for Refused {}

/// The checks every runtime makes before it accepts a task.
pub(crate) fn validate(spec: &TaskSpec) -> Result<(), Refused> {
    let invalid = |why: String| Err(Refused::Invalid(why));
    if spec.containers.is_empty() || spec.containers.len() > 64 {
        return invalid(format!("{} containers; 1 to 64 are possible", spec.containers.len()));
    }
    if spec.containers.iter().all(|container| container.held) {
        return invalid("every container is held".into());
    }
    for (at, container) in spec.containers.iter().enumerate() {
        if container.name.is_empty() || spec.containers[..at].iter().any(|c| c.name == container.name) {
            return invalid(format!("container name {:?} is empty or used twice", container.name));
        }
        if container.port_mappings.iter().any(|p| p.host_port == 0 || p.container_port == 0) {
            return invalid("a port mapping has port 0; the scheduler must choose".into());
        }
        if let Some(target) = bad_mount(container) {
            return invalid(format!("container {:?} cannot mount at {target:?}", container.name));
        }
    }
    Ok(())
}

/// The target of a mount that leads nowhere, or whose files would have a name that is none.
fn bad_mount(container: &ContainerSpec) -> Option<&str> {
    let good = |source: &MountSource| match source {
        MountSource::Host(path) => path.is_absolute(),
        MountSource::Task(name) => is_file_name(name),
        MountSource::Shared { keeper, name } => is_file_name(keeper) && is_file_name(name),
        MountSource::Memory { .. } => true,
    };
    let bad = container.mounts.iter().find(|it| !is_place(&it.target) || !good(&it.source));
    bad.map(|mount| mount.target.as_str())
}

/// An absolute path below the root, on no way through a parent, and not the kernel's.
fn is_place(target: &str) -> bool {
    let mut parts = target.split('/').filter(|part| !part.is_empty() && *part != ".");
    let first = parts.clone().next();
    target.starts_with('/') && !matches!(first, None | Some("proc")) && parts.all(|part| part != "..")
}
