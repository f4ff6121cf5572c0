//! Runs a command inside a running container, for health checks. In: a container and a command. Out: its exit
//! code and the beginning of its output. Never here: terminals, or judging health.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;

use super::cgroup::Cgroup;
use super::child::{Plan, Planned, Step, Tolerance, Waiting, spawn};
use super::container::{nonblocking, signal};
use super::exit::exited;
use super::program::{DEFAULT_CAPABILITIES, PATH, candidates};
use super::rootfs::text;
use super::state::Inner;
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
    let waiting = inner.spawner.run(move || spawn(&plan)).await?;
    let Waiting { pid, pidfd, go, stdout, stderr, .. } = waiting;
    target.cgroup.map_or(Ok(()), |cgroup| cgroup.admit(pid))?;
    File::from(go).write_all(&[1])?;
    let end = async {
        let (out, err) = tokio::join!(read_some(stdout), read_some(stderr));
        (exited(&pidfd).await, [out, err].concat())
    };
    let done = tokio::time::timeout(timeout, end).await;
    let Ok((exit_code, mut output)) = done else {
        signal(&pidfd, Signal::KILL);
        exited(&pidfd).await?;
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
    let directory = std::fs::read_link(format!("/proc/{}/cwd", target.pid))?;
    let step = |label: &str, step| Planned { step, label: label.to_owned(), tolerance: Tolerance::None };
    let mut steps = vec![
        step("enter the container", Step::Enter(target.pidfd.try_clone()?)),
        step("enter its process namespace", Step::ForkAndWait),
        step("drop capabilities", Step::BoundCapabilities(allowed)),
        step("become its user", Step::Become { uid, gid, groups: may_set_groups.then_some(groups) }),
        step("hold capabilities", Step::HoldCapabilities { held, inheritable: 0 }),
        step("set no_new_privs", Step::NoNewPrivileges),
        step("enter its directory", Step::ChangeDir(text(&directory.to_string_lossy())?)),
    ];
    // The program may have moved somewhere that has no name from here.
    if let Some(last) = steps.last_mut() {
        last.tolerance = Tolerance::Any;
    }
    Ok(Plan {
        steps,
        programs,
        arguments: command.iter().map(|argument| text(argument)).collect::<io::Result<_>>()?,
        environment,
        namespaces: 0,
    })
}

/// uid, gid and groups a process runs with.
fn identity_of(pid: i32) -> io::Result<(u32, u32, Vec<u32>)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let numbers = |key: &str| -> Vec<u32> {
        let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
        line.split_whitespace().filter_map(|number| number.parse().ok()).collect()
    };
    let effective =
        |key| numbers(key).get(1).copied().ok_or_else(|| io::Error::other("an unreadable process status"));
    Ok((effective("Uid:")?, effective("Gid:")?, numbers("Groups:")))
}

/// The capabilities a process may ever hold.
fn bound_of(pid: i32) -> io::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
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
