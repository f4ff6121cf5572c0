//! What to run. In: the owner's decisions. Out: plain values. Never here: defaults that ECS decides, or I/O.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::limits::ResourceLimit;
use crate::restart::Restart;
use crate::volumes::Mount;

/// The owner's name of one task, for example the last part of a task ARN. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct TaskId(Arc<str>);

impl TaskId {
    /// Any non-empty text; only `[A-Za-z0-9_-]` of it is used for file names.
    pub fn new(id: impl AsRef<str>) -> Self {
        Self(Arc::from(id.as_ref()))
    }

    /// The text given to [`TaskId::new`].
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for TaskId {
    fn from(id: String) -> Self {
        Self::new(id)
    }
}

impl From<TaskId> for String {
    fn from(id: TaskId) -> Self {
        id.as_str().to_owned()
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One task: containers sharing a network namespace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskSpec {
    /// Unique among running tasks.
    pub id: TaskId,
    /// The container instance's address on the host (a loopback address); given to metadata and `/etc/hosts`.
    pub instance_address: Ipv4Addr,
    /// The task's own address (awsvpc); `None` lets the runtime pick one of 10.88.0.0/16.
    pub network_address: Option<Ipv4Addr>,
    /// Hardware address of the task's interface; `None` leaves it to the kernel.
    pub network_mac: Option<[u8; 6]>,
    /// Additional `/etc/hosts` lines.
    pub extra_hosts: Vec<(String, IpAddr)>,
    /// Hard limit of all containers together, bytes.
    pub memory_limit: Option<u64>,
    /// What all containers together may use at most, 1024 = one vCPU.
    pub cpu_limit: Option<u32>,
    /// Started in this order (held ones when asked for), stopped together but for [`ContainerSpec::stops_after`].
    pub containers: Vec<ContainerSpec>,
}

/// One container of a task.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ContainerSpec {
    /// Unique within the task.
    pub name: String,
    /// Image, resolved to files.
    pub image: ImageRef,
    /// Laid over the image's environment.
    pub env: Vec<(String, String)>,
    /// Replaces the image's `Cmd` when given.
    pub command: Option<Vec<String>>,
    /// Replaces the image's `Entrypoint` (and voids its `Cmd`) when given.
    pub entry_point: Option<Vec<String>>,
    /// Replaces the image's `WorkingDir`.
    pub working_directory: Option<String>,
    /// Replaces the image's `User`: `user`, `uid`, `user:group` or `uid:gid`.
    pub user: Option<String>,
    /// Hard limit in bytes; the container is killed above it.
    pub memory_limit: Option<u64>,
    /// Bytes the kernel leaves it with when memory is short.
    pub memory_reservation: Option<u64>,
    /// Relative CPU weight, 1024 = one vCPU.
    pub cpu_shares: Option<u32>,
    /// When an essential container ends, the runtime stops the others.
    pub essential: bool,
    /// Ports reachable on the instance's address.
    pub port_mappings: Vec<PortMapping>,
    /// Between the stop signal and SIGKILL; `None` takes the time given to `stop`.
    pub stop_timeout: Option<Duration>,
    /// The container cannot write to its root file system.
    pub readonly_root: bool,
    /// Not started with the task, but when [`crate::ContainerRuntime::start_held`] asks for it.
    pub held: bool,
    /// What it sees besides its image, shorter paths before those below them.
    pub mounts: Vec<Mount>,
    /// Limits of its programs, beyond the usual ones.
    pub limits: Vec<ResourceLimit>,
    /// Size of /dev/shm in bytes; 64 MiB unless given.
    pub shared_memory: Option<u64>,
    /// Capabilities taken from Docker's default set, each without `CAP_`; `ALL` for all.
    pub dropped_capabilities: Vec<String>,
    /// Whether it is started again when it ends by itself, with the same id and files. The owner's word, which it gives again to a task
    /// that it [adopts](crate::ContainerRuntime::adopt).
    #[serde(skip)]
    pub restart: Option<Restart>,
    /// Containers of the task that must have ended before it gets its stop signal; SIGKILL waits for nobody.
    pub stops_after: Vec<String>,
}

/// An image whose layers are already on disk.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ImageRef {
    /// As the user wrote it; only for messages.
    pub name: String,
    /// From the image's config blob.
    pub config: ImageConfig,
    /// Bottom first.
    pub layers: Vec<Layer>,
}

/// The part of an OCI image config that is needed to run it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ImageConfig {
    /// `Entrypoint`.
    pub entry_point: Vec<String>,
    /// `Cmd`.
    pub command: Vec<String>,
    /// `Env`, each `NAME=value`.
    pub env: Vec<String>,
    /// `WorkingDir`.
    pub working_directory: Option<String>,
    /// `User`.
    pub user: Option<String>,
    /// `StopSignal`.
    pub stop_signal: Option<Signal>,
}

/// One layer blob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// `sha256:<64 hex>`; the key of the cache of unpacked layers.
    pub digest: String,
    /// A tar or tar.gz file.
    pub blob: PathBuf,
    /// `sha256:<64 hex>` of the plain tar, from the image's configuration; `None` leaves it unchecked (an image without one).
    #[serde(default)]
    pub diff_id: Option<String>,
}

/// A TCP port of a container published on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortMapping {
    /// Where the container listens.
    pub container_port: u16,
    /// The instance's loopback address on the host.
    pub host_address: Ipv4Addr,
    /// Never 0: the scheduler chooses.
    pub host_port: u16,
}

/// A Linux signal number, 1 to 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal(i32);

impl Signal {
    /// SIGTERM.
    pub const TERM: Self = Self(libc::SIGTERM);
    /// SIGKILL.
    pub const KILL: Self = Self(libc::SIGKILL);

    /// The number.
    pub fn number(self) -> i32 {
        self.0
    }
}

/// The text is neither a signal number nor a signal name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSignal(pub String);

impl fmt::Display for UnknownSignal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown signal {:?}", self.0)
    }
}

impl std::error::Error for UnknownSignal {}

impl FromStr for Signal {
    type Err = UnknownSignal;

    /// `15`, `TERM` or `SIGTERM`, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownSignal> {
        if let Ok(number) = text.parse::<i32>() {
            return if (1..=64).contains(&number) {
                Ok(Self(number))
            } else {
                Err(UnknownSignal(text.to_owned()))
            };
        }
        let upper = text.to_ascii_uppercase();
        let name = if upper.starts_with("SIG") { upper } else { format!("SIG{upper}") };
        nix::sys::signal::Signal::from_str(&name)
            .map(|signal| Self(signal as i32))
            .map_err(|_| UnknownSignal(text.to_owned()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_read_in_every_spelling() {
        for text in ["15", "TERM", "SIGTERM", "sigterm"] {
            assert_eq!(text.parse::<Signal>().unwrap(), Signal::TERM);
        }
        for text in ["", "0", "65", "SIGNOTHING"] {
            assert!(text.parse::<Signal>().is_err(), "{text}");
        }
    }
}
