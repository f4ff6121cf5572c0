//! Blobs on disk.
//!
//! Comes in: bytes and digests. Goes out: files whose content is their name. Blocking: call it where blocking is allowed.
//! Never done here: HTTP, knowing which repository a blob belongs to, deciding what is garbage.
//!
//! ```text
//! <dir>/blobs/sha256/<aa>/<64 hex>     complete, verified, on disk before it has this name
//! <dir>/uploads/<uuid>                 growing; wiped when the store is opened
//! ```

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::digest::Digest;
pub use crate::uploads::UploadId;
use crate::uploads::Uploads;

/// Limits of a [`BlobStore`].
#[derive(Debug, Clone, Copy)]
pub struct StoreSettings {
    /// Largest blob, in bytes.
    pub max_blob_bytes: u64,
    /// Uploads open at once; when crowded, those idle for an hour give way.
    pub max_uploads: usize,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self { max_blob_bytes: 42_000 * 1024 * 1024, max_uploads: 256 }
    }
}

/// Why the store did not do it.
#[derive(Debug)]
pub enum StoreError {
    /// No such upload (any more).
    UploadUnknown,
    /// The bytes do not continue the upload.
    OutOfOrder {
        /// Bytes the upload has.
        have: u64,
    },
    /// Over `max_blob_bytes`.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The content has another digest; the upload is gone.
    WrongDigest {
        /// The digest it has.
        actual: Digest,
    },
    /// Over `max_uploads`.
    TooManyUploads,
    /// The disk failed.
    Io(io::Error),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UploadUnknown => f.write_str("there is no such upload"),
            Self::OutOfOrder { have } => {
                write!(f, "the upload has {have} bytes; the chunk must continue there")
            }
            Self::TooLarge { limit } => write!(f, "the blob exceeds {limit} bytes"),
            Self::WrongDigest { actual } => write!(f, "the content has the digest {actual}"),
            Self::TooManyUploads => f.write_str("too many uploads are open"),
            Self::Io(error) => write!(f, "the blob store failed: {error}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A directory of blobs and its open uploads. Share it by `Arc`. One store per directory.
#[derive(Debug)]
pub struct BlobStore {
    blobs: PathBuf,
    uploads: Uploads,
    /// Why the disk did not take the last bytes.
    trouble: Mutex<Option<String>>,
}

impl BlobStore {
    /// Opens the store in `dir`, made if missing; wipes uploads a former process left.
    pub fn open(dir: &Path, settings: StoreSettings) -> io::Result<Self> {
        let blobs = dir.join("blobs/sha256");
        fs::create_dir_all(&blobs)?;
        let uploads = Uploads::open(dir.join("uploads"), settings)?;
        Ok(Self { blobs, uploads, trouble: Mutex::default() })
    }

    /// The directory of all blobs; they lie in directories named by the beginnings of their digests.
    pub(crate) fn root(&self) -> &Path {
        &self.blobs
    }

    /// Where the blob is, or would be.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        self.blobs.join(&digest.hex()[..2]).join(digest.hex())
    }

    /// Bytes of the blob; `None` when there is none.
    pub fn size(&self, digest: &Digest) -> Option<u64> {
        fs::metadata(self.path(digest)).ok().filter(fs::Metadata::is_file).map(|found| found.len())
    }

    /// Whether the blob is here.
    pub fn exists(&self, digest: &Digest) -> bool {
        self.size(digest).is_some()
    }

    /// Stores `bytes` as a blob.
    pub fn put_bytes(&self, bytes: &[u8]) -> Result<Digest, StoreError> {
        let digest = Digest::of(bytes);
        if self.exists(&digest) {
            self.touch(&digest);
        } else {
            let id = self.begin()?;
            self.append(&id, Some(0), bytes)?;
            self.finish(&id, Some(&digest))?;
        }
        Ok(digest)
    }

    /// The whole blob, when it is at most `limit` bytes; for configs and manifests.
    pub fn read(&self, digest: &Digest, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        match self.size(digest) {
            None => Ok(None),
            Some(size) if size > limit => Err(StoreError::TooLarge { limit }),
            Some(_) => Ok(Some(fs::read(self.path(digest))?)),
        }
    }

    /// Removes a blob; false when there was none.
    pub fn remove(&self, digest: &Digest) -> io::Result<bool> {
        match fs::remove_file(self.path(digest)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens an upload.
    pub fn begin(&self) -> Result<UploadId, StoreError> {
        self.noted(self.uploads.begin())
    }

    /// Bytes the upload has.
    pub fn length(&self, id: &UploadId) -> Result<u64, StoreError> {
        self.uploads.length(id)
    }

    /// Appends `bytes`; with `at`, only if the upload has exactly that many bytes. Returns the new length.
    pub fn append(&self, id: &UploadId, at: Option<u64>, bytes: &[u8]) -> Result<u64, StoreError> {
        self.noted(self.uploads.append(id, at, bytes))
    }

    /// Forgets the upload.
    pub fn cancel(&self, id: &UploadId) -> Result<(), StoreError> {
        self.uploads.take(id).map(drop)
    }

    /// Makes the upload a blob. With `expected`, only if it has that digest. Either way the upload is gone.
    pub fn finish(&self, id: &UploadId, expected: Option<&Digest>) -> Result<Digest, StoreError> {
        self.noted(self.seal(id, expected))
    }

    /// Why the disk takes no bytes, if so; tried anew when asked, so that a trouble that is over is known to be.
    pub fn trouble(&self) -> Option<String> {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if trouble.is_some() {
            *trouble = self.uploads.probe().err().map(|error| error.to_string());
        }
        trouble.clone()
    }

    /// Remembers what the disk said.
    fn noted<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        let trouble = match &done {
            Ok(_) => None,
            Err(StoreError::Io(error)) => Some(error.to_string()),
            Err(_) => return done,
        };
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        done
    }

    fn seal(&self, id: &UploadId, expected: Option<&Digest>) -> Result<Digest, StoreError> {
        let (file, actual) = self.uploads.take(id)?.seal()?;
        if expected.is_some_and(|expected| *expected != actual) {
            return Err(StoreError::WrongDigest { actual });
        }
        let path = self.path(&actual);
        let shelf = path.parent().unwrap_or(&self.blobs);
        fs::create_dir_all(shelf)?;
        file.rename(&path)?;
        // The name must survive a power cut as the content does.
        File::open(shelf)?.sync_all()?;
        Ok(actual)
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
pub(crate) mod tests;
