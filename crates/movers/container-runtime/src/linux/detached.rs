//! Mounts that are nowhere: copies by descriptor, made in the daemon. In: open files and directories. Out: descriptors that can be
//! attached in another mount namespace, or executed from.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use nix::fcntl::{OFlag, OpenHow, ResolveFlag, open, openat2};
use nix::sys::stat::Mode;

use super::child::{NO_SETUID, READ_ONLY};

const OPEN_TREE_CLONE: libc::c_ulong = 1;
const RECURSIVE: libc::c_ulong = 0x8000;
const SHIFTED: u64 = 0x0010_0000;

/// `struct mount_attr` of mount_setattr(2).
#[repr(C)]
struct Attributes {
    set: u64,
    clear: u64,
    propagation: u64,
    user_namespace: u64,
}

/// A directory of ours, not what a link leads to.
pub(super) fn open_directory(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlag::O_PATH | OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    Ok(open(path, flags, Mode::empty())?)
}

/// What is at a path below a directory, which no link on the way leads out of.
pub(super) fn open_beneath(directory: BorrowedFd<'_>, path: &Path) -> io::Result<OwnedFd> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let how = OpenHow::new()
        .flags(OFlag::O_PATH | OFlag::O_CLOEXEC)
        .resolve(ResolveFlag::RESOLVE_BENEATH | ResolveFlag::RESOLVE_NO_MAGICLINKS);
    Ok(openat2(directory, path, how)?)
}

/// The way to an open file for calls that take paths.
pub(super) fn path(descriptor: BorrowedFd<'_>) -> PathBuf {
    PathBuf::from(format!("/proc/self/fd/{}", descriptor.as_raw_fd()))
}

pub(super) fn is_directory(descriptor: BorrowedFd<'_>) -> io::Result<bool> {
    Ok(nix::sys::stat::fstat(descriptor)?.st_mode & libc::S_IFMT == libc::S_IFDIR)
}

/// A mount of what is open, and of all that is mounted below it, with attributes added. Where the file system knows how, owners are
/// shown shifted by a user namespace: its id 0 has the files of id 0.
pub(super) fn copy(
    what: BorrowedFd<'_>,
    attributes: u64,
    shifted: Option<BorrowedFd<'_>>,
) -> io::Result<OwnedFd> {
    let copy = tree(what, RECURSIVE)?;
    if let Some(namespace) = shifted {
        let shift = Attributes { user_namespace: namespace.as_raw_fd() as u64, ..plain(SHIFTED) };
        if let Err(error) = set(&copy, &shift) {
            tracing::debug!(%error, "owners are not shifted: the file system does not know how");
        }
    }
    set(&copy, &plain(attributes))?;
    Ok(copy)
}

/// A program file that nobody can write through what is executed from it: `/proc/self/exe` of the process leads to this mount.
pub(super) fn program(path: &Path) -> io::Result<OwnedFd> {
    let file = File::open(path)?;
    let copy = tree(std::os::fd::AsFd::as_fd(&file), 0)?;
    set(&copy, &plain(READ_ONLY | NO_SETUID))?;
    Ok(copy)
}

fn plain(set: u64) -> Attributes {
    Attributes { set, clear: 0, propagation: 0, user_namespace: 0 }
}

fn tree(what: BorrowedFd<'_>, recursive: libc::c_ulong) -> io::Result<OwnedFd> {
    let flags =
        OPEN_TREE_CLONE | recursive | libc::AT_EMPTY_PATH as libc::c_ulong | libc::O_CLOEXEC as libc::c_ulong;
    // SAFETY: a constant C string and an open descriptor; the result is checked and owned.
    let made = unsafe { libc::syscall(libc::SYS_open_tree, what.as_raw_fd(), c"".as_ptr(), flags) };
    if made < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: just returned by the kernel, and nobody else's.
    Ok(unsafe { OwnedFd::from_raw_fd(made as i32) })
}

fn set(mount: &OwnedFd, attributes: &Attributes) -> io::Result<()> {
    let flags = libc::AT_EMPTY_PATH as libc::c_ulong | RECURSIVE;
    // SAFETY: a live structure of the layout the kernel expects.
    let done = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            mount.as_raw_fd(),
            c"".as_ptr(),
            flags,
            std::ptr::from_ref(attributes),
            size_of::<Attributes>(),
        )
    };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
