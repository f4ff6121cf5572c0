//! New namespaces, by `unshare`, `clone` and `clone3`; others' by `setns`; and what a user namespace of one's own would open.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;

use super::mounts::mount;
use super::report::{result, wait};
use super::system::{names, workplace};
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("namespaces/unshare", unshare_each),
    ("namespaces/clone", clone_each),
    ("namespaces/clone3", clone3_each),
    ("namespaces/setns", setns),
    ("namespaces/user-then-mount", user_then_mount),
];

const NEW_TIME: libc::c_int = 0x80;
const KINDS: &[(&str, libc::c_int)] = &[
    ("user", libc::CLONE_NEWUSER),
    ("mount", libc::CLONE_NEWNS),
    ("pid", libc::CLONE_NEWPID),
    ("net", libc::CLONE_NEWNET),
    ("ipc", libc::CLONE_NEWIPC),
    ("uts", libc::CLONE_NEWUTS),
    ("cgroup", libc::CLONE_NEWCGROUP),
];

/// unshare(2).
pub(super) fn unshare(flags: libc::c_int) -> io::Result<()> {
    // SAFETY: a number only; the process is the attack's own.
    result(unsafe { libc::unshare(flags) }.into()).map(drop)
}

/// Each in a child, so that none opens the way for the next.
fn in_child(tried: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    // SAFETY: this process has one thread.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        let errno = tried().err().map_or(0, |error| error.raw_os_error().unwrap_or(libc::EIO));
        // SAFETY: nothing is left to be done.
        unsafe { libc::_exit(errno) };
    }
    let status = wait(pid)?;
    match libc::WEXITSTATUS(status) {
        0 if libc::WIFEXITED(status) => Ok(()),
        errno if libc::WIFEXITED(status) => Err(io::Error::from_raw_os_error(errno)),
        _ => Err(io::Error::from_raw_os_error(libc::EPERM)),
    }
}

fn unshare_each(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for (name, flag) in KINDS.iter().chain(&[("time", NEW_TIME)]) {
        attempts.must_be_refused(name, in_child(|| unshare(*flag)));
    }
    attempts.outcome()
}

fn clone_each(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for (name, flag) in KINDS {
        // SAFETY: no shared memory: the child goes on with a copy of this stack and ends at once.
        let pid = unsafe { libc::syscall(libc::SYS_clone, flag | libc::SIGCHLD, 0, 0, 0, 0) };
        attempts.must_be_refused(name, leave(pid));
    }
    attempts.outcome()
}

fn clone3_each(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for (name, flag) in KINDS.iter().chain(&[("time", NEW_TIME)]) {
        // SAFETY: all-zero is a valid `clone_args`.
        let mut arguments: libc::clone_args = unsafe { std::mem::zeroed() };
        arguments.flags = *flag as u64;
        arguments.exit_signal = libc::SIGCHLD as u64;
        let size = size_of::<libc::clone_args>();
        // SAFETY: as for clone; the arguments live through the call.
        let pid = unsafe { libc::syscall(libc::SYS_clone3, &raw const arguments, size) };
        attempts.must_be_refused(name, leave(pid));
    }
    attempts.outcome()
}

/// Ends the child of a clone, and waits for it in the parent.
fn leave(pid: libc::c_long) -> io::Result<()> {
    if pid == 0 {
        // SAFETY: the child.
        unsafe { libc::_exit(0) };
    }
    result(pid)?;
    wait(pid as libc::pid_t).map(drop)
}

fn setns(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for pid in names("/proc").into_iter().filter(|name| name.parse::<u32>().is_ok()) {
        for kind in ["mnt", "net", "pid", "ipc", "uts", "cgroup", "time"] {
            let path = format!("/proc/{pid}/ns/{kind}");
            let Ok(namespace) = File::open(&path) else { continue };
            let joined = in_child(|| {
                // SAFETY: a descriptor of this process.
                result(unsafe { libc::setns(namespace.as_raw_fd(), 0) }.into()).map(drop)
            });
            attempts.must_be_refused(&path, joined);
        }
    }
    attempts.outcome()
}

/// Root of a user namespace of its own, with every capability there. Flags are those of the other namespaces.
pub(super) fn become_root_inside(flags: libc::c_int) -> io::Result<()> {
    // SAFETY: no arguments.
    let (uid, gid) = unsafe { (libc::geteuid(), libc::getegid()) };
    unshare(libc::CLONE_NEWUSER | flags)?;
    // On old kernels there is no such file.
    drop(fs::write("/proc/self/setgroups", "deny"));
    fs::write("/proc/self/uid_map", format!("0 {uid} 1"))?;
    fs::write("/proc/self/gid_map", format!("0 {gid} 1"))
}

fn user_then_mount(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let rooted = become_root_inside(libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWNET);
    if let Err(error) = rooted {
        return Outcome::Held(format!("no user namespace: {error}"));
    }
    let place = workplace();
    for (kind, source) in [("tmpfs", "x"), ("overlay", "x"), ("sysfs", "x"), ("mqueue", "x")] {
        attempts.must_fail(kind, mount(source, &place, kind, 0, "lowerdir=/etc:/tmp"));
    }
    attempts.must_fail("bind", mount("/", &place, "", libc::MS_BIND | libc::MS_REC, ""));
    let unmasked = Path::new("/proc/sys");
    attempts
        .must_fail("writable /proc/sys", mount("none", unmasked, "", libc::MS_REMOUNT | libc::MS_BIND, ""));
    attempts.breach("a user namespace of its own");
    attempts.outcome()
}
