//! Giving back unpacked layers that no image has. In: the digests of those images have. Out: the room that was freed.
//! Never here: which images there are.
//!
//! Only while no task is there: a container's file system rests on the very directories.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::runtime::LinuxRuntime;
use crate::ContainerRuntime;

/// What is renamed so is removed, by this life or by the next.
const SPARE: &str = "spare.partial";

impl LinuxRuntime {
    /// Removes the unpacked layers of other blobs than these (`sha256:...`); how many there were. Nothing happens while a task is there or was
    /// inherited. Blocks as long as removing takes; a task that starts meanwhile does not wait for that.
    pub fn keep_layers(&self, digests: &BTreeSet<String>) -> io::Result<usize> {
        let spare = self.put_aside(digests)?;
        for path in &spare {
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
        Ok(spare.iter().filter(|path| !path.to_string_lossy().contains(".diff-id")).count())
    }

    /// Takes the names away under the lock that a starting task needs, so that none finds a layer that is about to go.
    fn put_aside(&self, digests: &BTreeSet<String>) -> io::Result<Vec<PathBuf>> {
        let tasks = self.inner.tasks();
        if !tasks.is_empty() || !ContainerRuntime::inherited(self).is_empty() {
            return Ok(Vec::new());
        }
        let root = self.inner.cache.root();
        let mut spare = Vec::new();
        for entry in fs::read_dir(root)? {
            let path = entry?.path();
            if is_spare(&path, digests) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let aside = root.join(format!("{name}.{SPARE}"));
                fs::rename(&path, &aside)?;
                spare.push(aside);
            }
        }
        Ok(spare)
    }
}

/// Whether a directory or file of the cache, named by the beginning of a digest, belongs to none of these.
fn is_spare(path: &Path, digests: &BTreeSet<String>) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    // What is being unpacked is somebody's.
    if name.ends_with(".partial") {
        return false;
    }
    let is_hex = stem.len() >= 16 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    // The first digest that is not before the name begins with it, if any does.
    let begin = format!("sha256:{stem}");
    is_hex && digests.range(begin.clone()..).next().is_none_or(|digest| !digest.starts_with(&begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_spare_when_no_digest_begins_as_it_is_named() {
        let hex = "ab".repeat(32);
        let digests = BTreeSet::from([format!("sha256:{hex}"), format!("sha256:{}", "0".repeat(64))]);
        let spare = |name: &str| is_spare(&Path::new("/layers").join(name), &digests);
        assert!(!spare(&hex) && !spare(&hex[..26]) && !spare(&format!("{hex}.diff-id")));
        assert!(spare(&"cd".repeat(13)) && spare(&format!("{}.diff-id", "cd".repeat(32))));
        assert!(!spare(&format!("{}.partial", "cd".repeat(13))), "what is being unpacked stays");
        assert!(!spare("lock") && !spare(""), "what is no layer stays");
    }
}
