//! Puts an archive's entries into a directory. In: entries from anybody. Out: files below the directory and nowhere else, whiteouts in
//! overlayfs' form. Never here: device nodes (skipped: a container gets its devices from the runtime).
//!
//! Every entry's parent is opened with `openat2(RESOLVE_IN_ROOT)`, so neither `..` nor a symbolic link made by an earlier entry leads
//! outside.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use nix::fcntl::{AtFlags, OFlag, OpenHow, ResolveFlag, openat, openat2};
use nix::sys::stat::{Mode, SFlag, UtimensatFlags, mkdirat, mknodat, utimensat};
use nix::sys::time::TimeSpec;
use nix::unistd::{Gid, LinkatFlags, Uid, UnlinkatFlags, fchownat, linkat, symlinkat, unlinkat};
use tar::EntryType;

use super::archive::{Archive, Entry};
use super::bounds::{Bounds, NAME_MAX, PATH_MAX, refused};
use super::ids::Ids;
use super::xattrs;

const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";
/// What aufs kept for itself in the images of its time.
const AUFS: &[u8] = b".wh..wh.";

/// The directory being filled.
pub(super) struct Target {
    root: OwnedFd,
    path: PathBuf,
    bounds: Bounds,
    ids: Ids,
    /// Whether files can be given to others.
    gives_away: bool,
    /// Attributes that could not be kept.
    pub(super) lost_attributes: u64,
}

/// Only root can, and not where it is the one user of its namespace.
pub(crate) fn may_give_files_away() -> bool {
    nix::unistd::geteuid().is_root() && !crate::linux::single_uid_map()
}

impl Target {
    pub(super) fn open(path: &Path, bounds: Bounds, ids: Ids) -> io::Result<Self> {
        let root = File::open(path)?.into();
        let gives_away = may_give_files_away();
        let target = Self { root, path: path.to_owned(), bounds, ids, gives_away, lost_attributes: 0 };
        target.own(target.root.as_fd(), Path::new("."), 0, 0)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
        Ok(target)
    }

    /// Makes what the entry says.
    pub(super) fn place<R: Read>(&mut self, entry: &Entry, archive: &mut Archive<R>) -> io::Result<()> {
        let Some((above, name)) = self.where_to(&entry.path)? else { return self.attributes_of_root(entry) };
        let reserved = |part: Component<'_>| part.as_os_str().as_bytes().starts_with(AUFS);
        if above.components().any(reserved)
            || (name.as_bytes().starts_with(AUFS) && name.as_bytes() != OPAQUE)
        {
            return Ok(());
        }
        let parent = self.directory(&above)?;
        let parent = parent.as_fd();
        if name.as_bytes() == OPAQUE {
            return xattrs::mark_opaque(parent);
        }
        if let Some(hidden) = name.as_bytes().strip_prefix(WHITEOUT) {
            return white_out(parent, Path::new(OsStr::from_bytes(hidden)));
        }
        self.create(entry, archive, parent, Path::new(&name))
    }

    /// The directory of a path of the archive and the name in it; `None` is the root itself.
    fn where_to(&self, path: &[u8]) -> io::Result<Option<(PathBuf, std::ffi::OsString)>> {
        let Some(path) = normal(path)? else { return Ok(None) };
        let name = path.file_name().ok_or_else(|| refused("an entry without a name"))?.to_owned();
        let above = path.parent().unwrap_or(Path::new("")).to_owned();
        self.bounds.check_depth(above.components().count())?;
        Ok(Some((above, name)))
    }

    fn create<R: Read>(
        &mut self,
        entry: &Entry,
        archive: &mut Archive<R>,
        parent: BorrowedFd<'_>,
        name: &Path,
    ) -> io::Result<()> {
        if entry.kind != EntryType::Directory {
            remove(parent, name)?;
        }
        match entry.kind {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                write_file(entry, archive, parent, name)?
            }
            EntryType::Directory => make_directory(parent, name)?,
            EntryType::Symlink => {
                let to = Some(&entry.link).filter(|to| !to.is_empty() && to.len() < PATH_MAX);
                let to = to.ok_or_else(|| refused("a symbolic link to nothing, or too far"))?;
                symlinkat(OsStr::from_bytes(to), parent, name)?;
            }
            EntryType::Link => return self.hard_link(entry, parent, name),
            EntryType::Fifo => mknodat(parent, name, SFlag::S_IFIFO, Mode::from_bits_truncate(0o644), 0)?,
            _ => return Ok(()),
        }
        self.attributes(entry, parent, name)
    }

    fn hard_link(&self, entry: &Entry, parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
        let to = self.where_to(&entry.link).and_then(|to| to.ok_or_else(|| refused("the root itself")));
        let linked = to.and_then(|(above, file)| {
            let source = self.open_inside(&above)?;
            Ok(linkat(&source, Path::new(&file), parent, name, LinkatFlags::empty())?)
        });
        let shown = shown(&entry.link);
        linked.map_err(|error| io::Error::new(error.kind(), format!("hard link to {shown}: {error}")))
    }

    fn attributes(&mut self, entry: &Entry, parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
        self.own(parent, name, entry.uid, entry.gid)?;
        // Interpreters compare times to decide whether their compiled files are fresh.
        let time = TimeSpec::new(entry.modified.0, entry.modified.1);
        if entry.kind != EntryType::Symlink {
            let node =
                openat(parent, name, OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC, Mode::empty())?;
            set_mode(node.as_fd(), entry.mode)?;
            self.extended(entry, node.as_fd())?;
        }
        Ok(utimensat(parent, name, &time, &time, UtimensatFlags::NoFollowSymlink)?)
    }

    fn extended(&mut self, entry: &Entry, node: BorrowedFd<'_>) -> io::Result<()> {
        if entry.kind == EntryType::Fifo {
            return Ok(());
        }
        for (name, value) in entry.attributes.iter().filter(|(name, _)| xattrs::is_kept(name)) {
            if !xattrs::set_from_image(node, name, value, self.ids)? {
                self.lost_attributes += 1;
            }
        }
        Ok(())
    }

    /// Gives a name to its owner.
    fn own(&self, parent: BorrowedFd<'_>, name: &Path, uid: u64, gid: u64) -> io::Result<()> {
        if !self.gives_away {
            return Ok(());
        }
        let (uid, gid) = (Uid::from_raw(self.ids.on_disk(uid)), Gid::from_raw(self.ids.on_disk(gid)));
        Ok(fchownat(parent, name, Some(uid), Some(gid), AtFlags::AT_SYMLINK_NOFOLLOW)?)
    }

    fn attributes_of_root(&self, entry: &Entry) -> io::Result<()> {
        self.own(self.root.as_fd(), Path::new("."), entry.uid, entry.gid)?;
        fs::set_permissions(&self.path, fs::Permissions::from_mode(entry.mode | 0o500))
    }

    /// Opens a directory below the root, making what is missing.
    fn directory(&self, path: &Path) -> io::Result<OwnedFd> {
        match self.open_inside(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
        let mut here = PathBuf::new();
        let mut parent = self.open_inside(&here)?;
        for name in path {
            here.push(name);
            parent = match self.open_inside(&here) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    make_directory(parent.as_fd(), Path::new(name))?;
                    self.own(parent.as_fd(), Path::new(name), 0, 0)?;
                    self.open_inside(&here)?
                }
                other => other?,
            };
        }
        Ok(parent)
    }

    fn open_inside(&self, path: &Path) -> io::Result<OwnedFd> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let open = |resolve| {
            let how = OpenHow::new().flags(OFlag::O_PATH | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC);
            openat2(&self.root, path, how.resolve(resolve))
        };
        let inside = ResolveFlag::RESOLVE_IN_ROOT | ResolveFlag::RESOLVE_NO_MAGICLINKS;
        match open(inside | ResolveFlag::RESOLVE_NO_SYMLINKS) {
            Err(nix::Error::ELOOP) => {
                let found = open(inside)?;
                self.check_real_depth(found.as_fd())?;
                Ok(found)
            }
            other => Ok(other?),
        }
    }

    /// Through symbolic links a short path can lead deep: what counts is how deep the directory lies.
    fn check_real_depth(&self, directory: BorrowedFd<'_>) -> io::Result<()> {
        let depth = |file: BorrowedFd<'_>| {
            let path = fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd()))?;
            io::Result::Ok(path.components().count())
        };
        self.bounds.check_depth(depth(directory)?.saturating_sub(depth(self.root.as_fd())?))
    }
}

/// A path of the archive in words, cut to a length a message can have.
pub(super) fn shown(path: &[u8]) -> String {
    const LONGEST: usize = 120;
    let cut = &path[..path.len().min(LONGEST)];
    let rest = if path.len() > LONGEST { "..." } else { "" };
    format!("{}{rest}", cut.escape_ascii())
}

/// Drops `/` and `.`; `None` is the root itself; `..` and what Linux cannot name is refused.
fn normal(path: &[u8]) -> io::Result<Option<PathBuf>> {
    if path.len() >= PATH_MAX {
        return Err(refused(format!("a path of {} bytes; {} are possible", path.len(), PATH_MAX - 1)));
    }
    let mut clean = PathBuf::new();
    for part in Path::new(OsStr::from_bytes(path)).components() {
        match part {
            Component::Normal(name) if name.len() > NAME_MAX => {
                return Err(refused(format!("a name of {} bytes; {NAME_MAX} are possible", name.len())));
            }
            Component::Normal(name) => clean.push(name),
            Component::CurDir | Component::RootDir => {}
            Component::ParentDir | Component::Prefix(_) => {
                return Err(refused("the path leads outside the layer"));
            }
        }
    }
    Ok((!clean.as_os_str().is_empty()).then_some(clean))
}

fn make_directory(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    match mkdirat(parent, name, Mode::from_bits_truncate(0o755)) {
        Err(nix::Error::EEXIST) => {
            let found =
                openat(parent, name, OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC, Mode::empty())?;
            if nix::sys::stat::fstat(&found)?.st_mode & libc::S_IFMT == libc::S_IFDIR {
                return Ok(());
            }
            unlinkat(parent, name, UnlinkatFlags::NoRemoveDir)?;
            Ok(mkdirat(parent, name, Mode::from_bits_truncate(0o755))?)
        }
        other => Ok(other?),
    }
}

/// Whatever has the name, with everything below it.
fn remove(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    match unlinkat(parent, name, UnlinkatFlags::NoRemoveDir) {
        Ok(()) | Err(nix::Error::ENOENT) => Ok(()),
        // The name itself is no symbolic link, and what is below is removed without following any.
        Err(nix::Error::EISDIR) => {
            fs::remove_dir_all(PathBuf::from(format!("/proc/self/fd/{}", parent.as_raw_fd())).join(name))
        }
        Err(error) => Err(error.into()),
    }
}

fn write_file<R: Read>(
    entry: &Entry,
    archive: &mut Archive<R>,
    parent: BorrowedFd<'_>,
    name: &Path,
) -> io::Result<()> {
    let flags = OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_WRONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    let mut file = File::from(openat(parent, name, flags, Mode::from_bits_truncate(0o600))?);
    archive.write_data(entry, &mut file)
}

/// Through /proc, since an O_PATH descriptor refuses fchmod.
fn set_mode(node: BorrowedFd<'_>, mode: u32) -> io::Result<()> {
    fs::set_permissions(format!("/proc/self/fd/{}", node.as_raw_fd()), fs::Permissions::from_mode(mode))
}

/// overlayfs hides a name by a character device 0/0, which needs no privilege to make.
fn white_out(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    if name.as_os_str().is_empty() || matches!(name.as_os_str().as_bytes(), b"." | b"..") {
        return Err(refused("a whiteout without a name"));
    }
    remove(parent, name)?;
    Ok(mknodat(parent, name, SFlag::S_IFCHR, Mode::empty(), 0)?)
}
