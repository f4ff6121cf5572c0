//! A child process from `clone3` to `execve`. In: a list of steps prepared by the parent, descriptors, pipes.
//! Out: a running program, or the number of the step that failed and its errno.
//! Never here, once cloned: allocation, locks, or anything else that is not safe in the child of a process with threads.
//!
//! ```text
//! clone3 ─▶ wait for "go" (parent puts us in the cgroup) ─▶ steps 0..n ─▶ execve
//!               │ parent died: _exit                          └ failed: (step, errno) into the error pipe
//! ```

mod bpf;
mod identity;
mod mounting;
mod root_check;
mod seccomp;
mod step;

use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub(super) use mounting::{Links, NO_DEVICES, NO_PROGRAMS, NO_SETUID, READ_ONLY};
use seccomp::Filter;
pub(super) use step::Step;
use step::{Setting, errno, perform};

/// A step, what to call it in messages, and which failures are tolerated.
#[derive(Serialize, Deserialize)]
pub(super) struct Planned {
    pub(super) step: Step,
    pub(super) label: String,
    pub(super) tolerance: Tolerance,
}

/// Which failures of a step do not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Tolerance {
    None,
    /// What it acts on may not exist on this kernel.
    Missing,
    Any,
}

impl Tolerance {
    fn covers(self, errno: i32) -> bool {
        match self {
            Self::None => errno == 0,
            Self::Missing => errno == 0 || errno == libc::ENOENT,
            Self::Any => true,
        }
    }
}

/// Everything a child does.
#[derive(Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) steps: Vec<Planned>,
    /// Tried in order, as a shell searches `PATH`.
    pub(super) programs: Vec<CString>,
    pub(super) arguments: Vec<CString>,
    pub(super) environment: Vec<CString>,
    /// `CLONE_NEW*`.
    pub(super) namespaces: i32,
    /// How many slots the steps use, those included that come filled.
    pub(super) slots: usize,
    /// Ids, as outside, of who is root in the container: owner of what the steps make.
    pub(super) owner: (u32, u32),
}

/// A child that goes no further than its `Step::AwaitGo`, until a byte is written to `go`.
pub(super) struct Waiting {
    pub(super) pid: i32,
    pub(super) pidfd: OwnedFd,
    pub(super) go: OwnedFd,
    pub(super) error: OwnedFd,
    pub(super) stdout: OwnedFd,
    pub(super) stderr: OwnedFd,
}

/// The child's report of a failed step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failed {
    /// Index into `Plan::steps`; one past the end means `execve`.
    pub(super) step: usize,
    pub(super) errno: i32,
}

impl Failed {
    pub(super) const BYTES: usize = 8;

    /// `None` when the pipe held nothing: `execve` succeeded.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let step = bytes.get(..4)?.try_into().ok()?;
        let errno = bytes.get(4..8)?.try_into().ok()?;
        Some(Self { step: u32::from_ne_bytes(step) as usize, errno: i32::from_ne_bytes(errno) })
    }
}

/// The ends of the pipes that the child has.
pub(super) struct ChildEnds {
    pub(super) go: OwnedFd,
    pub(super) error: OwnedFd,
    pub(super) stdout: OwnedFd,
    pub(super) stderr: OwnedFd,
}

/// The ends of the pipes that stay here.
pub(super) struct OurEnds {
    pub(super) go: OwnedFd,
    pub(super) error: OwnedFd,
    pub(super) stdout: OwnedFd,
    pub(super) stderr: OwnedFd,
}

/// The pipes between a child and whoever starts it.
pub(super) fn pipes() -> io::Result<(ChildEnds, OurEnds)> {
    let (go_read, go) = pipe()?;
    let (error, error_write) = pipe()?;
    let (stdout, stdout_write) = pipe()?;
    let (stderr, stderr_write) = pipe()?;
    let child = ChildEnds { go: go_read, error: error_write, stdout: stdout_write, stderr: stderr_write };
    Ok((child, OurEnds { go, error, stdout, stderr }))
}

struct Pipes {
    stdin: RawFd,
    stdout: RawFd,
    stderr: RawFd,
    go: RawFd,
    error: RawFd,
}

/// Views and room made before the clone, since the child must not allocate.
struct Prepared {
    arguments: Vec<*const libc::c_char>,
    environment: Vec<*const libc::c_char>,
    slots: Vec<RawFd>,
    filter: Option<Arc<Filter>>,
}

impl Prepared {
    fn new(plan: &Plan, given: &[OwnedFd]) -> io::Result<Self> {
        let mut slots: Vec<RawFd> = given.iter().map(AsRawFd::as_raw_fd).collect();
        slots.resize(plan.slots.max(given.len()), -1);
        let wanted = plan.steps.iter().find_map(|planned| match planned.step {
            Step::Filter { capabilities } => Some(capabilities),
            _ => None,
        });
        Ok(Self {
            arguments: pointers(&plan.arguments),
            environment: pointers(&plan.environment),
            slots,
            filter: wanted.map(seccomp::filter).transpose()?,
        })
    }
}

/// Clones the calling thread's process; the child dies with this thread. `given` fill the first slots.
pub(super) fn spawn(plan: &Plan, given: &[OwnedFd]) -> io::Result<Waiting> {
    let (child, ours) = pipes()?;
    let (pid, pidfd) = begin(plan, given, &child, Some(&ours.go))?;
    let OurEnds { go, error, stdout, stderr } = ours;
    Ok(Waiting { pid, pidfd, go, error, stdout, stderr })
}

/// The same with pipes that are there; `parents_end` of the go pipe is closed in the child, if this process has it. Pid and pidfd.
pub(super) fn begin(
    plan: &Plan,
    given: &[OwnedFd],
    ends: &ChildEnds,
    parents_end: Option<&OwnedFd>,
) -> io::Result<(i32, OwnedFd)> {
    let null = std::fs::File::open("/dev/null")?;
    let pipes = Pipes {
        stdin: null.as_raw_fd(),
        stdout: ends.stdout.as_raw_fd(),
        stderr: ends.stderr.as_raw_fd(),
        go: ends.go.as_raw_fd(),
        error: ends.error.as_raw_fd(),
    };
    let parents_end = parents_end.map_or(-1, AsRawFd::as_raw_fd);
    let mut prepared = Prepared::new(plan, given)?;
    let mut pidfd: RawFd = -1;
    let pid = clone3(plan.namespaces, &mut pidfd)?;
    if pid == 0 {
        // SAFETY: we are the child; only system calls on prepared memory follow, and it never returns.
        unsafe { run(plan, &mut prepared, &pipes, parents_end) }
    }
    // SAFETY: the kernel stored a new descriptor there.
    Ok((pid, unsafe { OwnedFd::from_raw_fd(pidfd) }))
}

fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(nix::unistd::pipe2(nix::fcntl::OFlag::O_CLOEXEC)?)
}

fn pointers(texts: &[CString]) -> Vec<*const libc::c_char> {
    texts.iter().map(|text| text.as_ptr()).chain([ptr::null()]).collect()
}

fn clone3(namespaces: i32, pidfd: &mut RawFd) -> io::Result<i32> {
    // SAFETY: all-zero is a valid `clone_args`.
    let mut args: libc::clone_args = unsafe { std::mem::zeroed() };
    args.flags = (namespaces | libc::CLONE_PIDFD) as u64;
    args.pidfd = ptr::from_mut(pidfd) as u64;
    args.exit_signal = libc::SIGCHLD as u64;
    // SAFETY: no CLONE_VM, so the child gets a copy of this stack; the caller keeps to the child's rules.
    let pid = unsafe { libc::syscall(libc::SYS_clone3, &raw const args, size_of::<libc::clone_args>()) };
    if pid < 0 { Err(io::Error::last_os_error()) } else { Ok(pid as i32) }
}

/// The child.
///
/// # Safety
/// Only in a freshly cloned child.
unsafe fn run(plan: &Plan, prepared: &mut Prepared, pipes: &Pipes, parents_end: RawFd) -> ! {
    // SAFETY: only async-signal-safe calls on memory that lives in our copy of the parent.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        // Nobody in a container that is entered may look into what is still the daemon's program.
        libc::prctl(libc::PR_SET_DUMPABLE, 0);
        libc::umask(0);
        libc::close(parents_end);
        signals_as_new();
        libc::dup2(pipes.stdin, 0);
        libc::dup2(pipes.stdout, 1);
        libc::dup2(pipes.stderr, 2);
        // Whatever the daemon itself inherited is no business of a container's.
        libc::syscall(libc::SYS_close_range, 3, u32::MAX, libc::CLOSE_RANGE_CLOEXEC);
        let filter = prepared.filter.as_deref().map(Filter::program);
        let mut setting = Setting { slots: &mut prepared.slots, go: pipes.go, owner: plan.owner, filter };
        for (index, planned) in plan.steps.iter().enumerate() {
            let errno = perform(&planned.step, &mut setting);
            if !planned.tolerance.covers(errno) {
                fail(pipes.error, index, errno);
            }
        }
        // A change of user clears it, so it is set again; the parent may be gone by now.
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        libc::umask(0o022);
        let errno = execute(plan, prepared);
        fail(pipes.error, plan.steps.len(), errno)
    }
}

/// Rust ignores SIGPIPE and ignoring survives `execve`; a container starts with every default.
unsafe fn signals_as_new() {
    // SAFETY: async-signal-safe; the set is initialised by sigemptyset.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, ptr::null_mut());
    }
}

unsafe fn fail(error: RawFd, step: usize, errno: i32) -> ! {
    let mut report = [0_u8; Failed::BYTES];
    report[..4].copy_from_slice(&(step as u32).to_ne_bytes());
    report[4..].copy_from_slice(&errno.to_ne_bytes());
    // SAFETY: a live buffer; nothing sensible is left to do if the write fails.
    unsafe {
        libc::write(error, report.as_ptr().cast(), report.len());
        libc::_exit(127)
    }
}

unsafe fn execute(plan: &Plan, prepared: &Prepared) -> i32 {
    let mut worst = libc::ENOENT;
    for program in &plan.programs {
        // SAFETY: a live C string.
        if unsafe { mounting::find_program(program) } == libc::ELOOP {
            return libc::ELOOP;
        }
        // SAFETY: null-terminated arrays of C strings that outlive the call.
        unsafe { libc::execve(program.as_ptr(), prepared.arguments.as_ptr(), prepared.environment.as_ptr()) };
        let errno = errno();
        if errno != libc::ENOENT && errno != libc::ENOTDIR {
            worst = errno;
        }
    }
    worst
}
