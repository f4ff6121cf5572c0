//! What a container sees besides its image. In: the owner's decisions. Out: plain values. Never here: mounting.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// One place of a container's file system that is not its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mount {
    /// Absolute path in the container; made when it is missing.
    pub target: String,
    /// The container cannot write there.
    pub read_only: bool,
    /// What is seen there.
    pub source: MountSource,
}

/// What a mount shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MountSource {
    /// A file or directory of this machine; a directory is made when nothing is there.
    Host(PathBuf),
    /// A directory that all containers of the task share under this name and that ends with the task. While it is empty, what the image
    /// has at the target is copied into it.
    Task(String),
    /// The same, but kept as long as `keeper` is known ([`crate::ContainerRuntime::keep_volumes`]), for all tasks that name it.
    Shared {
        /// Whose it is: a container instance. Only `[A-Za-z0-9_-]`.
        keeper: String,
        /// The volume's name. Only `[A-Za-z0-9_-]`.
        name: String,
    },
    /// Memory of its own.
    Memory {
        /// How much, bytes.
        bytes: u64,
        /// As mount(8) takes them.
        options: Vec<String>,
    },
}

/// Whether a name may become a file name.
pub(crate) fn is_file_name(name: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (1..=255).contains(&name.len()) && name.chars().all(good)
}
