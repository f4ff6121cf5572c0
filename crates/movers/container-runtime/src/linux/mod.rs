//! The embedded runtime: namespaces, overlayfs, cgroups and a veth pair per task; no Docker, no other program.
//! In: [`crate::TaskSpec`]s. Out: [`crate::TaskEvent`]s. Never here: IPv6, UDP out of tasks
//! (names excepted).
//!
//! Call [`enter_user_namespace_if_needed`] first in `main`, then [`LinuxRuntime::open`] inside tokio. With a keeper
//! ([`LinuxConfig::keeper`]) containers outlive a daemon that is killed, and the next `open` on the same state directory inherits
//! them. Without one, killing the daemon in any way kills every container (`PR_SET_PDEATHSIG`), and with them mounts and namespaces;
//! files and cgroups left behind are removed by the next `open`.

mod adopt;
mod attend;
mod cgroup;
mod child;
mod container;
mod detached;
mod devices;
mod doctor;
mod exec;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod exercise;
mod exit;
mod file_limit;
mod forward;
mod host_paths;
mod hub;
mod image_file;
mod keeper;
mod kernel_views;
mod memory_watch;
mod mounts;
mod net_gate;
mod netlink;
mod notes;
mod ownership;
mod probe;
mod program;
mod random;
mod rootfs;
mod runtime;
mod spare;
mod spare_layers;
mod start_failure;
mod state;
mod steps;
mod syn_gate;
mod task;
mod trust;
mod usage;
mod user;
mod user_namespace;
mod worker;

pub use doctor::{Check, doctor};
pub use file_limit::most_open_files;
pub use keeper::keep;
pub use runtime::{KeeperProgram, LinuxConfig, LinuxRuntime, end_keeper};
use state::{Inner, Wish};
pub use trust::TrustedRoots;
pub(crate) use user_namespace::single_uid_map;
pub use user_namespace::{Privilege, enter_user_namespace_if_needed};
