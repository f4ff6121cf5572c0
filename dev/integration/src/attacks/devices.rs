//! Devices: nodes made here, nodes that are here, and the machine's own nodes behind them.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use super::report::result;
use super::system::{mount_table, names, path_text as text, workplace};
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("devices/made", made),
    ("devices/there", there),
    ("devices/known-names", known_names),
    ("devices/mode-of-the-machines", mode),
    ("devices/owner-of-the-machines", owner),
    ("devices/times-of-the-machines", times),
    ("devices/attributes-of-the-machines", attributes),
    ("devices/typing-into-terminals", terminals),
];

/// mknod(2).
pub(super) fn make(path: &Path, kind: libc::mode_t, major: u32, minor: u32) -> io::Result<()> {
    let path = text(path);
    // SAFETY: a C string that lives through the call.
    result(unsafe { libc::mknod(path.as_ptr(), kind | 0o666, libc::makedev(major, minor)) }.into()).map(drop)
}

/// Opens a device without waiting for it.
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)
}

/// Memory, ports, the log of the kernel, KVM, FUSE, tunnels, loop devices, userfaultfd, consoles.
const CHARACTER: &[(u32, u32)] = &[
    (1, 1),
    (1, 2),
    (1, 4),
    (1, 11),
    (4, 0),
    (4, 64),
    (5, 1),
    (10, 200),
    (10, 229),
    (10, 232),
    (10, 237),
    (10, 257),
];

/// Where a node might be honoured: wherever something is mounted, and some more.
fn places() -> Vec<PathBuf> {
    let mounted = mount_table().into_iter().map(|mount| PathBuf::from(mount.place));
    let all = mounted.chain(["/root", "/home", "/var"].map(PathBuf::from)).chain([workplace()]);
    all.filter(|place| place.is_dir()).collect()
}

fn made(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let disks = machine.disk.into_iter().chain([(7, 0), (253, 0)]).map(|(a, b)| (libc::S_IFBLK, a, b));
    let all: Vec<_> = disks.chain(CHARACTER.iter().map(|(a, b)| (libc::S_IFCHR, *a, *b))).collect();
    for place in places() {
        for (kind, major, minor) in &all {
            let node = place.join(".attack-node");
            let opened = make(&node, *kind, *major, *minor).and_then(|()| open(&node));
            // What was not made cannot be removed.
            drop(fs::remove_file(&node));
            attempts.must_fail(&format!("{major}:{minor} in {}", place.display()), opened);
        }
    }
    attempts.outcome()
}

/// Whatever leads to a device in `/dev`, but for the harmless ones.
fn there(_: &Machine) -> Outcome {
    const HARMLESS: &[(u32, u32)] = &[(1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 2)];
    let mut attempts = Attempts::default();
    for path in below("/dev") {
        let Ok(facts) = fs::metadata(&path) else { continue };
        let (kind, number) = (facts.file_type(), facts.rdev());
        let known = HARMLESS.contains(&(libc::major(number), libc::minor(number)));
        if kind.is_block_device() || (kind.is_char_device() && !known) {
            attempts.must_fail(&path.display().to_string(), open(&path));
        }
    }
    attempts.fine("looked through /dev");
    attempts.outcome()
}

fn below(directory: &str) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![PathBuf::from(directory)]);
    while let (Some(next), true) = (open.pop(), found.len() < 1000) {
        for name in names(&next) {
            let path = next.join(name);
            let is_directory = fs::symlink_metadata(&path).is_ok_and(|facts| facts.is_dir());
            if is_directory { open.push(path) } else { found.push(path) }
        }
    }
    found
}

fn known_names(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for name in [
        "mem",
        "kmem",
        "port",
        "kmsg",
        "kvm",
        "fuse",
        "vda",
        "sda",
        "disk",
        "mapper",
        "loop0",
        "loop-control",
        "net/tun",
        "vhost-net",
        "userfaultfd",
        "cpu_dma_latency",
        "btrfs-control",
        "nvme0",
        "dri",
        "snd",
        "input",
        "tty0",
    ] {
        attempts.must_fail(name, open(&Path::new("/dev").join(name)));
    }
    attempts.outcome()
}

/// Changes each node that is here, and puts it back; whether it could, where the node is the machine's own.
fn changed(machine: &Machine, change: fn(&Path, &fs::Metadata) -> io::Result<()>) -> Outcome {
    let mut attempts = Attempts::default();
    for name in ["null", "zero", "full", "random", "urandom", "tty"] {
        let path = Path::new("/dev").join(name);
        let Ok(facts) = fs::metadata(&path) else { continue };
        match machine.is_of_machine(&path) {
            Some(_) => attempts.must_fail(&format!("the machine's {name}"), change(&path, &facts)),
            None => attempts.fine(&format!("{name} is the container's own")),
        }
    }
    attempts.outcome()
}

fn mode(machine: &Machine) -> Outcome {
    changed(machine, |path, facts| {
        fs::set_permissions(path, Permissions::from_mode(facts.mode() & 0o7777 | 0o1000))?;
        fs::set_permissions(path, Permissions::from_mode(facts.mode() & 0o7777))
    })
}

fn owner(machine: &Machine) -> Outcome {
    changed(machine, |path, facts| {
        chown(path, None, Some(12_345))?;
        chown(path, Some(facts.uid()), Some(facts.gid()))
    })
}

fn times(machine: &Machine) -> Outcome {
    changed(machine, |path, facts| {
        set_times(path, 12_345, 12_345)?;
        set_times(path, facts.atime(), facts.mtime())
    })
}

fn set_times(path: &Path, accessed: i64, modified: i64) -> io::Result<()> {
    let time = |seconds| libc::timespec { tv_sec: seconds, tv_nsec: 0 };
    let (path, times) = (text(path), [time(accessed), time(modified)]);
    // SAFETY: a C string and two times that live through the call.
    result(unsafe { libc::utimensat(libc::AT_FDCWD, path.as_ptr(), times.as_ptr(), 0) }.into()).map(drop)
}

fn attributes(machine: &Machine) -> Outcome {
    changed(machine, |path, _| {
        let path = text(path);
        let mut tried = Err(io::ErrorKind::NotFound.into());
        for name in [c"trusted.attack", c"security.attack", c"user.attack"] {
            // SAFETY: C strings and one byte that live through the calls.
            let set = unsafe { libc::setxattr(path.as_ptr(), name.as_ptr(), c"x".as_ptr().cast(), 1, 0) };
            tried = result(set.into()).map(drop);
            if tried.is_ok() {
                // SAFETY: as above.
                unsafe { libc::removexattr(path.as_ptr(), name.as_ptr()) };
                break;
            }
        }
        tried
    })
}

/// Puts a character into the input of whoever reads a terminal of the machine.
fn terminals(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for place in
        ["/dev/tty", "/dev/console", "/dev/tty0", "/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2"]
    {
        let typed = open(Path::new(place)).and_then(|terminal| {
            // SAFETY: one byte that lives through the call.
            result(unsafe { libc::ioctl(terminal.as_raw_fd(), libc::TIOCSTI, c"x".as_ptr()) }.into())
        });
        attempts.must_fail(place, typed);
    }
    attempts.outcome()
}
