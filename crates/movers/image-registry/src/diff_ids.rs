//! Diff_ids: the digest a layer has as plain tar, worked out once for each blob. In: a blob's bytes. Out: the digest, or that this registry
//! cannot decompress it. Never here: what an image says it should be.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest as _, Sha256};

use crate::digest::Digest;

/// Diff_ids remembered in memory; beyond so many they are read from their files again.
const MOST_REMEMBERED: usize = 16_384;
const BUFFER: usize = 256 * 1024;
/// Longest layer, unpacked; the container runtime unpacks no longer one.
const LONGEST: u64 = 20 << 30;
/// Unpacked bytes for each packed one, beyond the first GiB; the container runtime unpacks no denser one.
const RATIO: u64 = 200;
const RATIO_FREE: u64 = 1 << 30;

/// What a layer is without its compression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffId {
    /// This.
    Known(Digest),
    /// In a compression that is not read here, such as zstd.
    Undecoded,
}

/// Diff_ids by blob.
#[derive(Debug, Default)]
pub(crate) struct DiffIds {
    known: Mutex<HashMap<Digest, Digest>>,
}

impl DiffIds {
    /// The diff_id known for a blob at `path`, from memory or its file.
    pub(crate) fn known(&self, digest: &Digest, path: &Path) -> Option<Digest> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned();
        known.or_else(|| {
            let written = fs::read_to_string(file(path)).ok()?.parse().ok()?;
            self.remember(digest, &written);
            Some(written)
        })
    }

    /// Keeps a diff_id, also for later processes. Without its file it would only be worked out again.
    pub(crate) fn keep(&self, digest: &Digest, path: &Path, diff_id: &Digest) {
        if let Err(error) = fs::write(file(path), diff_id.as_str()) {
            tracing::debug!(%digest, %error, "the diff_id of a blob could not be kept");
        }
        self.remember(digest, diff_id);
    }

    fn remember(&self, digest: &Digest, diff_id: &Digest) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_REMEMBERED {
            known.clear();
        }
        known.insert(digest.clone(), diff_id.clone());
    }
}

/// Where the diff_id of the blob at `path` is kept.
pub(crate) fn file(path: &Path) -> PathBuf {
    path.with_extension("diff-id")
}

/// Works it out. Errors: damaged gzip, or a layer that unpacks to too much.
pub(crate) fn work_out(file: &File) -> io::Result<DiffId> {
    let mut reader = BufReader::with_capacity(BUFFER, file);
    match reader.fill_buf()? {
        [0x1f, 0x8b, ..] => digest_of(MultiGzDecoder::new(reader), file),
        // zstd, xz, bzip2
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0xfd, b'7', b'z', b'X', b'Z', ..] | [b'B', b'Z', b'h', ..] => {
            Ok(DiffId::Undecoded)
        }
        _ => digest_of(reader, file),
    }
}

/// `tar` reads from `file`, which knows how much of it was read.
fn digest_of(mut tar: impl Read, mut file: &File) -> io::Result<DiffId> {
    let (mut hasher, mut buffer, mut length) = (Sha256::new(), vec![0; BUFFER], 0);
    loop {
        let count = tar.read(&mut buffer)?;
        if count == 0 {
            return Ok(DiffId::Known(Digest::finish(hasher)));
        }
        hasher.update(&buffer[..count]);
        length += count as u64;
        check(length, file.stream_position()?)?;
    }
}

fn check(unpacked: u64, packed: u64) -> io::Result<()> {
    let refused = |why: String| Err(io::Error::new(io::ErrorKind::InvalidData, why));
    if unpacked > LONGEST {
        return refused(format!("it is larger than {LONGEST} bytes unpacked"));
    }
    if unpacked > RATIO_FREE && unpacked / RATIO > packed {
        return refused(format!("it unpacks to more than {RATIO} times its size"));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let gib = 1 << 30;
        assert!(check(gib, 1).is_ok() && check(20 * gib, gib).is_ok());
        assert!(check(gib + 1, 1).unwrap_err().to_string().contains("200 times"));
        assert!(check(20 * gib + 1, 20 * gib).unwrap_err().to_string().contains("larger than"));
    }
}
