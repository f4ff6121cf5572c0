//! Tries everything a task needs and names the remedy for what fails. In: a scratch directory. Out: checks in
//! the order of need. Never here: changing the machine; the throwaway children and namespaces end with it.

use std::fs;
use std::io;
use std::path::Path;

use super::cgroup::Cgroups;
use super::hub::Hub;
use super::rootfs::Storage;
use super::{probe, user_namespace};

/// One thing tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What.
    pub name: &'static str,
    /// `Ok` with what was found, or the error in words.
    pub outcome: Result<String, String>,
    /// Without it no task runs; else something is slower or less exact.
    pub needed: bool,
    /// What to do when it fails.
    pub remedy: &'static str,
}

/// Runs all checks; call after [`super::enter_user_namespace_if_needed`]. Blocks for some tens of milliseconds.
pub fn doctor(scratch: &Path) -> Vec<Check> {
    let privileged = !user_namespace::single_uid_map();
    let work = scratch.join(format!("doctor-{}", std::process::id()));
    let storage = |kind| fs::create_dir_all(&work).and_then(|()| probe::try_storage(&work, kind, privileged));
    let checks = vec![
        Check {
            name: "privilege",
            outcome: Ok(if privileged {
                "root"
            } else {
                "user namespace, one uid: images with a USER cannot run"
            }
            .into()),
            needed: false,
            remedy: "run as root for images that change user",
        },
        check("namespaces and mounts", storage(Storage::Copy), true, MOUNT_REMEDY),
        check("overlayfs", storage(Storage::Overlay), false, OVERLAY_REMEDY),
        check("network namespaces and veth", network(), true, NETWORK_REMEDY),
        memory(&work),
    ];
    let _ = fs::remove_dir_all(&work);
    checks
}

const MOUNT_REMEDY: &str = "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, \
    kernel.apparmor_restrict_unprivileged_userns=0) or run as root; inside Docker add \
    `--cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined --security-opt systempaths=unconfined` \
    (and `--security-opt apparmor=unconfined` where the host has AppArmor)";
const OVERLAY_REMEDY: &str = "use a Linux 5.11 or newer and a state directory that is not itself on overlayfs \
    (inside Docker: a volume); until then layers are copied for every container";
const NETWORK_REMEDY: &str =
    "load the veth module (modprobe veth) and see that user.max_net_namespaces is not 0";
const MEMORY_REMEDY: &str =
    "run as root, or under systemd with `Delegate=yes`; until then memory limits are sampled";

fn check(name: &'static str, tried: io::Result<()>, needed: bool, remedy: &'static str) -> Check {
    let outcome = tried.map(|()| "works".to_owned()).map_err(|error| error.to_string());
    Check { name, outcome, needed, remedy }
}

fn network() -> io::Result<()> {
    let hub = Hub::open(None)?;
    let thread = hub.resident("doctor")?;
    let (done, result) = std::sync::mpsc::sync_channel(1);
    thread.post(move || {
        let tried = hub.join(None, None, &[4566]).map(|network| hub.part(network));
        // The receiver waits right below.
        let _ = done.send(tried);
    });
    result.recv().map_err(io::Error::other)?
}

fn memory(work: &Path) -> Check {
    let scope = work.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let cgroups = Cgroups::open(&scope, None);
    let outcome = match &cgroups {
        Cgroups::V1 { .. } => Ok("cgroup v1".to_owned()),
        Cgroups::V2(_) => Ok("cgroup v2".to_owned()),
        Cgroups::Absent => Err("no writable cgroup hierarchy".to_owned()),
    };
    cgroups.close();
    Check { name: "memory limits", outcome, needed: false, remedy: MEMORY_REMEDY }
}
