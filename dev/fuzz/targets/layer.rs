//! Layers of images: tar, plain or gzip. The first byte says what is made of the rest: 0 nothing, 1 the checksums of its headers are put
//! right, 2 that in gzip. Oracles: digests are those of the bytes; nothing is written elsewhere; no more is unpacked than is allowed.
#![no_main]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use container_runtime::layer::{Bounds, Ids, unpack};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

/// Small enough to be passed by a few kilobytes of input.
const BOUNDS: Bounds = Bounds { bytes: 1 << 20, entries: 256, depth: 16, ratio: 200, ratio_free: 64 << 10 };
const CANARY: &str = "still here";

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let blob = match kind % 3 {
        0 => rest.to_vec(),
        1 => mended(rest),
        _ => gzip(&mended(rest)),
    };
    let root = scratch();
    let layer = root.join("layer");
    clear(&layer);
    fs::create_dir(&layer).expect("a directory");
    fs::write(root.join("canary"), CANARY).expect("a canary");
    if let Ok(digests) = unpack(blob.as_slice(), &layer, BOUNDS, Ids::same()) {
        assert_eq!(digests.blob, digest(&blob), "the digest of other bytes");
        assert_eq!(digests.tar, digest(&plain(&blob)), "the diff_id of other bytes");
    }
    assert_eq!(
        fs::read_to_string(root.join("canary")).ok().as_deref(),
        Some(CANARY),
        "somebody was out of the layer"
    );
    assert_eq!(fs::read_dir(root).expect("a directory").count(), 2, "something beside the layer");
    assert!(size(&layer) <= BOUNDS.bytes, "more than is allowed");
});

/// A directory of this process. As root the rest is done as nobody: what finds a way out is to find nothing there.
fn scratch() -> &'static Path {
    static SCRATCH: OnceLock<PathBuf> = OnceLock::new();
    SCRATCH.get_or_init(|| {
        // SAFETY: no other thread runs yet.
        unsafe {
            if libc::geteuid() == 0 {
                assert_eq!((libc::setgid(65_534), libc::setuid(65_534)), (0, 0), "root stays root");
            }
        }
        let base =
            if Path::new("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { std::env::temp_dir() };
        let path = base.join(format!("interstella-fuzz-layer-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).expect("a directory");
        path
    })
}

/// Removes a layer, also one whose directories nobody may look into.
fn clear(directory: &Path) {
    // What is not there need not be opened up.
    let _ = fs::set_permissions(directory, fs::Permissions::from_mode(0o700));
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            clear(&entry.path());
        }
    }
    let _ = fs::remove_dir_all(directory);
}

/// Bytes of regular files, holes not counted.
fn size(directory: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(directory) else { return 0 };
    let of = |entry: fs::DirEntry| match entry.metadata() {
        Ok(found) if found.is_dir() => size(&entry.path()),
        Ok(found) if found.is_file() => found.blocks() * 512 / found.nlink(),
        _ => 0,
    };
    entries.flatten().map(of).sum()
}

/// Checksums of headers as they should be, from one header to the next.
fn mended(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (bytes.to_vec(), 0);
    while let Some(block) = out.get_mut(at..at + 512) {
        if block.iter().all(|byte| *byte == 0) {
            break;
        }
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let octal = block[124..136].iter().filter(|byte| byte.is_ascii_digit());
        let size = octal
            .fold(0_usize, |size, digit| size.saturating_mul(8).saturating_add(usize::from(digit - b'0')));
        at = at.saturating_add(512).saturating_add(size.min(1 << 20).next_multiple_of(512));
    }
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn plain(blob: &[u8]) -> Vec<u8> {
    if !blob.starts_with(&[0x1f, 0x8b]) {
        return blob.to_vec();
    }
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(blob).read_to_end(&mut out).expect("what was unpacked before");
    out
}

fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
