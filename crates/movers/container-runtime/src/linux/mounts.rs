//! Volumes and memory file systems of a container. In: mounts of its spec. Out: directories, and steps for the child. Never here:
//! performing the steps.
//!
//! ```text
//! on the machine:  make the directory ─▶ copy what the image has there (an empty volume)
//! in the child:    bind to /dev/.mounts/N, seal ──pivot_root──▶ make the target ─▶ bind to it ─▶ unmount /dev/.mounts/N
//! ```
//! Targets are found only after `pivot_root`: a symbolic link of the image must not lead out of it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::child::Step;
use super::rootfs::{Steps, text};
use super::state::Inner;
use crate::spec::TaskId;
use crate::volumes::{Mount, MountSource};

const STAGE: &str = "dev/.mounts";
const RECURSIVE: libc::c_ulong = libc::MS_BIND | libc::MS_REC;

/// A mount with its directory of this machine, or none for memory.
pub(super) struct Prepared {
    mount: Mount,
    source: Option<PathBuf>,
    is_directory: bool,
}

/// Makes the directories that are missing; an empty volume gets what the image has at its target.
pub(super) fn prepare(
    inner: &Inner,
    task: &TaskId,
    layers: &[String],
    mounts: &[Mount],
) -> io::Result<Vec<Prepared>> {
    mounts.iter().map(|mount| one(inner, task, layers, mount)).collect()
}

fn one(inner: &Inner, task: &TaskId, layers: &[String], mount: &Mount) -> io::Result<Prepared> {
    let source = match &mount.source {
        MountSource::Memory { .. } => None,
        MountSource::Host(path) => Some(path.clone()),
        MountSource::Task(name) => Some(inner.task_directory(task).join("volumes").join(name)),
        MountSource::Shared { keeper, name } => Some(inner.volumes_directory.join(keeper).join(name)),
    };
    let Some(source) = source else {
        return Ok(Prepared { mount: mount.clone(), source: None, is_directory: true });
    };
    let in_path = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", source.display()));
    let facts = match fs::metadata(&source) {
        Ok(facts) => facts,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(&source).and_then(|()| fs::metadata(&source)).map_err(in_path)?
        }
        Err(error) => return Err(in_path(error)),
    };
    let own = !matches!(mount.source, MountSource::Host(_));
    if own && fs::read_dir(&source)?.next().is_none() {
        fill(inner, layers, &mount.target, &source).map_err(in_path)?;
    }
    Ok(Prepared { mount: mount.clone(), is_directory: facts.is_dir(), source: Some(source) })
}

/// What the image has at the target becomes the beginning of an empty volume, with its owner and mode, as Docker does it.
fn fill(inner: &Inner, layers: &[String], target: &str, volume: &Path) -> io::Result<()> {
    for layer in layers {
        if let Some(here) = directory_in(&inner.cache.root().join(layer), target) {
            crate::layer::copy_directory(&here, volume)?;
        }
    }
    Ok(())
}

/// The directory at this path of a layer; none when a symbolic link is on the way, which could lead anywhere.
fn directory_in(layer: &Path, target: &str) -> Option<PathBuf> {
    let mut place = layer.to_owned();
    for part in Path::new(target).components() {
        match part {
            Component::Normal(name) => place.push(name),
            Component::RootDir | Component::CurDir => continue,
            Component::ParentDir | Component::Prefix(_) => return None,
        }
        if !fs::symlink_metadata(&place).ok()?.is_dir() {
            return None;
        }
    }
    Some(place)
}

/// Before `pivot_root`, in the container's root.
pub(super) fn stage(steps: &mut Steps, mounts: &[Prepared]) -> io::Result<()> {
    if mounts.iter().all(|mount| mount.source.is_none()) {
        return Ok(());
    }
    steps.must("make a mount point", Step::MakeDir(text(STAGE)?));
    for (at, prepared) in mounts.iter().enumerate() {
        let Some(source) = &prepared.source else { continue };
        let place = format!("{STAGE}/{at}");
        let make = if prepared.is_directory { Step::MakeDir } else { Step::MakeFile };
        steps.must("make a mount point", make(text(&place)?));
        let label = |what: &str| format!("{what} ({} at {})", source.display(), prepared.mount.target);
        steps.mount(&label("mount"), source.to_str(), &place, None, RECURSIVE, None)?;
        let read_only = prepared.mount.read_only;
        steps.must(&label("restrict the mount"), Step::Seal { at: text(&place)?, read_only });
    }
    Ok(())
}

/// After `pivot_root`: everything at its place.
pub(super) fn place(steps: &mut Steps, mounts: &[Prepared]) -> io::Result<()> {
    for (at, prepared) in mounts.iter().enumerate() {
        let target = prepared.mount.target.as_str();
        make_target(steps, target, prepared.is_directory)?;
        if let MountSource::Memory { bytes, options } = &prepared.mount.source {
            memory(steps, target, *bytes, options)?;
        } else {
            let staged = format!("/{STAGE}/{at}");
            steps.mount(&format!("mount at {target}"), Some(&staged), target, None, RECURSIVE, None)?;
            steps.must("leave the staging place", Step::Unmount(text(&staged)?));
            steps.may("leave the staging place", Step::Remove(text(&staged)?));
        }
    }
    steps.may("leave the staging place", Step::Remove(text(&format!("/{STAGE}"))?));
    Ok(())
}

fn make_target(steps: &mut Steps, target: &str, is_directory: bool) -> io::Result<()> {
    let cuts = target.char_indices().filter(|(at, c)| *c == '/' && *at > 0).map(|(at, _)| &target[..at]);
    for parent in cuts {
        steps.may("make a mount point", Step::MakeDir(text(parent)?));
    }
    let make = if is_directory { Step::MakeDir } else { Step::MakeFile };
    // What is there already need not be made; if nothing can be, the mount itself says so.
    steps.may("make a mount point", make(text(target)?));
    Ok(())
}

/// As Docker mounts tmpfs: without devices, programs and set-user-id, unless the options say otherwise.
fn memory(steps: &mut Steps, target: &str, bytes: u64, options: &[String]) -> io::Result<()> {
    let mut flags = libc::MS_NOSUID | libc::MS_NODEV | libc::MS_NOEXEC;
    let mut data = vec![format!("size={bytes}")];
    for option in options {
        match (FLAGS.iter().find(|(name, ..)| name == option), option.contains('=')) {
            (Some((_, flag, true)), _) => flags |= flag,
            (Some((_, flag, false)), _) => flags &= !flag,
            (None, true) => data.push(option.clone()),
            (None, false) => {}
        }
    }
    // Devices would lead to the machine's; a container has none of its own making.
    flags |= libc::MS_NODEV;
    let data = data.join(",");
    steps.mount("mount memory", Some("tmpfs"), target, Some("tmpfs"), flags, Some(&data))
}

/// Options of mount(8) that are flags of mount(2), and whether they set or clear it.
const FLAGS: [(&str, libc::c_ulong, bool); 15] = [
    ("ro", libc::MS_RDONLY, true),
    ("rw", libc::MS_RDONLY, false),
    ("nosuid", libc::MS_NOSUID, true),
    ("suid", libc::MS_NOSUID, false),
    ("noexec", libc::MS_NOEXEC, true),
    ("exec", libc::MS_NOEXEC, false),
    ("sync", libc::MS_SYNCHRONOUS, true),
    ("async", libc::MS_SYNCHRONOUS, false),
    ("dirsync", libc::MS_DIRSYNC, true),
    ("noatime", libc::MS_NOATIME, true),
    ("atime", libc::MS_NOATIME, false),
    ("nodiratime", libc::MS_NODIRATIME, true),
    ("diratime", libc::MS_NODIRATIME, false),
    ("relatime", libc::MS_RELATIME, true),
    ("strictatime", libc::MS_STRICTATIME, true),
];
