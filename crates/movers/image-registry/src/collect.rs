//! Giving back what no image needs: a question about each blob goes in, the room it took comes out.
//!
//! Blocking. Never here: which blobs are needed; the owner's catalogue knows.

use std::fs;
use std::io;
use std::sync::PoisonError;
use std::time::{Duration, SystemTime};

use crate::digest::Digest;
use crate::store::BlobStore;

/// Blobs that are remembered as asked for; beyond so many, only the times of files count.
const MOST_REMEMBERED: usize = 65_536;

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// How many blobs.
    pub blobs: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl BlobStore {
    /// Removes the blobs nobody needs that were neither stored nor asked for within `grace`: a push names its blobs before its manifest.
    pub fn collect(&self, grace: Duration, is_needed: impl Fn(&Digest) -> bool) -> io::Result<Collected> {
        let mut collected = Collected::default();
        let now = SystemTime::now();
        for shelf in fs::read_dir(self.root())? {
            for entry in fs::read_dir(shelf?.path())? {
                let entry = entry?;
                let hex = entry.file_name();
                let digest = format!("sha256:{}", hex.to_string_lossy()).parse::<Digest>();
                let Some(digest) = digest.ok().filter(|digest| !is_needed(digest)) else { continue };
                let found = entry.metadata()?;
                let used = self.asked(&digest).max(Some(found.modified()?)).unwrap_or(now);
                if now.duration_since(used).unwrap_or_default() >= grace && self.remove(&digest)? {
                    collected.blobs += 1;
                    collected.bytes += found.len();
                }
            }
        }
        Ok(collected)
    }

    /// Somebody asked for the blob: it is not collected for a while. Remembered here and not in the file, whose times tell that its bytes are
    /// still those that were verified.
    pub(crate) fn touch(&self, digest: &Digest) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= MOST_REMEMBERED {
            asked.clear();
        }
        asked.insert(digest.clone(), SystemTime::now());
    }

    fn asked(&self, digest: &Digest) -> Option<SystemTime> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).get(digest).copied()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs::File;

    use super::*;
    use crate::store::StoreSettings;

    #[test]
    fn what_no_image_needs_goes_unless_it_was_asked_for_of_late() {
        let dir = std::env::temp_dir().join(format!("image-registry-collect-{}", std::process::id()));
        let store = BlobStore::open(&dir, StoreSettings::default()).unwrap();
        let [needed, spare, fresh] =
            ["needed", "spare", "fresh"].map(|text| store.put_bytes(text.as_bytes()).unwrap());
        let long_ago = SystemTime::now() - Duration::from_secs(7200);
        for digest in [&needed, &spare, &fresh] {
            File::options().append(true).open(store.path(digest)).unwrap().set_modified(long_ago).unwrap();
        }
        store.touch(&fresh);
        let hour = Duration::from_secs(3600);
        let collected = store.collect(hour, |digest| *digest == needed).unwrap();
        assert_eq!(collected, Collected { blobs: 1, bytes: 5 });
        assert_eq!([&needed, &spare, &fresh].map(|digest| store.path(digest).is_file()), [true, false, true]);
        assert_eq!(store.collect(Duration::ZERO, |_| false).unwrap().blobs, 2);
        fs::remove_dir_all(dir).unwrap();
    }
}
