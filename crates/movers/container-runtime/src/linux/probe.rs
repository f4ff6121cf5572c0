//! Finds out whether the kernel lets us build a container's root. In: an empty work directory.
//! Out: yes, or which step failed. Never here: a container.
//!
//! A real child goes through the real steps and then executes a program that does not exist: failing exactly
//! there means that everything before works.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use super::child::{Failed, Plan, spawn};
use super::rootfs::{self, Root, RootDirs, Storage};

/// Tries `storage` below `work`, which is emptied afterwards.
pub(super) fn try_storage(work: &Path, storage: Storage, privileged: bool) -> io::Result<()> {
    let base = work.join(format!("probe-{storage:?}"));
    let dirs = RootDirs::under(&base);
    for dir in [&dirs.upper, &dirs.work, &dirs.merged, &base.join("cache/layer")] {
        fs::create_dir_all(dir)?;
    }
    let layers = ["layer".to_owned()];
    let cache = base.join("cache");
    let root = Root {
        storage,
        cache: &cache,
        layers: &layers,
        dirs: &dirs,
        readonly: true,
        privileged,
        shared_memory: rootfs::SHARED_MEMORY,
        mounts: &[],
    };
    let tried = rootfs::steps(&root).and_then(|steps| {
        let plan = Plan {
            steps,
            programs: vec![rootfs::text("/does-not-exist")?],
            arguments: Vec::new(),
            environment: Vec::new(),
            namespaces: libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWUTS | libc::CLONE_NEWIPC,
        };
        run(&plan)
    });
    fs::remove_dir_all(&base)?;
    tried
}

fn run(plan: &Plan) -> io::Result<()> {
    let waiting = spawn(plan)?;
    File::from(waiting.go).write_all(&[1])?;
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
