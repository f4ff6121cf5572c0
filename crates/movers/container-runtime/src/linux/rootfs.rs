//! The steps that turn layers into a container's root. In: directories, mounts, who is root in there. Out: steps for the child.
//!
//! ```text
//! namespaces private ─▶ file systems made, nowhere yet ─▶ overlay ─▶ pivot_root ─▶ everything put in its place ─▶ read-only
//! ```
//! Nothing is mounted at a path of the image before the machine's root is gone.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::child::Step;
use super::devices::Devices;
use super::kernel_views;
use super::mounts::{self, Prepared};
use super::steps::{Steps, text};

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
    /// Symbolic links `0`, `1`, ... to the layers, the top one first.
    pub(super) lower: PathBuf,
    /// Where its device files are made.
    pub(super) devices: PathBuf,
}

impl RootDirs {
    pub(super) fn under(base: &Path) -> Self {
        let names = ["upper", "work", "merged", "lower", "devices"];
        let [upper, work, merged, lower, devices] = names.map(|name| base.join(name));
        Self { upper, work, merged, lower, devices }
    }

    pub(super) fn make(&self) -> io::Result<()> {
        let all = [&self.upper, &self.work, &self.merged, &self.lower, &self.devices];
        all.into_iter().try_for_each(fs::create_dir_all)
    }
}

/// What the file system of a container is made of.
pub(super) struct Root<'a> {
    pub(super) storage: Storage,
    /// How many layers there are, all of them linked to.
    pub(super) layers: usize,
    pub(super) dirs: &'a RootDirs,
    pub(super) readonly: bool,
    /// Real root: what would reach outside must then be masked without exception.
    pub(super) privileged: bool,
    pub(super) devices: Devices<'a>,
    pub(super) mounts: &'a [Prepared],
    /// The slot of the first of them.
    pub(super) first_mount: usize,
}

/// What Docker gives /dev/shm.
pub(super) const SHARED_MEMORY: u64 = 64 << 20;
/// overlayfs takes 500 directories (`OVL_MAX_STACK`), one of which is ours.
pub(super) const MOST_LAYERS: usize = 499;

/// From a fresh mount namespace to `/` being the container's root. The slots of `root.mounts` are filled.
pub(super) fn build(steps: &mut Steps, root: &Root<'_>) -> io::Result<()> {
    steps.must("make mounts private", Step::Private);
    let views = kernel_views::make(steps)?;
    let devices = root.devices.take(steps)?;
    combine(steps, root)?;
    steps.must("enter the root file system", Step::ChangeDir(path(&root.dirs.merged)?));
    steps.must("pivot_root", Step::PivotHere);
    root.devices.place(steps, devices)?;
    kernel_views::place(steps, &views, root.privileged)?;
    steps.may("make /tmp", Step::MakeDir(text("/tmp")?));
    mounts::place(steps, root.first_mount, root.mounts, root.devices.owner)?;
    if root.readonly {
        steps.must("make the root file system read-only", Step::ReadOnly(text("/")?));
    }
    steps.must("be let go", Step::AwaitGo);
    steps.must("make a cgroup namespace", Step::OwnCgroups);
    Ok(())
}

/// `nodev`: containers may keep CAP_MKNOD, but what they make leads to no device.
///
/// overlayfs takes at most one page of options and shows them to whoever reads the mount table, so it is mounted where the links to the
/// layers are, with the shortest of names.
fn combine(steps: &mut Steps, root: &Root<'_>) -> io::Result<()> {
    let merged = path(&root.dirs.merged)?;
    let mount = |source: Option<CString>, kind: &str, flags, data: Option<&str>| {
        let data = data.map(text).transpose()?;
        io::Result::Ok(Step::Mount { source, target: merged.clone(), kind: text(kind)?, flags, data })
    };
    if root.storage == Storage::Copy {
        let upper = path(&root.dirs.upper)?;
        steps.must("bind the copied root", mount(Some(upper), "none", libc::MS_BIND, None)?);
        let flags = libc::MS_BIND | libc::MS_REMOUNT | libc::MS_NODEV;
        steps.must("bind the copied root", mount(None, "none", flags, None)?);
        return Ok(());
    }
    let lower: Vec<String> = (0..root.layers).map(|at| at.to_string()).collect();
    let data = format!("lowerdir={},upperdir=../upper,workdir=../work,userxattr", lower.join(":"));
    steps.must("enter the layers", Step::ChangeDir(path(&root.dirs.lower)?));
    steps.must("mount overlay", mount(Some(text("overlay")?), "overlay", libc::MS_NODEV, Some(&data))?);
    Ok(())
}

fn path(path: &Path) -> io::Result<CString> {
    Ok(CString::new(path.as_os_str().as_bytes())?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn options_of_the_most_layers_fit_a_page_and_name_no_place_of_the_machine() {
        let dirs = RootDirs::under(Path::new("/var/lib/somewhere/tasks/0123456789abcdef0123456789abcdef/0"));
        let devices = Devices { own: Some(&dirs.devices), owner: 0, shared_memory: SHARED_MEMORY };
        let root = Root {
            storage: Storage::Overlay,
            layers: MOST_LAYERS,
            dirs: &dirs,
            readonly: true,
            privileged: true,
            devices,
            mounts: &[],
            first_mount: 0,
        };
        let mut steps = Steps::new(0);
        build(&mut steps, &root).unwrap();
        let options = steps.finish().0.into_iter().find_map(|planned| match planned.step {
            Step::Mount { kind, data: Some(data), .. } if kind.to_bytes() == b"overlay" => Some(data),
            _ => None,
        });
        let options = options.unwrap().into_string().unwrap();
        assert!(options.starts_with("lowerdir=0:1:2:"));
        assert!(options.len() < 4096, "{}", options.len());
        assert!(!options.contains("/var"), "{options}");
    }
}
