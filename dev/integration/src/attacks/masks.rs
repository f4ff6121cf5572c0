//! Parts of `/proc` and `/sys` that must be unreadable or unwritable.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::system::names;
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("masks/files", files),
    ("masks/directories", directories),
    ("masks/core-pattern", |_| unwritable("/proc/sys/kernel/core_pattern")),
    ("masks/sysrq", |_| unwritable("/proc/sysrq-trigger")),
    ("masks/uevent-helper", |_| unwritable("/sys/kernel/uevent_helper")),
    ("masks/modprobe", |_| unwritable("/proc/sys/kernel/modprobe")),
    ("masks/binfmt", |_| unwritable("/proc/sys/fs/binfmt_misc/register")),
    ("masks/proc-sys", |_| unwritable_below("/proc/sys")),
    ("masks/proc-irq", |_| unwritable_below("/proc/irq")),
    ("masks/proc-bus", |_| unwritable_below("/proc/bus")),
    ("masks/proc-fs", |_| unwritable_below("/proc/fs")),
    ("masks/sys", |_| unwritable_below("/sys")),
];

/// Docker's, and what else tells of the machine's kernel, of its keys and of what its users do.
const FILES: &[&str] = &[
    "/proc/kcore",
    "/proc/keys",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/proc/sched_debug",
    "/proc/latency_stats",
    "/proc/kallsyms",
    "/proc/interrupts",
    "/proc/config.gz",
    "/proc/slabinfo",
    "/proc/kmsg",
];
const DIRECTORIES: &[&str] =
    &["/proc/acpi", "/proc/scsi", "/proc/asound", "/sys/firmware", "/sys/devices/virtual/powercap"];
/// Files looked at below one directory.
const MOST: usize = 6_000;

fn files(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for place in FILES {
        attempts.must_fail(place, first_byte(Path::new(place)));
    }
    attempts.outcome()
}

/// An error for what is empty, too.
fn first_byte(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
    file.read_exact(&mut [0])
}

fn directories(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for place in DIRECTORIES {
        match names(place).first() {
            Some(name) => attempts.breach(&format!("{place}/{name}")),
            None => attempts.fine(place),
        }
    }
    attempts.outcome()
}

/// Opening for writing is enough: nothing is written.
fn open_to_write(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).custom_flags(libc::O_NONBLOCK).open(path)
}

fn unwritable(place: &str) -> Outcome {
    let mut attempts = Attempts::default();
    attempts.must_fail(place, open_to_write(Path::new(place)));
    attempts.outcome()
}

fn unwritable_below(place: &str) -> Outcome {
    let (mut attempts, mut looked) = (Attempts::default(), 0);
    let mut open = vec![PathBuf::from(place)];
    while let (Some(next), true) = (open.pop(), looked < MOST) {
        for name in names(&next) {
            let path = next.join(name);
            let Ok(facts) = fs::symlink_metadata(&path) else { continue };
            looked += 1;
            match (facts.is_dir(), facts.is_file()) {
                (true, _) => open.push(path),
                (_, true) if open_to_write(&path).is_ok() => attempts.breach(&path.display().to_string()),
                _ => {}
            }
        }
    }
    attempts.fine(&format!("{looked} files"));
    attempts.outcome()
}
