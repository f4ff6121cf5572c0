//! Unpacks each layer once. In: layers by digest. Out: directory names below the cache root.
//! Never here: deciding which layers are still needed.
//!
//! ```text
//! absent ─▶ <name>.partial-<n> (being unpacked, one at a time per digest) ─rename─▶ <name> (whole, shared)
//! ```
//! A crash leaves only `.partial-` directories; they are removed when the cache is opened.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::spec::Layer;

use super::ids::Ids;
use super::unpack::{Bounds, may_give_files_away, unpack};

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
            if entry.file_name().to_string_lossy().contains(".partial") {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(Self { root, bounds, ids, busy: Mutex::default() })
    }

    /// Where the layers lie.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes sure the layer is unpacked and gives its directory's name. Blocks while unpacking.
    pub fn ensure(&self, layer: &Layer) -> Result<String, LayerError> {
        let failed = |cause| LayerError { digest: layer.digest.clone(), cause };
        let name = name_of(&layer.digest).map_err(failed)?;
        if self.root.join(&name).is_dir() {
            return Ok(name);
        }
        let lock = self.lock_of(&name);
        let held = lock.lock().unwrap_or_else(PoisonError::into_inner);
        let made = if self.root.join(&name).is_dir() { Ok(()) } else { self.make(&name, &layer.blob) };
        drop(held);
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
        made.map(|()| name).map_err(failed)
    }

    fn lock_of(&self, name: &str) -> Arc<Mutex<()>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).entry(name.to_owned()).or_default().clone()
    }

    fn make(&self, name: &str, blob: &Path) -> io::Result<()> {
        let partial = self.root.join(format!("{name}.partial"));
        match fs::remove_dir_all(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::create_dir(&partial)?;
        let blob = fs::File::open(blob)?;
        if let Err(error) = unpack(blob, &partial, self.bounds, self.ids) {
            let _ = fs::remove_dir_all(&partial);
            return Err(error);
        }
        fs::rename(&partial, self.root.join(name))
    }
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
mod tests {
    use super::*;

    #[test]
    fn digests_that_are_paths_are_refused() {
        for bad in ["", "sha256:", "sha256:../../etc", "md5:00"] {
            assert!(name_of(bad).is_err(), "{bad}");
        }
        let hex = "ab".repeat(32);
        assert_eq!(name_of(&format!("sha256:{hex}")).ok(), Some(hex));
    }
}
