//! Settings of a container that its kernel and its keeper obey: limits of resources, Linux parameters, the restart policy.

use serde::{Deserialize, Serialize};

use super::status::words;

words! {
    /// A resource limit of setrlimit(2).
    UlimitName {
        /// Bytes of a core file.
        Core = "core",
        /// Seconds of CPU time.
        Cpu = "cpu",
        /// Bytes of the data segment.
        Data = "data",
        /// Bytes of a file.
        Fsize = "fsize",
        /// File locks.
        Locks = "locks",
        /// Bytes locked in memory.
        Memlock = "memlock",
        /// Bytes in message queues.
        Msgqueue = "msgqueue",
        /// 20 minus the lowest nice value.
        Nice = "nice",
        /// Open files.
        Nofile = "nofile",
        /// Processes of the user.
        Nproc = "nproc",
        /// Bytes resident in memory; Linux ignores it.
        Rss = "rss",
        /// Highest real-time priority.
        Rtprio = "rtprio",
        /// Microseconds of real-time CPU without a pause.
        Rttime = "rttime",
        /// Queued signals.
        Sigpending = "sigpending",
        /// Bytes of the stack.
        Stack = "stack",
    }
}

/// A limit of a container's programs; -1 means that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ulimit {
    /// Which resource.
    pub name: UlimitName,
    /// What holds.
    pub soft: i64,
    /// How far a program may raise it.
    pub hard: i64,
}

/// What Linux gives a container beyond the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinuxParameters {
    /// MiB of /dev/shm; 64 unless given.
    pub shared_memory_size: Option<i64>,
    /// Memory file systems.
    pub tmpfs: Vec<Tmpfs>,
    /// Capabilities taken away, by their names without `CAP_`; `ALL` for all.
    pub drop: Vec<String>,
}

/// A memory file system in a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tmpfs {
    /// Absolute path in the container.
    pub container_path: String,
    /// Its size, MiB.
    pub size: i64,
    /// Options of mount(8).
    pub options: Vec<String>,
}

/// Whether a container that ends by itself is started again, while its task goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestartPolicy {
    /// Whether it holds at all.
    pub enabled: bool,
    /// Exit codes after which the container stays as it is.
    pub ignored_exit_codes: Vec<i64>,
    /// Seconds it must have run: 60 to 1800, 300 unless given.
    pub attempt_period: Option<i64>,
}

impl RestartPolicy {
    /// Seconds a container must have run unless the user says otherwise.
    pub const DEFAULT_PERIOD: i64 = 300;

    /// Seconds the container must have run before it is started again.
    pub fn period(&self) -> i64 {
        self.attempt_period.unwrap_or(Self::DEFAULT_PERIOD)
    }
}
