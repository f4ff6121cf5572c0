//! What happens between `clone3` and `execve`. In: a list of steps prepared by the parent, and pipes.
//! Out: a running program, or the number of the step that failed and its errno.
//! Never here: allocation, locks, or anything else that is not safe in the child of a process with threads.
//!
//! ```text
//! clone3 ─▶ wait for "go" (parent puts us in the cgroup) ─▶ steps 0..n ─▶ execve
//!               │ parent died: _exit                          └ failed: (step, errno) into the error pipe
//! ```

use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;

use serde::{Deserialize, Serialize};

/// One system call (or few), with everything it needs already in memory.
#[derive(Serialize, Deserialize)]
pub(super) enum Step {
    Mount {
        source: Option<CString>,
        target: CString,
        kind: Option<CString>,
        flags: libc::c_ulong,
        data: Option<CString>,
    },
    MakeDir(CString),
    MakeFile(CString),
    Symlink {
        to: CString,
        at: CString,
    },
    ChangeDir(CString),
    HostName(CString),
    /// The current directory becomes `/`; nothing of the old root stays reachable.
    PivotHere,
    /// Joins the namespaces of the process behind the pidfd. Of this process only: never sent to the keeper.
    #[serde(skip)]
    Enter(OwnedFd),
    /// The rest happens in a child (needed to be inside an entered pid namespace); its exit status is ours.
    ForkAndWait,
    Limit {
        resource: u32,
        soft: u64,
        hard: u64,
    },
    /// Bars devices, and on request writing, from a mount and all below it.
    Seal {
        at: CString,
        read_only: bool,
    },
    /// Takes a mount away at once.
    Unmount(CString),
    /// Removes an empty directory or a file.
    Remove(CString),
    /// Capabilities outside the set leave the bounding set.
    BoundCapabilities(u64),
    NoNewPrivileges,
    /// `groups` is `None` where the kernel forbids setting them (single-uid user namespaces).
    Become {
        uid: u32,
        gid: u32,
        groups: Option<Vec<u32>>,
    },
    /// Effective, permitted and inheritable sets.
    HoldCapabilities {
        held: u64,
        inheritable: u64,
    },
}

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
}

/// A child that waits for `go`.
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

/// Raw views made before the clone, since the child must not allocate.
struct Vectors {
    arguments: Vec<*const libc::c_char>,
    environment: Vec<*const libc::c_char>,
}

/// Clones the calling thread's process; the child dies with this thread.
pub(super) fn spawn(plan: &Plan) -> io::Result<Waiting> {
    let (child, ours) = pipes()?;
    let (pid, pidfd) = begin(plan, &child, Some(&ours.go))?;
    let OurEnds { go, error, stdout, stderr } = ours;
    Ok(Waiting { pid, pidfd, go, error, stdout, stderr })
}

/// The same with pipes that are there; `parents_end` of the go pipe is closed in the child, if this process has it. Pid and pidfd.
pub(super) fn begin(
    plan: &Plan,
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
    let vectors = Vectors { arguments: pointers(&plan.arguments), environment: pointers(&plan.environment) };
    let mut pidfd: RawFd = -1;
    let pid = clone3(plan.namespaces, &mut pidfd)?;
    if pid == 0 {
        // SAFETY: we are the child; only system calls on prepared memory follow, and it never returns.
        unsafe { run(plan, &vectors, &pipes, parents_end) }
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
unsafe fn run(plan: &Plan, vectors: &Vectors, pipes: &Pipes, parents_end: RawFd) -> ! {
    // SAFETY: only async-signal-safe calls on memory that lives in our copy of the parent.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        libc::close(parents_end);
        let mut byte = 0_u8;
        if libc::read(pipes.go, ptr::from_mut(&mut byte).cast(), 1) != 1 {
            libc::_exit(127);
        }
        signals_as_new();
        libc::dup2(pipes.stdin, 0);
        libc::dup2(pipes.stdout, 1);
        libc::dup2(pipes.stderr, 2);
        // Whatever the daemon itself inherited is no business of a container's.
        libc::syscall(libc::SYS_close_range, 3, u32::MAX, libc::CLOSE_RANGE_CLOEXEC);
        for (index, planned) in plan.steps.iter().enumerate() {
            let errno = perform(&planned.step);
            if !planned.tolerance.covers(errno) {
                fail(pipes.error, index, errno);
            }
        }
        // A change of user clears it, so it is set again; the parent may be gone by now.
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        let errno = execute(plan, vectors);
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

unsafe fn execute(plan: &Plan, vectors: &Vectors) -> i32 {
    let mut worst = libc::ENOENT;
    for program in &plan.programs {
        // SAFETY: null-terminated arrays of C strings that outlive the call.
        unsafe { libc::execve(program.as_ptr(), vectors.arguments.as_ptr(), vectors.environment.as_ptr()) };
        let errno = errno();
        if errno != libc::ENOENT && errno != libc::ENOTDIR {
            worst = errno;
        }
    }
    worst
}

fn errno() -> i32 {
    // SAFETY: always a valid pointer to this thread's errno.
    unsafe { *libc::__errno_location() }
}

fn result(code: impl Into<i64>) -> i32 {
    if code.into() < 0 { errno() } else { 0 }
}

fn optional(text: Option<&CString>) -> *const libc::c_char {
    text.map_or(ptr::null(), |text| text.as_ptr())
}

/// Performs one step; 0 or an errno.
unsafe fn perform(step: &Step) -> i32 {
    // SAFETY: each call gets pointers into the step, which outlives it.
    unsafe {
        match step {
            Step::Mount { source, target, kind, flags, data } => {
                let (source, kind) = (optional(source.as_ref()), optional(kind.as_ref()));
                result(libc::mount(source, target.as_ptr(), kind, *flags, optional(data.as_ref()).cast()))
            }
            Step::MakeDir(at) => accept_existing(result(libc::mkdir(at.as_ptr(), 0o755))),
            Step::MakeFile(at) => make_file(at),
            Step::Symlink { to, at } => accept_existing(result(libc::symlink(to.as_ptr(), at.as_ptr()))),
            Step::ChangeDir(to) => result(libc::chdir(to.as_ptr())),
            Step::HostName(name) => result(libc::sethostname(name.as_ptr(), name.as_bytes().len())),
            Step::PivotHere => pivot_here(),
            Step::Enter(pidfd) => result(libc::setns(
                pidfd.as_raw_fd(),
                libc::CLONE_NEWNS
                    | libc::CLONE_NEWPID
                    | libc::CLONE_NEWNET
                    | libc::CLONE_NEWUTS
                    | libc::CLONE_NEWIPC,
            )),
            Step::ForkAndWait => fork_and_wait(),
            Step::Limit { resource, soft, hard } => {
                let limit = libc::rlimit { rlim_cur: *soft, rlim_max: *hard };
                result(libc::setrlimit(*resource, &raw const limit))
            }
            Step::Seal { at, read_only } => seal(at, *read_only),
            Step::Unmount(at) => result(libc::umount2(at.as_ptr(), libc::MNT_DETACH)),
            Step::Remove(at) => {
                let errno = result(libc::rmdir(at.as_ptr()));
                if errno == libc::ENOTDIR { result(libc::unlink(at.as_ptr())) } else { errno }
            }
            Step::BoundCapabilities(kept) => bound_capabilities(*kept),
            Step::NoNewPrivileges => result(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)),
            Step::Become { uid, gid, groups } => become_user(*uid, *gid, groups.as_deref()),
            Step::HoldCapabilities { held, inheritable } => hold_capabilities(*held, *inheritable),
        }
    }
}

fn accept_existing(errno: i32) -> i32 {
    if errno == libc::EEXIST { 0 } else { errno }
}

unsafe fn make_file(at: &CString) -> i32 {
    // SAFETY: the path is a live C string.
    let fd = unsafe {
        libc::open(at.as_ptr(), libc::O_CREAT | libc::O_WRONLY | libc::O_NONBLOCK | libc::O_CLOEXEC, 0o644)
    };
    if fd < 0 {
        return errno();
    }
    // SAFETY: just opened.
    result(unsafe { libc::close(fd) })
}

/// mount_setattr(2) adds attributes and clears none, so what an outer user namespace has locked stays as it is.
unsafe fn seal(at: &CString, read_only: bool) -> i32 {
    const READ_ONLY: u64 = 1;
    const NO_DEVICES: u64 = 4;
    const RECURSIVE: i32 = 0x8000;
    let set = if read_only { READ_ONLY | NO_DEVICES } else { NO_DEVICES };
    let attributes: [u64; 4] = [set, 0, 0, 0];
    // SAFETY: a live C string and an array with the layout of `struct mount_attr`.
    result(unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            libc::AT_FDCWD,
            at.as_ptr(),
            RECURSIVE,
            attributes.as_ptr(),
            size_of_val(&attributes),
        )
    })
}

unsafe fn pivot_here() -> i32 {
    let here = c".".as_ptr();
    // SAFETY: constant C strings.
    unsafe {
        // Stacks the old root on top of the new one, from where it is detached.
        let errno = result(libc::syscall(libc::SYS_pivot_root, here, here));
        if errno != 0 {
            return errno;
        }
        let errno = result(libc::umount2(here, libc::MNT_DETACH));
        if errno != 0 { errno } else { result(libc::chdir(c"/".as_ptr())) }
    }
}

unsafe fn fork_and_wait() -> i32 {
    // SAFETY: the child goes on with system calls only; the parent waits and leaves.
    unsafe {
        // Not fork(): its handlers take locks another thread of the parent may have held.
        let pid = libc::syscall(libc::SYS_clone, libc::SIGCHLD, 0, 0, 0, 0) as i32;
        if pid < 0 {
            return errno();
        }
        if pid == 0 {
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            return 0;
        }
        // Lets the error pipe end when the child executes.
        libc::syscall(libc::SYS_close_range, 3, u32::MAX, 0);
        let mut status = 0;
        while libc::waitpid(pid, &raw mut status, 0) < 0 && errno() == libc::EINTR {}
        libc::_exit(if libc::WIFSIGNALED(status) {
            128 + libc::WTERMSIG(status)
        } else {
            libc::WEXITSTATUS(status)
        })
    }
}

unsafe fn bound_capabilities(kept: u64) -> i32 {
    for capability in 0..64 {
        if kept & (1 << capability) == 0 {
            // SAFETY: plain system call.
            let errno = result(unsafe { libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) });
            // EINVAL: the kernel knows no capability of this number.
            if errno == libc::EINVAL {
                return 0;
            }
            if errno != 0 {
                return errno;
            }
        }
    }
    0
}

unsafe fn become_user(uid: u32, gid: u32, groups: Option<&[u32]>) -> i32 {
    // SAFETY: raw system calls (glibc's wrappers would signal the parent's other threads, which we do not have).
    unsafe {
        if let Some(groups) = groups {
            let errno = result(libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()));
            if errno != 0 {
                return errno;
            }
        }
        let errno = result(libc::syscall(libc::SYS_setresgid, gid, gid, gid));
        if errno != 0 { errno } else { result(libc::syscall(libc::SYS_setresuid, uid, uid, uid)) }
    }
}

unsafe fn hold_capabilities(held: u64, inheritable: u64) -> i32 {
    const VERSION_3: u32 = 0x2008_0522;
    let header: [u32; 2] = [VERSION_3, 0];
    let (low, high) = (|set: u64| set as u32, |set: u64| (set >> 32) as u32);
    let data: [u32; 6] = [low(held), low(held), low(inheritable), high(held), high(held), high(inheritable)];
    // SAFETY: the two arrays have the layout capset(2) documents.
    result(unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), data.as_ptr()) })
}
