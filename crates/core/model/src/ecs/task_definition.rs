//! A task definition: one immutable revision of a family.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::status::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// Whether new tasks may be started from it.
    TaskDefinitionStatus {
        /// It may.
        Active = "ACTIVE",
        /// Deregistered: serves what already uses it.
        Inactive = "INACTIVE",
        /// Deleted: serves what already uses it, and is seen no more once nothing does. The record stays, so that
        /// its revision is never given out again.
        DeleteInProgress = "DELETE_IN_PROGRESS",
    }
}

words! {
    /// How the containers of a task reach the network.
    NetworkMode {
        /// Own network, host ports mapped (the default).
        Bridge = "bridge",
        /// The instance's network.
        Host = "host",
        /// An address of its own.
        Awsvpc = "awsvpc",
        /// No network but loopback.
        None = "none",
    }
}

words! {
    /// Transport protocol of a port.
    Transport {
        /// TCP.
        Tcp = "tcp",
        /// UDP.
        Udp = "udp",
    }
}

/// Family and revision: the short name of a task definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TaskDefinitionRef {
    /// Family name.
    pub family: String,
    /// 1, 2, 3...
    pub revision: u32,
}

impl TaskDefinitionRef {
    /// Revisions sort as numbers within a family.
    pub fn key(&self, scope: &Scope) -> Key {
        Key { scope: scope.clone(), id: self.id() }
    }

    /// What it is kept as.
    pub fn id(&self) -> String {
        format!("{}:{:09}", self.family, self.revision)
    }

    /// `arn:aws:ecs:R:A:task-definition/FAMILY:REVISION`.
    pub fn arn(&self, scope: &Scope) -> String {
        arn(scope, "ecs", &format!("task-definition/{self}"))
    }
}

impl std::fmt::Display for TaskDefinitionRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.family, self.revision)
    }
}

/// What the images of a definition are built for: only ever what this machine is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimePlatform {
    /// `X86_64` or `ARM64`, if given.
    pub cpu_architecture: Option<String>,
    /// `LINUX`, if given.
    pub operating_system_family: Option<String>,
}

/// One registered revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDefinition {
    /// Account and Region.
    pub scope: Scope,
    /// Family and revision.
    pub name: TaskDefinitionRef,
    /// ACTIVE until deregistered.
    pub status: TaskDefinitionStatus,
    /// As the user asked for it.
    pub network_mode: Option<NetworkMode>,
    /// Task-level CPU units.
    pub cpu: Option<i64>,
    /// Task-level memory, MiB.
    pub memory: Option<i64>,
    /// Role the programs of the task assume.
    pub task_role_arn: Option<String>,
    /// Role the agent uses for the task.
    pub execution_role_arn: Option<String>,
    /// Launch types the user asks it to be valid for.
    pub requires_compatibilities: Vec<String>,
    /// Processor and operating system its images are for, kept and shown.
    #[serde(default)]
    pub runtime_platform: Option<RuntimePlatform>,
    /// `memberOf` expressions that bind every task of it.
    pub placement_constraints: Vec<super::PlacementConstraint>,
    /// One to ten containers.
    pub containers: Vec<ContainerDefinition>,
    /// Volumes its containers may mount.
    #[serde(default)]
    pub volumes: Vec<super::Volume>,
    /// When it was registered.
    pub registered_at: Time,
    /// When it was deregistered.
    pub deregistered_at: Option<Time>,
    /// When its deletion was asked for.
    #[serde(default)]
    pub delete_requested_at: Option<Time>,
    /// The user's tags.
    pub tags: Tags,
}

impl TaskDefinition {
    /// The order of all: by family, then revision.
    pub const ALL: &str = "all/";

    /// The order of those of a status: by family, then revision.
    pub fn of_status(status: TaskDefinitionStatus) -> String {
        format!("{}/", status.as_str())
    }

    /// A place in these orders. A NUL sorts before whatever else a family may go on with, as the end of its name does.
    pub fn place(family: &str, revision: u32) -> String {
        format!("{}{revision:010}", TaskDefinition::family(family))
    }

    /// What the places of a family begin with, and those of no other.
    pub fn family(family: &str) -> String {
        format!("{family}\0")
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        self.name.arn(&self.scope)
    }

    /// The network mode in force: bridge unless the user asked for another.
    pub fn network_mode(&self) -> NetworkMode {
        self.network_mode.unwrap_or(NetworkMode::Bridge)
    }

    /// The container of this name.
    pub fn container(&self, name: &str) -> Option<&ContainerDefinition> {
        self.containers.iter().find(|container| container.name == name)
    }
}

impl Record for TaskDefinition {
    const KIND: &'static str = "ecs.task-definition";
    fn key(&self) -> Key {
        self.name.key(&self.scope)
    }
    fn secondary_ids(&self) -> Vec<String> {
        let of =
            |order: &str| format!("{order}{}", TaskDefinition::place(&self.name.family, self.name.revision));
        vec![of(TaskDefinition::ALL), of(&TaskDefinition::of_status(self.status))]
    }
}

/// A container as the definition describes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContainerDefinition {
    /// Unique in the task.
    pub name: String,
    /// Image reference.
    pub image: String,
    /// CPU units; 0 reserves nothing.
    pub cpu: i64,
    /// Hard limit, MiB.
    pub memory: Option<i64>,
    /// Soft limit, MiB; what the scheduler reserves when given.
    pub memory_reservation: Option<i64>,
    /// Whether the task ends with it.
    pub essential: bool,
    /// Ports it listens on.
    pub port_mappings: Vec<PortMapping>,
    /// Replaces the image's ENTRYPOINT.
    pub entry_point: Option<Vec<String>>,
    /// Replaces the image's CMD.
    pub command: Option<Vec<String>>,
    /// Environment variables, in the user's order.
    pub environment: Vec<(String, String)>,
    /// Environment variables filled from Parameter Store.
    pub secrets: Vec<Secret>,
    /// Where its output goes.
    pub log: Option<LogConfiguration>,
    /// Working directory.
    pub working_directory: Option<String>,
    /// User name or id, with an optional group.
    pub user: Option<String>,
    /// Host name.
    pub hostname: Option<String>,
    /// Seconds between SIGTERM and SIGKILL.
    pub stop_timeout: Option<i64>,
    /// Seconds it may take to start.
    pub start_timeout: Option<i64>,
    /// Whether its root filesystem is read-only.
    pub readonly_root_filesystem: bool,
    /// Labels, kept and shown.
    pub docker_labels: BTreeMap<String, String>,
    /// Command that tells whether it works.
    pub health_check: Option<HealthCheck>,
    /// What must be true of other containers before it is started.
    pub depends_on: Vec<Dependency>,
    /// Whether every task looks its image's tag up anew, instead of all tasks of a deployment running the same image
    /// (`versionConsistency` disabled).
    pub follows_tag: bool,
    /// Where it sees volumes.
    pub mount_points: Vec<super::MountPoint>,
    /// Other containers whose mounts it sees too.
    pub volumes_from: Vec<super::VolumesFrom>,
    /// Whether it is started again when it ends by itself.
    pub restart_policy: Option<super::RestartPolicy>,
    /// Limits of its programs.
    pub ulimits: Vec<super::Ulimit>,
    /// What Linux gives it beyond the usual.
    pub linux_parameters: Option<super::LinuxParameters>,
}

impl ContainerDefinition {
    /// MiB the scheduler sets aside: the soft limit when given, else the hard one.
    pub fn reserved_memory(&self) -> i64 {
        self.memory_reservation.or(self.memory).unwrap_or(0)
    }
}

/// A command that is run in a container again and again; exit code 0 means that it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// `CMD` and a program with its arguments, or `CMD-SHELL` and a line for the shell.
    pub command: Vec<String>,
    /// Seconds from the start, and from the end of a check, to the next check: 5 to 300.
    pub interval: i64,
    /// Seconds a check may take: 2 to 60.
    pub timeout: i64,
    /// Failures in a row that make a container UNHEALTHY: 1 to 10.
    pub retries: i64,
    /// Seconds in which failures before the first success do not count: 0 to 300.
    pub start_period: Option<i64>,
}

words! {
    /// What a container waits for in another one.
    DependencyCondition {
        /// It was started.
        Start = "START",
        /// It ended.
        Complete = "COMPLETE",
        /// It ended with exit code 0.
        Success = "SUCCESS",
        /// Its health check succeeds.
        Healthy = "HEALTHY",
    }
}

/// A container that another one waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependency {
    /// Name of the container waited for.
    pub container: String,
    /// What is waited for.
    pub condition: DependencyCondition,
}

/// A port of a container and the host port it is mapped to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortMapping {
    /// Port inside the container.
    pub container_port: u16,
    /// Port on the instance; 0 means the scheduler chooses one from 32768 up.
    pub host_port: u16,
    /// TCP unless said otherwise.
    pub protocol: Transport,
    /// Optional name.
    pub name: Option<String>,
    /// `http`, `http2` or `grpc`; kept and shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_protocol: Option<String>,
}

/// A variable whose value is read when the task starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Variable name.
    pub name: String,
    /// Parameter name or ARN.
    pub value_from: String,
}

/// A log driver and its options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogConfiguration {
    /// For example `awslogs`.
    pub driver: String,
    /// For example `awslogs-group`.
    pub options: BTreeMap<String, String>,
}
