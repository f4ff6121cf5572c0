//! Mounting, by the old calls and the new, taking masks away, and what the mount table gives away.

use std::ffi::CStr;
use std::fs;
use std::io;
use std::path::Path;
use std::ptr;

use super::report::result;
use super::system::{mount_table, path_text as text, workplace};
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("mounts/new-file-systems", new_file_systems),
    ("mounts/bind", bind),
    ("mounts/new-calls", new_calls),
    ("mounts/unmount-masks", unmount_masks),
    ("mounts/remount-writable", remount_writable),
    ("mounts/propagation", propagation),
    ("mounts/paths-of-the-machine", paths_of_the_machine),
];

const KINDS: &[&str] = &[
    "proc",
    "sysfs",
    "tmpfs",
    "ramfs",
    "devtmpfs",
    "devpts",
    "mqueue",
    "cgroup",
    "cgroup2",
    "debugfs",
    "tracefs",
    "securityfs",
    "bpf",
    "configfs",
    "pstore",
    "efivarfs",
    "binfmt_misc",
    "fusectl",
    "autofs",
    "hugetlbfs",
    "nfsd",
];

/// mount(2).
pub(super) fn mount(
    source: &str,
    place: &Path,
    kind: &str,
    flags: libc::c_ulong,
    data: &str,
) -> io::Result<()> {
    let (source, place, kind, data) = (text(source), text(place), text(kind), text(data));
    // SAFETY: C strings that live through the call.
    let done =
        unsafe { libc::mount(source.as_ptr(), place.as_ptr(), kind.as_ptr(), flags, data.as_ptr().cast()) };
    result(done.into()).map(drop)
}

fn new_file_systems(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let place = workplace();
    for kind in KINDS {
        attempts.must_be_refused(kind, mount(kind, &place, kind, 0, ""));
    }
    let layers = "lowerdir=/etc:/tmp";
    attempts.must_be_refused("overlay", mount("overlay", &place, "overlay", libc::MS_RDONLY, layers));
    if let Some((major, minor)) = machine.disk {
        let disk = place.join("disk");
        let made = super::devices::make(&disk, libc::S_IFBLK, major, minor);
        let source = disk.display().to_string();
        let read_only = libc::MS_RDONLY;
        let tried = made.and_then(|()| mount(&source, &place, "ext4", read_only, "noload"));
        attempts.must_fail("the machine's disk", tried);
    }
    attempts.outcome()
}

fn bind(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let place = workplace();
    for source in ["/", "/proc", "/sys", "/dev", "/proc/1/root", "/proc/self/fd/0"] {
        for flags in [libc::MS_BIND, libc::MS_BIND | libc::MS_REC, libc::MS_MOVE] {
            attempts
                .must_be_refused(&format!("{source} with {flags:#x}"), mount(source, &place, "", flags, ""));
        }
    }
    attempts.outcome()
}

fn new_calls(_: &Machine) -> Outcome {
    const CLONE: libc::c_uint = 1;
    const RECURSIVE: libc::c_uint = 0x8000;
    const EMPTY_PATH: libc::c_uint = 4;
    let mut attempts = Attempts::default();
    let place = text(workplace());
    for kind in [c"tmpfs", c"proc", c"sysfs", c"cgroup2", c"ext4"] {
        attempts.must_be_refused(&format!("fsopen {kind:?}"), fsopen(kind));
    }
    let here = libc::AT_FDCWD;
    // SAFETY: C strings that live through the calls.
    unsafe {
        let tree = libc::syscall(libc::SYS_open_tree, here, c"/".as_ptr(), CLONE | RECURSIVE);
        attempts.must_be_refused("open_tree", result(tree));
        let moved = libc::syscall(libc::SYS_move_mount, here, c"/proc".as_ptr(), here, place.as_ptr(), 0);
        attempts.must_be_refused("move_mount", result(moved));
        let picked = libc::syscall(libc::SYS_fspick, here, c"/proc".as_ptr(), 0);
        attempts.must_be_refused("fspick", result(picked));
        let mounted = libc::syscall(libc::SYS_fsmount, -1, 0, 0);
        attempts.must_be_refused("fsmount", result(mounted));
        // All zero changes nothing.
        let nothing = [0_u64; 4];
        let changed = libc::syscall(
            libc::SYS_mount_setattr,
            here,
            c"/proc/sys".as_ptr(),
            EMPTY_PATH | RECURSIVE,
            nothing.as_ptr(),
            size_of_val(&nothing),
        );
        // The kernel looks at no permission when nothing is asked for: only a filter refuses.
        attempts.must_be_refused("mount_setattr", result(changed));
    }
    attempts.outcome()
}

fn fsopen(kind: &CStr) -> io::Result<libc::c_long> {
    // SAFETY: a C string that lives through the call.
    result(unsafe { libc::syscall(libc::SYS_fsopen, kind.as_ptr(), 0) })
}

/// Every mount but the root, top first.
fn unmount_masks(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for mounted in mount_table().iter().rev().filter(|mounted| mounted.place != "/") {
        let place = text(&mounted.place);
        // SAFETY: a C string that lives through the call; the mount namespace is the container's own.
        let done = unsafe { libc::umount2(place.as_ptr(), libc::MNT_DETACH) };
        attempts.must_be_refused(&mounted.place, result(done.into()));
    }
    attempts.outcome()
}

fn remount_writable(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for mounted in mount_table() {
        for flags in [libc::MS_REMOUNT | libc::MS_BIND, libc::MS_REMOUNT] {
            let tried = mount("none", Path::new(&mounted.place), "", flags, "");
            attempts.must_be_refused(&mounted.place, tried);
        }
    }
    attempts.outcome()
}

fn propagation(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for flags in [libc::MS_SHARED, libc::MS_SLAVE, libc::MS_UNBINDABLE] {
        // SAFETY: C strings; null where the call wants nothing.
        let done = unsafe {
            libc::mount(ptr::null(), c"/".as_ptr(), ptr::null(), flags | libc::MS_REC, ptr::null())
        };
        attempts.must_be_refused(&format!("{flags:#x}"), result(done.into()));
    }
    attempts.outcome()
}

/// Where layers and tasks lie is nobody's business in a container. (A volume's mount names its place; this is for one without.)
fn paths_of_the_machine(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let places = machine.places.iter().map(String::as_str).filter(|place| place.len() > 4);
    let given_away: Vec<&str> =
        ["interstella", "/containers/", "/layers"].into_iter().chain(places).collect();
    for file in ["/proc/self/mountinfo", "/proc/self/mounts", "/proc/self/mountstats"] {
        let table = fs::read_to_string(file).unwrap_or_default();
        let tells = |line: &&str| given_away.iter().any(|hint| line.contains(hint)) || has_digest(line);
        match table.lines().find(tells) {
            Some(line) => attempts.breach(&format!("{file}: {line}")),
            None => attempts.fine(file),
        }
    }
    attempts.outcome()
}

/// Names of layers and of tasks are twenty and more hexadecimal digits.
fn has_digest(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_hexdigit()).any(|run| run.len() >= 20)
}
