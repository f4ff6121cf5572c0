//! The system calls between `clone3` and `execve`, as data, and how each is performed. In: a step and the table of slots. Out: 0 or an
//! errno. Allocation, locks and whatever else is unsafe in the child of a process with threads must stay out of here.
//!
//! A slot is a place for one descriptor of the child: a mount that is nowhere yet, a namespace, a process. The first ones come filled
//! from the daemon; every one is closed by `execve` at the latest.

use std::ffi::CString;
use std::os::fd::RawFd;
use std::ptr;

use serde::{Deserialize, Serialize};

use super::mounting::{self, Links};
use super::{identity, root_check};

/// One system call (or few), with everything it needs already in memory. Paths in the container are absolute; unless they say otherwise
/// they are resolved as by the container itself, symbolic links included, but never out of its root and never through /proc.
#[derive(Serialize, Deserialize)]
pub(in super::super) enum Step {
    /// Waits until the daemon has put the process into its cgroups and lets it go on. What comes before may be done meanwhile: the
    /// kernel takes milliseconds to move a process.
    AwaitGo,
    /// What happens to mounts here is nothing to the machine, and the other way round.
    Private,
    /// An own cgroup namespace, rooted where the process is.
    OwnCgroups,
    /// mount(2), before `PivotHere`, with paths of the machine that nobody but the daemon can change.
    Mount {
        source: Option<CString>,
        target: CString,
        kind: CString,
        flags: libc::c_ulong,
        data: Option<CString>,
    },
    /// A new file system, mounted nowhere yet.
    MakeMount {
        kind: CString,
        options: Vec<(CString, Option<CString>)>,
        attributes: u64,
        slot: usize,
    },
    /// What is at a path of the current root, as a mount of its own that is nowhere yet.
    CloneMount {
        path: CString,
        attributes: u64,
        slot: usize,
    },
    /// Puts the mount of a slot at a place in the container's root.
    Attach {
        slot: usize,
        at: CString,
        links: Links,
    },
    /// Hides a file or directory of the kernel's, if it is there.
    Mask(CString),
    /// Directories up to and including this one, where they are missing; the container's root owns them.
    MakeDir(CString),
    /// An empty file, where it is missing, in a directory that is there.
    MakeFile(CString),
    Symlink {
        to: CString,
        at: CString,
    },
    /// A character device that everybody may use.
    MakeDevice {
        at: CString,
        major: u32,
        minor: u32,
    },
    /// A mount of the container, without what is below it, is made read-only.
    ReadOnly(CString),
    /// A directory of the machine, before `PivotHere`.
    ChangeDir(CString),
    /// A directory of the container becomes the current one.
    EnterDir(CString),
    HostName(CString),
    /// The current directory becomes `/`; nothing of the old root stays reachable.
    PivotHere,
    /// Fails unless the root is the only one there is.
    CheckRoot,
    /// Joins the user namespace in a slot.
    EnterUserNamespace(usize),
    /// Joins every namespace of the process behind the pidfd in a slot; the user namespace only if it is not ours.
    Enter {
        slot: usize,
        own_users: bool,
    },
    /// The rest happens in a child (needed to be inside an entered pid namespace); its exit status is ours.
    ForkAndWait,
    Limit {
        resource: u32,
        soft: u64,
        hard: u64,
    },
    /// Standard output and error belong to this user, so that the program may open them again by name. Ids as outside.
    OwnOutput {
        uid: u32,
        gid: u32,
    },
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
    /// A session keyring that nobody else has.
    OwnKeyring,
    /// The seccomp filter of a program with these capabilities; nothing but `execve` may follow.
    Filter {
        capabilities: u64,
    },
}

/// What steps need besides themselves.
pub(super) struct Setting<'a> {
    pub(super) slots: &'a mut [RawFd],
    /// One byte comes from there, or its end when the child is not wanted any more.
    pub(super) go: RawFd,
    /// Ids, as outside, of who is root in the container.
    pub(super) owner: (u32, u32),
    pub(super) filter: Option<&'a libc::sock_fprog>,
}

/// Performs one step; 0 or an errno.
///
/// # Safety
/// Only in a freshly cloned child.
pub(super) unsafe fn perform(step: &Step, with: &mut Setting<'_>) -> i32 {
    // SAFETY: each call gets pointers into the step, which outlives it; only async-signal-safe calls are made.
    unsafe {
        match step {
            Step::AwaitGo => {
                let mut byte = 0_u8;
                match libc::read(with.go, ptr::from_mut(&mut byte).cast(), 1) {
                    1 => 0,
                    _ => libc::ECANCELED,
                }
            }
            Step::Private => mounting::private(),
            Step::OwnCgroups => result(libc::unshare(libc::CLONE_NEWCGROUP)),
            Step::Mount { source, target, kind, flags, data } => {
                let (source, data) = (optional(source.as_ref()), optional(data.as_ref()).cast());
                result(libc::mount(source, target.as_ptr(), kind.as_ptr(), *flags, data))
            }
            Step::MakeMount { kind, options, attributes, slot } => {
                keep(with, *slot, mounting::make(kind, options, *attributes))
            }
            Step::CloneMount { path, attributes, slot } => {
                keep(with, *slot, mounting::copy(path, *attributes))
            }
            Step::Attach { slot, at, links } => match take(with, *slot) {
                // Its mount could not be made, which was tolerated.
                -1 => libc::ENOENT,
                mount => mounting::attach(mount, at, *links),
            },
            Step::Mask(at) => mounting::mask(at),
            Step::MakeDir(at) => mounting::make_dirs(at, with.owner),
            Step::MakeFile(at) => mounting::make_file(at, with.owner),
            Step::Symlink { to, at } => accept_existing(result(libc::symlink(to.as_ptr(), at.as_ptr()))),
            Step::MakeDevice { at, major, minor } => mounting::make_device(at, (*major, *minor), with.owner),
            Step::ReadOnly(at) => mounting::read_only(at),
            Step::ChangeDir(to) => result(libc::chdir(to.as_ptr())),
            Step::EnterDir(to) => mounting::enter_dir(to),
            Step::HostName(name) => result(libc::sethostname(name.as_ptr(), name.as_bytes().len())),
            Step::PivotHere => mounting::pivot_here(),
            Step::CheckRoot => root_check::check(),
            Step::EnterUserNamespace(slot) => result(libc::setns(take(with, *slot), libc::CLONE_NEWUSER)),
            Step::Enter { slot, own_users } => {
                let users = if *own_users { libc::CLONE_NEWUSER } else { 0 };
                result(libc::setns(take(with, *slot), identity::NAMESPACES | users))
            }
            Step::ForkAndWait => identity::fork_and_wait(),
            Step::Limit { resource, soft, hard } => {
                let limit = libc::rlimit { rlim_cur: *soft, rlim_max: *hard };
                result(libc::setrlimit(*resource, &raw const limit))
            }
            Step::OwnOutput { uid, gid } => {
                let errno = result(libc::fchown(1, *uid, *gid));
                if errno != 0 { errno } else { result(libc::fchown(2, *uid, *gid)) }
            }
            Step::BoundCapabilities(kept) => identity::bound_capabilities(*kept),
            Step::NoNewPrivileges => result(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)),
            Step::Become { uid, gid, groups } => identity::become_user(*uid, *gid, groups.as_deref()),
            Step::HoldCapabilities { held, inheritable } => identity::hold_capabilities(*held, *inheritable),
            Step::OwnKeyring => identity::own_keyring(),
            Step::Filter { .. } => identity::filter(with.filter),
        }
    }
}

/// Puts a new descriptor, or minus an errno, into a slot.
fn keep(with: &mut Setting<'_>, slot: usize, made: i32) -> i32 {
    match with.slots.get_mut(slot) {
        _ if made < 0 => -made,
        Some(place) => {
            *place = made;
            0
        }
        None => libc::EBADF,
    }
}

/// The descriptor of a slot, which is empty from then on.
fn take(with: &mut Setting<'_>, slot: usize) -> RawFd {
    with.slots.get_mut(slot).map_or(-1, |place| std::mem::replace(place, -1))
}

pub(super) fn errno() -> i32 {
    // SAFETY: always a valid pointer to this thread's errno.
    unsafe { *libc::__errno_location() }
}

/// 0, or the errno of a call that failed.
pub(super) fn result(code: impl Into<i64>) -> i32 {
    if code.into() < 0 { errno() } else { 0 }
}

pub(super) fn accept_existing(errno: i32) -> i32 {
    if errno == libc::EEXIST { 0 } else { errno }
}

fn optional(text: Option<&CString>) -> *const libc::c_char {
    text.map_or(ptr::null(), |text| text.as_ptr())
}
