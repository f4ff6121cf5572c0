//! The data directory, made its owner's alone before anything is put into it: it holds keys, parameters, logs and images.
//!
//! In: its path. Out: the same with mode 0700 and nothing in it that another user may open, or why it cannot be so.
//!
//! ```text
//! mine? ── no ──▶ refused
//!   └─▶ 0700 ─▶ containers/ 0700, what is in it as images want it
//!             └▶ everything else: no bits for group and others; directories hand that on to what is made in them (a default ACL)
//! ```
//! A umask would do the last for every file, but also for those that images and containers make, which must keep their modes.

use std::ffi::CStr;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::config;
use crate::file_trouble::{self, ELSEWHERE};

/// Bits of a mode for everybody but the owner.
const OTHERS: u32 = 0o077;
const DEFAULT_ACL: &CStr = c"system.posix_acl_default";
/// `user::rwx,group::---,other::---` as the kernel reads it (`posix_acl_xattr.h`): version 2, then tag, permissions and no id, each.
const OWNER_ALONE: [u8; 28] = [
    2, 0, 0, 0, 0x01, 0, 7, 0, 0xff, 0xff, 0xff, 0xff, 0x04, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x20, 0, 0, 0,
    0xff, 0xff, 0xff, 0xff,
];

/// Makes the directory if it is missing, and private. Call it before entering a user namespace, where owners look different.
pub(crate) fn prepare(data_dir: &Path) -> Result<(), String> {
    let failed = |error: io::Error| file_trouble::sentence("use", data_dir, &error, ELSEWHERE);
    make(data_dir).map_err(failed)?;
    let top = OpenOptions::new().read(true).custom_flags(libc::O_DIRECTORY).open(data_dir).map_err(failed)?;
    // SAFETY: takes nothing and cannot fail.
    owned(data_dir, top.metadata().map_err(failed)?.uid(), unsafe { libc::geteuid() })?;
    top.set_permissions(Permissions::from_mode(0o700)).map_err(failed)?;
    if top.metadata().map_err(failed)?.mode() & OTHERS != 0 {
        return Err(format!(
            "{}: other users can read it, and its file system does not let that be changed; choose another with --data-dir",
            data_dir.display()
        ));
    }
    let containers = config::containers(data_dir);
    leave_to_images(&containers).map_err(failed)?;
    // A cloud that keeps nothing may run there just now.
    let passing = config::containers(&config::scratch(data_dir));
    tighten(data_dir, &[containers, passing]).map_err(failed)
}

fn make(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Who owns a directory can read, and change, whatever is put into it.
fn owned(data_dir: &Path, owner: u32, me: u32) -> Result<(), String> {
    if owner == me {
        return Ok(());
    }
    Err(format!(
        "{}: it belongs to user {owner}, and this is user {me}. What a cloud keeps is its owner's alone: choose another directory with \
         --data-dir, run as that user, or change the owner (chown -R {me} DIR)",
        data_dir.display()
    ))
}

/// The container runtime's part: closed as a whole, so that inside every file may have the mode its image gives it.
fn leave_to_images(containers: &Path) -> io::Result<()> {
    make(containers)?;
    let node = Node::open(containers)?;
    node.restrict()?;
    node.hand_on_nothing();
    Ok(())
}

/// Closes everything below `top` but the inside of `but`, from above: once a directory is closed, nobody else can change what is in it.
fn tighten(top: &Path, but: &[PathBuf]) -> io::Result<()> {
    let mut directories = vec![top.to_owned()];
    while let Some(directory) = directories.pop() {
        Node::open(&directory)?.hand_on_privacy();
        for entry in fs::read_dir(&directory)? {
            let path = entry?.path();
            if !but.contains(&path) && close(&path)? {
                directories.push(path);
            }
        }
    }
    Ok(())
}

/// Closes one entry; whether it is a directory to go into.
fn close(path: &Path) -> io::Result<bool> {
    let node = match Node::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        node => node?,
    };
    node.restrict()?;
    Ok(node.facts.is_dir())
}

/// A file, directory or link itself, opened for nothing but its attributes.
struct Node {
    file: File,
    facts: fs::Metadata,
}

impl Node {
    fn open(path: &Path) -> io::Result<Node> {
        let flags = libc::O_PATH | libc::O_NOFOLLOW;
        let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        let facts = file.metadata()?;
        Ok(Node { file, facts })
    }

    /// Through /proc, since such a descriptor refuses changes.
    fn path(&self) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", self.file.as_raw_fd()))
    }

    /// Takes away what others may do. A file of another user that came here earlier stays as it is: the directory above is closed.
    fn restrict(&self) -> io::Result<()> {
        let mode = self.facts.mode() & 0o7777;
        if self.facts.is_symlink() || mode & OTHERS == 0 {
            return Ok(());
        }
        match fs::set_permissions(self.path(), Permissions::from_mode(mode & !OTHERS)) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            other => other,
        }
    }

    /// Has everything made in this directory be its owner's alone. Where the file system knows no such thing, the closed directory at the top
    /// has to be enough.
    fn hand_on_privacy(&self) {
        self.with_path(|path| {
            let (value, length) = (OWNER_ALONE.as_ptr().cast(), OWNER_ALONE.len());
            // SAFETY: path and name end in zero, and the value is as long as it is said to be.
            unsafe { libc::setxattr(path.as_ptr(), DEFAULT_ACL.as_ptr(), value, length, 0) };
        });
    }

    fn hand_on_nothing(&self) {
        self.with_path(|path| {
            // SAFETY: path and name end in zero. There may be nothing to remove.
            unsafe { libc::removexattr(path.as_ptr(), DEFAULT_ACL.as_ptr()) };
        });
    }

    fn with_path(&self, act: impl FnOnce(&CStr)) {
        if let Ok(path) = std::ffi::CString::new(self.path().as_os_str().as_bytes()) {
            act(&path);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Scratch {
            let path = std::env::temp_dir().join(format!("data-directory-{name}-{}", std::process::id()));
            drop(fs::remove_dir_all(&path));
            Scratch(path)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().mode() & 0o7777
    }

    fn put(path: &Path, mode: u32) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_new_one_and_what_comes_into_it_is_its_owners_alone() {
        let scratch = Scratch::new("new");
        prepare(&scratch.0).unwrap();
        assert_eq!((mode(&scratch.0), mode(&scratch.0.join("containers"))), (0o700, 0o700));
        fs::create_dir(scratch.0.join("later")).unwrap();
        fs::write(scratch.0.join("later/file"), "x").unwrap();
        // Where the file system has no ACLs, the top is all there is.
        assert!(mode(&scratch.0.join("later/file")) & OTHERS == 0 || !has_acls(&scratch.0));
        assert!(mode(&scratch.0.join("later")) & OTHERS == 0 || !has_acls(&scratch.0));
    }

    fn has_acls(directory: &Path) -> bool {
        let path = std::ffi::CString::new(directory.as_os_str().as_bytes()).unwrap();
        // SAFETY: path and name end in zero; no value is asked for.
        unsafe { libc::getxattr(path.as_ptr(), DEFAULT_ACL.as_ptr(), std::ptr::null_mut(), 0) > 0 }
    }

    #[test]
    fn an_old_one_is_closed_with_everything_in_it_but_files_of_images() {
        let scratch = Scratch::new("old");
        let (data, outside) = (scratch.0.join("data"), scratch.0.join("outside"));
        put(&outside, 0o644);
        put(&data.join("journal"), 0o666);
        put(&data.join("registry/blobs/one"), 0o4755);
        put(&data.join("containers/layers/one/bin/sh"), 0o4755);
        put(&data.join("in-memory/containers/layers/one/bin/sh"), 0o4755);
        std::os::unix::fs::symlink(&outside, data.join("link")).unwrap();
        fs::set_permissions(&data, Permissions::from_mode(0o777)).unwrap();
        prepare(&data).unwrap();
        prepare(&data).unwrap();
        assert_eq!((mode(&data), mode(&data.join("containers"))), (0o700, 0o700));
        assert_eq!((mode(&data.join("journal")), mode(&data.join("registry/blobs/one"))), (0o600, 0o4700));
        assert_eq!(mode(&data.join("registry/blobs")) & OTHERS, 0);
        assert_eq!(mode(&data.join("in-memory")) & OTHERS, 0);
        for containers in ["containers", "in-memory/containers"] {
            assert_eq!(mode(&data.join(containers).join("layers/one/bin/sh")), 0o4755);
        }
        assert_eq!(mode(&outside), 0o644, "what a link leads to is not ours");
        fs::write(data.join("containers/made"), "x").unwrap();
        assert_ne!(mode(&data.join("containers/made")) & 0o444, 0o400, "images' files have their own modes");
    }

    #[test]
    fn somebody_elses_is_refused() {
        assert_eq!(owned(Path::new("d"), 1000, 1000), Ok(()));
        let refused = owned(Path::new("d"), 1000, 0).unwrap_err();
        assert!(refused.contains("user 1000") && refused.contains("--data-dir"), "{refused}");
        assert!(prepare(Path::new("/dev/null")).is_err());
    }
}
