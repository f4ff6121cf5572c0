//! /dev of a container: few devices, none of them the machine's own file. In: whether device files can be made here. Out: steps.
//!
//! ```text
//! as root:   tmpfs that allows devices on a directory of ours ─▶ mknod ─▶ take each ─▶ gone with the old root ─▶ attach each
//! else:      take each of the machine's, read-only (its owner and mode cannot be changed; what is written to it is not a change)
//! ```
//! /dev itself allows no devices: a container may keep CAP_MKNOD, but what it makes leads nowhere.

use std::io;
use std::path::Path;

use super::child::{NO_DEVICES, NO_PROGRAMS, NO_SETUID, READ_ONLY, Step, Tolerance};
use super::steps::{Steps, text};

const DIRECTORY: &str = "/dev";
/// Docker's, by name with their numbers (Linux `Documentation/admin-guide/devices.txt`).
const DEVICES: [(&str, u32, u32); 6] =
    [("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0)];
const HARMLESS: u64 = NO_SETUID | NO_PROGRAMS;
/// The group of terminals in every distribution.
const TTY: u32 = 5;

/// What /dev is made of.
pub(super) struct Devices<'a> {
    /// Where device files are made, a directory of ours on the machine; else they are taken.
    pub(super) own: Option<&'a Path>,
    /// Ids, as outside, of root in the container.
    pub(super) owner: u32,
    /// Bytes of /dev/shm.
    pub(super) shared_memory: u64,
}

impl Devices<'_> {
    /// Before `PivotHere`: slots of the devices.
    pub(super) fn take(&self, steps: &mut Steps) -> io::Result<Vec<usize>> {
        let (from, attributes) = match self.own {
            Some(place) => (place.to_string_lossy().into_owned(), HARMLESS),
            None => (DIRECTORY.to_owned(), HARMLESS | READ_ONLY),
        };
        if self.own.is_some() {
            self.mount(steps, "tmpfs", &from, &[("mode", "0755")], 0)?;
        }
        let mut slots = Vec::with_capacity(DEVICES.len());
        for (name, major, minor) in DEVICES {
            let at = format!("{from}/{name}");
            if self.own.is_some() {
                steps.must("make a device", Step::MakeDevice { at: text(&at)?, major, minor });
            }
            slots.push(steps.copy(Tolerance::None, &at, attributes)?);
        }
        Ok(slots)
    }

    /// After `PivotHere`.
    pub(super) fn place(&self, steps: &mut Steps, devices: Vec<usize>) -> io::Result<()> {
        steps.may("make a mount point", Step::MakeDir(text(DIRECTORY)?));
        self.mount(steps, "tmpfs", DIRECTORY, &[("mode", "0755"), ("size", "65536k")], NO_DEVICES)?;
        for ((name, ..), slot) in DEVICES.iter().zip(devices) {
            let at = format!("{DIRECTORY}/{name}");
            steps.must("make a device", Step::MakeFile(text(&at)?));
            steps.attach(Tolerance::None, slot, &at)?;
        }
        self.furnish(steps)
    }

    fn furnish(&self, steps: &mut Steps) -> io::Result<()> {
        for name in ["pts", "shm", "mqueue"] {
            steps.must("make a mount point", Step::MakeDir(text(&format!("{DIRECTORY}/{name}"))?));
        }
        let terminals = (self.owner + TTY).to_string();
        let terminals = [
            ("newinstance", None),
            ("ptmxmode", Some("0666")),
            ("mode", Some("0620")),
            ("gid", Some(&*terminals)),
        ];
        // Where only one id exists there is no group of terminals.
        let terminals = if self.own.is_some() { &terminals[..] } else { &terminals[..3] };
        let slot = steps.make(Tolerance::Any, "devpts", terminals, HARMLESS)?;
        steps.attach(Tolerance::Any, slot, "/dev/pts")?;
        let size = self.shared_memory.to_string();
        self.mount(steps, "tmpfs", "/dev/shm", &[("mode", "1777"), ("size", &size)], NO_DEVICES)?;
        let slot = steps.make(Tolerance::Any, "mqueue", &[], HARMLESS | NO_DEVICES)?;
        steps.attach(Tolerance::Any, slot, "/dev/mqueue")?;
        let links = [
            ("/proc/self/fd", "fd"),
            ("/proc/self/fd/0", "stdin"),
            ("/proc/self/fd/1", "stdout"),
            ("/proc/self/fd/2", "stderr"),
            ("pts/ptmx", "ptmx"),
        ];
        for (to, name) in links {
            let at = text(&format!("{DIRECTORY}/{name}"))?;
            steps.must("link in /dev", Step::Symlink { to: text(to)?, at });
        }
        Ok(())
    }

    fn mount(
        &self,
        steps: &mut Steps,
        kind: &str,
        at: &str,
        options: &[(&str, &str)],
        attributes: u64,
    ) -> io::Result<()> {
        let owner = self.owner.to_string();
        let owned = [("uid", &*owner), ("gid", &*owner)];
        let options: Vec<_> = options.iter().chain(&owned).map(|(key, value)| (*key, Some(*value))).collect();
        let slot = steps.make(Tolerance::None, kind, &options, HARMLESS | attributes)?;
        steps.attach(Tolerance::None, slot, at)
    }
}
