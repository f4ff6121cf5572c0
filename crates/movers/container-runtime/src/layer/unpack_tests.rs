//! Unpacking archives into a scratch directory.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;

use tar::EntryType;

use super::super::place::may_give_files_away;
use super::super::stream::tests::digest_of;
use super::super::xattrs;
use super::*;

pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("unpack-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("layer")).unwrap();
        Self(path)
    }

    pub(super) fn layer(&self) -> PathBuf {
        self.0.join("layer")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(super) fn header(kind: EntryType, size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(0o644);
    header.set_mtime(1_700_000_000);
    header.set_uid(nix::unistd::geteuid().as_raw().into());
    header.set_gid(nix::unistd::getegid().as_raw().into());
    header
}

pub(super) type Tar = tar::Builder<Vec<u8>>;

pub(super) fn file(tar: &mut Tar, path: &str, content: &[u8]) {
    let mut header = header(EntryType::Regular, content.len() as u64);
    raw(tar, &mut header, path, content);
}

/// Written as it is: the builder itself would refuse `..`, and a size without data.
pub(super) fn raw(tar: &mut Tar, header: &mut tar::Header, path: &str, data: &[u8]) {
    header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_cksum();
    tar.append(header, data).unwrap();
}

pub(super) fn link(tar: &mut Tar, kind: EntryType, path: &str, to: &str) {
    tar.append_link(&mut header(kind, 0), path, to).unwrap();
}

pub(super) fn pax(tar: &mut Tar, records: &[(&str, &[u8])]) {
    tar.append_pax_extensions(records.iter().copied()).unwrap();
}

pub(super) fn blob(fill: impl FnOnce(&mut Tar)) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    fill(&mut tar);
    tar.into_inner().unwrap()
}

pub(super) fn unpack_all(scratch: &Scratch, fill: impl FnOnce(&mut Tar)) -> io::Result<Digests> {
    unpack(blob(fill).as_slice(), &scratch.layer(), Bounds::default(), Ids::same())
}

/// Why an archive is refused.
pub(super) fn refusal(name: &str, fill: impl FnOnce(&mut Tar)) -> String {
    unpack_all(&Scratch::new(name), fill).unwrap_err().to_string()
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
    let facts = fs::metadata(scratch.layer().join("a/hard")).unwrap();
    assert_eq!((facts.permissions().mode() & 0o7777, facts.nlink()), (0o644, 2));
}

#[test]
fn pax_headers_override_what_the_header_says() {
    let scratch = Scratch::new("pax");
    let long = format!("{}/{}", "d".repeat(200), "f".repeat(255));
    unpack_all(&scratch, |tar| {
        pax(tar, &[("path", long.as_bytes()), ("mtime", b"1700000001.25"), ("size", b"5")]);
        let mut claims_nothing = header(EntryType::Regular, 0);
        claims_nothing.set_path("short").unwrap();
        claims_nothing.set_cksum();
        tar.append(&claims_nothing, &b""[..]).unwrap();
        tar.get_mut().write_all(b"hello").unwrap();
        tar.get_mut().write_all(&[0; 507]).unwrap();
        file(tar, "next", b"reached");
    })
    .unwrap();
    let facts = fs::metadata(scratch.layer().join(long)).unwrap();
    assert_eq!((facts.len(), facts.mtime(), facts.mtime_nsec()), (5, 1_700_000_001, 250_000_000));
    assert_eq!(fs::read(scratch.layer().join("next")).unwrap(), b"reached");
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
    assert!(
        unpack_all(&scratch, |tar| link(tar, EntryType::Link, "stolen", "../secret")).is_err(),
        "hard links stay inside"
    );
}

#[test]
fn what_replaces_a_directory_takes_its_content_along_and_nothing_else() {
    let scratch = Scratch::new("replaced");
    let kept = scratch.0.join("kept");
    fs::create_dir(&kept).unwrap();
    fs::write(kept.join("file"), b"keep").unwrap();
    unpack_all(&scratch, |tar| {
        file(tar, "d/below", b"x");
        link(tar, EntryType::Symlink, "d/out", kept.to_str().unwrap());
        file(tar, "d", b"now a file");
        file(tar, "e/below", b"x");
        file(tar, ".wh.e", b"");
    })
    .unwrap();
    assert_eq!(fs::read(scratch.layer().join("d")).unwrap(), b"now a file");
    assert!(fs::symlink_metadata(scratch.layer().join("e")).unwrap().file_type().is_char_device());
    assert_eq!(fs::read(kept.join("file")).unwrap(), b"keep");
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
    assert!(xattrs::is_opaque(&scratch.layer().join("d")).unwrap());
}

#[test]
fn whiteouts_of_nothing_are_refused_and_those_of_aufs_passed_over() {
    for name in [".wh.", ".wh..", ".wh...", "d/.wh..", "d/.wh..."] {
        let told = refusal("nothing", |tar| file(tar, name, b""));
        assert!(told.ends_with("a whiteout without a name"), "{told}");
    }
    let scratch = Scratch::new("aufs");
    unpack_all(&scratch, |tar| {
        file(tar, ".wh..wh.aufs", b"");
        file(tar, ".wh..wh.plnk/12.34", b"x");
        file(tar, "d/.wh..wh.orph", b"");
    })
    .unwrap();
    assert_eq!(fs::read_dir(scratch.layer()).unwrap().count(), 0);
}

#[test]
fn device_nodes_are_passed_over_and_fifos_made() {
    let scratch = Scratch::new("nodes");
    unpack_all(&scratch, |tar| {
        for (path, kind) in [("null", EntryType::Char), ("sda", EntryType::Block), ("pipe", EntryType::Fifo)]
        {
            raw(tar, &mut header(kind, 0), path, b"");
        }
    })
    .unwrap();
    let names: Vec<_> =
        fs::read_dir(scratch.layer()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["pipe"]);
    assert!(fs::symlink_metadata(scratch.layer().join("pipe")).unwrap().file_type().is_fifo());
}

#[test]
fn owners_are_shifted_and_nothing_is_left_to_root() {
    if !may_give_files_away() {
        return eprintln!("skipped: only root can give files away");
    }
    let scratch = Scratch::new("shift");
    let archive = blob(|tar| {
        for (path, uid) in [("implied/mine", 0), ("implied/theirs", 1000), ("far", 70_000), ("none", 1 << 32)]
        {
            let mut header = header(EntryType::Regular, 0);
            header.set_uid(uid);
            header.set_gid(uid);
            raw(tar, &mut header, path, b"");
        }
        link(tar, EntryType::Symlink, "soft", "far");
        pax(tar, &[("uid", b"4294967295"), ("gid", b"18446744073709551615")]);
        file(tar, "minus one", b"");
    });
    let ids = Ids { base: 200_000, count: 65_536 };
    unpack(archive.as_slice(), &scratch.layer(), Bounds::default(), ids).unwrap();
    let nobody = 65_534;
    let expected = [
        ("", 0),
        ("implied", 0),
        ("implied/mine", 0),
        ("implied/theirs", 1000),
        ("far", nobody),
        ("none", nobody),
        ("soft", 0),
        ("minus one", nobody),
    ];
    for (path, id) in expected {
        let facts = fs::symlink_metadata(scratch.layer().join(path)).unwrap();
        assert_eq!((facts.uid(), facts.gid()), (200_000 + id, 200_000 + id), "{path}");
    }
}

/// cap_net_bind_service=ep, as setcap writes it.
const CAPABILITY: [u8; 20] = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

fn attribute(path: &std::path::Path, name: &std::ffi::CStr) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    let path = std::ffi::CString::new(path.as_os_str().as_bytes()).unwrap();
    let mut value = [0_u8; 64];
    // SAFETY: C strings and a buffer that live through the call.
    let got = unsafe { libc::lgetxattr(path.as_ptr(), name.as_ptr(), value.as_mut_ptr().cast(), 64) };
    usize::try_from(got).ok().map(|length| value[..length].to_vec())
}

#[test]
fn an_image_keeps_capabilities_and_forges_no_marks_of_overlayfs() {
    if !may_give_files_away() {
        return eprintln!("skipped: only root can set capabilities");
    }
    let archive = blob(|tar| {
        let forged: [(&str, &[u8]); 7] = [
            ("SCHILY.xattr.security.capability", &CAPABILITY),
            ("SCHILY.xattr.user.note", b"kept"),
            ("SCHILY.xattr.user.overlay.redirect", b"/etc/shadow"),
            ("SCHILY.xattr.user.overlay.metacopy", b""),
            ("SCHILY.xattr.user.overlay.opaque", b"y"),
            ("SCHILY.xattr.trusted.overlay.opaque", b"y"),
            ("SCHILY.xattr.trusted.note", b"not an image's"),
        ];
        pax(tar, &forged);
        file(tar, "ping", b"x");
        pax(tar, &forged[1..]);
        let mut directory = header(EntryType::Directory, 0);
        directory.set_mode(0o755);
        raw(tar, &mut directory, "d", b"");
    });
    let marks = [
        c"user.overlay.redirect",
        c"user.overlay.metacopy",
        c"user.overlay.opaque",
        c"trusted.overlay.opaque",
        c"trusted.note",
    ];
    for ids in [Ids::same(), Ids { base: 200_000, count: 65_536 }] {
        let scratch = Scratch::new("xattr");
        unpack(archive.as_slice(), &scratch.layer(), Bounds::default(), ids).unwrap();
        let (file, directory) = (scratch.layer().join("ping"), scratch.layer().join("d"));
        for (path, name) in [&file, &directory].into_iter().flat_map(|path| marks.map(|name| (path, name))) {
            assert_eq!(attribute(path, name), None, "{} {name:?}", path.display());
        }
        assert!(!xattrs::is_opaque(&directory).unwrap());
        assert_eq!(attribute(&file, c"user.note").unwrap(), b"kept");
        let capability = attribute(&file, c"security.capability").unwrap();
        let revision_and_root = (capability[3], capability.get(20..24).map(<[u8]>::to_vec));
        let expected = if ids.shifts() { (3, Some(200_000_u32.to_le_bytes().to_vec())) } else { (2, None) };
        assert_eq!(revision_and_root, expected);
        let copied = scratch.0.join("copied");
        fs::create_dir(&copied).unwrap();
        super::super::merge::copy_layer(&scratch.layer(), &copied).unwrap();
        assert_eq!(attribute(&copied.join("ping"), c"security.capability").unwrap(), capability);
        assert_eq!(fs::metadata(copied.join("ping")).unwrap().uid(), ids.on_disk(0));
    }
}

#[test]
fn every_byte_of_the_blob_counts_also_behind_the_archive() {
    let scratch = Scratch::new("behind");
    let mut archive = blob(|tar| file(tar, "a", b"x"));
    let plain = unpack(archive.as_slice(), &scratch.layer(), Bounds::default(), Ids::same()).unwrap();
    assert_eq!(plain.tar, digest_of(&archive));
    archive.extend_from_slice(b"not part of the archive");
    let longer = unpack(archive.as_slice(), &scratch.layer(), Bounds::default(), Ids::same()).unwrap();
    assert_eq!(longer.tar, digest_of(&archive));
    assert_ne!(plain, longer);
}

/// A file with holes, archived by GNU tar in the way `words` say; `None` where there is no such program.
fn archived_by_gnu_tar(scratch: &Scratch, words: &[&str]) -> Option<Vec<u8>> {
    let mut file = fs::File::create(scratch.0.join("holes")).unwrap();
    for at in 0..30 {
        std::io::Seek::seek(&mut file, io::SeekFrom::Start(at * 100_000)).unwrap();
        file.write_all(&[at as u8 + 1; 100]).unwrap();
    }
    file.set_len(5_000_000).unwrap();
    let words = words.iter().copied().chain(["-cf", "-", "holes"]);
    let made = Command::new("tar").args(words).current_dir(&scratch.0).output().ok()?;
    made.status.success().then_some(made.stdout)
}

#[test]
fn holes_stay_holes_in_all_four_formats() {
    let formats: [&[&str]; 4] = [
        &["--format=gnu"],
        &["--format=posix", "--sparse-version=0.0"],
        &["--format=posix", "--sparse-version=0.1"],
        &["--format=posix", "--sparse-version=1.0"],
    ];
    for format in formats {
        let scratch = Scratch::new("holes");
        let words: Vec<_> = format.iter().copied().chain(["--sparse", "--hole-detection=raw"]).collect();
        let Some(archive) = archived_by_gnu_tar(&scratch, &words) else {
            return eprintln!("skipped: no GNU tar");
        };
        assert!(archive.len() < 1_000_000, "GNU tar left the holes out");
        unpack(archive.as_slice(), &scratch.layer(), Bounds::default(), Ids::same()).unwrap();
        let (before, after) = (scratch.0.join("holes"), scratch.layer().join("holes"));
        assert!(fs::read(&before).unwrap() == fs::read(&after).unwrap(), "{format:?}");
        assert!(fs::metadata(&after).unwrap().blocks() * 512 < 2_000_000, "{format:?}");
    }
}
