//! Uploads in progress: files that grow, hashed as they grow.
//!
//! Comes in: chunks in order. Goes out: a complete file with its digest. Never done here: naming blobs.
//! The hash state lives in memory, so uploads do not survive a restart; clients begin anew when told the upload is unknown.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::fs::{self, File};
use std::hash::BuildHasher as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};

use crate::digest::Digest;
use crate::store::{StoreError, StoreSettings};

/// An upload this long without a chunk gives way to new ones.
const IDLE: Duration = Duration::from_secs(3600);

/// Name of an upload, in the form of a random UUID.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UploadId(String);

impl UploadId {
    fn random() -> Self {
        // Every RandomState is keyed from the operating system's randomness: no further dependency for an id.
        let high = RandomState::new().hash_one(0_u8);
        let low = RandomState::new().hash_one(1_u8);
        let (a, b, c) = (high >> 32, (high >> 16) & 0xffff, high & 0xfff);
        let (d, e) = ((low >> 48) & 0x3fff | 0x8000, low & 0xffff_ffff_ffff);
        Self(format!("{a:08x}-{b:04x}-4{c:03x}-{d:04x}-{e:012x}"))
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for UploadId {
    type Err = StoreError;

    /// Accepts what could be an id; whether it is one, the store knows.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        let good = text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        if good { Ok(Self(text.to_owned())) } else { Err(StoreError::UploadUnknown) }
    }
}

/// Emptied when the upload ends, so that a writer still holding the slot finds it gone.
type Slot = Arc<Mutex<Option<Upload>>>;

#[derive(Debug)]
pub(crate) struct Uploads {
    dir: PathBuf,
    settings: StoreSettings,
    open: Mutex<HashMap<UploadId, Slot>>,
}

impl Uploads {
    pub(crate) fn open(dir: PathBuf, settings: StoreSettings) -> io::Result<Self> {
        fs::create_dir_all(&dir)?;
        for left in fs::read_dir(&dir)? {
            fs::remove_file(left?.path())?;
        }
        Ok(Self { dir, settings, open: Mutex::default() })
    }

    pub(crate) fn begin(&self) -> Result<UploadId, StoreError> {
        let mut open = lock(&self.open);
        if open.len() >= self.settings.max_uploads {
            open.retain(|_, slot| !is_idle(slot));
        }
        if open.len() >= self.settings.max_uploads {
            return Err(StoreError::TooManyUploads);
        }
        let id = UploadId::random();
        let upload = Upload::create(&self.dir.join(&id.0))?;
        open.insert(id.clone(), Arc::new(Mutex::new(Some(upload))));
        Ok(id)
    }

    pub(crate) fn length(&self, id: &UploadId) -> Result<u64, StoreError> {
        let slot = self.find(id)?;
        let upload = lock(&slot);
        upload.as_ref().map(|upload| upload.length).ok_or(StoreError::UploadUnknown)
    }

    pub(crate) fn append(&self, id: &UploadId, at: Option<u64>, bytes: &[u8]) -> Result<u64, StoreError> {
        let found = self.find(id)?;
        let mut slot = lock(&found);
        let upload = slot.as_mut().ok_or(StoreError::UploadUnknown)?;
        if at.is_some_and(|at| at != upload.length) {
            return Err(StoreError::OutOfOrder { have: upload.length });
        }
        let limit = self.settings.max_blob_bytes;
        if upload.length.saturating_add(bytes.len() as u64) > limit {
            return Err(StoreError::TooLarge { limit });
        }
        if let Err(error) = upload.append(bytes) {
            // A half-written chunk makes file and hash disagree: the upload is lost.
            *slot = None;
            lock(&self.open).remove(id);
            return Err(error.into());
        }
        Ok(upload.length)
    }

    /// Takes the upload out, after the chunk being written; dropping it deletes its file.
    pub(crate) fn take(&self, id: &UploadId) -> Result<Upload, StoreError> {
        let slot = lock(&self.open).remove(id).ok_or(StoreError::UploadUnknown)?;
        lock(&slot).take().ok_or(StoreError::UploadUnknown)
    }

    /// Whether the disk takes some bytes now.
    pub(crate) fn probe(&self) -> io::Result<()> {
        static BYTES: [u8; 64 << 10] = [0; 64 << 10];
        let mut probe = Upload::create(&self.dir.join(UploadId::random().0))?;
        probe.append(&BYTES)?;
        probe.seal().map(drop)
    }

    fn find(&self, id: &UploadId) -> Result<Slot, StoreError> {
        lock(&self.open).get(id).cloned().ok_or(StoreError::UploadUnknown)
    }
}

/// A slot that is locked has a writer, so it is not idle.
fn is_idle(slot: &Slot) -> bool {
    slot.try_lock().is_ok_and(|slot| slot.as_ref().is_none_or(|upload| upload.touched.elapsed() >= IDLE))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Debug)]
pub(crate) struct Upload {
    output: File,
    file: GrowingFile,
    hasher: Sha256,
    length: u64,
    touched: Instant,
}

impl Upload {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Self {
            output: File::create_new(path)?,
            file: GrowingFile(Some(path.to_owned())),
            hasher: Sha256::new(),
            length: 0,
            touched: Instant::now(),
        })
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.output.write_all(bytes)?;
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        self.touched = Instant::now();
        Ok(())
    }

    /// Brings the content to the disk and tells its digest.
    pub(crate) fn seal(self) -> io::Result<(GrowingFile, Digest)> {
        self.output.sync_all()?;
        Ok((self.file, Digest::finish(self.hasher)))
    }
}

/// A file deleted on drop unless it was renamed.
#[derive(Debug)]
pub(crate) struct GrowingFile(Option<PathBuf>);

impl GrowingFile {
    pub(crate) fn rename(mut self, to: &Path) -> io::Result<()> {
        if let Some(path) = &self.0 {
            fs::rename(path, to)?;
        }
        self.0 = None;
        Ok(())
    }
}

impl Drop for GrowingFile {
    fn drop(&mut self) {
        if let Some(path) = &self.0
            && let Err(error) = fs::remove_file(path)
        {
            tracing::warn!(path = %path.display(), %error, "an abandoned upload could not be deleted");
        }
    }
}
