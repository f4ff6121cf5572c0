//! Ways to the machine's files: upwards, through `/proc`, by handles, out of `chroot`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::OpenOptionsExt;

use super::report::result;
use super::system::{mount_table, names, path_text, workplace};
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("files/upwards", upwards),
    ("files/roots-of-processes", roots_of_processes),
    ("files/descriptors", descriptors),
    ("files/inherited-descriptors", inherited),
    ("files/mapped-files", mapped_files),
    ("files/known-places", known_places),
    ("files/chroot", chroot),
    ("files/pivot-root", pivot_root),
    ("files/by-handle", by_handle),
    ("files/by-guessed-handle", by_guessed_handle),
];

const UPWARDS: &[&str] = &[
    "",
    ".",
    "..",
    "../../../../../../../../..",
    "/..",
    "/../../../../../../../../..",
    "/proc/../..",
    "/proc/sys/../../..",
    "/sys/../..",
    "/sys/fs/../../..",
    "/dev/../..",
    "/dev/shm/../../..",
    "/dev/pts/../../..",
    "/tmp/../..",
    "/etc/../..",
    "/proc",
    "/sys",
    "/dev",
    "/dev/.mounts",
    "/.old",
    "/oldroot",
    "/.pivot_root",
];

/// Looks for the machine behind a prefix: by known inodes, by reading the canary, by writing beside it.
fn look(attempts: &mut Attempts, machine: &Machine, prefix: &str) {
    if let Some(name) = machine.is_of_machine(format!("{prefix}/")) {
        attempts.breach(&format!("{prefix:?} is the machine's {name}"));
    }
    let secret = format!("{prefix}{}/secret", machine.canary);
    attempts.must_fail(&format!("read by {prefix:?}"), File::open(secret));
    let beside = format!("{prefix}{}/written-by-a-container", machine.canary);
    attempts.must_fail(&format!("write by {prefix:?}"), write_new(&beside));
}

fn write_new(path: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true).custom_flags(libc::O_NOFOLLOW);
    options.open(path)?.write_all(b"a container was here")
}

fn upwards(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    UPWARDS.iter().for_each(|prefix| look(&mut attempts, machine, prefix));
    attempts.outcome()
}

fn roots_of_processes(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let pids = names("/proc").into_iter().filter(|name| name.parse::<u32>().is_ok());
    for pid in pids.chain(["self".to_owned(), "thread-self".to_owned()]) {
        for link in ["root", "root/..", "cwd", "cwd/../../../../../.."] {
            look(&mut attempts, machine, &format!("/proc/{pid}/{link}"));
        }
    }
    attempts.outcome()
}

/// `/proc/self/fd/N/..` of whatever N is open, here and in other processes.
fn descriptors(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for pid in names("/proc").into_iter().filter(|name| name.parse::<u32>().is_ok()) {
        for number in names(format!("/proc/{pid}/fd")) {
            let link = format!("/proc/{pid}/fd/{number}");
            look(&mut attempts, machine, &link);
            look(&mut attempts, machine, &format!("{link}/../../../../../../../.."));
        }
    }
    attempts.outcome()
}

fn inherited(machine: &Machine) -> Outcome {
    match machine.inherited.as_slice() {
        [] => Outcome::Held("none".to_owned()),
        some => Outcome::Broken(some.join(", ")),
    }
}

fn mapped_files(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for name in names("/proc/self/map_files") {
        let path = format!("/proc/self/map_files/{name}");
        match machine.is_of_machine(&path) {
            Some(file) => attempts.breach(&format!("{path} is the machine's {file}")),
            None => attempts.fine("own"),
        }
    }
    attempts.outcome()
}

/// The data directory, sockets of the keeper, of Docker and of systemd.
fn known_places(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for place in &machine.places {
        attempts.must_fail(place, fs::symlink_metadata(place));
    }
    attempts.outcome()
}

/// A second `chroot` leaves the first: by a directory held open, and by the current one.
fn chroot(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let inner = workplace().join("inner");
    drop(fs::create_dir_all(&inner));
    let held = File::open("/");
    let inner = path_text(inner);
    // SAFETY: plain system calls on C strings and a descriptor; this process is the attack's own.
    unsafe {
        if let Err(error) = result(libc::chroot(inner.as_ptr()).into()) {
            return Outcome::Held(format!("chroot: {error}"));
        }
        if let Ok(held) = held {
            libc::fchdir(held.as_raw_fd());
        }
        for _ in 0..64 {
            libc::chdir(c"..".as_ptr());
        }
        libc::chroot(c".".as_ptr());
    }
    look(&mut attempts, machine, "");
    look(&mut attempts, machine, "/../../..");
    attempts.outcome()
}

fn pivot_root(machine: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let place = path_text(workplace());
    for (new, old) in [(c".", c"."), (c"/", c"/"), (place.as_c_str(), c"/")] {
        // SAFETY: plain system call on C strings; this process is the attack's own.
        let moved = unsafe { libc::syscall(libc::SYS_pivot_root, new.as_ptr(), old.as_ptr()) };
        attempts.must_be_refused("pivot_root", result(moved));
    }
    look(&mut attempts, machine, "/..");
    attempts.outcome()
}

/// `struct file_handle` with room.
#[repr(C)]
struct Handle {
    bytes: u32,
    kind: i32,
    content: [u8; 128],
}

impl Handle {
    fn new(kind: i32, content: &[u8]) -> Handle {
        let mut all = [0; 128];
        let length = content.len().min(all.len());
        all[..length].copy_from_slice(&content[..length]);
        Handle { bytes: length as u32, kind, content: all }
    }

    fn open(&self, mount: &File) -> io::Result<File> {
        let handle = std::ptr::from_ref(self).cast_mut();
        // SAFETY: a handle as the kernel lays it out, alive through the call.
        let opened = unsafe {
            libc::syscall(
                libc::SYS_open_by_handle_at,
                mount.as_raw_fd(),
                handle,
                libc::O_RDONLY | libc::O_CLOEXEC,
            )
        };
        let opened = result(opened)?;
        // SAFETY: a new descriptor of this process.
        Ok(unsafe { File::from_raw_fd(opened as i32) })
    }
}

/// Any file of each file system that is seen here may stand for the whole of it.
fn mounts() -> Vec<(String, File)> {
    let open = |place: String| File::open(&place).ok().map(|file| (place, file));
    mount_table().into_iter().map(|mount| mount.place).filter_map(open).collect()
}

fn by_handle(machine: &Machine) -> Outcome {
    let Some((kind, content)) = &machine.handle else {
        return Outcome::Absent("the canary's file system has no handles".to_owned());
    };
    let mut attempts = Attempts::default();
    let handle = Handle::new(*kind, content);
    for (place, mount) in mounts() {
        attempts.must_be_refused(&format!("the canary by {place}"), handle.open(&mount));
    }
    attempts.outcome()
}

/// The root directory of ext4 is inode 2, of xfs 64 or 128, of btrfs 256; generation 0.
fn by_guessed_handle(_: &Machine) -> Outcome {
    const INODE_AND_GENERATION: i32 = 1;
    let mut attempts = Attempts::default();
    for (place, mount) in mounts() {
        for inode in [2_u64, 64, 96, 128, 256] {
            let handle = Handle::new(INODE_AND_GENERATION, &inode.to_ne_bytes());
            attempts.must_be_refused(&format!("inode {inode} by {place}"), handle.open(&mount));
        }
    }
    attempts.outcome()
}
