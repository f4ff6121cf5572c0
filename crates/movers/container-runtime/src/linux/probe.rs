//! Finds out whether the kernel lets us build a container's root. In: an empty work directory.
//! Out: yes, or which step failed. Never here: a container.
//!
//! A real child goes through the real steps and then executes a program that does not exist: failing exactly
//! there means that everything before works.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;

use nix::sys::stat::{Mode, SFlag};

use super::child::{Failed, Plan, Step, spawn};
use super::devices::Devices;
use super::rootfs::{self, Root, RootDirs, Storage};
use super::steps::{Steps, text};
use super::user_namespace;

/// Tries `storage` below `work`, which is emptied afterwards, and on the way to a program whatever else stands around it.
pub(super) fn try_storage(work: &Path, storage: Storage, privileged: bool) -> io::Result<()> {
    let base = work.join(format!("probe-{storage:?}"));
    let dirs = RootDirs::under(&base);
    dirs.make()?;
    fs::create_dir_all(base.join("layer"))?;
    let tried = std::os::unix::fs::symlink("../layer", dirs.lower.join("0"))
        .and_then(|()| attempt(&dirs, storage, privileged));
    fs::remove_dir_all(&base)?;
    tried
}

fn attempt(dirs: &RootDirs, storage: Storage, privileged: bool) -> io::Result<()> {
    let ids = user_namespace::range();
    let given: Vec<_> = ids.map(user_namespace::make).transpose()?.into_iter().collect();
    let owner = ids.map_or(0, |ids| ids.base);
    let root = Root {
        storage,
        layers: 1,
        dirs,
        readonly: true,
        privileged,
        devices: Devices {
            own: own_devices(&dirs.work).then_some(&*dirs.devices),
            owner,
            shared_memory: rootfs::SHARED_MEMORY,
        },
        mounts: &[],
        first_mount: given.len(),
    };
    let mut steps = Steps::new(given.len());
    rootfs::build(&mut steps, &root)?;
    if !given.is_empty() {
        steps.must("enter a user namespace", Step::EnterUserNamespace(0));
    }
    steps.must("something of the machine's root is left", Step::CheckRoot);
    steps.must("set no_new_privs", Step::NoNewPrivileges);
    steps.must("set a seccomp filter", Step::Filter { capabilities: 0 });
    let (steps, slots) = steps.finish();
    let plan = Plan {
        steps,
        programs: vec![text("/does-not-exist")?],
        arguments: Vec::new(),
        environment: Vec::new(),
        namespaces: libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWUTS | libc::CLONE_NEWIPC,
        slots,
        owner: (owner, owner),
    };
    run(&plan, &given)
}

/// Whether device files can be made here.
pub(super) fn own_devices(work: &Path) -> bool {
    let place = work.join(format!("null-{}", std::process::id()));
    let device = nix::sys::stat::makedev(1, 3);
    let made = nix::sys::stat::mknod(&place, SFlag::S_IFCHR, Mode::from_bits_truncate(0o600), device);
    made.is_ok() && fs::remove_file(&place).is_ok()
}

fn run(plan: &Plan, given: &[OwnedFd]) -> io::Result<()> {
    let waiting = spawn(plan, given)?;
    // One that failed already does not listen any more; its report says why.
    let _ = File::from(waiting.go).write_all(&[1]);
    let mut report = Vec::new();
    File::from(waiting.error).read_to_end(&mut report)?;
    nix::sys::wait::waitid(
        nix::sys::wait::Id::PIDFd(std::os::fd::AsFd::as_fd(&waiting.pidfd)),
        nix::sys::wait::WaitPidFlag::WEXITED,
    )?;
    match Failed::read(&report) {
        Some(failed) if failed.step == plan.steps.len() => Ok(()),
        Some(failed) => {
            let error = io::Error::from_raw_os_error(failed.errno);
            Err(io::Error::new(error.kind(), format!("{}: {error}", plan.steps[failed.step].label)))
        }
        None => Err(io::Error::other("the probe ended without a report")),
    }
}
