//! Unpacks each layer once. In: layers by digest. Out: directory names below the cache root, each unpacked from the very bytes its digest
//! and its diff_id stand for. Never here: deciding which layers are still needed.
//!
//! ```text
//! absent ─▶ <hex>.partial (being unpacked, one at a time per digest) ─digests as announced?─rename─▶ <hex> (whole, shared)
//!                                                                    └─ no: removed, an error
//! <hex>.diff-id: what the layer unpacked to; another image may announce something else for the same blob
//! ```
//! A crash leaves only `.partial`; what is left so is removed when the cache is opened.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::spec::Layer;

use super::bounds::{Bounds, refused};
use super::ids::Ids;
use super::place::may_give_files_away;
use super::stream::{Digests, TarStream};
use super::unpack::unpack;

/// Diff_ids remembered in memory; beyond so many they are read again.
const MOST_REMEMBERED: usize = 10_000;
const PARTIAL: &str = "partial";
const DIFF_ID: &str = "diff-id";

/// A layer that could not be made available.
#[derive(Debug)]
pub struct LayerError {
    /// Which.
    pub digest: String,
    /// Why.
    pub cause: io::Error,
}

impl fmt::Display for LayerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "layer {}: {}", self.digest, self.cause)
    }
}

impl std::error::Error for LayerError {}

/// The cache directory; one process at a time may use it.
pub struct LayerCache {
    root: PathBuf,
    bounds: Bounds,
    ids: Ids,
    /// One lock per layer being unpacked, so that two tasks do not do it twice.
    busy: Mutex<HashMap<String, Arc<Mutex<()>>>>,
    /// Diff_ids of unpacked layers by directory name.
    diff_ids: Mutex<HashMap<String, String>>,
}

impl LayerCache {
    /// Opens (or makes) the directory, for its owner alone, and clears away unfinished work. Layers unpacked for other `ids` belong
    /// into another directory.
    ///
    /// Errors: an impossible range of ids, one this process cannot give files to, or the file system.
    pub fn open(root: PathBuf, bounds: Bounds, ids: Ids) -> io::Result<Self> {
        ids.check()?;
        if ids.shifts() && !may_give_files_away() {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "only root can unpack images for a range of user ids",
            ));
        }
        fs::create_dir_all(&root)?;
        // Images bring set-uid programs; nobody but containers may reach them.
        fs::set_permissions(&root, fs::Permissions::from_mode(0o700))?;
        for entry in fs::read_dir(&root)?.flatten() {
            if entry.path().extension().is_some_and(|ending| ending == PARTIAL) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(Self { root, bounds, ids, busy: Mutex::default(), diff_ids: Mutex::default() })
    }

    /// Where the layers lie.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes sure the layer is unpacked and gives its directory's name. Blocks while unpacking.
    ///
    /// Errors: the blob is missing or damaged, it is not what the image says, it exceeds a bound, or the file system; nothing of it is kept.
    pub fn ensure(&self, layer: &Layer) -> Result<String, LayerError> {
        let failed = |cause| LayerError { digest: layer.digest.clone(), cause };
        let name = name_of(&layer.digest).map_err(failed)?;
        self.whole(&name, layer).and_then(|()| self.check_diff_id(&name, layer)).map_err(failed)?;
        Ok(name)
    }

    /// Unpacks what is not there yet.
    fn whole(&self, name: &str, layer: &Layer) -> io::Result<()> {
        if self.root.join(name).is_dir() {
            return Ok(());
        }
        let lock = self.lock_of(name);
        let held = lock.lock().unwrap_or_else(PoisonError::into_inner);
        let made = if self.root.join(name).is_dir() { Ok(()) } else { self.make(name, layer) };
        drop(held);
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        made
    }

    fn lock_of(&self, name: &str) -> Arc<Mutex<()>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).entry(name.to_owned()).or_default().clone()
    }

    fn make(&self, name: &str, layer: &Layer) -> io::Result<()> {
        let partial = self.root.join(format!("{name}.{PARTIAL}"));
        match fs::remove_dir_all(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::create_dir(&partial)?;
        let made = self.unpack_verified(&partial, layer).and_then(|digests| {
            // Before the directory has its name, so that no directory is without.
            fs::write(self.diff_id_file(name), &digests.tar)?;
            fs::rename(&partial, self.root.join(name))
        });
        if made.is_err() {
            let _ = fs::remove_dir_all(&partial);
        }
        made
    }

    fn unpack_verified(&self, partial: &Path, layer: &Layer) -> io::Result<Digests> {
        let digests = unpack(open_blob(&layer.blob)?, partial, self.bounds, self.ids)?;
        if digests.blob != layer.digest {
            return Err(damaged(&digests.blob));
        }
        match &layer.diff_id {
            Some(announced) if *announced != digests.tar => Err(other_diff_id(&digests.tar, announced)),
            _ => Ok(digests),
        }
    }

    /// What the directory was unpacked from must be what this image announces too.
    fn check_diff_id(&self, name: &str, layer: &Layer) -> io::Result<()> {
        let Some(announced) = &layer.diff_id else { return Ok(()) };
        let known = self.remembered().get(name).cloned();
        let actual = match known {
            Some(actual) => actual,
            None => self.read_diff_id(name, layer)?,
        };
        if actual == *announced { Ok(()) } else { Err(other_diff_id(&actual, announced)) }
    }

    fn read_diff_id(&self, name: &str, layer: &Layer) -> io::Result<String> {
        let file = self.diff_id_file(name);
        let actual = match fs::read_to_string(&file) {
            Ok(text) if text.len() == layer.digest.len() => text,
            // Lost: the blob says it again.
            _ => {
                let digests = TarStream::new(open_blob(&layer.blob)?, self.bounds)?.finish()?;
                if digests.blob != layer.digest {
                    return Err(damaged(&digests.blob));
                }
                fs::write(&file, &digests.tar)?;
                digests.tar
            }
        };
        let mut remembered = self.remembered();
        if remembered.len() >= MOST_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(name.to_owned(), actual.clone());
        Ok(actual)
    }

    fn remembered(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.diff_ids.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn diff_id_file(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.{DIFF_ID}"))
    }
}

fn open_blob(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path).map_err(|error| {
        io::Error::new(error.kind(), format!("{}: {error}; push the image again", path.display()))
    })
}

fn damaged(actual: &str) -> io::Error {
    refused(format!("the blob is damaged on disk (its bytes are {actual}); push the image again"))
}

fn other_diff_id(actual: &str, announced: &str) -> io::Error {
    refused(format!(
        "it unpacks to {actual}, but the image's configuration says diff_id {announced}; build and push the image again"
    ))
}

fn name_of(digest: &str) -> io::Result<String> {
    let hex = digest.strip_prefix("sha256:").unwrap_or_default();
    if hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
        return Ok(hex.to_owned());
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        "a digest is sha256: and 64 lower-case hexadecimal digits",
    ))
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
