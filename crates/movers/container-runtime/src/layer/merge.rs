//! Copies unpacked layers on top of each other, for file systems where overlayfs cannot be mounted.
//! In: a layer directory with overlay-style whiteouts. Out: the same content applied to a target directory.
//! Never here: sharing (hard links would let one container change another's files).

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, lchown, symlink};
use std::path::Path;

/// Applies `layer` to `target`; both are directories of ours.
pub(crate) fn copy_layer(layer: &Path, target: &Path) -> io::Result<()> {
    if is_opaque(layer)? {
        for entry in fs::read_dir(target)? {
            remove_any(&entry?.path())?;
        }
    }
    for entry in fs::read_dir(layer)? {
        let entry = entry?;
        copy_entry(&entry.path(), &target.join(entry.file_name()))?;
    }
    Ok(())
}

/// Applies a directory of a layer to `target`, and gives it the same owner and mode.
pub(crate) fn copy_directory(directory: &Path, target: &Path) -> io::Result<()> {
    copy_layer(directory, target)?;
    let facts = fs::symlink_metadata(directory)?;
    own(target, &facts)?;
    fs::set_permissions(target, fs::Permissions::from_mode(facts.mode() & 0o7777))
}

fn copy_entry(from: &Path, to: &Path) -> io::Result<()> {
    let facts = fs::symlink_metadata(from)?;
    let existing = fs::symlink_metadata(to).ok();
    if !(facts.is_dir() && existing.as_ref().is_some_and(fs::Metadata::is_dir)) && existing.is_some() {
        remove_any(to)?;
    }
    let kind = facts.file_type();
    if kind.is_char_device() {
        return Ok(());
    }
    if kind.is_symlink() {
        symlink(fs::read_link(from)?, to)?;
        return own(to, &facts);
    }
    if kind.is_dir() {
        if !to.is_dir() {
            fs::create_dir(to)?;
        }
        copy_layer(from, to)?;
    } else if kind.is_fifo() {
        nix::unistd::mkfifo(to, nix::sys::stat::Mode::from_bits_truncate(0o600))?;
    } else {
        fs::copy(from, to)?;
    }
    own(to, &facts)?;
    fs::set_permissions(to, fs::Permissions::from_mode(facts.mode() & 0o7777))
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

fn is_opaque(directory: &Path) -> io::Result<bool> {
    let path = CString::new(directory.as_os_str().as_bytes())?;
    let mut value = [0_u8; 4];
    let name = c"user.overlay.opaque";
    // SAFETY: C strings and a buffer that live through the call.
    let got =
        unsafe { libc::lgetxattr(path.as_ptr(), name.as_ptr(), value.as_mut_ptr().cast(), value.len()) };
    Ok(got == 1 && value[0] == b'y')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

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
