//! Extended attributes of an image's files: which are kept, and how file capabilities are written for a user namespace. In: names and values
//! from anybody. Out: attributes on files of ours. Never here: `user.overlay.*` and `trusted.overlay.*` of an image, by which it could forge
//! overlayfs' own marks (whiteout, opaque, redirect, metacopy).
//!
//! Kept are `security.capability` (as Docker keeps it) and `user.*`; labels of security modules, access control lists and what else is
//! bound to the machine it was made on are left out.

use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::bounds::refused;
use super::ids::Ids;

const CAPABILITY: &[u8] = b"security.capability";
/// overlayfs' own marks, where it is mounted with `userxattr`; ours and nobody else's.
const OVERLAY: &[u8] = b"user.overlay.";
const OPAQUE: &CStr = c"user.overlay.opaque";
/// Longest list of names a file may have (Linux).
const LIST_MAX: usize = 65_536;

/// Revisions of the capability attribute and their lengths (linux/capability.h).
const REVISION: u32 = 0xff00_0000;
const REVISION_2: u32 = 0x0200_0000;
const REVISION_3: u32 = 0x0300_0000;
const LENGTH_2: usize = 20;
const LENGTH_3: usize = 24;

/// Whether an image's attribute goes onto its file.
pub(super) fn is_kept(name: &[u8]) -> bool {
    name == CAPABILITY || (name.starts_with(b"user.") && !name.starts_with(OVERLAY))
}

/// What is written for a value of the image: capabilities hold for the root of the image's user namespace and nobody else.
fn adapted(name: &[u8], value: &[u8], ids: Ids) -> io::Result<Vec<u8>> {
    if name == CAPABILITY { capability(value, ids) } else { Ok(value.to_vec()) }
}

/// Revision 3 names the root it is for; revision 2 is for the machine's, or what the kernel makes of it in a user namespace.
fn capability(value: &[u8], ids: Ids) -> io::Result<Vec<u8>> {
    let head = value.first_chunk().map(|head| u32::from_le_bytes(*head));
    let sets = match head.map(|head| (head, head & REVISION, value.len())) {
        Some((head, REVISION_2, LENGTH_2) | (head, REVISION_3, LENGTH_3)) => {
            (head & !REVISION, &value[4..LENGTH_2])
        }
        _ => return Err(refused("a damaged security.capability attribute")),
    };
    let (flags, sets) = sets;
    let revision = if ids.shifts() { REVISION_3 } else { REVISION_2 };
    let mut written = (revision | flags).to_le_bytes().to_vec();
    written.extend_from_slice(sets);
    if ids.shifts() {
        written.extend_from_slice(&ids.base.to_le_bytes());
    }
    Ok(written)
}

/// Sets an image's attribute on an open file or directory. False: the file system has no such attributes, or this process may not set them.
pub(super) fn set_from_image(file: BorrowedFd<'_>, name: &[u8], value: &[u8], ids: Ids) -> io::Result<bool> {
    let value = adapted(name, value, ids)?;
    set_if_possible(&magic_link(file)?, name, &value)
}

/// As Docker does it: a file system without attributes is no reason to refuse an image.
fn set_if_possible(path: &CStr, name: &[u8], value: &[u8]) -> io::Result<bool> {
    let done = set(path, &CString::new(name)?, value);
    match done.as_ref().map_err(io::Error::raw_os_error) {
        Err(Some(libc::ENOTSUP)) => Ok(false),
        Err(Some(libc::EPERM)) if name != CAPABILITY => Ok(false),
        _ => done.map(|()| true),
    }
}

/// overlayfs (mounted with `userxattr`) hides everything below a directory marked so.
pub(super) fn mark_opaque(directory: BorrowedFd<'_>) -> io::Result<()> {
    set(&magic_link(directory)?, OPAQUE, b"y")
}

/// Whether a directory of ours is marked so.
pub(super) fn is_opaque(directory: &Path) -> io::Result<bool> {
    Ok(get(&c_path(directory)?, OPAQUE)?.is_some_and(|value| value == b"y"))
}

/// Gives `to` the attributes of `from` that are an image's; both are files or directories of ours.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (c_path(from)?, c_path(to)?);
    for name in list(&from)?.split(|byte| *byte == 0).filter(|name| is_kept(name)) {
        if let Some(value) = get(&from, &CString::new(name)?)? {
            set_if_possible(&to, name, &value)?;
        }
    }
    Ok(())
}

/// Through /proc, since an O_PATH descriptor refuses the calls themselves.
fn magic_link(file: BorrowedFd<'_>) -> io::Result<CString> {
    Ok(CString::new(format!("/proc/self/fd/{}", file.as_raw_fd()))?)
}

fn c_path(path: &Path) -> io::Result<CString> {
    Ok(CString::new(path.as_os_str().as_bytes())?)
}

fn set(path: &CStr, name: &CStr, value: &[u8]) -> io::Result<()> {
    // SAFETY: C strings and a buffer that live through the call.
    let done = unsafe { libc::setxattr(path.as_ptr(), name.as_ptr(), value.as_ptr().cast(), value.len(), 0) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// `None`: it has none, or the file system knows no attributes.
fn get(path: &CStr, name: &CStr) -> io::Result<Option<Vec<u8>>> {
    let mut value = vec![0_u8; LIST_MAX];
    // SAFETY: C strings and a buffer that live through the call.
    let got =
        unsafe { libc::lgetxattr(path.as_ptr(), name.as_ptr(), value.as_mut_ptr().cast(), value.len()) };
    filled(got, value)
}

fn list(path: &CStr) -> io::Result<Vec<u8>> {
    let mut names = vec![0_u8; LIST_MAX];
    // SAFETY: a C string and a buffer that live through the call.
    let got = unsafe { libc::llistxattr(path.as_ptr(), names.as_mut_ptr().cast(), names.len()) };
    Ok(filled(got, names)?.unwrap_or_default())
}

fn filled(got: isize, mut buffer: Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    if let Ok(length) = usize::try_from(got) {
        buffer.truncate(length);
        return Ok(Some(buffer));
    }
    let error = io::Error::last_os_error();
    match error.raw_os_error() {
        Some(libc::ENODATA | libc::ENOTSUP) => Ok(None),
        _ => Err(error),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_overlayfs_and_of_the_machine_are_not_an_images() {
        for name in ["security.capability", "user.mime_type", "user.overlayed"] {
            assert!(is_kept(name.as_bytes()), "{name}");
        }
        let left_out = [
            "user.overlay.opaque",
            "user.overlay.redirect",
            "user.overlay.metacopy",
            "user.overlay.whiteout",
            "user.overlay.overlay.opaque",
            "trusted.overlay.opaque",
            "trusted.x",
            "security.selinux",
            "security.ima",
            "system.posix_acl_access",
            "user",
            "",
        ];
        for name in left_out {
            assert!(!is_kept(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn capabilities_are_for_the_root_of_the_images_namespace() {
        // cap_net_bind_service=ep, as setcap writes it.
        let plain = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(capability(&plain, Ids::same()).unwrap(), plain);
        let shifted = capability(&plain, Ids { base: 0x0001_86a0, count: 65_536 }).unwrap();
        assert_eq!(shifted[..4], [1, 0, 0, 3]);
        assert_eq!((&shifted[4..20], &shifted[20..]), (&plain[4..], &[0xa0, 0x86, 1, 0][..]));
        let of_another = [&[1, 0, 0, 3][..], &plain[4..], &[9, 9, 9, 9]].concat();
        assert_eq!(capability(&of_another, Ids::same()).unwrap(), plain);
        for bad in [&b""[..], &plain[..19], &[0; 20], &of_another[..20]] {
            assert!(capability(bad, Ids::same()).is_err(), "{bad:?}");
        }
    }
}
