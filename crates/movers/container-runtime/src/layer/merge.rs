//! Copies unpacked layers on top of each other, for file systems where overlayfs cannot be mounted.
//! In: a layer directory with overlay-style whiteouts. Out: the same content applied to a target directory, with owners, modes, extended
//! attributes, and hard links among themselves.
//! Never here: sharing (hard links to the layer would let one container change another's files).

use std::collections::HashMap;
use std::fs;
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, lchown, symlink};
use std::path::{Path, PathBuf};

use super::xattrs;

/// Where the first name of a file with several was copied to, by device and inode. A layer's links would else multiply its size.
type Links = HashMap<(u64, u64), PathBuf>;

/// Applies `layer` to `target`; both are directories of ours.
pub(crate) fn copy_layer(layer: &Path, target: &Path) -> io::Result<()> {
    copy_content(layer, target, &mut Links::new())
}

/// Applies a directory of a layer to `target`, and gives it the same owner, mode and attributes.
pub(crate) fn copy_directory(directory: &Path, target: &Path) -> io::Result<()> {
    copy_layer(directory, target)?;
    dress(directory, target, &fs::symlink_metadata(directory)?)
}

fn copy_content(layer: &Path, target: &Path, links: &mut Links) -> io::Result<()> {
    if xattrs::is_opaque(layer)? {
        for entry in fs::read_dir(target)? {
            remove_any(&entry?.path())?;
        }
    }
    for entry in fs::read_dir(layer)? {
        let entry = entry?;
        copy_entry(&entry.path(), &target.join(entry.file_name()), links)?;
    }
    Ok(())
}

fn copy_entry(from: &Path, to: &Path, links: &mut Links) -> io::Result<()> {
    let facts = fs::symlink_metadata(from)?;
    let existing = fs::symlink_metadata(to).ok();
    if !(facts.is_dir() && existing.as_ref().is_some_and(fs::Metadata::is_dir)) && existing.is_some() {
        remove_any(to)?;
    }
    let kind = facts.file_type();
    if kind.is_char_device() {
        return Ok(());
    }
    if kind.is_dir() {
        if !to.is_dir() {
            fs::create_dir(to)?;
        }
        copy_content(from, to, links)?;
        return dress(from, to, &facts);
    }
    if facts.nlink() > 1 {
        if let Some(first) = links.get(&(facts.dev(), facts.ino())) {
            return fs::hard_link(first, to);
        }
        links.insert((facts.dev(), facts.ino()), to.to_owned());
    }
    if kind.is_symlink() {
        symlink(fs::read_link(from)?, to)?;
        return own(to, &facts);
    }
    if kind.is_fifo() {
        nix::unistd::mkfifo(to, nix::sys::stat::Mode::from_bits_truncate(0o600))?;
    } else {
        fs::copy(from, to)?;
    }
    dress(from, to, &facts)
}

/// Owner first: giving a file away takes its set-id bits and capabilities.
fn dress(from: &Path, to: &Path, facts: &fs::Metadata) -> io::Result<()> {
    own(to, facts)?;
    fs::set_permissions(to, fs::Permissions::from_mode(facts.mode() & 0o7777))?;
    if facts.is_file() || facts.is_dir() { xattrs::copy(from, to) } else { Ok(()) }
}

fn own(path: &Path, facts: &fs::Metadata) -> io::Result<()> {
    if !nix::unistd::geteuid().is_root() {
        return Ok(());
    }
    lchown(path, Some(facts.uid()), Some(facts.gid()))
}

fn remove_any(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::ffi::CString;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn links_stay_links_and_attributes_stay() {
        let scratch = std::env::temp_dir().join(format!("merge-links-{}", std::process::id()));
        let _ = fs::remove_dir_all(&scratch);
        let (layer, root) = (scratch.join("layer"), scratch.join("root"));
        fs::create_dir_all(layer.join("d")).unwrap();
        fs::create_dir(&root).unwrap();
        fs::write(layer.join("a"), "once").unwrap();
        fs::set_permissions(layer.join("a"), fs::Permissions::from_mode(0o4755)).unwrap();
        for name in ["b", "d/c"] {
            fs::hard_link(layer.join("a"), layer.join(name)).unwrap();
        }
        copy_layer(&layer, &root).unwrap();
        let facts = fs::metadata(root.join("a")).unwrap();
        assert_eq!((facts.nlink(), facts.mode() & 0o7777), (3, 0o4755));
        assert_eq!(fs::metadata(root.join("d/c")).unwrap().ino(), facts.ino());
        assert_ne!(
            facts.ino(),
            fs::metadata(layer.join("a")).unwrap().ino(),
            "nothing is shared with the layer"
        );
        fs::remove_dir_all(&scratch).unwrap();
    }

    #[test]
    fn upper_layers_replace_hide_and_clear() {
        let scratch = std::env::temp_dir().join(format!("merge-{}", std::process::id()));
        let _ = fs::remove_dir_all(&scratch);
        let (one, two, root) = (scratch.join("1"), scratch.join("2"), scratch.join("root"));
        for dir in [one.join("d"), two.join("d"), root.clone()] {
            fs::create_dir_all(dir).unwrap();
        }
        fs::write(one.join("d/old"), "1").unwrap();
        fs::write(one.join("both"), "1").unwrap();
        fs::write(one.join("hidden"), "1").unwrap();
        fs::write(two.join("both"), "2").unwrap();
        let hide = nix::sys::stat::mknod(
            &two.join("hidden"),
            nix::sys::stat::SFlag::S_IFCHR,
            nix::sys::stat::Mode::empty(),
            0,
        );
        let opaque = CString::new(two.join("d").as_os_str().as_bytes()).unwrap();
        let marked = unsafe {
            libc::setxattr(opaque.as_ptr(), c"user.overlay.opaque".as_ptr(), c"y".as_ptr().cast(), 1, 0)
        };
        copy_layer(&one, &root).unwrap();
        copy_layer(&two, &root).unwrap();
        assert_eq!(fs::read(root.join("both")).unwrap(), b"2");
        assert_eq!(root.join("hidden").exists(), hide.is_err());
        assert_eq!(root.join("d/old").exists(), marked != 0);
        fs::remove_dir_all(&scratch).unwrap();
    }
}
