//! Volumes of a task definition and where its containers see them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::status::words;

words! {
    /// How long a Docker volume lives.
    VolumeScope {
        /// As long as its task.
        Task = "task",
        /// As long as its container instance; tasks there that name it share it.
        Shared = "shared",
    }
}

/// A volume that containers of the definition may mount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Unique in the definition.
    pub name: String,
    /// Where its files are.
    pub source: VolumeSource,
}

/// Where the files of a volume are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VolumeSource {
    /// An empty directory that ends with the task.
    Empty,
    /// This absolute path of the instance, which is one of this machine.
    Host(String),
    /// A Docker volume.
    Docker(DockerVolume),
}

/// A Docker volume of the `local` driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DockerVolume {
    /// How long it lives.
    pub scope: VolumeScope,
    /// As the user said; a shared volume is made when it is missing either way, as the Docker daemon does.
    pub autoprovision: Option<bool>,
    /// As the user said: `local` or nothing.
    pub driver: Option<String>,
    /// Labels, kept and shown.
    pub labels: BTreeMap<String, String>,
}

/// Where a container sees a volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MountPoint {
    /// Name of the volume.
    pub volume: String,
    /// Absolute path in the container.
    pub container_path: String,
    /// As the user said; the container may write unless `true`.
    pub read_only: Option<bool>,
}

/// All mounts of another container of the task, at the same paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumesFrom {
    /// Name of the other container.
    pub container: String,
    /// As the user said; as the other container may unless `true`.
    pub read_only: Option<bool>,
}
