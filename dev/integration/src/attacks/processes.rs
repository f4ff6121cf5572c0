//! Other processes, by number and by `/proc`, and a container's rank among them.

use std::fs;
use std::io;

use super::report::result;
use super::system::names;
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("processes/seen", seen),
    ("processes/signal", |machine| on_each(machine, signal)),
    ("processes/trace", |machine| on_each(machine, trace)),
    ("processes/read-memory", |machine| on_each(machine, read_memory)),
    ("processes/descriptors", |machine| on_each(machine, pidfd)),
    ("processes/by-proc", by_proc),
    ("processes/priority", priority),
    ("processes/limits", limits),
];

/// Every process has an ancestor here; those that came from outside (a health check) have none.
fn seen(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let own = std::process::id();
    for pid in names("/proc").iter().filter_map(|name| name.parse::<u32>().ok()) {
        let command = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        match is_of_this_program(pid) || pid == own {
            true => attempts.fine(&format!("{pid} {}", command.trim())),
            false => attempts.breach(&format!("{pid} {}", command.trim())),
        }
    }
    attempts.outcome()
}

/// Of the attacker's own name, or gone meanwhile.
fn is_of_this_program(pid: u32) -> bool {
    let own = fs::read_to_string("/proc/self/comm").unwrap_or_default();
    fs::read_to_string(format!("/proc/{pid}/comm")).map_or(true, |name| name == own)
}

/// A number of the machine's means nothing here: unless a process of the container happens to have it.
fn on_each(machine: &Machine, tried: fn(i32) -> io::Result<libc::c_long>) -> Outcome {
    let mut attempts = Attempts::default();
    for pid in machine.pids.iter().filter(|pid| fs::metadata(format!("/proc/{pid}")).is_err()) {
        attempts.must_fail(&pid.to_string(), tried(*pid));
    }
    attempts.outcome()
}

fn signal(pid: i32) -> io::Result<libc::c_long> {
    // SAFETY: no signal is sent, only looked whether one could be.
    result(unsafe { libc::kill(pid, 0) }.into())
}

fn trace(pid: i32) -> io::Result<libc::c_long> {
    // SAFETY: numbers only. A seized process goes on, and is let go when this one ends.
    result(unsafe { libc::syscall(libc::SYS_ptrace, libc::PTRACE_SEIZE, pid, 0, 0) })
}

fn read_memory(pid: i32) -> io::Result<libc::c_long> {
    let mut byte = 0_u8;
    let here = libc::iovec { iov_base: (&raw mut byte).cast(), iov_len: 1 };
    let there = libc::iovec { iov_base: read_memory as *mut libc::c_void, iov_len: 1 };
    // SAFETY: both live through the call, and the byte is this process's own.
    result(unsafe { libc::process_vm_readv(pid, &raw const here, 1, &raw const there, 1, 0) } as libc::c_long)
}

fn pidfd(pid: i32) -> io::Result<libc::c_long> {
    // SAFETY: numbers only.
    result(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })
}

fn by_proc(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for pid in &machine.pids {
        for name in ["environ", "mem", "exe", "root", "fd"] {
            let path = format!("/proc/{pid}/{name}");
            attempts.must_fail(&path, fs::symlink_metadata(&path));
        }
    }
    attempts.outcome()
}

fn priority(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    // SAFETY: numbers, and a structure that lives through the call.
    unsafe {
        attempts.must_fail("nice -20", result(libc::setpriority(libc::PRIO_PROCESS, 0, -20).into()));
        let first = libc::sched_param { sched_priority: 50 };
        let raised = libc::sched_setscheduler(0, libc::SCHED_FIFO, &raw const first);
        attempts.must_fail("real time", result(raised.into()));
    }
    attempts.must_fail("never killed for memory", fs::write("/proc/self/oom_score_adj", "-1000"));
    attempts.outcome()
}

/// A hard limit cannot be raised.
fn limits(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for (name, resource) in
        [("nofile", libc::RLIMIT_NOFILE), ("memlock", libc::RLIMIT_MEMLOCK), ("nice", libc::RLIMIT_NICE)]
    {
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: a structure to be filled in, and read.
        let raised = unsafe {
            libc::getrlimit(resource, &raw mut limit);
            let Some(more) = limit.rlim_max.checked_add(1) else { continue };
            limit.rlim_max = more;
            libc::setrlimit(resource, &raw const limit)
        };
        attempts.must_fail(name, result(raised.into()));
    }
    attempts.outcome()
}
