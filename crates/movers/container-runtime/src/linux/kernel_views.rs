//! What a container sees of the kernel: /proc and /sys, with what is masked and what is read-only. In: how far we may go. Out: steps.
//!
//! The lists are Docker's (moby `oci/defaults.go`: MaskedPaths, ReadonlyPaths) and some more that tell of the machine and not of the
//! container.

use std::io;

use super::child::{NO_DEVICES, NO_PROGRAMS, NO_SETUID, READ_ONLY, Step, Tolerance};
use super::steps::{Steps, text};

const HARMLESS: u64 = NO_SETUID | NO_DEVICES | NO_PROGRAMS;

const MASKED: [&str; 21] = [
    "/proc/acpi",
    "/proc/asound",
    "/proc/config.gz",
    "/proc/interrupts",
    "/proc/kallsyms",
    "/proc/kcore",
    "/proc/key-users",
    "/proc/keys",
    "/proc/kpagecount",
    "/proc/kpageflags",
    "/proc/latency_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/proc/slabinfo",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/proc/vmallocinfo",
    "/sys/devices/virtual/powercap",
    "/sys/firmware",
    "/sys/kernel/debug",
    "/sys/kernel/security",
];
const UNWRITABLE: [&str; 5] = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

/// Mounts that are made while the old root is there, since an ordinary user may make them only where the machine's are seen.
pub(super) struct Views {
    processes: usize,
    system: usize,
}

/// Before `PivotHere`.
pub(super) fn make(steps: &mut Steps) -> io::Result<Views> {
    let processes = steps.make(Tolerance::None, "proc", &[], HARMLESS)?;
    let system = steps.make(Tolerance::Any, "sysfs", &[], HARMLESS | READ_ONLY)?;
    Ok(Views { processes, system })
}

/// After `PivotHere`, with /dev in place. With real root the kernel's own checks do not stand behind the masks, so none may fail.
pub(super) fn place(steps: &mut Steps, views: &Views, privileged: bool) -> io::Result<()> {
    for place in ["/proc", "/sys"] {
        steps.may("make a mount point", Step::MakeDir(text(place)?));
    }
    steps.attach(Tolerance::None, views.processes, "/proc")?;
    steps.attach(Tolerance::Missing, views.system, "/sys")?;
    let tolerance = if privileged { Tolerance::Missing } else { Tolerance::Any };
    for place in UNWRITABLE {
        let slot = steps.copy(tolerance, place, HARMLESS | READ_ONLY)?;
        steps.attach(tolerance, slot, place)?;
    }
    for masked in MASKED {
        steps.add(masked, tolerance, Step::Mask(text(masked)?));
    }
    Ok(())
}
