//! Volumes and memory file systems of a container. In: mounts of its spec. Out: directories, descriptors of mounts, steps for the child.
//!
//! ```text
//! in the daemon:  open the directory ─▶ copy what the image has there (an empty volume) ─▶ a mount of it that is nowhere, restricted
//! in the child:   after pivot_root: make the target ─▶ attach the mount
//! ```
//! A directory of the machine is opened beneath one that the user has opened to tasks, by openat2(2), and what is mounted is that
//! descriptor: a task that changes the path meanwhile changes nothing.

use std::fs;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use nix::fcntl::{RenameFlags, renameat2};

use super::child::{Links, NO_DEVICES, NO_PROGRAMS, NO_SETUID, READ_ONLY, Step, Tolerance};
use super::detached;
use super::state::Inner;
use super::steps::{Steps, text};
use crate::spec::TaskId;
use crate::volumes::{Mount, MountSource};

/// A mount that waits to be attached, or memory, which is made in the child.
pub(super) struct Prepared {
    mount: Mount,
    source: Option<OwnedFd>,
    /// Where below the target something is to be hidden.
    masked: Option<PathBuf>,
    is_directory: bool,
}

/// The descriptors that fill the first slots, after `before` others, in the order `place` expects.
pub(super) fn descriptors(mounts: &mut [Prepared]) -> Vec<OwnedFd> {
    mounts.iter_mut().filter_map(|mount| mount.source.take()).collect()
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
    let attributes = if mount.read_only { READ_ONLY | NO_DEVICES } else { NO_DEVICES };
    let (found, masked) = match &mount.source {
        MountSource::Memory { .. } => {
            return Ok(Prepared { mount: mount.clone(), source: None, masked: None, is_directory: true });
        }
        MountSource::Host(path) => {
            let found = inner.host_paths.open(path)?;
            (found.descriptor, found.masked)
        }
        MountSource::Task(name) => {
            (volume(inner, task, &inner.task_directory(task).join("volumes"), name, (layers, mount))?, None)
        }
        MountSource::Shared { keeper, name } => {
            (volume(inner, task, &inner.volumes_directory.join(keeper), name, (layers, mount))?, None)
        }
    };
    // Files of the machine keep their owners: who is root in the container is root's like there.
    let shifted = inner.shift.as_ref().filter(|_| matches!(mount.source, MountSource::Host(_)));
    let source = detached::copy(found.as_fd(), attributes, shifted.map(AsFd::as_fd))?;
    Ok(Prepared {
        mount: mount.clone(),
        masked,
        is_directory: detached::is_directory(found.as_fd())?,
        source: Some(source),
    })
}

/// A directory of ours; while it is empty it gets what the image has at the target.
fn volume(
    inner: &Inner,
    task: &TaskId,
    parent: &Path,
    name: &str,
    (layers, mount): (&[String], &Mount),
) -> io::Result<OwnedFd> {
    fs::create_dir_all(parent)?;
    let path = parent.join(name);
    match fs::create_dir(&path) {
        Ok(()) => std::os::unix::fs::chown(&path, Some(inner.ids.base), Some(inner.ids.base))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let directory = detached::open_directory(&path)?;
    if fs::read_dir(detached::path(directory.as_fd()))?.next().is_none() {
        let beside = inner.task_directory(task).join(format!("filling-{name}"));
        fill(inner, layers, &mount.target, (directory.as_fd(), &beside))?;
    }
    Ok(directory)
}

/// What the image has at the target becomes the beginning of an empty volume, with its owner and mode, as Docker does it.
///
/// Copied beside and moved in: another container may have the volume already, and change it while something is copied.
fn fill(
    inner: &Inner,
    layers: &[String],
    target: &str,
    (volume, beside): (BorrowedFd<'_>, &Path),
) -> io::Result<()> {
    let places = layers.iter().filter_map(|layer| directory_in(&inner.cache.root().join(layer), target));
    let places: Vec<PathBuf> = places.collect();
    if places.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(beside)?;
    for place in &places {
        crate::layer::copy_directory(place, beside)?;
    }
    let from = detached::open_directory(beside)?;
    for entry in fs::read_dir(beside)? {
        let name = entry?.file_name();
        match renameat2(&from, &*name, volume, &*name, RenameFlags::RENAME_NOREPLACE) {
            Ok(()) | Err(nix::Error::EEXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let (facts, volume) = (fs::metadata(beside)?, detached::path(volume));
    std::os::unix::fs::chown(&volume, Some(facts.uid()), Some(facts.gid()))?;
    fs::set_permissions(&volume, facts.permissions())?;
    fs::remove_dir_all(beside)
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

/// After `pivot_root`: everything at its place. The mounts that have a source are in the first slots, in order, after `before` others.
pub(super) fn place(steps: &mut Steps, before: usize, mounts: &[Prepared], owner: u32) -> io::Result<()> {
    let mut filled = before..;
    for prepared in mounts {
        let target = prepared.mount.target.as_str();
        make_target(steps, target, prepared.is_directory)?;
        let label = format!("mount at {target}");
        let slot = match (&prepared.mount.source, &mut filled) {
            (MountSource::Memory { bytes, options }, _) => memory(steps, *bytes, options, owner)?,
            (_, filled) => filled.next().unwrap_or(usize::MAX),
        };
        steps.must(&label, Step::Attach { slot, at: text(target)?, links: Links::Followed });
        if let Some(masked) = &prepared.masked {
            let at = Path::new(target).join(masked);
            let slot = steps.make(Tolerance::None, "tmpfs", &[], READ_ONLY | NO_DEVICES | NO_PROGRAMS)?;
            let at = text(&at.to_string_lossy())?;
            steps.must("hide the data directory", Step::Attach { slot, at, links: Links::Followed });
        }
    }
    Ok(())
}

fn make_target(steps: &mut Steps, target: &str, is_directory: bool) -> io::Result<()> {
    // What is there already need not be made; if nothing can be, the mount itself says so.
    if is_directory {
        steps.may("make a mount point", Step::MakeDir(text(target)?));
        return Ok(());
    }
    if let Some((parent, _)) = target.trim_end_matches('/').rsplit_once('/').filter(|(p, _)| !p.is_empty()) {
        steps.may("make a mount point", Step::MakeDir(text(parent)?));
    }
    steps.may("make a mount point", Step::MakeFile(text(target)?));
    Ok(())
}

/// As Docker mounts tmpfs: without devices, programs and set-user-id, unless the options say otherwise.
fn memory(steps: &mut Steps, bytes: u64, options: &[String], owner: u32) -> io::Result<usize> {
    let mut attributes = NO_SETUID | NO_DEVICES | NO_PROGRAMS;
    let (size, owner) = (bytes.to_string(), owner.to_string());
    let mut data = vec![("size", Some(&*size)), ("uid", Some(&*owner)), ("gid", Some(&*owner))];
    for option in options {
        match (ATTRIBUTES.iter().find(|(name, ..)| name == option), option.split_once('=')) {
            (Some((_, attribute, true)), _) => attributes |= attribute,
            (Some((_, attribute, false)), _) => attributes &= !attribute,
            (None, Some((key, value))) => data.push((key, Some(value))),
            (None, None) => {}
        }
    }
    // Devices would lead to the machine's; a container has none of its own making.
    steps.make(Tolerance::None, "tmpfs", &data, attributes | NO_DEVICES)
}

/// Options of mount(8) that are attributes of a mount, and whether they set or clear it.
const ATTRIBUTES: [(&str, u64, bool); 13] = [
    ("ro", READ_ONLY, true),
    ("rw", READ_ONLY, false),
    ("nosuid", NO_SETUID, true),
    ("suid", NO_SETUID, false),
    ("noexec", NO_PROGRAMS, true),
    ("exec", NO_PROGRAMS, false),
    ("noatime", NO_ACCESS_TIMES, true),
    ("atime", NO_ACCESS_TIMES, false),
    ("strictatime", EVERY_ACCESS_TIME, true),
    ("nodiratime", NO_DIRECTORY_TIMES, true),
    ("diratime", NO_DIRECTORY_TIMES, false),
    ("relatime", 0, true),
    // Of a file system that is memory.
    ("sync", 0, true),
];
const NO_ACCESS_TIMES: u64 = 0x10;
const EVERY_ACCESS_TIME: u64 = 0x20;
const NO_DIRECTORY_TIMES: u64 = 0x80;
