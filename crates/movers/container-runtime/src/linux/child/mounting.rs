//! Mounts by descriptor, and paths of a container that cannot lead out of it. In: C strings, descriptors. Out: 0 or an errno; a descriptor
//! or minus an errno. What is mounted where, is the plan's business.
//!
//! ```text
//! make, copy: a mount that is nowhere ──(pivot_root: the old root is gone)──▶ attach: opened target, move_mount
//! ```
//! An image may have a symbolic link where something is to be mounted. Targets are therefore opened by openat2(2) after the old root is
//! gone, and mounts are put onto the descriptor, not onto a path that is resolved a second time.

use std::ffi::{CStr, CString};
use std::mem::zeroed;
use std::os::fd::RawFd;
use std::ptr;

use serde::{Deserialize, Serialize};

use super::step::{accept_existing, errno, result};

/// Attributes of a mount, as fsmount(2) and mount_setattr(2) have them.
pub(in super::super) const READ_ONLY: u64 = 0x1;
pub(in super::super) const NO_SETUID: u64 = 0x2;
pub(in super::super) const NO_DEVICES: u64 = 0x4;
pub(in super::super) const NO_PROGRAMS: u64 = 0x8;

const NO_MAGIC_LINKS: u64 = 0x02;
const NO_SYMLINKS: u64 = 0x04;
const IN_ROOT: u64 = 0x10;

const OPEN_TREE_CLONE: libc::c_ulong = 1;
const OPEN_TREE_CLOEXEC: libc::c_ulong = libc::O_CLOEXEC as libc::c_ulong;
const FSOPEN_CLOEXEC: libc::c_ulong = 1;
const FSMOUNT_CLOEXEC: libc::c_ulong = 1;
const SET_FLAG: libc::c_ulong = 0;
const SET_STRING: libc::c_ulong = 1;
const CREATE: libc::c_ulong = 6;
const FROM_EMPTY_PATH: libc::c_ulong = 0x04;
const TO_EMPTY_PATH: libc::c_ulong = 0x40;

const TRIES: u32 = 64;

/// The longest path that is taken apart here.
const LONGEST: usize = libc::PATH_MAX as usize;

/// What becomes of symbolic links on the way to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) enum Links {
    /// There must be none.
    Refused,
    /// Followed, as the container itself would.
    Followed,
}

pub(super) unsafe fn private() -> i32 {
    // SAFETY: constant C strings.
    result(unsafe {
        libc::mount(ptr::null(), c"/".as_ptr(), ptr::null(), libc::MS_REC | libc::MS_PRIVATE, ptr::null())
    })
}

/// A new file system; a descriptor of its mount.
pub(super) unsafe fn make(kind: &CStr, options: &[(CString, Option<CString>)], attributes: u64) -> i32 {
    // SAFETY: live C strings; descriptors are closed once.
    unsafe {
        let context = libc::syscall(libc::SYS_fsopen, kind.as_ptr(), FSOPEN_CLOEXEC) as i32;
        if context < 0 {
            return -errno();
        }
        let errno = configure(context, kind, options);
        let made = match errno {
            0 => libc::syscall(libc::SYS_fsmount, context, FSMOUNT_CLOEXEC, attributes) as i32,
            _ => -1,
        };
        let failed = if errno != 0 { errno } else { self::errno() };
        libc::close(context);
        if made < 0 { -failed } else { made }
    }
}

unsafe fn configure(context: i32, kind: &CStr, options: &[(CString, Option<CString>)]) -> i32 {
    let set = |command: libc::c_ulong, key: *const libc::c_char, value: *const libc::c_char| {
        // SAFETY: live C strings, or null where the command takes none.
        result(unsafe { libc::syscall(libc::SYS_fsconfig, context, command, key, value, 0) })
    };
    // What stands as source in the mount table.
    let mut errno = set(SET_STRING, c"source".as_ptr(), kind.as_ptr());
    for (key, value) in options {
        if errno != 0 {
            return errno;
        }
        errno = match value {
            Some(value) => set(SET_STRING, key.as_ptr(), value.as_ptr()),
            None => set(SET_FLAG, key.as_ptr(), ptr::null()),
        };
    }
    if errno != 0 { errno } else { set(CREATE, ptr::null(), ptr::null()) }
}

/// A copy of the mount at a path, with attributes added; a descriptor.
pub(super) unsafe fn copy(path: &CStr, attributes: u64) -> i32 {
    // SAFETY: a live C string; the descriptor is closed once.
    unsafe {
        let target = open(path, libc::O_PATH | libc::O_NOFOLLOW, NO_MAGIC_LINKS | NO_SYMLINKS);
        if target < 0 {
            return target;
        }
        let flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | libc::AT_EMPTY_PATH as libc::c_ulong;
        let copied = libc::syscall(libc::SYS_open_tree, target, c"".as_ptr(), flags) as i32;
        let failed = errno();
        libc::close(target);
        if copied < 0 {
            return -failed;
        }
        match add_attributes(copied, attributes) {
            0 => copied,
            failed => {
                libc::close(copied);
                -failed
            }
        }
    }
}

/// mount_setattr(2) adds attributes and clears none, so what an outer user namespace has locked stays as it is.
unsafe fn add_attributes(mount: RawFd, set: u64) -> i32 {
    let attributes: [u64; 4] = [set, 0, 0, 0];
    // SAFETY: an array with the layout of `struct mount_attr`.
    result(unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            mount,
            c"".as_ptr(),
            libc::AT_EMPTY_PATH,
            attributes.as_ptr(),
            size_of_val(&attributes),
        )
    })
}

pub(super) unsafe fn read_only(at: &CStr) -> i32 {
    // SAFETY: a live C string; the descriptor is closed once.
    unsafe {
        let mount = open(at, libc::O_PATH, NO_MAGIC_LINKS | NO_SYMLINKS);
        if mount < 0 {
            return -mount;
        }
        let errno = add_attributes(mount, READ_ONLY);
        libc::close(mount);
        errno
    }
}

/// Puts a mount, which is closed, at a path of the container.
pub(super) unsafe fn attach(mount: RawFd, at: &CStr, links: Links) -> i32 {
    let resolve = match links {
        Links::Refused => IN_ROOT | NO_MAGIC_LINKS | NO_SYMLINKS,
        Links::Followed => IN_ROOT | NO_MAGIC_LINKS,
    };
    // SAFETY: a live C string; descriptors are closed once.
    unsafe {
        let target = open(at, libc::O_PATH, resolve);
        if target < 0 || (links == Links::Followed && is_kernels(target)) {
            libc::close(mount);
            return if target < 0 { -target } else { libc::EPERM };
        }
        let empty = c"".as_ptr();
        let how = FROM_EMPTY_PATH | TO_EMPTY_PATH;
        let errno = result(libc::syscall(libc::SYS_move_mount, mount, empty, target, empty, how));
        libc::close(target);
        libc::close(mount);
        errno
    }
}

/// Covers a file by /dev/null, a directory by an empty one. Looked for first: taking back a mount that was made in vain makes the kernel
/// wait for its readers.
pub(super) unsafe fn mask(at: &CStr) -> i32 {
    const HARMLESS: u64 = READ_ONLY | NO_SETUID | NO_PROGRAMS;
    // SAFETY: live C strings; descriptors are closed once.
    unsafe {
        let target = open(at, libc::O_PATH, IN_ROOT | NO_MAGIC_LINKS | NO_SYMLINKS);
        if target < 0 {
            return -target;
        }
        let mut facts: libc::stat = zeroed();
        let errno = result(libc::fstat(target, &raw mut facts));
        libc::close(target);
        let cover = match facts.st_mode & libc::S_IFMT {
            _ if errno != 0 => -errno,
            libc::S_IFDIR => make(c"tmpfs", &[], HARMLESS | NO_DEVICES),
            _ => copy(c"/dev/null", HARMLESS),
        };
        if cover < 0 { -cover } else { attach(cover, at, Links::Refused) }
    }
}

/// Whether it is in /proc or /sys, over which an image's links must not bring a volume.
unsafe fn is_kernels(target: RawFd) -> bool {
    // SAFETY: all-zero is a valid `statfs`, which outlives the call.
    unsafe {
        let mut facts: libc::statfs = zeroed();
        let known = libc::fstatfs(target, &raw mut facts) == 0;
        !known || matches!(facts.f_type, libc::PROC_SUPER_MAGIC | libc::SYSFS_MAGIC)
    }
}

/// openat2(2) from the current root; a descriptor or minus an errno.
unsafe fn open(path: &CStr, flags: i32, resolve: u64) -> i32 {
    // SAFETY: all-zero is a valid `open_how`; a live C string.
    unsafe {
        let mut how: libc::open_how = zeroed();
        how.flags = (flags | libc::O_CLOEXEC) as u64;
        how.resolve = resolve;
        let root = match resolve & IN_ROOT {
            0 => libc::AT_FDCWD,
            _ => libc::open(c"/".as_ptr(), libc::O_PATH | libc::O_DIRECTORY | libc::O_CLOEXEC),
        };
        let mut opened = -1;
        let mut failed = libc::EAGAIN;
        // EAGAIN: somebody renames on the way just now, so that the kernel cannot promise anything.
        for _ in 0..TRIES {
            let size = size_of::<libc::open_how>();
            opened = libc::syscall(libc::SYS_openat2, root, path.as_ptr(), &raw const how, size);
            failed = errno();
            if opened >= 0 || failed != libc::EAGAIN {
                break;
            }
        }
        if root >= 0 {
            libc::close(root);
        }
        if opened < 0 { -failed } else { opened as i32 }
    }
}

/// ELOOP for a path by way of a link of /proc: `/proc/self/exe` is still the daemon's program.
pub(super) unsafe fn find_program(path: &CStr) -> i32 {
    // SAFETY: a live C string; the descriptor is closed once.
    unsafe {
        let program = open(path, libc::O_PATH, IN_ROOT | NO_MAGIC_LINKS);
        if program < 0 {
            return -program;
        }
        result(libc::close(program))
    }
}

unsafe fn open_dir(path: &CStr) -> i32 {
    // SAFETY: a live C string.
    unsafe { open(path, libc::O_PATH | libc::O_DIRECTORY, IN_ROOT | NO_MAGIC_LINKS) }
}

pub(super) unsafe fn enter_dir(path: &CStr) -> i32 {
    // SAFETY: a live C string; the descriptor is closed once.
    unsafe {
        let directory = open_dir(path);
        if directory < 0 {
            return -directory;
        }
        let errno = result(libc::fchdir(directory));
        libc::close(directory);
        errno
    }
}

/// Directories from the top; `owner` gets those that are made.
pub(super) unsafe fn make_dirs(path: &CStr, owner: (u32, u32)) -> i32 {
    let bytes = path.to_bytes();
    for end in 2..=bytes.len() {
        if (end == bytes.len() || bytes[end] == b'/') && bytes[end - 1] != b'/' {
            // SAFETY: as for this function.
            let errno = unsafe { in_parent(&bytes[..end], |parent, name| make_dir(parent, name, owner)) };
            if errno != 0 {
                return errno;
            }
        }
    }
    0
}

unsafe fn make_dir(parent: RawFd, name: &CStr, owner: (u32, u32)) -> i32 {
    // SAFETY: a live C string and an open descriptor.
    unsafe {
        match result(libc::mkdirat(parent, name.as_ptr(), 0o755)) {
            0 => give(parent, name, owner),
            errno => accept_existing(errno),
        }
    }
}

pub(super) unsafe fn make_file(path: &CStr, owner: (u32, u32)) -> i32 {
    // SAFETY: a live C string and an open descriptor.
    let make = |parent, name: &CStr| unsafe {
        match result(libc::mknodat(parent, name.as_ptr(), libc::S_IFREG | 0o644, 0)) {
            0 => give(parent, name, owner),
            errno => accept_existing(errno),
        }
    };
    // SAFETY: as for this function.
    unsafe { in_parent(path.to_bytes(), make) }
}

pub(super) unsafe fn make_device(path: &CStr, (major, minor): (u32, u32), owner: (u32, u32)) -> i32 {
    // SAFETY: a live C string and an open descriptor.
    let make = |parent, name: &CStr| unsafe {
        let device = libc::makedev(major, minor);
        match result(libc::mknodat(parent, name.as_ptr(), libc::S_IFCHR | 0o666, device)) {
            0 => give(parent, name, owner),
            errno => errno,
        }
    };
    // SAFETY: as for this function.
    unsafe { in_parent(path.to_bytes(), make) }
}

unsafe fn give(parent: RawFd, name: &CStr, (uid, gid): (u32, u32)) -> i32 {
    // SAFETY: a live C string and an open descriptor.
    result(unsafe { libc::fchownat(parent, name.as_ptr(), uid, gid, libc::AT_SYMLINK_NOFOLLOW) })
}

/// Calls with the opened directory a path is in and the path's last part.
unsafe fn in_parent(path: &[u8], act: impl Fn(RawFd, &CStr) -> i32) -> i32 {
    let mut room = [0_u8; LONGEST];
    let Some(at) = path.iter().rposition(|byte| *byte == b'/') else { return libc::EINVAL };
    if path.len() >= LONGEST || at + 1 == path.len() {
        return libc::EINVAL;
    }
    // Two strings in one buffer: the directory, a zero in the place of the slash, the name.
    room[..path.len()].copy_from_slice(path);
    room[at] = 0;
    let (Ok(directory), Ok(name)) =
        (CStr::from_bytes_until_nul(&room[..=at]), CStr::from_bytes_until_nul(&room[at + 1..]))
    else {
        return libc::EINVAL;
    };
    let directory = if directory.is_empty() { c"/" } else { directory };
    if matches!(name.to_bytes(), b"." | b"..") {
        return 0;
    }
    // SAFETY: a live C string; the descriptor is closed once.
    unsafe {
        let parent = open_dir(directory);
        if parent < 0 {
            return -parent;
        }
        let errno = act(parent, name);
        libc::close(parent);
        errno
    }
}

/// pivot_root(2) stacks the old root on top of the new one, from where it is detached.
pub(super) unsafe fn pivot_here() -> i32 {
    let here = c".".as_ptr();
    // SAFETY: constant C strings.
    unsafe {
        let errno = result(libc::syscall(libc::SYS_pivot_root, here, here));
        if errno != 0 {
            return errno;
        }
        let errno = result(libc::umount2(here, libc::MNT_DETACH));
        if errno != 0 { errno } else { result(libc::chdir(c"/".as_ptr())) }
    }
}
