//! One layer's tar stream into one directory. In: a tar or tar.gz stream from anybody. Out: files below the
//! directory and nowhere else, whiteouts in overlayfs' form. Never here: device nodes (skipped: a container
//! gets its devices from the runtime).
//!
//! Every entry's parent is opened with `openat2(RESOLVE_IN_ROOT)`, so neither `..` nor a symbolic link made by
//! an earlier entry leads outside.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use nix::fcntl::{AtFlags, OFlag, OpenHow, ResolveFlag, openat, openat2};
use nix::sys::stat::{Mode, SFlag, UtimensatFlags, mkdirat, mknodat, utimensat};
use nix::sys::time::TimeSpec;
use nix::unistd::{Gid, LinkatFlags, Uid, UnlinkatFlags, fchownat, linkat, symlinkat, unlinkat};
use tar::{Archive, Entry, EntryType};

use super::ids::Ids;

const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";

/// Limits of one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Unpacked bytes.
    pub bytes: u64,
    /// Entries.
    pub entries: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { bytes: 20 << 30, entries: 2_000_000 }
    }
}

/// Unpacks `blob` (gzip is recognised by its first bytes) into the existing, empty directory `into`. Where this process can give files
/// away, each gets the owner the archive names, shifted by `ids`, and directories no entry speaks of belong to the image's root.
///
/// Errors: a damaged archive, a bound exceeded, zstd, or the file system.
pub fn unpack(blob: impl Read, into: &Path, bounds: Bounds, ids: Ids) -> io::Result<()> {
    let mut blob = BufReader::with_capacity(64 * 1024, blob);
    let magic = io::BufRead::fill_buf(&mut blob)?;
    let reader: Box<dyn Read + '_> = match magic {
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(blob)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            return Err(invalid("zstd layers are not supported; push gzip layers"));
        }
        _ => Box::new(blob),
    };
    // One byte more than allowed tells "exactly at the limit" from "beyond".
    let mut archive = Archive::new(reader.take(bounds.bytes.saturating_add(1)));
    let target = Target::open(into, ids)?;
    let (mut bytes, mut entries) = (0_u64, 0_u64);
    for entry in archive.entries()? {
        let mut entry = entry?;
        entries += 1;
        bytes = bytes.saturating_add(entry.size());
        if entries > bounds.entries || bytes > bounds.bytes {
            return Err(invalid("the layer is larger than allowed"));
        }
        target.place(&mut entry)?;
    }
    Ok(())
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// The directory being filled.
struct Target {
    root: OwnedFd,
    path: PathBuf,
    /// `None`: every file stays this process's.
    owners: Option<Ids>,
}

/// Only root can, and not where it is the one user of its namespace.
pub(crate) fn may_give_files_away() -> bool {
    nix::unistd::geteuid().is_root() && !crate::linux::single_uid_map()
}

impl Target {
    fn open(path: &Path, ids: Ids) -> io::Result<Self> {
        let root = File::open(path)?.into();
        let owners = may_give_files_away().then_some(ids);
        let target = Self { root, path: path.to_owned(), owners };
        target.own(target.root.as_fd(), Path::new("."), 0, 0)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
        Ok(target)
    }

    fn place<R: Read>(&self, entry: &mut Entry<'_, R>) -> io::Result<()> {
        let Some(path) = normal(&entry.path()?)? else { return self.attributes_of_root(entry) };
        let name = path.file_name().ok_or_else(|| invalid("an entry without a name"))?.to_owned();
        let parent = self.directory(path.parent().unwrap_or(Path::new("")))?;
        let parent = parent.as_fd();
        if name.as_bytes() == OPAQUE {
            return mark_opaque(parent);
        }
        if let Some(hidden) = name.as_bytes().strip_prefix(WHITEOUT) {
            return white_out(parent, Path::new(std::ffi::OsStr::from_bytes(hidden)));
        }
        self.create(entry, parent, Path::new(&name))
    }

    fn create<R: Read>(
        &self,
        entry: &mut Entry<'_, R>,
        parent: BorrowedFd<'_>,
        name: &Path,
    ) -> io::Result<()> {
        let kind = entry.header().entry_type();
        if kind != EntryType::Directory {
            remove(parent, name)?;
        }
        match kind {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                write_file(entry, parent, name)?
            }
            EntryType::Directory => make_directory(parent, name)?,
            EntryType::Symlink => {
                let to = entry.link_name()?.ok_or_else(|| invalid("a symbolic link to nothing"))?;
                symlinkat(to.as_ref(), parent, name)?;
            }
            EntryType::Link => return self.hard_link(entry, parent, name),
            EntryType::Fifo => mknodat(parent, name, SFlag::S_IFIFO, Mode::from_bits_truncate(0o644), 0)?,
            _ => return Ok(()),
        }
        self.attributes(entry, parent, name, kind)
    }

    fn hard_link<R: Read>(
        &self,
        entry: &mut Entry<'_, R>,
        parent: BorrowedFd<'_>,
        name: &Path,
    ) -> io::Result<()> {
        let to = entry.link_name()?.ok_or_else(|| invalid("a hard link to nothing"))?;
        let to = normal(&to)?.ok_or_else(|| invalid("a hard link to the root"))?;
        let source = self.directory(to.parent().unwrap_or(Path::new("")))?;
        let file = to.file_name().ok_or_else(|| invalid("a hard link to a directory"))?;
        Ok(linkat(&source, file, parent, name, LinkatFlags::empty())?)
    }

    fn attributes<R: Read>(
        &self,
        entry: &Entry<'_, R>,
        parent: BorrowedFd<'_>,
        name: &Path,
        kind: EntryType,
    ) -> io::Result<()> {
        let header = entry.header();
        // Some writers leave the fields blank for root.
        self.own(parent, name, header.uid().unwrap_or(0), header.gid().unwrap_or(0))?;
        // Interpreters compare times to decide whether their compiled files are fresh.
        let time = TimeSpec::new(header.mtime().unwrap_or(0).try_into().unwrap_or(0), 0);
        utimensat(parent, name, &time, &time, UtimensatFlags::NoFollowSymlink)?;
        if kind == EntryType::Symlink {
            return Ok(());
        }
        let node = openat(parent, name, OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC, Mode::empty())?;
        let mode = header.mode()? & 0o7777;
        // Through /proc, since an O_PATH descriptor refuses fchmod.
        fs::set_permissions(format!("/proc/self/fd/{}", node.as_raw_fd()), fs::Permissions::from_mode(mode))
    }

    /// Gives a name to its owner.
    fn own(&self, parent: BorrowedFd<'_>, name: &Path, uid: u64, gid: u64) -> io::Result<()> {
        let Some(ids) = self.owners else { return Ok(()) };
        let (uid, gid) = (Uid::from_raw(ids.on_disk(uid)), Gid::from_raw(ids.on_disk(gid)));
        Ok(fchownat(parent, name, Some(uid), Some(gid), AtFlags::AT_SYMLINK_NOFOLLOW)?)
    }

    fn attributes_of_root<R: Read>(&self, entry: &Entry<'_, R>) -> io::Result<()> {
        let header = entry.header();
        self.own(self.root.as_fd(), Path::new("."), header.uid().unwrap_or(0), header.gid().unwrap_or(0))?;
        fs::set_permissions(&self.path, fs::Permissions::from_mode((header.mode()? & 0o7777) | 0o500))
    }

    /// Opens a directory below the root, making what is missing.
    fn directory(&self, path: &Path) -> io::Result<OwnedFd> {
        match open_inside(&self.root, path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = path.file_name().ok_or(error)?;
                let parent = self.directory(path.parent().unwrap_or(Path::new("")))?;
                make_directory(parent.as_fd(), Path::new(name))?;
                self.own(parent.as_fd(), Path::new(name), 0, 0)?;
                open_inside(&self.root, path)
            }
            other => other,
        }
    }
}

fn open_inside(root: &OwnedFd, path: &Path) -> io::Result<OwnedFd> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let how = OpenHow::new()
        .flags(OFlag::O_PATH | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC)
        .resolve(ResolveFlag::RESOLVE_IN_ROOT | ResolveFlag::RESOLVE_NO_MAGICLINKS);
    Ok(openat2(root, path, how)?)
}

/// Drops `/` and `.`; `None` is the root itself; `..` is refused.
fn normal(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::CurDir | Component::RootDir => {}
            Component::ParentDir | Component::Prefix(_) => {
                return Err(invalid("an entry's path leads outside the layer"));
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

fn remove(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    match unlinkat(parent, name, UnlinkatFlags::NoRemoveDir) {
        Ok(()) | Err(nix::Error::ENOENT) => Ok(()),
        Err(nix::Error::EISDIR) => Ok(unlinkat(parent, name, UnlinkatFlags::RemoveDir)?),
        Err(error) => Err(error.into()),
    }
}

fn write_file<R: Read>(entry: &mut Entry<'_, R>, parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    let flags = OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_WRONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    let mut file = File::from(openat(parent, name, flags, Mode::from_bits_truncate(0o600))?);
    io::copy(entry, &mut file).map(|_| ())
}

/// overlayfs hides a name by a character device 0/0, which needs no privilege to make.
fn white_out(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    if name.as_os_str().is_empty() || matches!(name.as_os_str().as_bytes(), b"." | b"..") {
        return Err(invalid("a whiteout without a name"));
    }
    remove(parent, name)?;
    Ok(mknodat(parent, name, SFlag::S_IFCHR, Mode::empty(), 0)?)
}

/// overlayfs (mounted with `userxattr`) hides everything below a directory marked so.
fn mark_opaque(directory: BorrowedFd<'_>) -> io::Result<()> {
    let path = format!("/proc/self/fd/{}", directory.as_raw_fd());
    let path = std::ffi::CString::new(path)?;
    let name = c"user.overlay.opaque";
    // SAFETY: C strings and a one-byte buffer that live through the call.
    let done = unsafe { libc::setxattr(path.as_ptr(), name.as_ptr(), c"y".as_ptr().cast(), 1, 0) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::{FileTypeExt, MetadataExt, symlink};

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("unpack-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(path.join("layer")).unwrap();
            Self(path)
        }

        fn layer(&self) -> PathBuf {
            self.0.join("layer")
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn header(kind: EntryType, size: u64) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(size);
        header.set_mode(0o644);
        header.set_mtime(1_700_000_000);
        header.set_uid(nix::unistd::geteuid().as_raw().into());
        header.set_gid(nix::unistd::getegid().as_raw().into());
        header
    }

    fn file(builder: &mut tar::Builder<Vec<u8>>, path: &str, content: &[u8]) {
        let mut header = header(EntryType::Regular, content.len() as u64);
        // Written raw: the builder itself would refuse `..`.
        header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        builder.append(&header, content).unwrap();
    }

    fn link(builder: &mut tar::Builder<Vec<u8>>, kind: EntryType, path: &str, to: &str) {
        builder.append_link(&mut header(kind, 0), path, to).unwrap();
    }

    fn unpack_all(scratch: &Scratch, fill: impl FnOnce(&mut tar::Builder<Vec<u8>>)) -> io::Result<()> {
        let mut builder = tar::Builder::new(Vec::new());
        fill(&mut builder);
        unpack(builder.into_inner().unwrap().as_slice(), &scratch.layer(), Bounds::default(), Ids::same())
    }

    #[test]
    fn files_links_and_modes_arrive() {
        let scratch = Scratch::new("plain");
        unpack_all(&scratch, |tar| {
            file(tar, "a/b/c.txt", b"hello");
            link(tar, EntryType::Link, "a/hard", "a/b/c.txt");
            link(tar, EntryType::Symlink, "a/soft", "b/c.txt");
        })
        .unwrap();
        for name in ["a/b/c.txt", "a/hard", "a/soft"] {
            assert_eq!(fs::read(scratch.layer().join(name)).unwrap(), b"hello", "{name}");
        }
        assert_eq!(
            fs::metadata(scratch.layer().join("a/hard")).unwrap().permissions().mode() & 0o7777,
            0o644
        );
    }

    #[test]
    fn nothing_lands_outside() {
        let scratch = Scratch::new("outside");
        assert!(unpack_all(&scratch, |tar| file(tar, "../evil", b"x")).is_err());
        unpack_all(&scratch, |tar| {
            link(tar, EntryType::Symlink, "up", "../../..");
            file(tar, "up/evil", b"x");
        })
        .unwrap();
        assert!(!scratch.0.join("evil").exists());
        assert_eq!(fs::read(scratch.layer().join("evil")).unwrap(), b"x");
        let secret = scratch.0.join("secret");
        fs::write(&secret, b"keep").unwrap();
        symlink(&secret, scratch.layer().join("s")).unwrap();
        unpack_all(&scratch, |tar| file(tar, "s", b"overwritten")).unwrap();
        assert_eq!(fs::read(&secret).unwrap(), b"keep");
    }

    #[test]
    fn whiteouts_become_what_overlayfs_reads() {
        let scratch = Scratch::new("whiteout");
        unpack_all(&scratch, |tar| {
            file(tar, "d/.wh.gone", b"");
            file(tar, "d/.wh..wh..opq", b"");
        })
        .unwrap();
        let gone = fs::symlink_metadata(scratch.layer().join("d/gone")).unwrap();
        assert!(gone.file_type().is_char_device());
        assert!(!scratch.layer().join("d/.wh.gone").exists());
    }

    #[test]
    fn owners_are_shifted_and_nothing_is_left_to_root() {
        if !may_give_files_away() {
            return eprintln!("skipped: only root can give files away");
        }
        let scratch = Scratch::new("shift");
        let mut tar = tar::Builder::new(Vec::new());
        for (path, uid) in [("implied/mine", 0), ("implied/theirs", 1000), ("far", 70_000), ("none", 1 << 32)]
        {
            let mut header = header(EntryType::Regular, 0);
            header.set_uid(uid);
            header.set_gid(uid);
            tar.append_data(&mut header, path, &b""[..]).unwrap();
        }
        link(&mut tar, EntryType::Symlink, "soft", "far");
        let blob = tar.into_inner().unwrap();
        let ids = Ids { base: 200_000, count: 65_536 };
        unpack(blob.as_slice(), &scratch.layer(), Bounds::default(), ids).unwrap();
        let expected = [
            ("", 0),
            ("implied", 0),
            ("implied/mine", 0),
            ("implied/theirs", 1000),
            ("far", 65_534),
            ("none", 65_534),
            ("soft", 0),
        ];
        for (path, id) in expected {
            let facts = fs::symlink_metadata(scratch.layer().join(path)).unwrap();
            assert_eq!((facts.uid(), facts.gid()), (200_000 + id, 200_000 + id), "{path}");
        }
    }

    #[test]
    fn bounds_hold() {
        let scratch = Scratch::new("bounds");
        let mut builder = tar::Builder::new(Vec::new());
        file(&mut builder, "a", &[0; 2000]);
        let blob = builder.into_inner().unwrap();
        let tight = Bounds { bytes: 1000, entries: 10 };
        assert!(unpack(blob.as_slice(), &scratch.layer(), tight, Ids::same()).is_err());
        let few = Bounds { bytes: 100_000, entries: 0 };
        assert!(unpack(blob.as_slice(), &scratch.layer(), few, Ids::same()).is_err());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn rubbish_is_an_error_not_a_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2048)) {
            let scratch = Scratch::new("rubbish");
            let _ = unpack(bytes.as_slice(), &scratch.layer(), Bounds::default(), Ids::same());
        }
    }
}
