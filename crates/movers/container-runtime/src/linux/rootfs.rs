//! The steps that turn layers into a container's file system. In: directories and a user. Out: steps for the
//! child. Never here: performing them.

use std::ffi::CString;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::child::{Planned, Step, Tolerance};
use super::mounts::{self, Prepared};

/// How layers are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    /// overlayfs over the shared, unpacked layers.
    Overlay,
    /// A private copy of every layer; slow, where overlayfs cannot be mounted.
    Copy,
}

/// The directories of one container.
#[derive(Clone, Debug)]
pub(super) struct RootDirs {
    /// Overlay's upper directory, or the copied file system itself.
    pub(super) upper: PathBuf,
    pub(super) work: PathBuf,
    pub(super) merged: PathBuf,
}

impl RootDirs {
    pub(super) fn under(base: &Path) -> Self {
        Self { upper: base.join("upper"), work: base.join("work"), merged: base.join("merged") }
    }
}

/// What the file system of a container is made of.
pub(super) struct Root<'a> {
    pub(super) storage: Storage,
    /// The directory the layer names are relative to.
    pub(super) cache: &'a Path,
    /// Bottom first.
    pub(super) layers: &'a [String],
    pub(super) dirs: &'a RootDirs,
    pub(super) readonly: bool,
    /// Real root: what would reach outside must then be masked without exception.
    pub(super) privileged: bool,
    /// Bytes of /dev/shm.
    pub(super) shared_memory: u64,
    pub(super) mounts: &'a [Prepared],
}

/// What Docker gives /dev/shm.
pub(super) const SHARED_MEMORY: u64 = 64 << 20;

const NOSUID: libc::c_ulong = libc::MS_NOSUID | libc::MS_NOEXEC;
const DEVICES: [&str; 6] = ["null", "zero", "full", "random", "urandom", "tty"];
const MASKED_FILES: [&str; 5] =
    ["proc/kcore", "proc/keys", "proc/timer_list", "proc/sched_debug", "proc/latency_stats"];
const MASKED_DIRECTORIES: [&str; 3] = ["proc/acpi", "proc/scsi", "sys/firmware"];
const READ_ONLY: [&str; 5] = ["proc/sys", "proc/sysrq-trigger", "proc/irq", "proc/bus", "proc/fs"];

/// From a fresh mount namespace to `/` being the container's root.
pub(super) fn steps(root: &Root<'_>) -> io::Result<Vec<Planned>> {
    let mut steps = Steps(Vec::with_capacity(64));
    steps.mount("make mounts private", None, "/", None, libc::MS_REC | libc::MS_PRIVATE, None)?;
    combine(&mut steps, root)?;
    steps.must("enter the root file system", Step::ChangeDir(path(&root.dirs.merged)?));
    kernel_views(&mut steps, root.privileged)?;
    devices(&mut steps, root.shared_memory)?;
    mounts::stage(&mut steps, root.mounts)?;
    steps.must("pivot_root", Step::PivotHere);
    mounts::place(&mut steps, root.mounts)?;
    if root.readonly {
        let flags = libc::MS_REMOUNT | libc::MS_BIND | libc::MS_RDONLY | libc::MS_NODEV;
        steps.mount("make the root file system read-only", None, "/", None, flags, None)?;
    }
    Ok(steps.0)
}

/// `nodev` everywhere: containers may keep CAP_MKNOD, but what they make leads to no device.
///
/// overlayfs takes at most one page of options, so layers are named relative to the cache directory.
fn combine(steps: &mut Steps, root: &Root<'_>) -> io::Result<()> {
    let merged = root.dirs.merged.as_os_str();
    if root.storage == Storage::Copy {
        steps.mount("bind the copied root", root.dirs.upper.to_str(), merged, None, libc::MS_BIND, None)?;
        let flags = libc::MS_BIND | libc::MS_REMOUNT | libc::MS_NODEV;
        return steps.mount("bind the copied root", None, merged, None, flags, None);
    }
    steps.must("enter the layer cache", Step::ChangeDir(path(root.cache)?));
    let lower: Vec<&str> = root.layers.iter().rev().map(String::as_str).collect();
    let data = format!(
        "lowerdir={},upperdir={},workdir={},userxattr",
        lower.join(":"),
        root.dirs.upper.display(),
        root.dirs.work.display()
    );
    steps.mount("mount overlay", Some("overlay"), merged, Some("overlay"), libc::MS_NODEV, Some(&data))
}

fn kernel_views(steps: &mut Steps, privileged: bool) -> io::Result<()> {
    for dir in ["proc", "sys", "dev", "tmp"] {
        steps.may("make a mount point", Step::MakeDir(text(dir)?));
    }
    steps.mount("mount proc", Some("proc"), "proc", Some("proc"), NOSUID | libc::MS_NODEV, None)?;
    let read_only = NOSUID | libc::MS_NODEV | libc::MS_RDONLY;
    steps.try_mount(Some("sysfs"), "sys", Some("sysfs"), read_only, None)?;
    // With real root these reach the host's kernel; in a user namespace its own checks stand behind us.
    let tolerance = if privileged { Tolerance::Missing } else { Tolerance::Any };
    for masked in MASKED_FILES {
        steps.push(masked, tolerance, mount(Some("/dev/null"), masked.as_ref(), None, libc::MS_BIND, None)?);
    }
    for masked in MASKED_DIRECTORIES {
        steps.push(masked, tolerance, mount(Some("tmpfs"), masked.as_ref(), Some("tmpfs"), read_only, None)?);
    }
    let flags = libc::MS_BIND | libc::MS_REMOUNT | libc::MS_RDONLY | NOSUID | libc::MS_NODEV;
    for place in READ_ONLY {
        steps.push(place, tolerance, mount(Some(place), place.as_ref(), None, libc::MS_BIND, None)?);
        steps.push(place, tolerance, mount(None, place.as_ref(), None, flags, None)?);
    }
    Ok(())
}

fn devices(steps: &mut Steps, shared_memory: u64) -> io::Result<()> {
    steps.mount(
        "mount /dev",
        Some("tmpfs"),
        "dev",
        Some("tmpfs"),
        NOSUID | libc::MS_NODEV,
        Some("mode=755,size=65536k"),
    )?;
    for device in DEVICES {
        let (host, here) = (format!("/dev/{device}"), format!("dev/{device}"));
        steps.must("make a device", Step::MakeFile(text(&here)?));
        steps.mount("bind a device", Some(&host), &here, None, libc::MS_BIND, None)?;
    }
    for dir in ["dev/pts", "dev/shm", "dev/mqueue"] {
        steps.must("make a mount point", Step::MakeDir(text(dir)?));
    }
    let pts = Some("newinstance,ptmxmode=0666,mode=0620");
    steps.try_mount(Some("devpts"), "dev/pts", Some("devpts"), NOSUID, pts)?;
    let shm = format!("mode=1777,size={shared_memory}");
    let flags = NOSUID | libc::MS_NODEV;
    steps.mount("mount /dev/shm", Some("tmpfs"), "dev/shm", Some("tmpfs"), flags, Some(&shm))?;
    steps.try_mount(Some("mqueue"), "dev/mqueue", Some("mqueue"), NOSUID | libc::MS_NODEV, None)?;
    let links = [
        ("/proc/self/fd", "fd"),
        ("/proc/self/fd/0", "stdin"),
        ("/proc/self/fd/1", "stdout"),
        ("/proc/self/fd/2", "stderr"),
        ("pts/ptmx", "ptmx"),
    ];
    for (to, name) in links {
        steps.must("link in /dev", Step::Symlink { to: text(to)?, at: text(&format!("dev/{name}"))? });
    }
    Ok(())
}

/// A list of steps in the making.
pub(super) struct Steps(Vec<Planned>);

impl Steps {
    fn push(&mut self, label: &str, tolerance: Tolerance, step: Step) {
        self.0.push(Planned { step, label: label.to_owned(), tolerance });
    }

    pub(super) fn must(&mut self, label: &str, step: Step) {
        self.push(label, Tolerance::None, step);
    }

    pub(super) fn may(&mut self, label: &str, step: Step) {
        self.push(label, Tolerance::Any, step);
    }

    pub(super) fn mount(
        &mut self,
        label: &str,
        source: Option<&str>,
        target: impl AsRef<Path>,
        kind: Option<&str>,
        flags: libc::c_ulong,
        data: Option<&str>,
    ) -> io::Result<()> {
        let label = format!("{label} ({})", target.as_ref().display());
        let step = mount(source, target.as_ref(), kind, flags, data)?;
        self.must(&label, step);
        Ok(())
    }

    fn try_mount(
        &mut self,
        source: Option<&str>,
        target: &str,
        kind: Option<&str>,
        flags: libc::c_ulong,
        data: Option<&str>,
    ) -> io::Result<()> {
        let step = mount(source, target.as_ref(), kind, flags, data)?;
        self.may(target, step);
        Ok(())
    }
}

fn mount(
    source: Option<&str>,
    target: &Path,
    kind: Option<&str>,
    flags: libc::c_ulong,
    data: Option<&str>,
) -> io::Result<Step> {
    Ok(Step::Mount {
        source: source.map(text).transpose()?,
        target: path(target)?,
        kind: kind.map(text).transpose()?,
        flags,
        data: data.map(text).transpose()?,
    })
}

fn path(path: &Path) -> io::Result<CString> {
    Ok(CString::new(path.as_os_str().as_bytes())?)
}

pub(super) fn text(text: &str) -> io::Result<CString> {
    Ok(CString::new(text)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_top_layer_comes_first_and_options_fit_a_page() {
        let layers: Vec<String> = (0..127).map(|n| format!("{n:026}")).collect();
        let dirs =
            RootDirs::under(Path::new("/var/lib/interstella/tasks/0123456789abcdef0123456789abcdef/0"));
        let cache = Path::new("/var/lib/interstella/layers");
        let root = Root {
            storage: Storage::Overlay,
            cache,
            layers: &layers,
            dirs: &dirs,
            readonly: true,
            privileged: true,
            shared_memory: SHARED_MEMORY,
            mounts: &[],
        };
        let steps = steps(&root).unwrap();
        let options = steps.iter().find_map(|planned| match &planned.step {
            Step::Mount { kind: Some(kind), data: Some(data), .. } if kind.to_bytes() == b"overlay" => {
                Some(data)
            }
            _ => None,
        });
        let options = options.unwrap().to_str().unwrap();
        assert!(options.starts_with(&format!("lowerdir={:026}:", 126)));
        assert!(options.len() < 4096, "{}", options.len());
    }
}
