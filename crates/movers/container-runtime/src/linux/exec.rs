//! Runs a command inside a running container, for health checks. In: a container and a command. Out: its exit
//! code and the beginning of its output. Never here: terminals, or judging health.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;

use super::cgroup::Cgroup;
use super::child::{Plan, Step, Waiting, spawn};
use super::container::{nonblocking, signal};
use super::exit::Exit;
use super::program::{DEFAULT_CAPABILITIES, PATH, candidates};
use super::state::Inner;
use super::steps::{Steps, text};
use crate::api::HealthOutcome;
use crate::spec::{Signal, TaskId};

/// What Docker keeps of a health check's output.
const OUTPUT: usize = 4096;
const ENVIRONMENT_LIMIT: u64 = 256 * 1024;

pub(super) async fn run(
    inner: &Arc<Inner>,
    task: &TaskId,
    container: &str,
    command: Vec<String>,
    timeout: Duration,
) -> io::Result<HealthOutcome> {
    let target = find(inner, task, container)?;
    let plan = plan(&target, &command, inner.privileged)?;
    let (given, shared) = ([target.pidfd.try_clone()?], inner.clone());
    let spawned = inner.spawner.run(move || match &shared.keeper {
        // Its program file cannot be written through what is executed from it.
        Some(keeper) => keeper.execute(&plan, &given).map(|(waiting, end)| (waiting, Exit::Kept(end))),
        None => Ok((spawn(&plan, &given)?, Exit::Own)),
    });
    let (Waiting { pid, pidfd, go, stdout, stderr, .. }, exit) = spawned.await?;
    if let Some(cgroup) = target.cgroup {
        cgroup.admit(pid).await?;
    }
    File::from(go).write_all(&[1])?;
    let end = async {
        let (out, err) = tokio::join!(read_some(stdout), read_some(stderr));
        (exit.of(&pidfd).await, [out, err].concat())
    };
    let done = tokio::time::timeout(timeout, end).await;
    let Ok((exit_code, mut output)) = done else {
        signal(&pidfd, Signal::KILL);
        exit.of(&pidfd).await?;
        return Ok(HealthOutcome::TimedOut);
    };
    output.truncate(OUTPUT);
    Ok(HealthOutcome::Exited { exit_code: exit_code?, output })
}

struct Target {
    pidfd: OwnedFd,
    pid: i32,
    cgroup: Option<Arc<Cgroup>>,
}

fn find(inner: &Inner, task: &TaskId, container: &str) -> io::Result<Target> {
    let gone = || {
        io::Error::new(io::ErrorKind::NotFound, format!("container {container} of task {task} does not run"))
    };
    let tasks = inner.tasks();
    let all = &tasks.get(task).ok_or_else(gone)?.containers;
    let found = all.iter().find(|one| one.name == container).ok_or_else(gone)?;
    Ok(Target { pidfd: found.pidfd.try_clone()?, pid: found.pid, cgroup: found.cgroup.clone() })
}

/// The command runs as the user, in the directory and with the environment of the container's program.
fn plan(target: &Target, command: &[String], may_set_groups: bool) -> io::Result<Plan> {
    let program =
        command.first().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "an empty command"))?;
    let environment = environment_of(target.pid)?;
    let search =
        environment.iter().find_map(|pair| pair.to_str().ok()?.strip_prefix("PATH=")).unwrap_or(PATH);
    let programs = candidates(program, search, "/")?;
    let (uid, gid, groups) = identity_of(target.pid)?;
    let allowed = bound_of(target.pid)? & DEFAULT_CAPABILITIES;
    let held = if uid == 0 { allowed } else { 0 };
    let directory = fs::read_link(format!("/proc/{}/cwd", target.pid))?;
    let mut steps = Steps::new(1);
    let own_users = has_own_users(target.pid)?;
    steps.must("be let go", Step::AwaitGo);
    steps.must("enter the container", Step::Enter { slot: 0, own_users });
    steps.must("enter its process namespace", Step::ForkAndWait);
    steps.must("drop capabilities", Step::BoundCapabilities(allowed));
    steps.must("become its user", Step::Become { uid, gid, groups: may_set_groups.then_some(groups) });
    steps.must("hold capabilities", Step::HoldCapabilities { held, inheritable: 0 });
    steps.must("make a session keyring", Step::OwnKeyring);
    steps.must("set no_new_privs", Step::NoNewPrivileges);
    // The program may have moved somewhere that has no name from here.
    steps.may("enter its directory", Step::EnterDir(text(&directory.to_string_lossy())?));
    steps.must("something of the machine's root is left", Step::CheckRoot);
    steps.must("set the seccomp filter", Step::Filter { capabilities: allowed });
    let (steps, slots) = steps.finish();
    Ok(Plan {
        steps,
        programs,
        arguments: command.iter().map(|argument| text(argument)).collect::<io::Result<_>>()?,
        environment,
        namespaces: 0,
        slots,
        owner: (0, 0),
    })
}

/// Whether a process is in another user namespace than the daemon.
fn has_own_users(pid: i32) -> io::Result<bool> {
    let inode = |process: &str| Ok::<_, io::Error>(fs::metadata(format!("/proc/{process}/ns/user"))?.ino());
    Ok(inode(&pid.to_string())? != inode("self")?)
}

/// uid, gid and groups a process runs with, as its own user namespace has them.
fn identity_of(pid: i32) -> io::Result<(u32, u32, Vec<u32>)> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let numbers = |key: &str| -> Vec<u32> {
        let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
        line.split_whitespace().filter_map(|number| number.parse().ok()).collect()
    };
    let users = fs::read_to_string(format!("/proc/{pid}/uid_map"))?;
    let groups = fs::read_to_string(format!("/proc/{pid}/gid_map"))?;
    let unreadable = || io::Error::other("an unreadable process status");
    let effective =
        |key, map: &str| numbers(key).get(1).and_then(|outside| inside(map, *outside)).ok_or_else(unreadable);
    let (uid, gid) = (effective("Uid:", &users)?, effective("Gid:", &groups)?);
    Ok((uid, gid, numbers("Groups:").into_iter().filter_map(|outside| inside(&groups, outside)).collect()))
}

/// An id of ours as a user namespace with this map has it.
fn inside(map: &str, outside: u32) -> Option<u32> {
    map.lines().find_map(|line| {
        let mut numbers = line.split_whitespace().map(str::parse::<u32>);
        let (first, first_outside, length) =
            (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
        let at = outside.checked_sub(first_outside).filter(|at| *at < length)?;
        first.checked_add(at)
    })
}

/// The capabilities a process may ever hold.
fn bound_of(pid: i32) -> io::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let set = status.lines().find_map(|line| line.strip_prefix("CapBnd:")).unwrap_or_default();
    u64::from_str_radix(set.trim(), 16).map_err(|_| io::Error::other("an unreadable process status"))
}

/// The environment the container's program was started with.
fn environment_of(pid: i32) -> io::Result<Vec<std::ffi::CString>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(
        &mut io::Read::take(File::open(format!("/proc/{pid}/environ"))?, ENVIRONMENT_LIMIT),
        &mut bytes,
    )?;
    let pairs = bytes.split(|b| *b == 0).filter(|pair| !pair.is_empty());
    Ok(pairs.map(std::ffi::CString::new).collect::<Result<_, _>>()?)
}

/// Keeps the first bytes and reads the rest away, so that the command is not held up.
async fn read_some(fd: OwnedFd) -> Vec<u8> {
    let Ok(mut pipe) = nonblocking(fd).and_then(pipe::Receiver::from_owned_fd) else { return Vec::new() };
    let (mut kept, mut buffer) = (Vec::new(), [0; 1024]);
    while let Ok(length @ 1..) = pipe.read(&mut buffer).await {
        let room = OUTPUT.saturating_sub(kept.len()).min(length);
        kept.extend_from_slice(&buffer[..room]);
    }
    kept
}
